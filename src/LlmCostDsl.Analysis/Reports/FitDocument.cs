using LlmCostDsl.Analysis.Solving.Fits;

namespace LlmCostDsl.Analysis.Reports;

/// <summary>Whether it fits, in sentences.</summary>
internal static class FitDocument
{
    public static IEnumerable<Block> Build(IReadOnlyList<Fit> fits)
    {
        if (fits.Count > 0)
        {
            yield return new Title("fit", string.Empty, 2);
        }

        foreach (var fit in fits)
        {
            yield return new Paragraph("  " + Verdict(fit) + Parts(fit), fit.Holds ? Tone.Normal : Tone.Caution);
            if (fit.Limits.Count > 0)
            {
                yield return new Paragraph("  " + Limits(fit.Limits));
            }
        }
    }

    private static string Verdict(Fit fit) => fit.Holds
        ? $"fits: {Amount(fit, fit.Size)} of {Amount(fit, fit.Room)} {fit.Attribute} ({Engineering.Percent(fit.Size / fit.Room)})"
        : $"does not fit: {Amount(fit, fit.Size)} against {Amount(fit, fit.Room)} {fit.Attribute}, {Amount(fit, fit.Size - fit.Room)} ({Engineering.Percent((fit.Size - fit.Room) / fit.Room)}) too much";

    private static string Parts(Fit fit) => fit.Parts.Count == 0 ? string.Empty : ": " + string.Join(", ", fit.Parts.Select(p => $"{p.Name} {Amount(fit, p.Size)}"));

    private static string Limits(IReadOnlyList<FitLimit> limits) => limits.All(l => l.Largest is null)
        ? $"no {string.Join(" and no ", limits.Select(l => l.Variable.Name))} makes it fit"
        : string.Join("; ", limits.Select(Limit));

    private static string Limit(FitLimit limit) => limit switch
    {
        { Largest: null } => $"no {limit.Variable.Name} fits",
        { IsEndOfRange: true } => $"every {limit.Variable.Name} up to {SolutionText.Value(limit.Variable, limit.Variable.High)} fits",
        { Largest: { } largest } => $"the largest {limit.Variable.Name} that fits is {SolutionText.Value(limit.Variable, largest)}",
    };

    private static string Amount(Fit fit, double value) => Engineering.Format(value, fit.Dimension);
}
