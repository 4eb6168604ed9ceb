using LlmCostDsl.Analysis.Sweeps;
using LlmCostDsl.Compiler;
using LlmCostDsl.Compiler.Optimizing;
using LlmCostDsl.Compiler.Plan;
using Figure = LlmCostDsl.Analysis.Sweeps.Figure;

namespace LlmCostDsl.Analysis.Tests.Sweeps;

/// <summary>A sweep evaluates what it is asked for, with the figures it would have had anyway.</summary>
public sealed class SelectionTests
{
    private static readonly SpecCompiler Catalogue = SpecCompiler.Load([]);

    [Fact]
    public void Asking_for_a_latency_costs_neither_tables_nor_other_outputs()
    {
        var whole = Catalogue.Compile(new AnalysisRequest("Llama2Chat")).Plan!;
        var plan = Sweep("latency", "prefill.flops").Plans[0].Question!.Plan;

        Assert.Equal(["latency", "prefill.flops"], plan.Outputs.Select(o => o.Name));
        Assert.Empty(plan.Tables);
        Assert.Equal(whole.Guards.Count, plan.Guards.Count);
        Assert.True(2 * PlanEstimate.Of(plan).Tables < PlanEstimate.Of(whole).Tables);
    }

    // The same node in the same plan: the same bits.
    [Fact]
    public void Figures_are_those_of_the_whole_plan()
    {
        var compiled = Catalogue.Compile(new AnalysisRequest("Llama2Chat"));
        var plan = compiled.Plan!;
        double[] inputs = [.. plan.Inputs.Select(i => i.Default)];
        var expected = PlanInterpreter.Evaluate(plan, inputs, compiled.Device);
        var question = Sweep("ttft", "memory.total", "decode.bytes").Plans[0].Question!;
        var found = question.Bound.Value.Evaluate(inputs);

        Assert.Equal(
            new[] { "ttft", "memory.total", "decode.bytes" }.Select(n => expected[Figure.Find(plan, n).Figure!.Node]),
            question.Plan.Outputs.Select(o => found[o.Node]));
    }

    [Fact]
    public void Devices_share_what_is_compiled()
    {
        var sweep = Prepare(new SweepRequest(["Llama2Chat"], ["A6000", "H100_SXM"], [], [], ["ttft"], []));

        Assert.Same(sweep.Plans[0].Question!.Plan, sweep.Plans[1].Question!.Plan);
    }

    private static Sweep Sweep(params string[] want) => Prepare(new SweepRequest(["Llama2Chat"], [], [], [], want, []));

    private static Sweep Prepare(SweepRequest request)
    {
        var outcome = new SweepDesk(Catalogue).Prepare(request);
        Assert.Empty(outcome.Errors);
        return outcome.Sweep!;
    }
}
