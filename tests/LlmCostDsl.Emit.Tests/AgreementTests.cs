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
