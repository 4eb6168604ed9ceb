using System.Globalization;
using LlmCostDsl.Analysis.Solving;
using LlmCostDsl.Analysis.Solving.Crossings;

namespace LlmCostDsl.Analysis.Reports;

/// <summary>Crossings as people read them: a sentence a step, a table of the operators that change, and how that is known.</summary>
internal static class CrossoverDocument
{
    private const int NamesWidth = 40;

    public static IEnumerable<Block> Build(Crossover crossover)
    {
        var (question, variable) = (crossover.Question, crossover.Variable);
        foreach (var block in QuestionHeading.Of(question, variable, crossover.Inputs))
        {
            yield return block;
        }

        yield return new Title("where the bound changes", QuestionHeading.Range(variable), 2);
        foreach (var step in crossover.Steps)
        {
            yield return new Paragraph("  " + Sentence(variable, step), step.Limits.Count > 1 ? Tone.Accent : Tone.Normal);
        }

        foreach (var step in crossover.Steps.Where(s => s.Operators.Count > 0))
        {
            yield return new Title(step.Table.Step, $"{step.Operators.Count} of {step.Table.Rows.Count} operators change", 2);
            yield return Operators(variable, step);
        }

        yield return new Title("proof", string.Empty, 2);
        yield return new Paragraph("  " + Proof(crossover), crossover.IsProved ? Tone.Normal : Tone.Caution);
        foreach (var refusal in crossover.Refusals)
        {
            yield return new Paragraph("  Refused where it says so: " + refusal + ".", Tone.Caution);
        }
    }

    /// <summary><c>decode: memory-bound up to 151, compute-bound from 152</c>.</summary>
    public static string Sentence(SolveVariable variable, StepCrossover step)
    {
        if (step.Limits.Count == 1)
        {
            return $"{step.Table.Step}: {Bound(step, step.Limits[0])} throughout{Shares(step, 0)}";
        }

        var parts = step.Limits.Select((l, i) => $"{Bound(step, l)} {(i == 0 ? variable.IsWhole ? "up to " + Value(variable, l.To) : "below " + Value(variable, step.Limits[1].From)
            : i == step.Limits.Count - 1 ? "from " + Value(variable, l.From)
            : l.From == l.To ? "at " + Value(variable, l.From)
            : $"from {Value(variable, l.From)} to {Value(variable, l.To)}")}{Shares(step, i)}");
        return $"{step.Table.Step}: {string.Join(", ", parts)}";
    }

    private static string Bound(StepCrossover step, BoundStretch stretch)
        => stretch.Column >= 0 ? step.Name(stretch.Column).Replace('_', ' ') + "-bound" : stretch.Column == BoundNodes.Refused ? "refused" : "not limited";

    // How much of the step's time falls to the bound, at both ends.
    private static string Shares(StepCrossover step, int number)
    {
        var (first, last) = step.Shares[number];
        return double.IsNaN(first) || double.IsNaN(last) ? string.Empty
            : Share(first) == Share(last) ? $" ({Share(first)} of its time)"
            : $" ({Share(first)} to {Share(last)} of its time)";
    }

    private static string Share(double share) => Math.Round(100 * share).ToString("0", CultureInfo.InvariantCulture) + " %";

    private static Grid Operators(SolveVariable variable, StepCrossover step)
    {
        var rows = new List<GridRow>();
        var changes = step.Operators.SelectMany(o => o.Bounds.Zip(o.Bounds.Skip(1), (a, b) => (o.Row, Below: a.Column, From: b.Column, At: b.From)))
            .Where(c => c is { Below: >= 0, From: >= 0 })
            .GroupBy(c => (c.At, c.Below, c.From)).OrderBy(g => g.Key.At);
        foreach (var change in changes)
        {
            var isFirst = true;
            foreach (var names in Lines(change.Select(c => c.Row.Path)))
            {
                rows.Add(new(isFirst ? [Value(variable, change.Key.At), step.Name(change.Key.Below), "→ " + step.Name(change.Key.From), names] : [string.Empty, string.Empty, string.Empty, names]));
                isFirst = false;
            }
        }

        return new([new(variable.Name + " from", true), new("below", false), new("from there", false), new("operators", false)], rows);
    }

    private static IEnumerable<string> Lines(IEnumerable<string> names)
    {
        var line = string.Empty;
        foreach (var name in names)
        {
            if (line.Length > 0 && line.Length + name.Length + 2 > NamesWidth)
            {
                yield return line + ",";
                line = name;
            }
            else
            {
                line = line.Length == 0 ? name : line + ", " + name;
            }
        }

        yield return line;
    }

    private static string Proof(Crossover crossover)
    {
        var (variable, parts) = (crossover.Variable, crossover.Parts.ToString(CultureInfo.InvariantCulture) + (crossover.Parts == 1 ? " part" : " parts"));
        return crossover.IsProved
            ? $"Exact{(variable.IsWhole ? string.Empty : " to twelve digits")}: {(crossover.Parts <= 1 ? "no bound changes, which was proved of the range as a whole" : $"between these values no bound changes, which was proved of each of {parts} of the range")}."
            : $"Not proved of {string.Join(", ", crossover.Open.Select(o => $"{Value(variable, o.Low)}..{Value(variable, o.High)}"))}: more changes may hide there. The search ended after {parts}; a smaller range helps, '--for {variable.Name}=LOW..HIGH'.";
    }

    private static string Value(SolveVariable variable, double value) => SolutionText.Value(variable, value);
}
