using System.Globalization;
using System.Text;
using LlmCostDsl.Compiler;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Tests.Engines;

/// <summary>
/// Whether an engine says what the interpreter says. Exact operations agree to the bit; a plan that raises to powers or takes logarithms may differ in the
/// last places. Refusals are refusals everywhere, with the same sentences, of which an engine may stop at the first it meets.
/// </summary>
/// <param name="isLoose">
/// For plans drawn at random, in which much is no number for no reason: which of several refused loops is to blame there is nobody's business, and
/// neither is whether a loop is to blame for an output that is no number.
/// </param>
internal sealed class Agreement(EvaluatorPlan plan, IReadOnlyList<double> inputs, DeviceValues? device, PlanResult expected, bool isLoose = false)
{
    /// <summary>What a device is called that nobody named.</summary>
    public const string Unnamed = "an unnamed device";

    private const double Tolerance = 1e-14;

    private const string OfLoop = "iterations are allowed";

    private readonly bool isExact = plan.Nodes.All(n => n.Op is not (PlanOp.Power or PlanOp.Log2));

    /// <summary>What is different, with all that a reader needs to see it again, or null.</summary>
    /// <param name="code">The code that gave the answer, where there is any.</param>
    public string? Disagreement(EngineAnswer found, GeneratedPlan? code = null)
        => (expected.IsValid ? OfValues(found, code) : OfRefusals(found)) is { } problem ? $"{problem}\n{Question()}" : null;

    private string? OfValues(EngineAnswer found, GeneratedPlan? code)
    {
        if (found.Errors.Count > 0)
        {
            if (isLoose && found.Errors[0].EndsWith(OfLoop, StringComparison.Ordinal) && plan.Outputs.Any(o => double.IsNaN(expected.Values[o.Node])))
            {
                return null;
            }

            return $"{plan.Name}: the interpreter answers, {found.Engine} refuse: {string.Join("; ", found.Errors)}";
        }

        var figures = Figures.Of(plan);
        if (found.Values.Count != figures.Count && found.Values.Count != plan.Outputs.Count)
        {
            return $"{plan.Name}: {figures.Count} figures are asked for, {found.Engine} give {found.Values.Count}";
        }

        var differences = Enumerable.Range(0, found.Values.Count).Where(i => !IsWithheld(figures[i], found.Values[i]) && !Same(figures[i].In(expected.Values), found.Values[i])).ToList();
        return differences.Count == 0
            ? null
            : $"{plan.Name}: {differences.Count} of {found.Values.Count} figures differ\n" + string.Join('\n', differences.Take(5).Select(i => Difference(figures[i], found, i, code)));
    }

    private string? OfRefusals(EngineAnswer found)
    {
        if (found.Errors.Count == 0)
        {
            return $"{plan.Name}: the interpreter refuses, {found.Engine} answer: {string.Join("; ", expected.Errors)}";
        }

        var strangers = found.Errors.Except(Sentences(), StringComparer.Ordinal)
            .Where(e => !isLoose || !e.EndsWith(OfLoop, StringComparison.Ordinal) || !expected.Errors.Any(x => x.EndsWith(OfLoop, StringComparison.Ordinal))).ToList();
        return strangers.Count == 0
            ? null
            : $"{plan.Name}: {found.Engine} refuse with\n  {string.Join("\n  ", strangers)}\nwhere the interpreter says\n  {string.Join("\n  ", Sentences())}";
    }

    // Binding comes before the inputs are looked at: an engine may stop at the device where the interpreter has stopped at an input.
    private IEnumerable<string> Sentences()
        => inputs.Count != plan.Inputs.Count
            ? expected.Errors
            : expected.Errors.Concat(PlanGuards.Broken(
                plan, new PlanInterpreter(plan).Values(inputs, PlanGuards.Attributes(plan, device)), device?.Name ?? Unnamed)).Distinct();

    private bool IsWithheld(Figure figure, double value)
        => BitConverter.DoubleToInt64Bits(value) == Figure.WithheldBits && plan.Loops.Count > 0
            && plan.Tables[figure.Table].Totals.Any(t => t >= 0 && double.IsNaN(expected.Values[t]));

    private bool Same(double a, double b)
        => (double.IsNaN(a) && double.IsNaN(b)) || BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b)
            || (!isExact && (a == b || Math.Abs(a - b) <= Tolerance * Math.Max(Math.Abs(a), Math.Abs(b))));

    private string Difference(Figure figure, EngineAnswer found, int at, GeneratedPlan? code)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"  {figure.What}: interpreter {figure.In(expected.Values):R}, {found.Engine} {found.Values[at]:R}");
        foreach (var node in figure.Node < 0 ? [] : PlanOperands.Of(plan.Nodes[figure.Node]).Prepend(figure.Node))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n    {PlanPrinter.Print(plan, node)} is {expected.Values[node]:R}");
        }

        return text.Append(code is null ? string.Empty : "\n" + code.LinesOf(figure)).ToString();
    }

    private string Question()
        => $"asked with {string.Join(", ", plan.Inputs.Take(inputs.Count).Select((x, i) => string.Create(CultureInfo.InvariantCulture, $"{x.Name} = {inputs[i]:R}")))}"
            + $" on {(device is null ? "no device" : device.Name + " (" + string.Join(", ", plan.Attributes.Select(Known)) + ")")}";

    private string Known(PlanAttribute attribute)
        => device!.Values.TryGetValue(attribute.Name, out var value)
            ? string.Create(CultureInfo.InvariantCulture, $"{attribute.Name} = {value:R}")
            : "no " + attribute.Name;
}
