using LlmCostDsl;

// Checked while it was built: chat_server.llmspec.
var device = new HardwareProfile("card", [new("bandwidth", 768e9)]);
Console.WriteLine($"{device.Name}: {device["bandwidth"] / 1e9} GB/s");
