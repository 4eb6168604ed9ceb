using LlmCostDsl.Compiler.Optimizing;
using LlmCostDsl.Compiler.Plan;
using LlmCostDsl.Tests;

namespace LlmCostDsl.Compiler.Tests.Optimizing;

/// <summary>Sums and products in another order: what the device decides first, what is common outside.</summary>
public sealed class RegroupingTests
{
    private readonly PlanBuilder p = new();

    // Two products and a sum become a product; the sum of what the device states is made when it is bound.
    [Fact]
    public void What_the_device_decides_is_put_together()
    {
        int x = p.Input("x", 0, 100), e1 = p.Attribute("e1"), e2 = p.Attribute("e2");
        p.Output("y", p.Add(p.Multiply(e1, x), p.Multiply(e2, x)));
        var plan = Regrouping.Apply(p.Build());

        Assert.Equal("((e1 + e2) * x)", PlanText.Of(plan, "y"));
        Assert.Equal((1, 1), (PlanEstimate.Of(plan).Bind, PlanEstimate.Of(plan).Evaluation));
        Assert.Equal((0, 3), (PlanEstimate.Of(p.Build()).Bind, PlanEstimate.Of(p.Build()).Evaluation));
    }

    [Fact]
    public void A_constant_goes_to_what_the_device_decides()
    {
        int x = p.Input("x"), e = p.Attribute("e");
        p.Output("y", p.Divide(p.Multiply(p.Constant(12), x), e));
        var plan = Regrouping.Apply(p.Build());

        Assert.Equal("((12 / e) * x)", PlanText.Of(plan, "y"));
        Assert.True(BindingTime.Early(plan)[plan.Nodes[plan.Outputs[0].Node].A]);
    }

    // 8·(2·x·z + 1) / e: five operations and a quotient become three. Where x may be 0 and 1/e infinite, a term might be no number that the sum is none
    // of: then only the 8 is multiplied in.
    [Theory]
    [InlineData(1, "(((16 / e) * (x * z)) + (8 / e))")]
    [InlineData(0, "((1 / e) * ((16 * (x * z)) + 8))")]
    public void A_factor_is_multiplied_into_a_sum_where_that_saves(double low, string expected)
    {
        int x = p.Input("x", low, 100), z = p.Input("z", low, 100), e = p.Attribute("e");
        var sum = p.Add(p.Multiply(p.Constant(2), p.Multiply(x, z)), p.Constant(1));
        p.Output("y", p.Divide(p.Multiply(p.Constant(8), sum), e));

        Assert.Equal(expected, PlanText.Of(Regrouping.Apply(p.Build()), "y"));
    }

    // e·x·m + f·x·n, x outside: five operations become four.
    [Fact]
    public void A_common_factor_is_taken_out()
    {
        int x = p.Input("x", 0, 100), e = p.Attribute("e"), f = p.Attribute("f");
        int m = p.Apply(PlanOp.Maximum, p.Input("k", 0, 9), e), n = p.Apply(PlanOp.Maximum, p.Input("l", 0, 9), f);
        p.Output("y", p.Add(p.Multiply(p.Multiply(e, x), m), p.Multiply(p.Multiply(f, x), n)));
        var plan = Regrouping.Apply(p.Build());

        Assert.Equal("(x * ((e * maximum(k, e)) + (f * maximum(l, f))))", PlanText.Of(plan, "y"));
        Assert.Equal(4 + 2, PlanEstimate.Of(plan).Evaluation);
    }

    // The maximum is infinite where the device says so: with e1 = 0 the sum is no number then, and (e1 + e2)·max would be infinite.
    [Fact]
    public void What_may_be_infinite_is_not_taken_out()
    {
        int e1 = p.Attribute("e1"), e2 = p.Attribute("e2"), m = p.Apply(PlanOp.Maximum, p.Input("n", 1, 9), p.Attribute("rate"));
        p.Output("y", p.Add(p.Multiply(e1, m), p.Multiply(e2, m)));

        Assert.Equal("((e1 * maximum(n, rate)) + (e2 * maximum(n, rate)))", PlanText.Of(Regrouping.Apply(p.Build()), "y"));
    }

    [Theory]
    [InlineData(nameof(PlanOp.Ceiling))]
    [InlineData(nameof(PlanOp.Floor))]
    public void What_is_rounded_stays_as_it_is(string rounding)
    {
        int x = p.Input("x", 1, 100), e1 = p.Attribute("e1"), e2 = p.Attribute("e2");
        var sum = p.Add(p.Divide(p.Multiply(p.Constant(3), x), e1), p.Divide(p.Multiply(p.Constant(5), x), e2));
        p.Output("y", p.Apply(Enum.Parse<PlanOp>(rounding), sum)).Output("z", p.Multiply(p.Constant(2), sum));
        var plan = Reciprocals.Apply(Regrouping.Apply(p.Build()));

        // Nothing is gained by another form beside the one that has to be there anyway.
        Assert.Equal($"{rounding.ToLowerInvariant()}((((3 * x) / e1) + ((5 * x) / e2)))", PlanText.Of(plan, "y"));
        Assert.Equal("(2 * (((3 * x) / e1) + ((5 * x) / e2)))", PlanText.Of(plan, "z"));
    }

    // A comparison of two quotients keeps both; what the choice passes on does not have to.
    [Fact]
    public void What_is_compared_stays_as_it_is_and_what_is_chosen_need_not()
    {
        int x = p.Input("x", 1, 100), e1 = p.Attribute("e1"), e2 = p.Attribute("e2");
        int a = p.Divide(p.Multiply(p.Constant(3), x), e1), b = p.Divide(p.Multiply(p.Constant(5), x), e2), c = p.Divide(p.Multiply(p.Constant(7), x), e1);
        p.Output("y", p.Select(p.Apply(PlanOp.Less, a, b), c, x));

        Assert.Equal("((((3 * x) / e1) < ((5 * x) / e2)) ? ((7 / e1) * x) : x)", PlanText.Of(Regrouping.Apply(p.Build()), "y"));
    }

    // Whether a time is 0 is no question of digits: nothing is below 0, so it is 0 because its factor is.
    [Fact]
    public void Comparing_something_plain_with_0_binds_nothing()
    {
        int x = p.Input("x", 0, 100), e = p.Attribute("e");
        var time = p.Divide(p.Multiply(p.Constant(3), x), e);
        p.Output("y", p.Select(p.Apply(PlanOp.Less, p.Constant(0), time), p.Divide(x, time), p.Constant(0))).Output("time", time);

        Assert.Equal("((3 / e) * x)", PlanText.Of(Regrouping.Apply(p.Build()), "time"));
    }

    // A difference is 0 because its terms cancel, which other operations may miss.
    [Fact]
    public void What_may_cancel_is_divided_by_as_it_is()
    {
        int x = p.Input("x", 1, 100), z = p.Input("z", 1, 100);
        var gap = p.Apply(PlanOp.Subtract, p.Multiply(p.Constant(0.1), x), p.Multiply(p.Constant(0.1), z));
        p.Output("y", p.Divide(p.Multiply(p.Constant(3), x), gap));

        Assert.EndsWith("/ ((0.1 * x) - (0.1 * z)))", PlanText.Of(Regrouping.Apply(p.Build()), "y"), StringComparison.Ordinal);
    }

    // The limit of a row compares two quotients, and its time is the larger one: outputs have the cheap form, the limit the exact one.
    [Fact]
    public void Limits_of_tables_are_decided_by_what_was_written()
    {
        var plan = PlanOptimizer.Optimize(Roofline());
        var row = plan.Tables[0].Rows[0];

        Assert.Equal("((((3 * x) / e1) < ((5 * x) / e2)) ? 1 : 0)", PlanText.Of(plan, row.Bound));
        Assert.Equal("maximum(((3 / e1) * x), ((5 / e2) * x))", PlanText.Of(plan, "time"));

        // What was one node is one node: totals are the outputs.
        Assert.Equal(plan.Outputs[0].Node, plan.Tables[0].Totals[2]);
        Assert.Equal(plan.Outputs[0].Node, row.Cells[2]);
    }

    // What does not change from step to step is computed before the first: e·i·x has its x outside.
    [Fact]
    public void What_a_loop_does_not_change_is_computed_outside()
    {
        int n = p.Input("n", 1, 9), x = p.Input("x", 1, 9), e = p.Attribute("e"), loop = p.Loop(p.Constant(1), n), i = p.Index(loop);
        p.Output("y", p.Sum(loop, p.Divide(p.Multiply(p.Multiply(p.Constant(2), i), x), e)));
        var plan = Regrouping.Apply(p.Build());

        Assert.Equal("sum(1..n, (((2 / e) * x) * i))", PlanText.Of(plan, "y"));
        Assert.Equal((4, 2, 2), (PlanEstimate.Of(plan).Bind, PlanEstimate.Of(plan).Evaluation, PlanEstimate.Of(plan).Iterations + 1));
    }

    // Both steps read the weights of a width that is open; the time that takes is one product, of which each step has its share.
    [Fact]
    public void What_two_phases_have_in_common_is_computed_once()
    {
        int w = p.Input("w", 1, 16), prompt = p.Input("prompt", 1, 4096), output = p.Input("output", 1, 4096), e = p.Attribute("e");
        var weights = p.Multiply(p.Constant(1000), w);
        p.Output("prefill", p.Divide(p.Add(weights, prompt), e)).Output("decode", p.Divide(p.Add(weights, output), e));
        var plan = PlanOptimizer.Optimize(p.Build());

        // A quotient and a product at binding; then a product for the weights, and a product and a sum a phase.
        Assert.Equal(["(((1000 * (1 / e)) * w) + ((1 / e) * prompt))", "(((1000 * (1 / e)) * w) + ((1 / e) * output))"], plan.Outputs.Select(o => PlanText.Of(plan, o.Node)));
        Assert.Equal((5, 5), (PlanEstimate.Of(plan).Bind, PlanEstimate.Of(plan).Evaluation));
    }

    // A long chain takes no stack.
    [Fact]
    public void Chains_of_any_length_are_regrouped()
    {
        int x = p.Input("x", 1, 2), e = p.Attribute("e"), sum = x, product = x;
        for (var i = 0; i < 20_000; i++)
        {
            sum = p.Add(p.Divide(p.Multiply(p.Constant(2 + i), x), e), sum);
            product = p.Multiply(product, p.Input("x" + i, 1, 1.0001));
        }

        p.Output("sum", sum).Output("product", product);
        var plan = PlanOptimizer.Optimize(p.Build());

        Assert.True(PlanEstimate.Of(plan).Evaluation < 21_000);
    }

    private EvaluatorPlan Roofline()
    {
        int x = p.Input("x", 1, 100), e1 = p.Attribute("e1"), e2 = p.Attribute("e2");
        int compute = p.Divide(p.Multiply(p.Constant(3), x), e1), memory = p.Divide(p.Multiply(p.Constant(5), x), e2);
        int time = p.Apply(PlanOp.Maximum, compute, memory), one = p.Constant(1), limit = p.Select(p.Apply(PlanOp.Less, compute, memory), one, p.Constant(0));
        PlanColumn Column(string name) => new(name, PlanColumnKind.Timing, default);
        p.Output("time", time);
        p.Table(new("step", new([Column("compute"), Column("memory"), Column("time")]), new([new PlanRow("op", string.Empty, "op", one, new([]), new([compute, memory, time]), limit)]), new([-1, -1, time])));
        return p.Build();
    }
}
