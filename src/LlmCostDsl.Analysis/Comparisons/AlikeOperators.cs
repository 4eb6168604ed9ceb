using System.Globalization;
using LlmCostDsl.Compiler.Algebra;

namespace LlmCostDsl.Analysis.Comparisons;

/// <summary>Says once what several operators have in common: the groups of one operator's iterations that fared alike, then operators of one repeat.</summary>
internal static class AlikeOperators
{
    /// <param name="differences">By match, in order; null where nothing became of it.</param>
    public static IReadOnlyList<OperatorDifference> Together(IEnumerable<(OperatorMatch Match, OperatorDifference? Difference)> differences)
    {
        var all = differences.ToList();
        return
        [
            .. all.Where(d => !IsOfAnotherModel(d.Match)).GroupBy(d => PlainPath(d.Match)).SelectMany(Iterations).GroupBy(Key).Select(g => g.First() with
            {
                Before = [.. g.SelectMany(d => d.Before)],
                After = [.. g.SelectMany(d => d.After)],
                Operators = [.. g.SelectMany(d => d.Operators).Distinct()],
            }),
            .. all.Where(d => IsOfAnotherModel(d.Match) && d.Difference is not null).Select(d => d.Difference!).GroupBy(d => (d.Fate, Model: ModelOf(d))).Select(g => Model(g.Key.Fate, g.Key.Model, [.. g])),
        ];
    }

    // A draft that comes or goes does so as a whole.
    private static bool IsOfAnotherModel(OperatorMatch match)
        => match.Before.Count + match.After.Count == 1 && match.Before.Concat(match.After).All(r => r.Node is null && r.Path.Contains('.', StringComparison.Ordinal));

    private static string ModelOf(OperatorDifference d) => (d.After.Count > 0 ? d.After : d.Before)[0].Split('.')[0];

    private static OperatorDifference Model(OperatorFate fate, string model, IReadOnlyList<OperatorDifference> parts)
    {
        var isNew = fate == OperatorFate.Appeared;
        return new(
            fate,
            isNew ? [] : [model],
            isNew ? [model] : [],
            [.. parts.SelectMany(p => p.Operators).Distinct()],
            new("executions", Dimension.None, isNew ? 0 : 1, isNew ? 1 : 0, "count"),
            [],
            [.. parts.OrderByDescending(p => p.Figures.Count).SelectMany(p => p.Figures.Select(f => f with { Before = f.Before * p.Executions.Before, After = f.After * p.Executions.After }))
                .GroupBy(f => f.Name).Select(g => g.First() with { Before = g.Sum(f => f.Before), After = g.Sum(f => f.After) })]);
    }

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

    private static string Ratio(FigureChange executions) => Number(Math.Round(executions.After / executions.Before, 9));

    private static string Key(OperatorDifference d)
        => string.Join('|', d.Fate == OperatorFate.Fused ? d.After[0] : OperatorPaths.GroupOf((d.After.Count > 0 ? d.After : d.Before)[0]), Text(d.Executions), Fortune(d));

    private static string Fortune(OperatorDifference d)
        => string.Join('|', d.Fate.ToString(), string.Join(';', d.Properties.Select(p => $"{p.Name}:{p.Before}:{p.After}")), string.Join(';', d.Figures.Select(Text)));

    private static string Text(FigureChange change) => string.Join(':', change.Name, Number(change.Before), Number(change.After), change.Formula);

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
