using System.Globalization;
using System.Text;
using LlmCostDsl.Compiler;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Tests.Engines;

/// <summary>
/// Whether an engine says what the interpreter says. Exact operations agree to the bit; a plan that raises to powers or takes logarithms may differ in the
/// last places. Refusals are refusals everywhere, with the same sentences, of which an engine may stop at the first it meets.
/// </summary>
internal sealed class Agreement(EvaluatorPlan plan, IReadOnlyList<double> inputs, DeviceValues? device, PlanResult expected)
{
    private const double Tolerance = 1e-14;

    private readonly bool isExact = plan.Nodes.All(n => n.Op is not (PlanOp.Power or PlanOp.Log2));

    /// <param name="text">The code that gave the answer, where there is any.</param>
    public void Check(EngineAnswer found, string? text = null)
    {
        if (Disagreement(found) is { } problem)
        {
            Assert.Fail($"{problem}\n{Question()}{(text is null ? string.Empty : "\n" + text)}");
        }
    }

    /// <summary>What is different, or null.</summary>
    public string? Disagreement(EngineAnswer found) => expected.IsValid ? OfValues(found) : OfRefusals(found);

    private string? OfValues(EngineAnswer found)
    {
        if (found.Errors.Count > 0)
        {
            return $"{plan.Name}: the interpreter answers, {found.Engine} refuse: {string.Join("; ", found.Errors)}";
        }

        var figures = Figures.Of(plan);
        if (found.Values.Count != figures.Count)
        {
            return $"{plan.Name}: {figures.Count} figures are asked for, {found.Engine} give {found.Values.Count}";
        }

        var differences = Enumerable.Range(0, figures.Count).Where(i => !Same(figures[i].In(expected.Values), found.Values[i])).ToList();
        return differences.Count == 0
            ? null
            : $"{plan.Name}: {differences.Count} of {figures.Count} figures differ\n" + string.Join('\n', differences.Take(5).Select(i => Difference(figures[i], found, i)));
    }

    private string? OfRefusals(EngineAnswer found)
    {
        if (found.Errors.Count == 0)
        {
            return $"{plan.Name}: the interpreter refuses, {found.Engine} answer: {string.Join("; ", expected.Errors)}";
        }

        var strangers = found.Errors.Except(Sentences(), StringComparer.Ordinal).ToList();
        return strangers.Count == 0
            ? null
            : $"{plan.Name}: {found.Engine} refuse with\n  {string.Join("\n  ", strangers)}\nwhere the interpreter says\n  {string.Join("\n  ", Sentences())}";
    }

    // Binding comes before the inputs are looked at: an engine may stop at the device where the interpreter has stopped at an input.
    private IEnumerable<string> Sentences()
        => inputs.Count != plan.Inputs.Count
            ? expected.Errors
            : expected.Errors.Concat(PlanGuards.Broken(
                plan, new PlanInterpreter(plan).Values(inputs, PlanGuards.Attributes(plan, device)), device?.Name ?? "an unnamed device")).Distinct();

    private bool Same(double a, double b)
        => (double.IsNaN(a) && double.IsNaN(b)) || BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b)
            || (!isExact && (a == b || Math.Abs(a - b) <= Tolerance * Math.Max(Math.Abs(a), Math.Abs(b))));

    private string Difference(Figure figure, EngineAnswer found, int at)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"  {figure.What}: interpreter {figure.In(expected.Values):R}, {found.Engine} {found.Values[at]:R}");
        foreach (var node in figure.Node < 0 ? [] : PlanOperands.Of(plan.Nodes[figure.Node]).Prepend(figure.Node))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n    {PlanPrinter.Print(plan, node)} is {expected.Values[node]:R}");
        }

        return text.ToString();
    }

    private string Question()
        => $"asked with {string.Join(", ", plan.Inputs.Take(inputs.Count).Select((x, i) => string.Create(CultureInfo.InvariantCulture, $"{x.Name} = {inputs[i]:R}")))}"
            + $" on {(device is null ? "no device" : device.Name + " (" + string.Join(", ", plan.Attributes.Select(Known)) + ")")}";

    private string Known(PlanAttribute attribute)
        => device!.Values.TryGetValue(attribute.Name, out var value)
            ? string.Create(CultureInfo.InvariantCulture, $"{attribute.Name} = {value:R}")
            : "no " + attribute.Name;
}
