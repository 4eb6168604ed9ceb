using ByReference;

var answer = ChatServer.Evaluate(new() { Batch = 16, Prompt = 2048 }, Devices.A6000);
Console.WriteLine(
    $"first token {answer.Ttft * 1e3:0} ms, then {answer.Tpot * 1e3:0.0} ms each, {answer.Memory.Total / 1e9:0.0} GB, fits: {answer.Memory.Fits}");
