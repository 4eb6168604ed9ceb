using System.Globalization;
using LlmCostDsl.Analysis.Questions;
using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Analysis.Reports;

/// <summary>
/// Says in one sentence what limits a run and by how much. Which quantity stands behind a limit is not known but seen: if the limiting times are
/// proportional to a cost in every row, that cost at that rate is what takes the time.
/// </summary>
internal static class LimitSentence
{
    private const double Tolerance = 1e-9;

    public static string? Of(Answer answer)
    {
        var limits = answer.Plan.Tables.Select(t => StepLimit.Of(answer, t)).OfType<StepLimit>().ToList();
        limits.Sort((one, other) => other.Time.CompareTo(one.Time));
        if (limits.Count == 0)
        {
            return null;
        }

        var main = limits[0];
        var others = limits.Skip(1).Where(l => l.Name != main.Name).Select(l => $"; {l.Table.Step} ({Duration(l.Time)}) is {Share(l.Share)} {l.Name}-bound");
        return $"{Capital(main.Name)} limits the run: {main.Table.Step} is {Share(main.Share)} {main.Name}-bound: {Cause(answer, main)}{string.Concat(others)}.";
    }

    private static string Cause(Answer answer, StepLimit limit)
    {
        var what = limit.Name + " takes";
        if (Driver(answer, limit) is { } driver)
        {
            var column = limit.Table.Columns[driver];
            var amount = Bounds.Sum(answer, limit.Table, driver);
            var rate = Engineering.Format(amount / limit.Sum, column.Dimension / Dimension.Seconds);
            what = $"{Engineering.Format(amount, column.Dimension)}{LargestPart(answer, limit.Table, driver)} at {rate} take";
        }

        double Sum(int column) => Bounds.Sum(answer, limit.Table, column);
        var candidates = Bounds.Candidates(limit.Table);
        var next = Positions.Where(limit.Table.Columns.Count, c => c != limit.Column && candidates.Contains(c)).Largest(Sum);
        var rival = next >= 0 && Sum(next) > 0 ? $", {Ratio(limit.Sum / Sum(next))} the {Duration(Sum(next))} of {limit.Table.Columns[next].Name.Replace('_', ' ')}" : string.Empty;
        return $"{what} {Duration(limit.Sum)} of its {Duration(limit.Time)}{rival}";
    }

    // The cost to which this limit is proportional in every row; the sum of the memory channels before its parts.
    private static int? Driver(Answer answer, StepLimit limit)
        => Positions.Where(limit.Table.Columns.Count, c => IsCost(limit.Table.Columns[c]) && IsProportional(answer, limit, c))
            .Largest(c => (int)limit.Table.Columns[c].Kind) is var driver && driver >= 0 ? driver : null;

    private static bool IsCost(PlanColumn column) => column.Kind != PlanColumnKind.Timing && column.Dimension != Dimension.Seconds;

    private static bool IsProportional(Answer answer, StepLimit limit, int column)
    {
        var factor = limit.Sum / Bounds.Sum(answer, limit.Table, column);
        return double.IsFinite(factor) && limit.Table.Rows.All(r =>
        {
            var (time, cost) = (Bounds.Sum(answer, r, limit.Column), Bounds.Sum(answer, r, column));
            return Math.Abs(time - (factor * cost)) <= Tolerance * limit.Sum;
        });
    }

    // A part is only spoken of where the parts are seen to make up the whole.
    private static string LargestPart(Answer answer, PlanTable table, int whole)
    {
        double Sum(int column) => Bounds.Sum(answer, table, column);
        var parts = Positions.Where(
            table.Columns.Count,
            c => table.Columns[whole].Kind == PlanColumnKind.Bytes && table.Columns[c].Kind == PlanColumnKind.Channel && table.Columns[c].Dimension == Dimension.Bytes);
        var together = 0.0;
        foreach (var part in parts)
        {
            together += Sum(part);
        }

        return parts.Largest(Sum) is var largest && largest >= 0 && Math.Abs(together - Sum(whole)) <= Tolerance * Sum(whole)
            ? $" ({Share(Sum(largest) / Sum(whole))} {table.Columns[largest].Name.Replace('_', ' ')})"
            : string.Empty;
    }

    private static string Share(double share) => Math.Round(100 * share).ToString("0", CultureInfo.InvariantCulture) + " %";

    private static string Duration(double seconds) => Engineering.Format(seconds, Dimension.Seconds);

    private static string Ratio(double ratio) => ratio >= 1.05 ? Engineering.Plain(ratio >= 10 ? Math.Round(ratio) : Math.Round(ratio, 1)) + " times" : "about";

    private static string Capital(string name) => name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name[1..].Replace('_', ' ');
}
