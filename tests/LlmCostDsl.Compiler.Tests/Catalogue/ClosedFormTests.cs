using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Graph;
using LlmCostDsl.Compiler.Lowering;
using LlmCostDsl.Compiler.Optimizing;
using LlmCostDsl.Compiler.Plan;
using Xunit.Abstractions;

namespace LlmCostDsl.Compiler.Tests.Catalogue;

/// <summary>
/// Every model and every technique of the catalogue, and its analyses: what closed forms say of a request is what loops say, and nearly all requests are
/// worked out without a loop, in a plan that is not much larger.
/// </summary>
public sealed class ClosedFormTests(ITestOutputHelper output)
{
    // Loops add up doubles one by one: of so few values they lose less than this.
    private const double Tolerance = 1e-12;

    private const string Device = "H100_SXM";

    private static readonly SpecCompiler Catalogue = SpecCompiler.Load([]);

    // A technique is tried on each of these until it fits one: dense, with a window, with experts, and those whose architecture is their own.
    private static readonly string[] Hosts = ["Llama2_7B", "Llama2_70B", "Mistral_7B", "Mixtral_8x7B", "Gemma3_27B", "DeepSeek_V3", "DiT_XL_2"];

    private static readonly (string Name, double[] Values)[] Lengths = [("prompt", [1, 1, 7, 100, 1000, 4090]), ("output", [1, 2, 3, 130, 60, 40])];

    private int asked;
    private int closed;
    private int millions;

    [Fact]
    public void Requests_are_what_loops_say_and_hardly_any_is_one()
    {
        Judge("analyses", Catalogue.Declared<AnalysisSymbol>().Select(a => new AnalysisRequest(a.Module + "." + a.Name)));
        Judge("models", Catalogue.Declared<ModelSymbol>().Select(m => new AnalysisRequest(m.Module + "." + m.Name) { Device = Device }));
        Judge("techniques", Catalogue.Declared<TransformSymbol>().Select(Applied).OfType<string>().Select(Fitting).OfType<AnalysisRequest>());
        Assert.True(asked > 150);
        Assert.True(closed >= 0.95 * asked, $"{closed} of {asked} without a loop");
        output.WriteLine($"{millions} of them compared at a million terms");
        Assert.True(millions > 100, $"only {millions} compared at a million terms");
    }

    private static AnalysisRequest? Fitting(string technique)
        => Hosts.Select(h => new AnalysisRequest(h) { Device = Device, Apply = new([technique]) }).FirstOrDefault(q => Catalogue.Compile(q).Plan is not null);

    private void Judge(string kind, IEnumerable<AnalysisRequest> questions)
    {
        var (askedBefore, closedBefore) = (asked, closed);
        foreach (var question in questions)
        {
            Judge(question);
        }

        output.WriteLine($"{kind}: {closed - closedBefore} of {asked - askedBefore} without a loop; in all {closed} of {asked}, {100.0 * closed / asked:0.0} %");
    }

    private void Judge(AnalysisRequest question)
    {
        var name = $"{question.Target} {string.Join(' ', question.Apply)}";
        var compiled = Catalogue.Compile(question);
        if (compiled.Plan is not { } plan)
        {
            return;
        }

        asked++;
        closed += compiled.Remaining.IsEmpty ? 1 : 0;
        foreach (var loop in compiled.Remaining)
        {
            output.WriteLine($"{name}: {loop.Origin}: {loop.Text}");
        }

        var loops = new PlanLowering(compiled.Lowered!.Pool, new Vocabulary([], [])).LowerAsWritten(compiled.Lowered);
        Assert.True(plan.Nodes.Count <= 2 * loops.Nodes.Count, $"{name}: {loops.Nodes.Count} nodes became {plan.Nodes.Count}");
        if (compiled.Remaining.IsEmpty && Pair(plan) is { } pair)
        {
            var request = Needed(plan, [plan.Outputs.Single(o => o.Name == "latency").Node]);
            Assert.True(request <= 4 * pair, $"{name}: a request takes {request} operations, its two steps {pair}");
        }

        if (compiled.Remaining.IsEmpty)
        {
            CompareLong(name, loops, plan, compiled.Device);
        }

        for (var t = 0; t < Lengths[0].Values.Length; t++)
        {
            Compare(name, loops, plan, [.. plan.Inputs.Select(i => Lengths.FirstOrDefault(l => l.Name == i.Name).Values?[t] ?? i.Default)], compiled.Device);
        }
    }

    // A million terms, against a sum that loses nothing on the way; what inputs accept is not asked.
    private void CompareLong(string name, EvaluatorPlan loops, EvaluatorPlan plan, DeviceValues? device)
    {
        var inputs = plan.Inputs.Select(i => i.Name == "output" ? 1e6 + 1 : i.Default).ToArray();
        var outputs = PlanSelection.Of(loops, loops.Outputs);
        if (outputs.Loops.IsEmpty || Array.TrueForAll(inputs, x => x < 1e6) || LongSums.Evaluate(outputs, inputs, device) is not { } expected)
        {
            return;
        }

        millions++;
        var found = new PlanInterpreter(plan).Values(inputs, PlanGuards.Attributes(plan, device));
        for (var o = 0; o < expected.Length; o++)
        {
            double a = expected[o], b = found[plan.Outputs[o].Node];
            Assert.True(
                a.Equals(b) || Math.Abs(a - b) <= Tolerance * Math.Max(Math.Abs(a), Math.Abs(b)),
                $"{name}, a million steps: {plan.Outputs[o].Name} is {b:R} in closed form, {a:R} added up");
        }
    }

    private static void Compare(string name, EvaluatorPlan loops, EvaluatorPlan plan, double[] inputs, DeviceValues? device)
    {
        var (expected, found) = (PlanInterpreter.Evaluate(loops, inputs, device), PlanInterpreter.Evaluate(plan, inputs, device));
        var at = $"{name} at {string.Join(", ", plan.Inputs.Select((x, i) => $"{x.Name} = {inputs[i]}"))}";
        Assert.True(expected.IsValid == found.IsValid, $"{at}: {string.Join("; ", expected.Errors.Concat(found.Errors))}");
        if (!expected.IsValid)
        {
            return;
        }

        foreach (var (one, other) in Figures.Of(loops).Zip(Figures.Of(plan)))
        {
            double a = one.In(expected.Values), b = other.In(found.Values);
            Assert.True(
                a.Equals(b) || Math.Abs(a - b) <= Tolerance * Math.Max(Math.Abs(a), Math.Abs(b)), $"{at}: {one.What} is {b:R} in closed form, {a:R} in a loop");
        }
    }

    // Operations of a prefill and a decode step, where the analysis has both as tables.
    private static int? Pair(EvaluatorPlan plan)
    {
        var times = plan.Tables.Where(t => t.Step is "prefill" or "decode").Select(t => t.Totals[t.Columns.ToList().FindIndex(c => c.Name == PlanColumn.Time)]).ToList();
        return times.Count == 2 && plan.Outputs.Any(o => o.Name == "latency") ? Needed(plan, times) : null;
    }

    private static int Needed(EvaluatorPlan plan, IEnumerable<int> nodes)
    {
        var seen = new HashSet<int>();
        var open = new Stack<int>(nodes);
        while (open.Count > 0)
        {
            var node = open.Pop();
            if (seen.Add(node))
            {
                foreach (var operand in PlanOperands.Of(plan.Nodes[node]))
                {
                    open.Push(operand);
                }
            }
        }

        return seen.Count;
    }

    // With something for each parameter that has no default; null where nothing general is to be had.
    private static string? Applied(TransformSymbol transform)
    {
        var given = transform.Parameters.Where(p => p.Default is null).Select(p => (p.Name, Value: p.Type.Name switch
        {
            "bits" => "8 bit",
            "ratio" => p.Name == "ratio" ? "2" : "0.5",
            "count" => "2",
            "bool" => "true",
            "model" => "Llama2_7B",
            _ => null,
        })).ToList();
        return given.Exists(g => g.Value is null) ? null
            : given.Count == 0 ? transform.Name
            : $"{transform.Name}({string.Join(", ", given.Select(g => g.Name + ": " + g.Value))})";
    }
}
