using LlmCostDsl.Generator.Tests.Driving;
using Microsoft.CodeAnalysis;

namespace LlmCostDsl.Generator.Tests;

/// <summary>What a spec with mistakes becomes: code that C# can be written against, and that refuses.</summary>
public sealed class OutlineTests
{
    private const string Use = """
        internal static class Use
        {
            public static double Of(LlmCostDsl.HardwareProfile device)
            {
                var result = Demo.AskDeep.Evaluate(new Demo.AskDeep.Inputs { Length = 3 }, device);
                return result.Latency + result.Patience + result.Memory.Total + (result.Memory.Large ? 1 : 0) + Demo.AskDeep.PassRows;
            }

            public static object Device => Demo.Devices.Box;

            public static object Model => Demo.Models.Deep.Title;
        }
        """;

    [Fact]
    public void Without_mistakes_it_compiles() => Clean(ToyWorld.NewRun());

    [Theory]
    [InlineData(ToyWorld.Models, "layers: 3", "layers: 3, depth: 1")]
    [InlineData(ToyWorld.Questions, "on       Box", "on       Bax")]
    [InlineData(ToyWorld.Questions, "patience = 2 * latency", "patience = 2 * latenzy")]
    [InlineData(ToyWorld.Questions, "patience = 2 * latency", "patience = 2 * latency\n    nothing = (")]
    [InlineData(ToyWorld.Questions, "model    Deep", "model    Deeper")]
    [InlineData(ToyWorld.Questions, "timing   toy_time", "timing   toy_tine")]
    [InlineData(ToyWorld.Questions, "1..1000 = 4\n", "1..1000 = 4 GB\n")]
    [InlineData(ToyWorld.Devices, "toy_flow = 1 MB/s", "toy_flow = 1 MB")]
    [InlineData(ToyWorld.Parts, "flops = 2 * x.rows", "flops = 2 * x.rowz")]
    [InlineData(ToyWorld.Parts, "max(compute, memory)", "max(compute, memori)")]
    [InlineData(ToyWorld.Questions, "patience = 2 * latency", "patience = 2 * latency\n    expect latency < 1 ns")]
    public void One_mistake_is_one_message_in_the_build(string file, string old, string mistake)
    {
        var run = ToyWorld.NewRun().Replace(file, old, mistake);
        Assert.Contains(run.Settle().Raw, d => d.Severity == DiagnosticSeverity.Error);

        Clean(run);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n    nothing = latenzy")]
    public void Elasticities_have_their_names_whether_or_not_there_is_a_mistake(string mistake)
    {
        const string Elasticities = """
            internal static class Use
            {
                public static double Of(LlmCostDsl.HardwareProfile device)
                {
                    var result = Demo.AskDeep.Evaluate(new Demo.AskDeep.Inputs { Length = 3 }, device).Elasticity;
                    return result.Latency.ToyFlow + result.Latency.Length + result.Patience.ToyRate + result.Memory.Total.Length;
                }
            }
            """;
        var run = ToyWorld.NewRun().Replace(
            ToyWorld.Questions, "patience = 2 * latency", "patience = 2 * latency\n    sensitivity latency, memory.total\n    sensitivity patience to hw.toy_rate, length" + mistake);
        Assert.Equal(mistake.Length > 0, run.Settle().Raw.Any(d => d.Severity == DiagnosticSeverity.Error));

        Clean(run, Elasticities);
    }

    private static void Clean(GeneratorRun run, string use = Use)
    {
        run.EditCSharp(use).Run();
        Assert.Empty(run.Updated.GetDiagnostics().Where(d => d.Severity > DiagnosticSeverity.Hidden && d.Id != "CS8019").Select(d => d.ToString()));
    }
}
