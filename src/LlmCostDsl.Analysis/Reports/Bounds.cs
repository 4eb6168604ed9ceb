using LlmCostDsl.Analysis.Questions;
using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Analysis.Reports;

/// <summary>What a table says about time, found by kind and dimension.</summary>
internal static class Bounds
{
    /// <summary>The one definition every timing has.</summary>
    public const string Time = "time";

    /// <summary>The column that limits a row, or null.</summary>
    public static int? Column(Answer answer, PlanTable table, PlanRow row)
        => row.Bound >= 0 && answer[row.Bound] is var c && c >= 0 && c < table.Columns.Count ? (int)c : null;

    /// <summary>The time of one execution.</summary>
    public static int? TimeColumn(PlanTable table) => Find(table, c => c.Kind == PlanColumnKind.Timing && c.Name == Time);

    /// <summary>The columns of which the largest is the bound.</summary>
    public static IReadOnlyList<int> Candidates(PlanTable table)
        => Positions.Where(table.Columns.Count, c =>
            table.Columns[c].Kind == PlanColumnKind.Timing && table.Columns[c].Dimension == Dimension.Seconds && table.Columns[c].Name != Time);

    public static int? BytesColumn(PlanTable table) => Find(table, c => c.Kind == PlanColumnKind.Bytes);

    /// <summary>What all executions of a row come to in one column.</summary>
    public static double Sum(Answer answer, PlanRow row, int column)
        => answer[row.Count] is var count && count == 0 ? 0 : count * answer[row.Cells[column]];

    /// <summary>The column over all rows and executions.</summary>
    public static double Sum(Answer answer, PlanTable table, int column)
    {
        var sum = 0.0;
        foreach (var row in table.Rows)
        {
            sum += Sum(answer, row, column);
        }

        return sum;
    }

    private static int? Find(PlanTable table, Func<PlanColumn, bool> condition)
    {
        for (var c = 0; c < table.Columns.Count; c++)
        {
            if (condition(table.Columns[c]))
            {
                return c;
            }
        }

        return null;
    }
}
