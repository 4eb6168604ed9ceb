using System.Globalization;
using LlmCostDsl.Analysis.Sensitivities;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Analysis.Reports;

/// <summary>A sensitivity as people read it: a line for each thing that could be changed, the weightiest first, and what it would do.</summary>
internal static class SensitivityDocument
{
    private const string Rounded = "~";
    private const string Kinked = "≠";

    // As many as fit a page.
    private const int FiguresInALine = 3;

    public static IEnumerable<Block> Build(Sensitivity sensitivity, string? device)
    {
        yield return new Title("sensitivity", "what one percent more of each would change, in percent", 2);
        foreach (var figures in Enumerable.Range(0, sensitivity.Figures.Count).Chunk(FiguresInALine))
        {
            if (Grid(sensitivity, figures) is { Rows.Count: > 0 } grid)
            {
                yield return grid;
                yield return new Paragraph(string.Empty);
            }
        }

        foreach (var line in Remarks(sensitivity, device))
        {
            yield return new Paragraph("  " + line, Tone.Dim);
        }

        if (Summary(sensitivity) is { } summary)
        {
            yield return new Paragraph("  " + summary, Tone.Accent);
        }
    }

    /// <summary>A change in percent, with its sign.</summary>
    public static string Percent(double change)
    {
        var percent = 100 * change;
        var format = Math.Abs(percent) >= 99.95 ? "+0;-0" : Math.Abs(percent) >= 9.995 ? "+0.0;-0.0" : "+0.00;-0.00";
        return percent == 0 ? "0 %" : Math.Abs(percent) < 0.005 ? percent.ToString("+0.#e0;-0.#e0", CultureInfo.InvariantCulture) + " %" : percent.ToString(format, CultureInfo.InvariantCulture) + " %";
    }

    /// <summary>The value, and where that is not a percent more, the one that was tried.</summary>
    public static string Step(SensitivityRow row)
    {
        string Print(double value) => row.Input is { } input ? PlanUnits.Print(input, value) : Engineering.Format(value, row.Attribute!.Dimension, row.Attribute.TypeName);
        return row.Step switch
        {
            null => Print(row.Value),
            _ when row.Input is not { IsWhole: true } && row.Step > row.Value => Print(row.Value),
            { } step => $"{Print(row.Value)} → {Print(step)}",
        };
    }

    private static Grid Grid(Sensitivity sensitivity, int[] figures)
    {
        var columns = new List<GridColumn> { new(string.Empty, false), new(string.Empty, true, 1) };
        foreach (var f in figures)
        {
            columns.Add(new(sensitivity.Figures[f].Figure.Name, true, f == figures[0] ? 0 : 2 + f, Unit: "slope"));
            columns.Add(new(string.Empty, true, f == figures[0] ? 0 : 2 + f, Unit: "+1 %"));
        }

        var rows = sensitivity.Rows.Where(r => figures.Any(f => !r.Effects[f].IsNothing));
        return new(columns, [.. rows.Select(r => new GridRow([r.Name, Step(r), .. figures.SelectMany(f => Cells(r.Effects[f]))]))]);
    }

    private static IEnumerable<string> Cells(Effect effect)
    {
        yield return effect.IsNothing ? "0" : Slope(effect.Elasticity) + (effect.IsRounded ? Rounded : string.Empty);
        yield return effect.IsNothing ? string.Empty : effect.Change is { } change ? Percent(change) + (effect.IsKinked ? Kinked : string.Empty) : "–";
    }

    private static string Slope(double slope)
        => Math.Abs(slope) < Promise.Nothing ? "0" : slope.ToString(Math.Abs(slope) < 0.0005 ? "0.#e0" : "0.000", CultureInfo.InvariantCulture);

    private static IEnumerable<string> Remarks(Sensitivity sensitivity, string? device)
    {
        if (sensitivity.Rows.Any(r => r.Step is not null && (r.Input is { IsWhole: true } || r.Step < r.Value)))
        {
            yield return "a → b: the step that was computed, where one percent more is no whole number or out of range.";
        }

        if (sensitivity.Rows.Any(r => r.Effects.Any(e => e.IsRounded)))
        {
            yield return Rounded + " the slope leads through a rounding: right on average, not from one value to the next.";
        }

        if (sensitivity.Rows.Any(r => r.Effects.Any(e => e.IsKinked)))
        {
            yield return Kinked + " the step does not do what the slope says: a kink lies between, or the step is large.";
        }

        if (sensitivity.WithoutEffect.Count > 0)
        {
            yield return $"No effect: {string.Join(", ", sensitivity.WithoutEffect)}.";
        }

        if (sensitivity.Unstated.Count > 0)
        {
            yield return $"Not stated by {device}: {string.Join(", ", sensitivity.Unstated)}.";
        }

        if (sensitivity.LeftOut.Count > 0)
        {
            yield return $"No percents of {string.Join(", ", sensitivity.LeftOut.Select(l => $"{l.Figure.Name} ({Engineering.Format(l.Value, l.Figure.Dimension, l.Figure.TypeName)})"))}.";
        }
    }

    // The weightiest figure of the device and the weightiest input, by what they do to the figure that matters most.
    private static string? Summary(Sensitivity sensitivity)
    {
        if (sensitivity.Main is not (>= 0 and var main))
        {
            return null;
        }

        var name = sensitivity.Figures[main].Figure.Name;
        var told = sensitivity.Rows.Where(r => r.Effects[main].Change is not (null or 0)).OrderByDescending(r => Math.Abs(r.Effects[main].Elasticity)).ToList();
        var parts = new[] { told.Find(r => r.Input is null), told.Find(r => r.Input is not null) }.OfType<SensitivityRow>()
            .Select(r => $"{Changed(r)}: {name} {Percent(r.Effects[main].Change!.Value)}").ToList();
        return parts.Count == 0 ? null : string.Join("; ", parts) + ".";
    }

    private static string Changed(SensitivityRow row)
        => row.Input is not { IsWhole: true } && row.Step > row.Value ? "+1 % " + row.Name : row.Name + " " + Step(row);
}
