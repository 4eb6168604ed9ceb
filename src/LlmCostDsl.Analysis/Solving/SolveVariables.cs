using LlmCostDsl.Analysis.Questions;
using LlmCostDsl.Analysis.Sweeps;
using LlmCostDsl.Compiler;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Emit;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Analysis.Solving;

/// <summary>Finds the variable that somebody names: <c>batch</c>, <c>hw.bandwidth</c>, <c>bandwidth</c>, each with a range behind it where wanted, <c>batch=1..64</c>.</summary>
/// <param name="attributes">What devices may state.</param>
internal sealed class SolveVariables(EvaluatorPlan plan, DeviceValues? device, IReadOnlyList<AttributeFigures> attributes)
{
    private const string Hardware = "hw.";

    // Beyond this whole numbers are not told apart any more.
    private const double LargestWhole = 9007199254740992;

    // An open end is so many doublings away; where there is nothing to begin with but the unit, as many more.
    private const int Doublings = 20;
    private const int DoublingsOfUnit = 60;

    private static readonly double Span = Math.Pow(2, Doublings);

    /// <returns>The variable, or the sentence that says what is wrong.</returns>
    public (SolveVariable? Variable, string? Error) Find(string text)
    {
        var (name, range) = TextPart.Of(text).Cut("=");
        var (variable, error) = Named(name.Text);
        return variable is null ? (null, error)
            : variable.Kind.IsTruth ? (null, $"'{variable.Name}' is true or false: ask the question once with each")
            : range is { } given ? Ranged(variable, given)
            : (variable, null);
    }

    private (SolveVariable? Variable, string? Error) Named(string name)
    {
        var isAttribute = name.StartsWith(Hardware, StringComparison.Ordinal);
        if (!isAttribute && InputSettings.Find(plan, name) is var input && input >= 0)
        {
            return (OfInput(input), null);
        }

        var bare = isAttribute ? name[Hardware.Length..] : name;
        if (plan.Attributes.ToList().FindIndex(a => a.Name == bare) is var attribute && attribute >= 0)
        {
            return device is null ? (null, $"'{Hardware}{bare}' is sought of a device: say which one with --on") : (OfAttribute(attribute, device), null);
        }

        var read = plan.Attributes.IsEmpty ? string.Empty : $"; of the device it reads {string.Join(", ", plan.Attributes.Select(a => Hardware + a.Name))}";
        if (attributes.Any(a => a.Name == bare))
        {
            return (null, $"nothing that is asked depends on '{Hardware}{bare}'{read}");
        }

        var near = Spelling.Suggest(bare, plan.Attributes.Select(a => a.Name));
        return (null, isAttribute ? $"there is no attribute '{name}'{(near is null ? string.Empty : $"; did you mean '{Hardware}{near}'?")}{(near is null ? read : read.Replace("; of", " Of", StringComparison.Ordinal))}"
            : InputSettings.Unknown(plan, name) + read);
    }

    private SolveVariable OfInput(int number)
    {
        var input = plan.Inputs[number];
        var reach = Span * Math.Max(1, double.IsNaN(input.Default) ? 1 : Math.Abs(input.Default));
        var (low, high) = input.IsWhole
            ? (Math.Max(Math.Ceiling(input.Low), -LargestWhole), Math.Min(Math.Floor(input.High), LargestWhole))
            : (double.IsInfinity(input.Low) ? -reach : input.Low, double.IsInfinity(input.High) ? reach : input.High);
        var isOpen = double.IsInfinity(input.Low) || double.IsInfinity(input.High);
        return new(input.Name, new(PlanOp.Input, number, input.IsWhole), input, low, high, isOpen ? "looked for up to there" : "its range");
    }

    private SolveVariable OfAttribute(int number, DeviceValues on)
    {
        var attribute = plan.Attributes[number];
        var figures = attributes.FirstOrDefault(a => a.Name == attribute.Name);
        var isStated = on.Values.TryGetValue(attribute.Name, out var value) && value > 0;
        var (own, reach) = isStated ? (value, Span) : (1, Math.Pow(2, DoublingsOfUnit));
        var isTruth = attribute.TypeName == "bool";
        var kind = new PlanInput(
            attribute.Name, attribute.TypeName, attribute.Dimension, figures?.Scale ?? 1, isTruth ? 0 : double.NegativeInfinity, isTruth ? 1 : double.PositiveInfinity, value, attribute.TypeName == "count", null);
        var (low, high) = kind.IsWhole ? (0, Math.Min(Math.Floor(own * reach), LargestWhole)) : (own / reach, own * reach);
        return new(Hardware + attribute.Name, new(PlanOp.Attribute, number, kind.IsWhole), kind, low, high, isStated ? $"{Doublings} doublings and halvings of {on.Name}'s own" : $"{on.Name} states none");
    }

    private static (SolveVariable? Variable, string? Error) Ranged(SolveVariable variable, TextPart given)
    {
        var (first, rest) = given.Cut("..");
        if (rest is not { } last)
        {
            return (null, given.Wrong($"a range of '{variable.Name}' is written LOW..HIGH").Render());
        }

        // 1..4 GB begins at 1 GB, as in sweeps.
        var unit = InputText.UnitOf(last.Text);
        var from = first.Text.Length > 0 && InputText.UnitOf(first.Text).Length == 0 && unit.Length > 0 ? first.Text + (unit == "%" ? "%" : " " + unit) : first.Text;
        var (low, lowError) = InputText.Parse(variable.Kind, from);
        var (high, highError) = InputText.Parse(variable.Kind, last.Text);
        return lowError is not null ? (null, first.Wrong(lowError).Render())
            : highError is not null ? (null, last.Wrong(highError).Render())
            : low > high ? (null, given.Wrong($"this range of '{variable.Name}' is empty; the smaller end comes first").Render())
            : (variable with { Low = low, High = high, Range = "the range asked for" }, null);
    }
}
