using LlmCostDsl.Compiler.Optimizing;
using LlmCostDsl.Compiler.Plan;
using LlmCostDsl.Tests;

namespace LlmCostDsl.Compiler.Tests.Optimizing;

/// <summary>One division instead of many.</summary>
public sealed class ReciprocalTests
{
    private readonly PlanBuilder p = new();

    [Fact]
    public void Several_divisions_by_one_value_become_one()
    {
        int x = p.Input("x", 1, 100), z = p.Input("z", 1, 100), sum = p.Add(x, z);
        p.Output("a", p.Divide(x, sum)).Output("b", p.Divide(z, sum));
        var plan = Reciprocals.Apply(p.Build());

        Assert.Equal(["(x * (1 / (x + z)))", "(z * (1 / (x + z)))"], plan.Outputs.Select(o => PlanText.Of(plan, o.Node)));
        Assert.Equal(1, PlanText.Count(plan, PlanOp.Divide));

        // Two quotients are 8, one with two products is 6.
        Assert.Equal((9, 7), (PlanEstimate.Of(p.Build()).Evaluation, PlanEstimate.Of(plan).Evaluation));
    }

    [Fact]
    public void A_single_division_by_what_inputs_decide_stays()
    {
        int x = p.Input("x", 1, 100), z = p.Input("z", 1, 100);
        p.Output("a", p.Divide(x, z));

        Assert.Equal("(x / z)", PlanText.Of(Reciprocals.Apply(p.Build()), "a"));
    }

    [Fact]
    public void A_single_division_by_what_the_device_decides_is_made_at_binding()
    {
        int x = p.Input("x"), e = p.Attribute("e");
        p.Output("a", p.Divide(x, e));
        var plan = Reciprocals.Apply(p.Build());

        Assert.Equal("(x * (1 / e))", PlanText.Of(plan, "a"));
        Assert.Equal((4, 1), (PlanEstimate.Of(plan).Bind, PlanEstimate.Of(plan).Evaluation));
    }

    [Fact]
    public void A_division_by_what_does_not_change_in_a_loop_is_made_outside()
    {
        int n = p.Input("n", 1, 9), x = p.Input("x", 1, 9), loop = p.Loop(p.Constant(1), n), i = p.Index(loop);
        var quotient = p.Divide(i, x);
        p.Output("a", p.Sum(loop, quotient));

        Assert.Equal("sum(1..n, (i * (1 / x)))", PlanText.Of(Reciprocals.Apply(p.Build()), "a"));
    }

    [Fact]
    public void What_is_rounded_is_divided()
    {
        int x = p.Input("x"), e = p.Attribute("e");
        p.Output("a", p.Apply(PlanOp.Ceiling, p.Divide(x, e))).Output("b", p.Divide(p.Input("z"), e));
        var plan = Reciprocals.Apply(p.Build());

        Assert.Equal(["ceiling((x / e))", "(z * (1 / e))"], plan.Outputs.Select(o => PlanText.Of(plan, o.Node)));
    }

    // 1/0 is infinite, and infinity times 0 is no number, as 0/0 is.
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 3)]
    [InlineData(double.PositiveInfinity, 3)]
    [InlineData(double.PositiveInfinity, 0)]
    [InlineData(double.NaN, 3)]
    public void Nothing_becomes_a_number_and_no_number_is_lost(double attribute, double input)
    {
        int x = p.Input("x"), e = p.Attribute("e");
        p.Output("a", p.Divide(x, e)).Output("b", p.Select(p.Present(e), p.Divide(x, e), x));
        var plan = Reciprocals.Apply(p.Build());
        double[] expected = new PlanInterpreter(p.Build()).Values([input], [attribute]), found = new PlanInterpreter(plan).Values([input], [attribute]);

        Assert.Equal(input / attribute, found[plan.Outputs[0].Node]);
        Assert.Equal(p.Build().Outputs.Select(o => expected[o.Node]), plan.Outputs.Select(o => found[o.Node]));
    }
}
