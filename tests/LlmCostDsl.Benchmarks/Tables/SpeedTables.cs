namespace LlmCostDsl.Benchmarks.Tables;

/// <summary>The tables of the README and of <c>docs/benchmarks.md</c>, each measured in one run: <c>--table</c> and which of them.</summary>
internal static class SpeedTables
{
    private static readonly (string Name, Action<TextWriter> Print)[] Tables =
    [
        ("evaluators", EvaluatorTable.Print),
        ("compiler", CompilerTable.Print),
        ("catalogue", CatalogueTable.Print),
        ("tool", ToolTable.Print),
    ];

    /// <returns>0, or 2 where there is no such table.</returns>
    public static int Print(string[] which, TextWriter output)
    {
        if (which.FirstOrDefault(w => !Tables.Any(t => t.Name == w)) is { } unknown)
        {
            Console.Error.WriteLine($"there is no table '{unknown}'; there are {string.Join(", ", Tables.Select(t => t.Name))}");
            return 2;
        }

        foreach (var (name, print) in Tables.Where(t => which.Length == 0 || which.Contains(t.Name)))
        {
            output.WriteLine($"## {name}");
            output.WriteLine();
            print(output);
            output.WriteLine();
        }

        return 0;
    }
}
