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
        var byBound = new double?[table.Columns.Count];
        foreach (var row in table.Rows)
        {
            if (Bounds.Column(answer, table, row) is { } bound)
            {
                byBound[bound] = (byBound[bound] ?? 0) + Bounds.Sum(answer, row, time);
            }
        }

        var column = Positions.Where(byBound.Length, c => byBound[c] is not null).Largest(c => byBound[c]!.Value);
        return !(all > 0) || !double.IsFinite(step) || column < 0 ? null : new(table, column, byBound[column]!.Value / all, step, Bounds.Sum(answer, table, column));
    }
}
