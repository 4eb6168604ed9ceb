using LlmCostDsl.Compiler.Plan;
using LlmCostDsl.Compiler.Support;

namespace LlmCostDsl.Compiler.Optimizing;

/// <summary>What hosts ask a plan for, by two kinds: values, and what is counted or decided.</summary>
internal static class PlanRoots
{
    /// <summary>Outputs, cells and totals.</summary>
    public static IEnumerable<int> Values(EvaluatorPlan plan)
        => plan.Outputs.Select(o => o.Node).Concat(plan.Tables.SelectMany(t => t.Totals.Concat(t.Rows.SelectMany(r => r.Cells)))).Where(n => n >= 0);

    /// <summary>Of tables: how often an operator runs, its extents, and which column limits it.</summary>
    public static IEnumerable<int> Decisions(EvaluatorPlan plan)
        => plan.Tables.SelectMany(t => t.Rows).SelectMany(r => r.Shape.Append(r.Count).Append(r.Bound)).Where(n => n >= 0);

    /// <summary>The plan with other numbers for what it is asked for; its nodes are as they were.</summary>
    /// <param name="value">The new number of an output, a cell or a total, of which some are -1.</param>
    /// <param name="decision">That of a condition, a count, an extent or a limit.</param>
    public static EvaluatorPlan Renumber(EvaluatorPlan plan, Func<int, int> value, Func<int, int> decision) => plan with
    {
        Guards = plan.Guards.Select(g => g with { Condition = decision(g.Condition) }).ToEquatable(),
        Outputs = plan.Outputs.Select(o => o with { Node = value(o.Node) }).ToEquatable(),
        Tables = plan.Tables.Select(t => t with
        {
            Rows = t.Rows.Select(r => r with
            {
                Count = decision(r.Count),
                Shape = r.Shape.Select(decision).ToEquatable(),
                Cells = r.Cells.Select(value).ToEquatable(),
                Bound = decision(r.Bound),
            }).ToEquatable(),
            Totals = t.Totals.Select(value).ToEquatable(),
        }).ToEquatable(),
    };
}
