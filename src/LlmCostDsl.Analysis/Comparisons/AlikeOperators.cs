using LlmCostDsl.Compiler.Algebra;

namespace LlmCostDsl.Analysis.Comparisons;

/// <summary>Says once what several operators have in common: the groups of one operator's iterations that fared alike, then operators of one repeat.</summary>
internal static class AlikeOperators
{
    /// <param name="differences">By match, in order; null where nothing became of it.</param>
    public static IReadOnlyList<OperatorDifference> Together(IEnumerable<(OperatorMatch Match, OperatorDifference? Difference)> differences)
        => [.. differences.GroupBy(d => PlainPath(d.Match)).SelectMany(Iterations)
            .GroupBy(Key).Select(g => g.First() with
            {
                Before = [.. g.SelectMany(d => d.Before)],
                After = [.. g.SelectMany(d => d.After)],
                Operators = [.. g.SelectMany(d => d.Operators).Distinct()],
            })];

    private static string PlainPath(OperatorMatch match) => (match.After.Count > 0 ? match.After : match.Before)[0].PlainPath;

    // Local and global layers that fared alike are layers.
    private static IEnumerable<OperatorDifference> Iterations(IGrouping<string, (OperatorMatch Match, OperatorDifference? Difference)> parts)
    {
        var changed = parts.Where(p => p.Difference is not null).ToList();
        if (changed.Count < 2 || changed.Count < parts.Count() || changed.Select(p => Fortune(p.Difference!) + Ratio(p.Difference!.Executions)).Distinct().Count() > 1)
        {
            return changed.Select(p => p.Difference!);
        }

        var first = changed[0].Difference!;
        return
        [
            first with
            {
                Before = [.. changed[0].Match.Before.Select(r => r.PlainPath)],
                After = [.. changed[0].Match.After.Select(r => r.PlainPath)],
                Executions = new(first.Executions.Name, Dimension.None, changed.Sum(c => c.Difference!.Executions.Before), changed.Sum(c => c.Difference!.Executions.After), first.Executions.TypeName),
            },
        ];
    }

    private static double Ratio(FigureChange executions) => Math.Round(executions.After / executions.Before, 9);

    private static string Key(OperatorDifference d) => string.Join('|', d.Fate == OperatorFate.Fused ? d.After[0] : OperatorPaths.GroupOf((d.After.Count > 0 ? d.After : d.Before)[0]), d.Executions, Fortune(d));

    private static string Fortune(OperatorDifference d) => string.Join('|', d.Fate, string.Join(';', d.Properties), string.Join(';', d.Figures));
}
