using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Tests.Engines;

/// <summary>One number that hosts may ask a plan for, with the name they ask by.</summary>
/// <param name="What">For failures: <c>prefill layer.q_proj flops</c>.</param>
/// <param name="Node">The node that gives it, or -1.</param>
/// <param name="IsBound">Whether it is the number of a column, -1 where none limits the row.</param>
internal readonly record struct Figure(string What, int Node, bool IsBound = false)
{
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
    public static IReadOnlyList<Figure> Of(EvaluatorPlan plan)
        => [.. plan.Outputs.Select(o => new Figure(o.Name, o.Node)).Concat(plan.Tables.SelectMany(OfTable))];

    private static IEnumerable<Figure> OfTable(PlanTable table)
        => table.Columns.Select((c, at) => new Figure($"{table.Step} total {c.Name}", table.Totals[at])).Concat(table.Rows.SelectMany(r => OfRow(table, r)));

    private static IEnumerable<Figure> OfRow(PlanTable table, PlanRow row)
    {
        var path = $"{table.Step} {(row.Group.Length == 0 ? row.Name : row.Group + "." + row.Name)}";
        return table.Columns.Select((c, at) => new Figure($"{path} {c.Name}", row.Cells[at]))
            .Prepend(new($"{path} count", row.Count))
            .Append(new($"{path} bound", row.Bound, IsBound: true))
            .Concat(row.Shape.Select((s, at) => new Figure($"{path} extent {at}", s)));
    }
}
