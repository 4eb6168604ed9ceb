using System.Globalization;
using LlmCostDsl.Analysis.Solving;
using LlmCostDsl.Compiler;

namespace LlmCostDsl.Analysis.Reports;

/// <summary>A solution as people read it: the value, what it leaves of each constraint, what the next value breaks, and how that is known.</summary>
internal sealed class SolutionDocument
{
    private readonly Solution solution;
    private readonly SolutionText text;
    private readonly SolveVariable variable;

    private SolutionDocument(Solution solution) => (this.solution, text, variable) = (solution, new(solution), solution.Variable);

    public static IEnumerable<Block> Build(Solution solution) => new SolutionDocument(solution).Build();

    private IEnumerable<Block> Build()
    {
        var question = solution.Question;
        foreach (var block in QuestionHeading.Of(question, variable, solution.Inputs))
        {
            yield return block;
        }

        var goal = solution.Goal.Of is { } of ? $"{solution.Goal.Word} {of.Text}" : $"{solution.Goal.Word} {variable.Name}";
        yield return new Title(goal, QuestionHeading.Range(variable), 2);
        foreach (var line in Headline())
        {
            yield return line;
        }

        if (solution.Demands.Constraints.Count > 0)
        {
            yield return new Title("constraints", string.Empty, 2);
            yield return Constraints();
        }

        yield return new Title("proof", string.Empty, 2);
        foreach (var sentence in Sentences())
        {
            yield return new Paragraph("  " + sentence, solution.IsSolved ? Tone.Normal : Tone.Caution);
        }

        if (question.Warnings.Count > 0)
        {
            yield return new Title("warnings", string.Empty, 2);
        }

        foreach (var warning in question.Warnings)
        {
            yield return new Paragraph("  " + warning, Tone.Caution);
        }
    }

    private IEnumerable<Block> Headline()
    {
        if (solution.Answer is not { } answer)
        {
            yield return new Paragraph(solution.IsInfeasible ? "  none: no value meets all constraints" : "  not found", Tone.Alarm);
            yield break;
        }

        var exact = variable.IsWhole ? string.Empty : $"  ({SolutionText.Exact(variable, answer.At)})";
        yield return new Paragraph($"  {(solution.IsSolved ? string.Empty : "at least as good as ")}{variable.Name} = {text.Value(answer.At)}{exact}", Tone.Accent);
        if (solution.Goal.Of is { } of)
        {
            yield return new Paragraph($"  {of.Text} = {text.Side(answer, of.Value)}", Tone.Accent);
        }
    }

    private Grid Constraints()
    {
        // Where there is an answer, it and what the next value breaks; else both ends.
        IReadOnlyList<SolvePoint> points = solution.Answer is { } answer ? [answer] : variable.Low == variable.High ? [solution.Low] : [solution.Low, solution.High];
        var columns = new List<GridColumn> { new(string.Empty, false, MayBeCut: true), new("limit", true) };
        foreach (var point in points)
        {
            columns.AddRange([new(At(point), true), new("slack", true)]);
        }

        if (solution.Beyond is { } beyond)
        {
            columns.AddRange([new(variable.IsWhole ? At(beyond) : "beyond", true, 1), new(string.Empty, false)]);
        }

        IReadOnlyList<GridRow> rows = [.. solution.Demands.Constraints.Select(c => Row(c, points))];
        int[] telling = [.. Enumerable.Range(0, columns.Count).Where(c => rows.Any(r => r.Cells[c].Length > 0))];
        return new([.. telling.Select(c => columns[c])], [.. rows.Select(r => r with { Cells = [.. telling.Select(c => r.Cells[c])] })]);
    }

    private GridRow Row(AskedExpression constraint, IReadOnlyList<SolvePoint> points)
    {
        // A limit that is written as a number needs no saying again.
        var cells = new List<string> { constraint.Text, constraint.Comparison is { } limited && !char.IsDigit(limited.RightText[0]) ? text.Side(points[0], limited.Right) : string.Empty };
        foreach (var point in points)
        {
            cells.AddRange(constraint.Comparison is { } c ? [text.Side(point, c.Left), text.Slack(point, constraint)] : [text.Side(point, constraint.Value), string.Empty]);
        }

        var binds = solution.Binding.Contains(constraint);
        if (solution.Beyond is { } beyond)
        {
            cells.AddRange([text.Side(beyond, constraint.Comparison?.Left ?? constraint.Value), binds ? "binds" : string.Empty]);
        }

        var isBroken = solution.Answer is null && points.Any(p => solution.Demands.Broken(p).Contains(constraint));
        return new(cells, binds ? Tone.Strong : isBroken ? Tone.Caution : Tone.Normal);
    }

    private string At(SolvePoint point) => $"at {text.Value(point.At)}";

    private IEnumerable<string> Sentences() => solution.IsSolved ? Solved() : solution.IsInfeasible ? Infeasible() : Unproved();

    private IEnumerable<string> Solved()
    {
        var answer = solution.Answer!;
        var (value, grows) = (text.Value(answer.At), solution.Goal.IsLargest ? "grows" : "shrinks");
        if (solution.Goal.Of is { } of)
        {
            yield return $"Exact{Digits()}: {(solution.Found.Proof == Proof.Order ? $"{of.Text} only goes one way as {variable.Name} grows, and so do the constraints" : $"the range was taken apart into {Parts()}; none can have {(solution.Goal.IsLargest ? "a larger" : "a smaller")} {of.Text}")}.";
            yield break;
        }

        if (solution.Found.Proof == Proof.EndOfRange)
        {
            yield return solution.Demands.Constraints.Count == 0 ? $"Nothing limits it but the range, which ends at {value}."
                : $"Every constraint still holds at {value}, where the range ends: the range is the limit, no constraint is.";
            yield break;
        }

        var next = variable.IsWhole ? text.Value(solution.Beyond!.At) : "the next number";
        yield return solution.Beyond!.IsAnswered
            ? $"Exact{Digits()}: {value} fits, {next} does not: {string.Join("; ", solution.Binding.Select(b => text.Missed(solution.Beyond!, b)))}."
            : $"Exact{Digits()}: {value} fits, {next} is refused: {string.Join("; ", solution.Beyond.Errors)}.";
        yield return solution.Found.Proof switch
        {
            Proof.ClosedForm => $"In closed form: what binds is proved to be a straight line in {variable.Name} there, and both sides of its crossing were evaluated.",
            Proof.Order => $"By halving: what ceases to hold as {variable.Name} {grows} is proved never to hold again.",
            _ => $"By parts: the range was taken apart into {Parts()}; each beyond {value} is proved to break a constraint.",
        };
    }

    private IEnumerable<string> Infeasible()
    {
        yield return $"No {variable.Name} in {text.Value(variable.Low)}..{text.Value(variable.High)} meets all constraints; {(solution.Found.Parts > 1 ? $"{Parts()} of the range were" : "the range is")} proved to break one{Digits()}.";
        SolvePoint[] ends = variable.Low == variable.High ? [solution.Low] : [solution.Low, solution.High];
        if (solution.Demands.Constraints.Count > 1 && solution.Demands.Constraints.All(c => ends.Any(e => e.Holds(solution.Question.Plan.Outputs[c.Value].Node))))
        {
            yield return "Each of them holds somewhere, but never all together.";
        }

        foreach (var (end, i) in ends.OrderBy(Distance).Select((e, i) => (e, i)))
        {
            var broken = end.IsAnswered ? solution.Demands.Broken(end).Select(b => text.Missed(end, b)) : end.Errors;
            yield return $"{(i == 0 && ends.Length > 1 ? "Nearer, at" : "At")} {text.Value(end.At)}: {string.Join("; ", broken)}.";
        }
    }

    private IEnumerable<string> Unproved()
    {
        var (low, high) = solution.Found.Open!.Value;
        yield return solution.Answer is { } answer
            ? $"Not proved: {text.Value(answer.At)} meets all constraints, and whether something in {text.Value(low)}..{text.Value(high)} is better is not known."
            : $"Not proved: no value was found that meets all constraints, and whether there is one in {text.Value(low)}..{text.Value(high)} is not known.";
        yield return $"What is asked goes up and down too often: the search ended after {Parts()}. A smaller range helps, '--for {variable.Name}=LOW..HIGH'.";
    }

    // Distance of the farthest constraint from holding; what is refused is farther than anything.
    private double Distance(SolvePoint end) => !end.IsAnswered ? double.PositiveInfinity
        : solution.Demands.Broken(end).Select(b => b.Comparison is { Slack: >= 0 } c ? Math.Abs(text.Share(end, c)) : double.MaxValue).DefaultIfEmpty(0).Max();

    private string Digits() => variable.IsWhole || solution.Found.Proof == Proof.EndOfRange ? string.Empty : solution.Found.IsToTheLastDigit ? " to the last digit" : " to twelve digits";

    private string Parts() => solution.Found.Parts.ToString(CultureInfo.InvariantCulture) + (solution.Found.Parts == 1 ? " part" : " parts");
}
