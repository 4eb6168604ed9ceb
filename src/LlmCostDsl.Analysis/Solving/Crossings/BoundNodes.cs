using System.Globalization;
using LlmCostDsl.Analysis.Reports;
using LlmCostDsl.Compiler.Optimizing;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Analysis.Solving.Crossings;

/// <summary>What limits a step and each of its operators, as nodes of a plan: numbers of columns, -1 where nothing does.</summary>
/// <param name="Table">The step.</param>
/// <param name="Limit">What the most time of the step falls to: what <see cref="StepLimit"/> says, so that it can be enclosed; -1 where it says nothing.</param>
/// <param name="Rows">By row; -1 of one that nothing ever limits.</param>
internal sealed record BoundNodes(PlanTable Table, int Limit, IReadOnlyList<int> Rows)
{
    /// <summary>Where evaluation refuses.</summary>
    public const int Refused = -2;

    /// <summary>Adds the nodes of all steps to a plan.</summary>
    /// <returns>The part of the plan they need, with the nodes in its numbers.</returns>
    public static (EvaluatorPlan Plan, IReadOnlyList<BoundNodes> Steps) Of(EvaluatorPlan plan)
    {
        var extension = new PlanExtension(plan);
        var refused = extension.Constant(Refused);
        int Answered(int node) => plan.Guards.Aggregate(node, (inner, guard) => extension.Select(guard.Condition, inner, refused));
        var steps = plan.Tables.Select(t =>
        {
            var rows = t.Rows.Select(r => Row(extension, r)).ToList();
            return new BoundNodes(t, Answered(StepNode(extension, t, rows)), [.. rows.Select(r => r < 0 ? -1 : Answered(r))]);
        }).ToList();
        var nodes = steps.SelectMany(s => s.Rows.Append(s.Limit)).Where(n => n >= 0).Distinct().ToList();
        var excerpt = PlanSelection.Of(extension.Build(), nodes.Select(n => new PlanOutput("node " + n.ToString(CultureInfo.InvariantCulture), n, extension.DimensionOf(n), string.Empty, null)));
        var numbers = nodes.Select((n, i) => (n, excerpt.Outputs[i].Node)).ToDictionary(x => x.n, x => x.Node);
        int Number(int node) => node < 0 ? -1 : numbers[node];
        return (excerpt, [.. steps.Select(s => s with { Limit = Number(s.Limit), Rows = [.. s.Rows.Select(Number)] })]);
    }

    // What is not executed is not limited.
    private static int Row(PlanExtension plan, PlanRow row) => row.Bound < 0 ? -1 : plan.Select(row.Count, row.Bound, plan.Constant(-1));

    private static int StepNode(PlanExtension plan, PlanTable table, IReadOnlyList<int> rows)
    {
        var none = plan.Constant(-1);
        if (Bounds.TimeColumn(table) is not { } time)
        {
            return none;
        }

        var timed = table.Rows.Select((r, i) => (Bound: rows[i], r.Count, Cell: r.Cells[time])).Where(r => r.Bound >= 0).ToList();
        if (timed.Count == 0)
        {
            return none;
        }

        var nothing = plan.Constant(0, plan.DimensionOf(timed[0].Cell));
        var times = timed.Select(r => plan.Select(r.Count, plan.Multiply(r.Count, r.Cell), nothing)).ToList();
        var (limit, longest) = (none, nothing);
        foreach (var column in Bounds.Candidates(table))
        {
            var number = plan.Constant(column);
            var sum = timed.Select((r, i) => plan.Select(plan.Equal(r.Bound, number), times[i], nothing)).Aggregate(plan.Sum);
            limit = plan.Select(plan.Less(longest, sum), number, limit);
            longest = plan.Maximum(longest, sum);
        }

        return limit;
    }
}
