using System.Globalization;
using LlmCostDsl.Analysis.Comparisons;

namespace LlmCostDsl.Analysis.Reports;

/// <summary>What transforms changed, as people read it: the model, each step operator by operator, and what came of it.</summary>
internal static class DifferenceDocument
{
    public static IEnumerable<Block> Build(RewriteDifference difference)
    {
        yield return new Title($"{difference.Model}, before and after {string.Join(", ", difference.Applied)}", difference.Device is { } device ? "on " + device : string.Empty, 1);
        if (difference.Inputs.Count > 0)
        {
            yield return new Paragraph(string.Join(", ", difference.Inputs.Select(i => $"{i.Name} = {i.Value}")), Tone.Dim);
        }

        if (difference.IsEmpty)
        {
            yield return new Paragraph("Nothing is changed.", Tone.Caution);
            yield break;
        }

        if (difference.Parameters.Count + difference.Figures.Count > 0)
        {
            yield return new Title("model", string.Empty, 2);
            yield return Grid([.. difference.Parameters.Select(Row), .. difference.Figures.Select(Row)], hasHeader: false);
        }

        foreach (var step in difference.Steps)
        {
            yield return new Title(step.Step, Remark(step), 2);
            var rows = step.Operators.SelectMany(Rows).ToList();
            if (step.Totals.Count > 0)
            {
                rows.AddRange(step.Unchanged is null ? [] : [Heading("the whole step", step.Operators.Count > 0)]);
                rows.AddRange(step.Totals.Select(Row));
            }

            if (rows.Count > 0)
            {
                yield return Grid(rows, hasHeader: step.Unchanged is not null);
            }
        }

        if (difference.Outputs.Count > 0)
        {
            yield return new Title("outputs", string.Empty, 2);
            yield return Grid([.. difference.Outputs.Select(Row)], hasHeader: false);
        }
    }

    /// <summary>How much more or less, where both are something: <c>-72.4 %</c>, <c>4.1 times</c>.</summary>
    public static string Relative(double before, double after) => (after / before) switch
    {
        _ when before == 0 || after == 0 || !double.IsFinite(after / before) => string.Empty,
        >= 3 and var ratio => Times(ratio) + " times",
        var ratio when Math.Abs(ratio - 1) < 0.0005 => "<0.1 %",
        var ratio => (ratio > 1 ? "+" : string.Empty) + Engineering.Percent(ratio - 1),
    };

    /// <summary>A ratio in three digits.</summary>
    public static string Times(double ratio) => ratio.ToString(ratio >= 99.95 ? "0" : ratio >= 9.995 ? "0.0" : "0.00", CultureInfo.InvariantCulture);

    private static string Remark(StepDifference step) => step switch
    {
        { Unchanged: null, Totals.Count: 0 } => "as it was",
        { Unchanged: null } => "all its steps together",
        { Unchanged: 0 } => string.Empty,
        { Operators.Count: 0, Totals.Count: 0 } => $"all {step.Unchanged} operators unchanged",
        _ => step.Unchanged == 1 ? "1 operator unchanged" : $"{step.Unchanged} operators unchanged",
    };

    private static IEnumerable<GridRow> Rows(OperatorDifference difference)
    {
        yield return Heading(Sentence(difference), isTotal: false);
        if (difference.Executions.IsChange && difference.Fate == OperatorFate.Changed)
        {
            yield return Row(difference.Executions);
        }

        foreach (var property in difference.Properties)
        {
            yield return Row(property);
        }

        foreach (var figure in difference.Figures)
        {
            yield return Row(figure);
        }
    }

    private static string Sentence(OperatorDifference difference) => difference.Fate switch
    {
        OperatorFate.Fused => $"{Names(difference.Before)} became {Names(difference.After)}{Place(difference.After, difference.Executions.After)}",
        OperatorFate.Appeared => $"new: {Names(difference.After)}{Place(difference.After, difference.Executions.After)}: {string.Join(", ", difference.Operators)}",
        OperatorFate.Vanished => $"gone: {Names(difference.Before)}{Place(difference.Before, difference.Executions.Before)}",

        // What goes by another name now is known by the old one.
        _ when difference.Properties.Any(p => p.Name == "name") => Names(difference.Before) + Place(difference.Before, difference.Executions.After),
        _ => Names(difference.After) + Place(difference.After, difference.Executions.After),
    };

    private static string Names(IEnumerable<string> paths) => string.Join(", ", paths.Select(OperatorPaths.NameOf));

    private static string Place(IReadOnlyList<string> paths, double executions)
    {
        var group = OperatorPaths.GroupOf(paths[0]);
        var count = executions == 1 ? string.Empty : "× " + Engineering.Count(executions);
        return group.Length + count.Length == 0 ? string.Empty : $" ({(group.Length > 0 && count.Length > 0 ? group + " " + count : group + count)})";
    }

    private static GridRow Row(TextChange change) => new(["  " + change.Name, change.Before, change.After, string.Empty, string.Empty]);

    private static GridRow Row(FigureChange change) => new(
    [
        "  " + change.Name,
        Figure(change.Before, change),
        Figure(change.After, change),
        Relative(change.Before, change.After),
        change.Formula ?? string.Empty,
    ]);

    private static string Figure(double value, FigureChange change) => value == 0 && change.TypeName != "bool" ? "0" : Engineering.Format(value, change.Dimension, change.TypeName);

    private static GridRow Heading(string text, bool isTotal) => new([text, "", "", "", ""], Tone.Accent, isTotal, IsHeading: true);

    private static Grid Grid(IReadOnlyList<GridRow> rows, bool hasHeader) => new(
        hasHeader
            ? [new(string.Empty, false), new("before", true), new("after", true), new("change", true, 1), new(rows.Any(r => r.Cells[4].Length > 0) ? "added" : string.Empty, false, 2)]
            : [new(string.Empty, false), new(string.Empty, true), new(string.Empty, true), new(string.Empty, true, 1), new(string.Empty, false, 2)],
        hasHeader ? rows : [.. rows.Select(r => r with { Cells = [r.Cells[0].TrimStart(), .. r.Cells.Skip(1)] })]);
}
