using LlmCostDsl.Compiler;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Tests;

/// <summary>Generated code computes what the interpreter does, to the bit.</summary>
public class AgreementTests
{
    [Theory]
    [InlineData("docs/examples/chat_server.llmspec")]
    [InlineData("specs/compat/llm-viewer.llmspec")]
    public void Analyses_of_a_file(string path)
    {
        var compiler = SpecCompiler.Load([Repository.File(path)]);
        foreach (var name in Repository.AnalysesOf(path))
        {
            var compiled = compiler.Compile(new AnalysisRequest(name));
            if (compiled.Plan is { } plan && compiled.Device is { } device)
            {
                Agree(plan, device, Repository.Points(plan, 3));
            }
        }
    }

    [Fact]
    public void Plans_drawn_at_random()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var plan = RandomPlan.Draw(seed, 10 + (seed * 4));
            var values = RandomPlan.Values(seed, plan.Attributes.Count);
            var device = new DeviceValues("Drawn", plan.Attributes.Select((a, i) => (a.Name, Value: values[i])).Where(a => !double.IsNaN(a.Value)).ToDictionary(a => a.Name, a => a.Value));
            var points = Enumerable.Range(0, 4).Select(p => RandomPlan.Values((seed * 31) + p, plan.Inputs.Count)).Where(v => v.All(double.IsFinite));
            using var generated = GeneratedEvaluator.Load(plan);

            // Which way was chosen when the device was bound is forgotten, so a loop may be named that was refused as well.
            var early = BindingTime.Early(plan);
            var hasEarlyLoop = plan.Loops.Any(l => l.Folds.Any(f => early[f]));
            foreach (var point in points)
            {
                var expected = PlanInterpreter.Evaluate(plan, point, device);
                if (expected.IsValid)
                {
                    Same(plan.Outputs.Select(o => o.Node), expected, generated.Outputs(point, Repository.Profile(device)), $"seed {seed}");
                }
                else
                {
                    var refusal = Assert.Throws<InvalidOperationException>(() => generated.Outputs(point, Repository.Profile(device)));
                    Assert.True(hasEarlyLoop || expected.Errors.Contains(refusal.Message), $"seed {seed}: {refusal.Message}\nshould be\n{string.Join("\n", expected.Errors)}");
                }
            }
        }
    }

    private static void Agree(EvaluatorPlan plan, DeviceValues device, IReadOnlyList<double[]> points)
    {
        using var generated = GeneratedEvaluator.Load(plan);
        var profile = Repository.Profile(device);
        var interpreter = new PlanInterpreter(plan);
        var many = generated.Batch([.. points], profile);
        for (var p = 0; p < points.Count; p++)
        {
            var expected = interpreter.Evaluate(points[p], device);
            Assert.Empty(expected.Errors);
            Same(plan.Outputs.Select(o => o.Node), expected, generated.Outputs(points[p], profile), $"{plan.Name}, outputs");
            Same(plan.Outputs.Select(o => o.Node), expected, many[p], $"{plan.Name}, outputs of row {p}");
            Same(generated.TableNodes, expected, generated.Tables(points[p], profile), $"{plan.Name}, tables");
        }
    }

    private static void Same(IEnumerable<int> nodes, PlanResult expected, double[] actual, string what)
    {
        var wanted = nodes.Select(n => n < 0 ? double.NaN : expected[n]).ToArray();
        Assert.Equal(wanted.Length, actual.Length);
        for (var i = 0; i < wanted.Length; i++)
        {
            var isSame = BitConverter.DoubleToInt64Bits(wanted[i]) == BitConverter.DoubleToInt64Bits(actual[i]) || (double.IsNaN(wanted[i]) && double.IsNaN(actual[i]));
            Assert.True(isSame, $"{what}: number {i} is {actual[i]:R}, should be {wanted[i]:R}");
        }
    }
}
