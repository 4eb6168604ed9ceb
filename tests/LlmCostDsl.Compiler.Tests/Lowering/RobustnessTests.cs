using System.Globalization;
using LlmCostDsl.Compiler.Plan;
using LlmCostDsl.Compiler.Tests.Shared;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Tests.Lowering;

/// <summary>Whatever is written and asked: an answer or a sentence.</summary>
public class RobustnessTests
{
    [Theory]
    [InlineData("repeat 100_000 as layer carrying x { x = mul(x, 8) }")]
    [InlineData("repeat 50_000 as layer carrying x { if layer % 3 == 1 { a = mul(x, 8) }  x = mul(x, 8) }")]
    [InlineData("repeat 1000 as a carrying x { repeat 1000 as b carrying x { x = mul(x, 8) } }")]
    [InlineData("repeat 99_999 as a carrying x { repeat 99_999 as b carrying x { repeat 99_999 as c carrying x { x = mul(x, 8) } } }")]
    public void Many_iterations_cost_little(string body)
    {
        var asked = Question.Try(Question.Of(body));
        Assert.NotNull(asked.Compiled.Plan);
        Assert.Equal(asked.Total("weight_read"), asked.Output("weights"), 1.0);
    }

    [Fact]
    public void Rules_on_the_index_of_many_iterations_cost_little()
    {
        const string Rules = "transform t { every operator where it.layer % 2 == 1 { flops *= 2 }  every operator where it.layer >= 60_000 { overhead = 1 s } }";
        var asked = Question.Ask(Question.Of("repeat 65_536 as layer carrying x { a = same(x)  b = mul(a, 8)  c = same(b)  x = mul(c, 8) }", "apply t", Rules));
        Assert.Equal(65_536 * 1.5 * 2 * 512, asked.Total("flops"));
        Assert.Equal(5536 * 4, asked.Total("overhead"));
    }

    [Theory]
    [InlineData("repeat 100_000 as layer { y = mul(x, 1 + layer) }")]
    [InlineData("repeat 3000 as layer { y = mul(x, 1 + layer) }")]
    [InlineData("repeat 1e18 as layer { y = mul(x, 8) }")]
    [InlineData("repeat 2 ^ 70 as layer { y = mul(x, 8) }")]
    public void Iterations_that_are_all_different_are_limited(string body)
    {
        var asked = Question.Try(Question.Of(body));
        Assert.True(asked.Compiled.Plan is not null || asked.Ids.Any());
    }

    [Theory]
    [InlineData("y = mul(x, 10 ^ 300)")]
    [InlineData("y = mul(x, 0)  z = same(y)")]
    [InlineData("y = mul(x, -3)")]
    [InlineData("y = mul(x, 1 / 0)")]
    [InlineData("y = mul(y, 3)")]
    [InlineData("repeat x as layer { y = same(x) }")]
    [InlineData("y = mul(x, 8) sharing y.w")]
    [InlineData("a = mul(x, 8) sharing b.w  b = mul(x, 8) sharing a.w")]
    [InlineData("let a = b  let b = a  y = mul(x, a)")]
    [InlineData("k = same(x) in cache { length = it.held }  s = look(x, k)")]
    [InlineData("k = same(x) in cache { width = it.width }  s = look(x, k)")]
    [InlineData("v = input [1]  y = same(v)")]
    [InlineData("y = circle(x)")]
    [InlineData("y = empty(x)")]
    [InlineData("b = ring(x)")]
    public void Odd_bodies_are_answered_or_refused(string body)
    {
        const string Odd = """
            operator circle(x: tensor) { result [x.., 8]  flops = it.vector_flops  vector_flops = it.flops }
            operator empty(x: tensor) { weight w: [x.features] }
            block ring(x: tensor) { y = ring(x) }
            """;
        var asked = Question.Try(Question.Of(body, rest: Odd));
        Assert.True(asked.Compiled.Plan is not null || asked.Ids.Any());
    }

    [Fact]
    public void Hostile_inputs_are_refused_or_answered_and_never_thrown()
    {
        var compiled = SpecCompiler.Load([]).Compile(new AnalysisRequest("Llama2_7B", Device: "A6000", Apply: new(["weight_only(width: w)"])));
        var plan = compiled.Plan!;
        double[] hostile = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0, -1, 0.5, 1e-300, 1e18, 1e300, double.MaxValue, double.Epsilon];
        foreach (var (value, i) in hostile.SelectMany(v => Enumerable.Range(0, plan.Inputs.Count).Select(i => (v, i))))
        {
            var inputs = plan.Inputs.Select(x => x.Default).ToArray();
            inputs[i] = value;
            var result = AllEngines.Evaluate(plan, inputs, compiled.Device);
            Assert.True(!result.IsValid || plan.Inputs[i].Low <= value && value <= plan.Inputs[i].High);
        }
    }

    [Fact]
    public void Mutated_specs_and_arguments_are_answered_or_refused()
    {
        const int Budget = 120;
        var answered = 0;
        var random = new Random(Fuzzing.Seed);
        var seeds = Seeds().ToList();
        Assert.All(seeds, text => Assert.NotNull(Question.Try(text).Plan));
        for (var i = 0; i < Budget; i++)
        {
            var text = Mutated(random, seeds[random.Next(seeds.Count)]);
            try
            {
                var compiled = SpecCompiler.Load([new SourceText("test.llmspec", text)]).Compile(new AnalysisRequest("A"));
                Assert.True(compiled.Diagnostics.All(d => d.Id != "LLM9001"), string.Create(CultureInfo.InvariantCulture, $"seed {Fuzzing.Seed}, text {i}: {compiled.Diagnostics.FirstOrDefault(d => d.Id == "LLM9001")?.Message}\n{text}"));
                if (compiled.Plan is { } plan)
                {
                    answered++;
                    Assert.Empty(PlanVerifier.Verify(plan));
                    _ = AllEngines.Evaluate(plan, [.. plan.Inputs.Select(p => double.IsNaN(p.Default) ? p.Low : p.Default)], compiled.Device);
                }
            }
            catch (Exception failure) when (failure is not Xunit.Sdk.XunitException)
            {
                Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"seed {Fuzzing.Seed}, text {i}: {failure}\n{text}"));
            }
        }

        // Texts that are all refused by the parser would show little.
        Assert.True(answered >= Budget / 20, $"only {answered} of {Budget} texts were whole");
    }

    // Whole questions, small enough to compile often: every kind of rule and statement is among them.
    private static IEnumerable<string> Seeds()
    {
        const string Apply = "import models.llama\nimport hardware.nvidia\n";
        foreach (var apply in new[]
        {
            "apply flash_attention when f  apply weight_only(width: 4 bit)  apply lora(rank: 8)",
            "apply speculative(draft: TinyLlama, gamma: 3)  apply quantize(w: 8 bit, a: 8 bit, kv: 8 bit)",
            "apply h2o(budget: 128)  apply medusa  apply early_exit",
            "apply mixture_of_depths(capacity: 50%)  apply chunked_prefill(chunk: 100)  apply tensor_parallel(ways: 2)",
            "apply drop_layers(keep: 50%)  apply fuse_qkv  apply fuse_norm  apply kivi",
        })
        {
            yield return Apply + $$"""
                model TinyLlama : Llama2_7B(layers: 4, hidden: 256, heads: 4, kv_heads: 2, head_dim: 64, ffn: 512, vocab: 1000)
                analysis A { model TinyLlama  {{apply}}  schedule generate(prompt: p, output: 20)  timing roofline(efficiency: 80%)  on A6000
                    input f: bool = true  input p: count in 1..4096 = 77  speed = 1 / tpot  share = prefill.total(it.time where tag is attend) / prefill.time }
                """;
        }

        yield return Question.Of(
            "repeat 6 as layer carrying x { k = mul(x, 8) in cache { length = min(context, 4 + layer % 2) }  s = look(x, k)  y = mul(s, 8) @kv  x = join(y, x) }  z = same(layer[2].y)",
            "apply t(3)",
            "transform t(n: count) { every cache where it.layer < n { held = 2 * it.length }  fuse { s = look(q, k)  y = mul(s) } where y.layer % 2 == 0 into f { flops *= 2 }  replace { j = join(a, b) } with { j = same(j) } }");
    }

    private static readonly string[] Words =
    [
        "0", "1", "-1", "2.5", "1e30", "1e-30", "100_000", "context", "tokens", "batch", "x", "layer", "it.layer", "it.flops", "model.layers", "hw.onchip", "4 bit", "3 s",
        "+", "*", "/", "^", "%", "and", "or", "not", "<", "==", "in 1..3", "in {1, 2}", "if true then 1 else 2", "min(", ")", "{", "}", "sharing y.w", "in cache", "@kv", "*=", "=", "base.turn(c)",
    ];

    private static string Mutated(Random random, string text)
    {
        var parts = text.Split(' ').ToList();
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            var at = random.Next(parts.Count);
            switch (Math.Min(random.Next(8), 3))
            {
                case 0:
                    parts[at] = Words[random.Next(Words.Length)];
                    break;
                case 1:
                    parts.Insert(at, parts[random.Next(parts.Count)]);
                    break;
                case 2:
                    (parts[at], parts[random.Next(parts.Count)]) = (parts[random.Next(parts.Count)], parts[at]);
                    break;
                default:
                    // A number becomes another one.
                    var number = parts.FindIndex(at, p => p.Any(char.IsDigit));
                    if (number >= 0)
                    {
                        var digit = parts[number].Select((c, i) => (c, i)).First(c => char.IsDigit(c.c)).i;
                        parts[number] = parts[number][..digit] + new[] { "0", "9", "17", "65536", "0.3", "1e9" }[random.Next(6)] + parts[number][(digit + 1)..];
                    }

                    break;
            }
        }

        return string.Join(" ", parts);
    }
}
