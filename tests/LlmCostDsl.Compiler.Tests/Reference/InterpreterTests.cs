using System.Text.Json;
using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Plan;
using LlmCostDsl.Compiler.Tests.Binding;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Tests.Reference;

/// <summary>
/// The design's examples give the figures of the design's own interpreter: an independent one that unrolls every layer and knows numbers only.
/// <c>interpreter-transforms.jsonl</c> holds the totals of <c>experiments/reference-interpreter/check_tr.py</c> (batch 2; prefill 64, decode at 64; A6000)
/// at full precision; the request figures are those that <c>check_sched.py</c> prints.
/// </summary>
public class InterpreterTests
{
    private const double Tolerance = 1e-12;

    private static readonly SpecLibrary Examples = CleanTests.LibraryOf(CleanTests.Examples);

    private const string Project = """
        import models.decoder
        import models.deepseek_v3
        import models.mamba
        import models.dit
        import hardware.nvidia
        import analyses.chat
        model Tiny    : Llama2_70B(layers: 4)
        model TinyDS  : DeepSeek_V3(layers: 5)
        model TinyMix : Mixtral_8x7B(layers: 2)
        schedule both { prefill = step(prefill, tokens: 64, context: 64, batch: 2)  decode = step(decode, tokens: 1, context: 64, batch: 2) }
        schedule one  { denoise = step(denoise, tokens: 64, context: 64, batch: 2) }

        """;

    public static TheoryData<string, string> Cases()
    {
        var cases = new TheoryData<string, string>();
        foreach (var (model, apply) in Records().Select(r => (r.GetProperty("model").GetString()!, r.GetProperty("apply").GetString()!)).Distinct())
        {
            cases.Add(model, apply);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_total_of_every_transform_agrees(string model, string apply)
    {
        var schedule = model.StartsWith("DiT", StringComparison.Ordinal) ? "one" : "both";
        var (plan, result) = Ask($"{Project}analysis A {{ model {model}  {apply}  schedule {schedule}  timing roofline  on A6000 }}", new AnalysisRequest("A"));
        foreach (var record in Records().Where(r => r.GetProperty("model").GetString() == model && r.GetProperty("apply").GetString() == apply))
        {
            var step = record.GetProperty("step").GetString()!;
            var table = plan.Tables.Single(t => t.Step == step);
            foreach (var total in record.GetProperty("totals").EnumerateObject())
            {
                var column = table.Columns.Select((c, i) => (c.Name, i)).Single(c => c.Name == total.Name).i;
                Same(total.Value.GetDouble(), result[table.Totals[column]], $"{step} {total.Name}");
            }
        }
    }

    [Fact]
    public void A_request_agrees()
        => Outputs(
            new AnalysisRequest("Llama2Chat"),
            [("prompt", 64), ("output", 5)],
            ("ttft", 0.00643637079348836), ("latency", 0.025437109480988186), ("tpot", 0.004750184671874957), ("tokens_per_second", 196.56321421807078),
            ("memory.weights", 3864010752.0), ("memory.cache", 35651584), ("memory.activations", 4751360.0), ("memory.total", 3904413696.0),
            ("attention_share", 0.013576180760396291));

    [Fact]
    public void A_request_with_speculation_agrees()
        // (Not its memory: the interpreter takes the largest where two models add up.)
        => Outputs(
            new AnalysisRequest("SpeculativeEarlyExit", Model: "Tiny"),
            [("prompt", 64), ("output", 9)],
            ("ttft", 0.0027533542045285416), ("latency", 0.011944898548746884), ("tpot", 0.0011489430430272928), ("tokens_per_second", 6027.677816280271));

    private static void Outputs(AnalysisRequest request, (string, double)[] inputs, params (string Name, double Value)[] expected)
    {
        var (plan, result) = Ask(Project, request, inputs);
        foreach (var (name, value) in expected)
        {
            Same(value, result[plan.Outputs.Single(o => o.Name == name).Node], name);
        }
    }

    private static (EvaluatorPlan Plan, PlanResult Result) Ask(string text, AnalysisRequest request, params (string Name, double Value)[] inputs)
    {
        var compiled = SpecCompiler.Load(Examples, [new SourceText("project.llmspec", text)]).Compile(request);
        Assert.True(compiled.Plan is not null, DiagnosticRenderer.Render(compiled.Diagnostics));
        var given = inputs.ToDictionary(i => i.Name, i => i.Value);
        var result = AllEngines.Evaluate(compiled.Plan, [.. compiled.Plan.Inputs.Select(i => given.TryGetValue(i.Name, out var v) ? v : i.Default)], compiled.Device);
        Assert.True(result.IsValid, string.Join("\n", result.Errors));
        return (compiled.Plan, result);
    }

    private static void Same(double expected, double found, string what)
    {
        var error = expected == found ? 0 : Math.Abs(expected - found) / Math.Max(Math.Abs(expected), Math.Abs(found));
        Assert.True(error <= Tolerance, $"{what}: the interpreter has {expected:R}, we {found:R}");
    }

    private static IEnumerable<JsonElement> Records()
        => File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Reference", "Data", "interpreter-transforms.jsonl")).Select(l => JsonDocument.Parse(l).RootElement);
}
