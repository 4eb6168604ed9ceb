using LlmCostDsl.Compiler.Optimizing;
using LlmCostDsl.Compiler.Plan;
using LlmCostDsl.Tests;

namespace LlmCostDsl.Compiler.Tests.Optimizing;

/// <summary>What nobody asks for is not computed.</summary>
public sealed class DroppingTests
{
    private static readonly SpecCompiler Catalogue = SpecCompiler.Load([]);

    [Fact]
    public void What_nothing_is_made_of_goes_with_its_loop()
    {
        var p = new PlanBuilder();
        int n = p.Input("n", 0, 9), x = p.Input("x"), loop = p.Loop(p.Constant(1), n), i = p.Index(loop);
        p.Sum(loop, p.Multiply(i, x));
        p.Output("y", p.Add(x, n));
        p.Multiply(x, x);
        var plan = Dropping.Apply(p.Build());

        Assert.Equal((3, "(x + n)"), (plan.Nodes.Count, PlanText.Of(plan, "y")));
        Assert.Empty(plan.Loops);
        Assert.Equal(5, AllEngines.Evaluate(plan, [2, 3], null)[plan.Outputs[0].Node]);
    }

    [Fact]
    public void Asking_for_a_latency_does_not_cost_the_tables()
    {
        var whole = Catalogue.Compile(new AnalysisRequest("Llama2Chat")).Plan!;
        var part = PlanSelection.Of(whole, ["latency"]);

        Assert.Equal("latency", Assert.Single(part.Outputs).Name);
        Assert.Empty(part.Tables);
        Assert.Equal(whole.Guards.Count, part.Guards.Count);
        Assert.True(PlanEstimate.Of(part).Tables < PlanEstimate.Of(whole).Evaluation && PlanEstimate.Of(whole).Evaluation < PlanEstimate.Of(whole).Tables);
    }

    [Fact]
    public void What_is_left_is_what_it_was_to_the_bit()
    {
        var compiled = Catalogue.Compile(new AnalysisRequest("Llama2Chat"));
        var whole = compiled.Plan!;
        double[] inputs = [.. whole.Inputs.Select(i => i.Default)];
        var expected = PlanInterpreter.Evaluate(whole, inputs, compiled.Device);
        foreach (var output in whole.Outputs)
        {
            var part = PlanSelection.Of(whole, [output.Name]);
            Assert.Empty(PlanVerifier.Verify(part));
            Assert.Equal(expected[output.Node], PlanInterpreter.Evaluate(part, inputs, compiled.Device)[part.Outputs[0].Node]);
        }
    }
}
