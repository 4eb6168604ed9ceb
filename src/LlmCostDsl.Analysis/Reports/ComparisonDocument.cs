using LlmCostDsl.Analysis.Comparisons;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Analysis.Reports;

/// <summary>A comparison as people read it: a line a variant, outputs first, then each step, and what each variant bought.</summary>
internal static class ComparisonDocument
{
    public static IEnumerable<Block> Build(VariantComparison comparison)
    {
        var baseline = comparison.Baseline.Outcome.Answer!;
        yield return new Title(baseline.Device is { } device ? $"{baseline.ModelTitle} on {device.Name}" : baseline.ModelTitle, baseline.Plan.Name == baseline.ModelTitle ? string.Empty : baseline.Plan.Name, 1);
        var inputs = comparison.Answered.SelectMany(v => v.Outcome.Answer!.Plan.Inputs.Select((x, i) => $"{x.Name} = {PlanUnits.Print(x, v.Outcome.Answer.Inputs[i])}")).Distinct().ToList();
        if (inputs.Count > 0)
        {
            yield return new Paragraph(string.Join(", ", inputs), Tone.Dim);
        }

        var isFirst = true;
        foreach (var group in comparison.Columns.GroupBy(c => (c.Group, c.IsStep)))
        {
            yield return new Title(group.Key.Group.Length == 0 ? "outputs" : group.Key.Group, string.Empty, 2);
            yield return Grid(comparison, [.. group.Where(c => IsTelling(comparison, c))], isFirst);
            isFirst = false;
        }

        if (comparison.Answered.Count() > 1)
        {
            yield return new Title("what each bought", string.Empty, 2);
        }

        foreach (var variant in comparison.Answered.Where(v => v.Apply.Count > 0))
        {
            yield return new Paragraph("  " + BoughtSentence.Of(comparison, variant), ReferenceEquals(variant, comparison.Together) ? Tone.Accent : Tone.Normal);
        }

        var warnings = comparison.Answered.SelectMany(v => v.Outcome.Answer!.Warnings).Distinct().ToList();
        if (warnings.Count > 0)
        {
            yield return new Title("warnings", string.Empty, 2);
        }

        foreach (var warning in warnings)
        {
            yield return new Paragraph("  " + warning, Tone.Caution);
        }
    }

    /// <summary>Why a variant has no answer, in one line.</summary>
    public static string Reason(Variant variant)
        => variant.Outcome.Diagnostics.FirstOrDefault(d => d.Severity == Severity.Error) is { } error ? $"does not compile: {error.Id}: {error.Message}" : $"is refused: {string.Join("; ", variant.Outcome.Errors)}";

    // Costs that are nowhere say nothing; a truth that is false everywhere does.
    private static bool IsTelling(VariantComparison comparison, Measure column)
        => column.Word is not null || column.TypeName == "bool" || comparison.Answered.Any(v => v.Find(column) is { Value: not 0 });

    private static Grid Grid(VariantComparison comparison, IReadOnlyList<Measure> measures, bool hasRefusals)
    {
        var time = comparison.Time;
        var columns = new List<GridColumn> { new(string.Empty, false, MayBeCut: true) };
        foreach (var measure in measures)
        {
            columns.Add(new(Header(measure), measure.Word is null, Sacrifice(comparison, measures, measure)));
            if (IsMain(measure, time))
            {
                columns.Add(new("faster", true));
            }
        }

        var rows = comparison.All.Where(v => v.IsAnswered || hasRefusals).Select(v => v.IsAnswered
            ? new GridRow([v.Name, .. measures.SelectMany(m => Cells(comparison, v, m, time))], v.Apply.Count == 0 ? Tone.Dim : Tone.Normal)
            : new GridRow([$"{v.Name}: {Reason(v)}", .. Enumerable.Repeat(string.Empty, columns.Count - 1)], Tone.Alarm, IsHeading: true));
        return new(columns, [.. rows]);
    }

    private static IEnumerable<string> Cells(VariantComparison comparison, Variant variant, Measure column, Measure? time)
    {
        yield return variant.Find(column) switch
        {
            null => string.Empty,
            { Word: { } word } => word,
            { Value: 0, TypeName: not "bool" } => "0",
            var found => Engineering.Format(found.Value, found.Dimension, found.TypeName),
        };
        if (IsMain(column, time))
        {
            yield return variant.Apply.Count == 0 || comparison.SpeedUp(variant) is not { } ratio ? string.Empty : DifferenceDocument.Times(ratio) + "×";
        }
    }

    private static bool IsMain(Measure measure, Measure? time) => time is not null && measure.Group == time.Group && measure.IsStep == time.IsStep && measure.Name == time.Name;

    // Long names of costs are broken at a word.
    private static string Header(Measure measure)
        => measure.IsStep && measure.Name.Length > 8 && measure.Name.LastIndexOf('_') is var at && at > 0 ? measure.Name[..(at + 1)] + "\n" + measure.Name[(at + 1)..] : measure.Name;

    // Of outputs, times stay and later ones go first; of steps, what they come to stays, and what changes least in proportion to all costs of its kind goes first.
    private static int Sacrifice(VariantComparison comparison, IReadOnlyList<Measure> measures, Measure measure)
        => measure.IsTime || measure.Word is not null ? 0
            : !measure.IsStep ? 2 + measures.TakeWhile(m => m != measure).Count()
            : measure == measures.LastOrDefault(m => m.IsBytes) ? 1
            : 2 + measures.Count(m => Weight(comparison, measures, m) > Weight(comparison, measures, measure));

    private static double Weight(VariantComparison comparison, IReadOnlyList<Measure> measures, Measure measure)
    {
        var all = measures.Where(m => m.Dimension == measure.Dimension && m.Word is null).Sum(m => m.Value);
        var values = comparison.Answered.Select(v => v.Find(measure)?.Value ?? 0).ToList();
        return ((values.Max() - values.Min()) + (0.1 * values.Max())) / all;
    }
}
