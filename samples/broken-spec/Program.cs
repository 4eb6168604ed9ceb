using BrokenSpec;

// Code that uses a broken analysis is not to blame: the messages name the specs alone.
var device = Devices.A6000;
Console.WriteLine(Chat.On(device).Evaluate(new() { Batch = 1, Prompt = 64 }).Ttft);
Console.WriteLine(Promise.On(device).Evaluate(new() { Batch = 1 }).Memory.Total);
