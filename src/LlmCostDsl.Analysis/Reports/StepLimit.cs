using LlmCostDsl.Analysis.Questions;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Analysis.Reports;

/// <summary>What limits one step.</summary>
/// <param name="Column">The bound that the most time falls to.</param>
/// <param name="Share">How much of the time falls to it.</param>
/// <param name="Time">Of the whole step.</param>
/// <param name="Sum">What the bound would take by itself.</param>
internal sealed record StepLimit(PlanTable Table, int Column, double Share, double Time, double Sum)
{
    public string Name => Table.Columns[Column].Name;

    public static StepLimit? Of(Answer answer, PlanTable table)
    {
        if (Bounds.TimeColumn(table) is not { } time)
        {
            return null;
        }

        var all = Bounds.Sum(answer, table, time);
        var step = table.Totals[time] >= 0 ? answer[table.Totals[time]] : all;
        var byBound = table.Rows
            .Select(r => (Bound: Bounds.Column(answer, table, r), Time: Bounds.Sum(answer, r, time)))
            .Where(r => r.Bound is not null)
            .GroupBy(r => r.Bound!.Value)
            .Select(g => (Bound: g.Key, Time: g.Sum(r => r.Time)))
            .ToList();
        if (!(all > 0) || !double.IsFinite(step) || byBound.Count == 0)
        {
            return null;
        }

        var (column, largest) = byBound.MaxBy(b => b.Time);
        return new(table, column, largest / all, step, Bounds.Sum(answer, table, column));
    }
}
