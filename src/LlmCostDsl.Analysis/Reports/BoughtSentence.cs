using LlmCostDsl.Analysis.Comparisons;

namespace LlmCostDsl.Analysis.Reports;

/// <summary>Says in one sentence what a variant bought: times, the costs of the longest step, memory.</summary>
internal static class BoughtSentence
{
    private const double Negligible = 0.005;
    private const int Most = 3;

    public static string Of(VariantComparison comparison, Variant variant)
    {
        var parts = new[] { Faster(comparison, variant) + Product(comparison, variant), Times(comparison, variant), Costs(comparison.Baseline, variant), Memory(comparison.Baseline, variant) }.Where(p => p.Length > 0);
        return $"{(variant.Apply.Count > 1 ? variant.Name : variant.Apply[0])}: {string.Join("; ", parts)}.";
    }

    private static string Faster(VariantComparison comparison, Variant variant) => comparison.SpeedUp(variant) switch
    {
        null => string.Empty,
        var ratio when Math.Abs(ratio.Value - 1) < Negligible => "as fast as the baseline",
        > 1 and var ratio => DifferenceDocument.Times(ratio) + " times as fast",
        var ratio => DifferenceDocument.Times(1 / ratio.Value) + " times as slow",
    };

    private static string Times(VariantComparison comparison, Variant variant) => string.Join(
        ", ",
        Pairs(comparison.Baseline, variant).Where(p => p.Before is { IsStep: false, IsTime: true } && !IsNegligible(p.Before.Value, p.After.Value, p.Before.Value))
            .Select(p => $"{p.Before.Path} {Figure(p.Before)} → {Figure(p.After)}"));

    // Of the step that takes longest, what changed most, each measured by all costs of its kind.
    private static string Costs(Variant baseline, Variant variant)
    {
        if (baseline.Measures.Where(m => m is { IsStep: true, IsTime: true }).MaxBy(m => m.Value) is not { } longest)
        {
            return string.Empty;
        }

        var costs = Pairs(baseline, variant).Where(p => p.Before.IsStep && p.Before.Group == longest.Group && p.Before.Word is null && !p.Before.IsTime && !IsSum(baseline, p.Before)).ToList();
        var changed = costs
            .Select(p => (Pair: p, Share: Math.Abs(p.After.Value - p.Before.Value) / costs.Where(c => c.Before.Dimension == p.Before.Dimension).Sum(c => c.Before.Value)))
            .Where(p => p.Share >= Negligible)
            .OrderByDescending(p => p.Share)
            .Take(Most)
            .Select(p => $"{p.Pair.Before.Name.Replace('_', ' ')} {Change(p.Pair.Before, p.Pair.After)}")
            .ToList();
        return changed.Count == 0 ? string.Empty : $"{longest.Group}: {string.Join(", ", changed)}";
    }

    private static string Memory(Variant baseline, Variant variant) => string.Join(
        ", ",
        Pairs(baseline, variant).Where(p => p.Before is { IsStep: false, IsBytes: true } && !IsNegligible(p.Before.Value, p.After.Value, p.Before.Value))
            .Select(p => $"{p.Before.Path} {Change(p.Before, p.After)}"));

    private static string Product(VariantComparison comparison, Variant variant)
        => ReferenceEquals(variant, comparison.Together) && comparison is { ProductOfParts: { } product } && comparison.SpeedUp(variant) is not null
            ? $" (the product of the parts: {DifferenceDocument.Times(product)})"
            : string.Empty;

    private static IEnumerable<(Measure Before, Measure After)> Pairs(Variant baseline, Variant variant)
        => baseline.Measures.Select(m => (Before: m, After: variant.Find(m))).Where(p => p.After is not null).Select(p => (p.Before, p.After!));

    // The sum of the memory channels is no cost of its own.
    private static bool IsSum(Variant variant, Measure measure)
        => variant.Outcome.Answer!.Plan.Tables.First(t => t.Step == measure.Group) is var table && Bounds.BytesColumn(table) is { } sum && table.Columns[sum].Name == measure.Name;

    private static bool IsNegligible(double before, double after, double of) => Math.Abs(after - before) <= Negligible * Math.Abs(of);

    private static string Change(Measure before, Measure after)
        => DifferenceDocument.Relative(before.Value, after.Value) is { Length: > 0 } relative && relative.EndsWith('%') ? relative : $"{Figure(before)} → {Figure(after)}";

    private static string Figure(Measure measure) => Engineering.Format(measure.Value, measure.Dimension, measure.TypeName);
}
