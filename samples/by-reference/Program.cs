using ByReference;

Console.WriteLine($"{Models.Llama2_7B.Title}: {Models.Llama2_7B.Parameters / 1e9:0.00} billion parameters, {Models.Llama2_7B.WeightBytes / 1e9:0.0} GB");
Console.WriteLine($"{Devices.A6000.Name}: {Devices.A6000.Capacity() / 1e9:0.0} GB");
