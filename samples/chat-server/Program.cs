using Chat;

Console.WriteLine($"{Models.Llama2_7B.Title}: {Models.Llama2_7B.Parameters / 1e9:0.00} billion parameters");

// What does a card make of one, eight, sixty-four users?
Console.WriteLine();
Console.WriteLine("device    users  first token  per token  tokens/J  memory");
foreach (var device in new[] { Devices.A6000, Devices.H100_SXM })
{
    // Bound once: whatever depends on the device alone is computed here.
    var chat = ChatServer.On(device);
    foreach (var users in new[] { 1, 8, 64 })
    {
        // Evaluated often: arithmetic, and not a byte allocated.
        var answer = chat.Evaluate(new() { Batch = users, Prompt = 2048 });
        var fits = answer.Memory.Fits ? "fits" : "too much";
        Console.WriteLine(
            $"{device.Name,-8} {users,6} {answer.Ttft,9:0.00} s {answer.Tpot * 1e3,7:0.0} ms {answer.TokensPerJoule,9:0.00} {answer.Memory.Total / 1e9,4:0} GB {fits}");
    }
}

// Where does the first token's time go? One row for each operator, in memory of ours.
var rows = new ChatServer.PrefillRow[ChatServer.PrefillRows];
var total = ChatServer.On(Devices.A6000).Prefill(new() { Batch = 1, Prompt = 2048 }, rows);
Array.Sort(rows, static (a, b) => (b.Count * b.Time).CompareTo(a.Count * a.Time));

Console.WriteLine();
Console.WriteLine($"A6000, one prompt: {total.Time * 1e3:0} ms, most of it in");
foreach (var row in rows.AsSpan(0, 4))
{
    Console.WriteLine($"{ChatServer.NameOf(row.Operator),-16} {row.Count,3} × {row.Time * 1e3:0.00} ms, limited by {row.Bound}");
}
