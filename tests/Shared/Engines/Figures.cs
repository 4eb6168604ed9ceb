using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Tests.Engines;

/// <summary>One number that hosts may ask a plan for, with the name they ask by.</summary>
/// <param name="What">For failures: <c>prefill layer.q_proj flops</c>.</param>
/// <param name="Node">The node that gives it, or -1.</param>
/// <param name="Table">The number of its table, or -1 for an output.</param>
/// <param name="IsBound">Whether it is the number of a column, -1 where none limits the row.</param>
internal readonly record struct Figure(string What, int Node, int Table = -1, bool IsBound = false)
{
    /// <summary>Stands for the figures of a table that an engine does not give because one of its loops was refused: a NaN that nothing computes.</summary>
    public const long WithheldBits = 0x7FF8_0000_0000_0DEA;

    /// <summary>What engines have to say, going by all values of a plan.</summary>
    public double In(IReadOnlyList<double> values)
    {
        var value = Node < 0 ? double.NaN : values[Node];
        return IsBound && !(value >= 0) ? -1 : value;
    }
}

/// <summary>All figures of a plan, in the order every engine hands them over: outputs, then table by table totals, rows and their shapes.</summary>
internal static class Figures
{
    /// <summary>Generated code keeps so many extents of a shape apart.</summary>
    public const int ExtentLimit = 7;

    public static IReadOnlyList<Figure> Of(EvaluatorPlan plan)
        => [.. plan.Outputs.Select(o => new Figure(o.Name, o.Node)).Concat(plan.Tables.SelectMany(OfTable))];

    public static IEnumerable<Figure> OfTable(PlanTable table, int number)
        => table.Columns.Select((c, at) => new Figure($"{table.Step} total {c.Name}", table.Totals[at], number))
            .Concat(table.Rows.SelectMany(r => OfRow(table, number, r)));

    private static IEnumerable<Figure> OfRow(PlanTable table, int number, PlanRow row)
    {
        var path = $"{table.Step} {(row.Group.Length == 0 ? row.Name : row.Group + "." + row.Name)}";
        return table.Columns.Select((c, at) => new Figure($"{path} {c.Name}", row.Cells[at], number))
            .Prepend(new($"{path} count", row.Count, number))
            .Append(new($"{path} bound", row.Bound, number, IsBound: true))
            .Concat(row.Shape.Take(ExtentLimit).Select((s, at) => new Figure($"{path} extent {at}", s, number)));
    }
}
