using LlmCostDsl.Analysis.Reports;
using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Plan;
using LlmCostDsl.Compiler.Rewriting;

namespace LlmCostDsl.Analysis.Comparisons;

/// <summary>What became of one step: each operator, and the whole.</summary>
internal sealed class StepDifferences
{
    private readonly Side before;
    private readonly Side after;
    private readonly string step;
    private readonly DifferenceFormula formula;

    private StepDifferences(Side before, Side after, string step)
    {
        this.before = before;
        this.after = after;
        this.step = step;
        formula = new(after.Lowered.Pool, after.Device);
    }

    /// <summary>Every step that either side has, in order.</summary>
    public static IEnumerable<StepDifference> Of(Side before, Side after)
        => after.Plan.Tables.Concat(before.Plan.Tables).Select(t => t.Step).Distinct()
            .Select(s => new StepDifferences(before, after, s)).Select(s => s.Find());

    private StepDifference Find()
    {
        if (IsShownBySteps(before) && IsShownBySteps(after))
        {
            return new(step, [], null, [.. Totals()]);
        }

        IReadOnlyList<OperatorRow> rows = before.Rows(step), rewritten = after.Rows(step);
        var differences = OperatorMatcher.Match(rows, rewritten).Select(m => (Match: m, Difference: Difference(m))).ToList();
        var touched = differences.Where(d => d.Difference is not null).SelectMany(d => d.Match.Before.Concat(d.Match.After)).Select(r => r.PlainPath).ToHashSet(StringComparer.Ordinal);
        var unchanged = rewritten.Select(r => r.PlainPath).Distinct().Count(p => !touched.Contains(p));
        return new(step, AlikeOperators.Together(differences), unchanged, [.. Totals()]);
    }

    // What steps are made of is shown where they stand by themselves, if they do.
    private bool IsShownBySteps(Side side)
        => side.Lowered.Tables.FirstOrDefault(t => t.Step == step) is not { IsSingle: false } table
            ? side.Lowered.Tables.All(t => t.Step != step)
            : table.Phases.All(p => side.Lowered.Tables.Any(t => t.IsSingle && t.Phases.Contains(p)))
                && table.Rows.All(r => side.Lowered.Tables.Any(t => t.IsSingle && t.Rows.Any(x => x.Name == r.Name && x.Group == r.Group)));

    private OperatorDifference? Difference(OperatorMatch match)
    {
        var fate = match.Before.Count == 0 ? OperatorFate.Appeared : match.After.Count == 0 ? OperatorFate.Vanished
            : match.After[0].Node is { Parts.Count: > 0 } && (match.Before.Count > 1 || match.Before[0].PlainPath != match.After[0].PlainPath) ? OperatorFate.Fused : OperatorFate.Changed;
        var executions = new FigureChange("executions", Dimension.None, match.ExecutionsBefore, match.ExecutionsAfter, "count");
        var figures = Figures(match, fate).Where(f => f.IsChange).ToList();
        var properties = fate == OperatorFate.Changed ? Properties(match.Before[0], match.After[0]).ToList() : [];
        return fate == OperatorFate.Changed && !executions.IsChange && figures.Count == 0 && properties.Count == 0
            ? null
            : new(fate, [.. match.Before.Select(r => r.Path)], [.. match.After.Select(r => r.Path)], [.. match.After.Concat(match.Before).Select(r => r.Operator).Distinct()], executions, properties, figures);
    }

    private IEnumerable<FigureChange> Figures(OperatorMatch match, OperatorFate fate)
    {
        var (old, now) = (Table(before), Table(after));
        foreach (var column in Columns(old, now, hasBytes: fate != OperatorFate.Changed))
        {
            int was = IndexOf(old, column), @is = IndexOf(now, column);
            var from = was < 0 || match.Before.Count == 0 ? 0 : match.Before.Sum(r => r.Cells[was] * (match.After.Count == 0 ? 1 : PartOf(r, match)));
            var to = @is < 0 || match.After.Count == 0 ? 0 : match.After[0].Cells[@is];
            var text = fate == OperatorFate.Changed && was >= 0 && @is >= 0 ? formula.Between(match.Before[0].Formulas.Cells[was], match.After[0].Formulas.Cells[@is]) : null;
            yield return new(column.Name, column.Dimension, from, to, Formula: text);
        }
    }

    // A part of what was fused may run more often than the whole.
    private static double PartOf(OperatorRow row, OperatorMatch match)
        => match.Before.Count == 1 ? 1 : row.Executions / match.Before[^1].Executions;

    private static IEnumerable<TextChange> Properties(OperatorRow before, OperatorRow after)
    {
        if (before.Operator != after.Operator)
        {
            yield return new("operator", before.Operator, after.Operator);
        }

        if (before.Node is not { } old || after.Node is not { } now)
        {
            yield break;
        }

        if (old.PlainPath != now.PlainPath)
        {
            yield return new("name", old.PlainPath, now.PlainPath);
        }

        foreach (var name in now.Properties.Concat(old.Properties).Select(p => p.Name).Distinct())
        {
            if ((Text(old, name), Text(now, name)) is var (was, isNow) && was != isNow)
            {
                yield return new(name, was, isNow);
            }
        }
    }

    private static string Text(NodePicture node, string name) => node.Properties.FirstOrDefault(p => p.Name == name)?.Text ?? string.Empty;

    private IEnumerable<FigureChange> Totals()
    {
        var (old, now) = (Table(before), Table(after));
        foreach (var column in Columns(old, now, hasBytes: true))
        {
            if ((Total(before, old, column), Total(after, now, column)) is var (was, isNow) && new FigureChange(column.Name, column.Dimension, was, isNow) is { IsChange: true } change)
            {
                yield return change;
            }
        }

        // What all steps keep alike is the model's, and said there.
        var ofModel = HeldFigures.Between(before, after, n => !n.Contains('.', StringComparison.Ordinal)).ToList();
        foreach (var held in HeldFigures.Between(before, after, n => n.StartsWith(step + ".", StringComparison.Ordinal)).Select(h => h with { Name = h.Name[(step.Length + 1)..] }))
        {
            if (!ofModel.Contains(held))
            {
                yield return held;
            }
        }
    }

    private static double Total(Side side, PlanTable? table, PlanColumn column)
        => IndexOf(table, column) is var at && at >= 0 && table!.Totals[at] is var node && node >= 0 ? side.Values[node] : 0;

    // Costs and the time; what else a timing defines is how it comes to the time.
    private static IEnumerable<PlanColumn> Columns(PlanTable? old, PlanTable? now, bool hasBytes)
        => (now?.Columns ?? []).Concat(old?.Columns ?? []).DistinctBy(c => (c.Kind, c.Name))
            .Where(c => c.Kind == PlanColumnKind.Channel || (hasBytes && c.Kind == PlanColumnKind.Bytes) || (c.Kind == PlanColumnKind.Timing && c.Name == Bounds.Time));

    private static int IndexOf(PlanTable? table, PlanColumn column)
        => table is null ? -1 : table.Columns.ToList().FindIndex(c => c.Kind == column.Kind && c.Name == column.Name);

    private PlanTable? Table(Side side) => side.Plan.Tables.FirstOrDefault(t => t.Step == step);
}
