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
        var limits = answer.Plan.Tables.Select(t => StepLimit.Of(answer, t)).OfType<StepLimit>().OrderByDescending(l => l.Time).ToList();
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

        var next = Bounds.Candidates(limit.Table).Where(c => c != limit.Column).Select(c => (Column: c, Sum: Bounds.Sum(answer, limit.Table, c)))
            .Append((Column: limit.Column, Sum: 0)).MaxBy(c => c.Sum);
        var rival = next.Sum > 0 ? $", {Ratio(limit.Sum / next.Sum)} the {Duration(next.Sum)} of {limit.Table.Columns[next.Column].Name.Replace('_', ' ')}" : string.Empty;
        return $"{what} {Duration(limit.Sum)} of its {Duration(limit.Time)}{rival}";
    }

    // The cost to which this limit is proportional in every row; the sum of the memory channels before its parts.
    private static int? Driver(Answer answer, StepLimit limit)
        => Enumerable.Range(0, limit.Table.Columns.Count)
            .Where(c => limit.Table.Columns[c].Kind != PlanColumnKind.Timing && limit.Table.Columns[c].Dimension != Dimension.Seconds)
            .OrderByDescending(c => limit.Table.Columns[c].Kind)
            .Select(c => (int?)c)
            .FirstOrDefault(c => IsProportional(answer, limit, c!.Value));

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
        var parts = Enumerable.Range(0, table.Columns.Count)
            .Where(c => table.Columns[whole].Kind == PlanColumnKind.Bytes && table.Columns[c].Kind == PlanColumnKind.Channel && table.Columns[c].Dimension == Dimension.Bytes)
            .Select(c => (table.Columns[c].Name, Sum: Bounds.Sum(answer, table, c)))
            .ToList();
        var sum = Bounds.Sum(answer, table, whole);
        return parts.Count > 0 && Math.Abs(parts.Sum(p => p.Sum) - sum) <= Tolerance * sum && parts.MaxBy(p => p.Sum) is var (name, largest)
            ? $" ({Share(largest / sum)} {name.Replace('_', ' ')})"
            : string.Empty;
    }

    private static string Share(double share) => Math.Round(100 * share).ToString("0", CultureInfo.InvariantCulture) + " %";

    private static string Duration(double seconds) => Engineering.Format(seconds, Dimension.Seconds);

    private static string Ratio(double ratio) => ratio >= 1.05 ? Engineering.Plain(ratio >= 10 ? Math.Round(ratio) : Math.Round(ratio, 1)) + " times" : "about";

    private static string Capital(string name) => name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name[1..].Replace('_', ' ');
}
