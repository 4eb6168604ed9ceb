using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Plan;
using LlmCostDsl.Tests;

namespace LlmCostDsl.Compiler.Tests.Plan;

/// <summary>Plans made by hand, with results worked out by hand.</summary>
public sealed class PlanInterpreterTests
{
    private static readonly DeviceValues NoDevice = new("Nothing", new Dictionary<string, double>());

    [Theory]
    [InlineData(nameof(PlanOp.Add), 7, 2, 9)]
    [InlineData(nameof(PlanOp.Subtract), 7, 2, 5)]
    [InlineData(nameof(PlanOp.Multiply), 7, 2, 14)]
    [InlineData(nameof(PlanOp.Divide), 7, 2, 3.5)]
    [InlineData(nameof(PlanOp.Divide), 7, 0, double.PositiveInfinity)]
    [InlineData(nameof(PlanOp.Power), 7, 2, 49)]
    [InlineData(nameof(PlanOp.Minimum), 7, 2, 2)]
    [InlineData(nameof(PlanOp.Maximum), 7, 2, 7)]
    [InlineData(nameof(PlanOp.Maximum), 7, double.NaN, double.NaN)]
    [InlineData(nameof(PlanOp.Minimum), double.NaN, 2, double.NaN)]
    [InlineData(nameof(PlanOp.Less), 2, 2, 0)]
    [InlineData(nameof(PlanOp.LessOrEqual), 2, 2, 1)]
    [InlineData(nameof(PlanOp.Equal), 2, 2, 1)]
    [InlineData(nameof(PlanOp.Equal), double.NaN, double.NaN, 0)]
    [InlineData(nameof(PlanOp.And), 3, 0, 0)]
    [InlineData(nameof(PlanOp.And), 3, -1, 1)]
    [InlineData(nameof(PlanOp.Or), 0, 0, 0)]
    [InlineData(nameof(PlanOp.Or), 0, 0.5, 1)]
    public void Binary_operations_mean_what_they_say(string op, double a, double b, double expected)
    {
        var p = new PlanBuilder();
        p.Output("y", p.Apply(Enum.Parse<PlanOp>(op), p.Constant(a), p.Constant(b)));

        Assert.Equal(expected, Single(p));
    }

    [Theory]
    [InlineData(nameof(PlanOp.Ceiling), 2.1, 3)]
    [InlineData(nameof(PlanOp.Floor), -2.1, -3)]
    [InlineData(nameof(PlanOp.Absolute), -2.5, 2.5)]
    [InlineData(nameof(PlanOp.Log2), 1024, 10)]
    [InlineData(nameof(PlanOp.Log2), 536870912, 29)]
    [InlineData(nameof(PlanOp.SquareRoot), 2.25, 1.5)]
    [InlineData(nameof(PlanOp.Not), 0, 1)]
    [InlineData(nameof(PlanOp.Not), 4, 0)]
    public void Unary_operations_mean_what_they_say(string op, double a, double expected)
    {
        var p = new PlanBuilder();
        p.Output("y", p.Apply(Enum.Parse<PlanOp>(op), p.Constant(a)));

        Assert.Equal(expected, Single(p));
    }

    [Fact]
    public void The_branch_not_taken_may_divide_by_zero()
    {
        var p = new PlanBuilder();
        var n = p.Input("n");
        var one = p.Constant(1);
        p.Output("y", p.Select(p.Apply(PlanOp.Less, p.Constant(0), n), p.Divide(one, n), p.Constant(-5)));

        Assert.Equal(-5, Single(p, 0));
        Assert.Equal(0.25, Single(p, 4));
    }

    [Theory]
    [InlineData(1, 4, 1 + 4 + 9 + 16, 16)]
    [InlineData(1, 4.9, 30, 16)]
    [InlineData(0.5, 2.5, 0.25 + 2.25 + 6.25, 6.25)]
    [InlineData(3, 3, 9, 9)]
    [InlineData(4, 1, 0, 0)]
    [InlineData(-2, -1, 5, 4)]
    public void A_loop_runs_from_its_low_end_in_steps_of_one_while_at_most_its_high_end(double low, double high, double sum, double largest)
    {
        var p = new PlanBuilder();
        var loop = p.Loop(p.Constant(low), p.Constant(high));
        var i = p.Index(loop);
        var square = p.Multiply(i, i);
        p.Output("sum", p.Sum(loop, square)).Output("largest", p.Largest(loop, square));
        var plan = Verified(p);

        var result = AllEngines.Evaluate(plan, [], NoDevice);

        Assert.True(result.IsValid);
        Assert.Equal(sum, result[plan.Outputs[0].Node]);
        Assert.Equal(largest, result[plan.Outputs[1].Node]);
    }

    [Fact]
    public void The_largest_of_negative_values_is_negative_and_a_NaN_wins()
    {
        var p = new PlanBuilder();
        var loop = p.Loop(p.Constant(1), p.Constant(3));
        var i = p.Index(loop);
        var two = p.Constant(2);
        p.Output("negative", p.Largest(loop, p.Apply(PlanOp.Subtract, p.Constant(0), i)));
        Assert.Equal(-1, Single(p));

        p = new PlanBuilder();
        loop = p.Loop(p.Constant(1), p.Constant(3));
        i = p.Index(loop);
        two = p.Constant(2);
        var gap = p.Apply(PlanOp.Subtract, i, two);
        p.Output("NaN in the middle", p.Largest(loop, p.Divide(gap, gap)));
        Assert.Equal(double.NaN, Single(p));
    }

    // Σ_{i=1..n} Σ_{j=1..i} i·j = Σ i·i(i+1)/2; for n = 4: 1 + 6 + 18 + 40 = 65.
    [Fact]
    public void Loops_nest_and_inner_ranges_follow_outer_indices()
    {
        var p = new PlanBuilder();
        var n = p.Input("n");
        var one = p.Constant(1);
        var outer = p.Loop(one, n);
        var i = p.Index(outer);
        var inner = p.Loop(one, i, outer);
        var j = p.Index(inner);
        p.Output("y", p.Sum(outer, p.Sum(inner, p.Multiply(i, j))));

        Assert.Equal(65, Single(p, 4));
        Assert.Equal(0, Single(p, 0));
    }

    [Fact]
    public void A_sum_whose_index_nobody_reads_counts()
    {
        var p = new PlanBuilder();
        p.Output("y", p.Sum(p.Loop(p.Constant(1), p.Constant(5)), p.Constant(7)));

        Assert.Equal(35, Single(p));
    }

    [Fact]
    public void Where_one_is_lost_in_rounding_the_loop_still_ends()
    {
        var p = new PlanBuilder();
        var huge = p.Constant(1e300);
        p.Output("y", p.Sum(p.Loop(huge, huge), p.Constant(1)));

        Assert.Equal(1, Single(p));
    }

    [Theory]
    [InlineData(10_000_000.5, "the loop at chat.llmspec:8 would run 10,000,001 times; at most 10,000,000 iterations are allowed")]
    [InlineData(double.PositiveInfinity, "the range of the loop at chat.llmspec:8 is not finite (0..Infinity); at most 10,000,000 iterations are allowed")]
    [InlineData(double.NaN, "the range of the loop at chat.llmspec:8 is not finite (0..NaN); at most 10,000,000 iterations are allowed")]
    public void A_loop_too_long_is_refused_by_its_origin(double high, string expected)
    {
        var p = new PlanBuilder();
        var loop = p.Loop(p.Constant(0), p.Constant(high), origin: "chat.llmspec:8");
        p.Output("y", p.Add(p.Constant(1), p.Sum(loop, p.Index(loop))));

        var result = AllEngines.Evaluate(Verified(p), [], NoDevice);

        Assert.Equal(expected, Assert.Single(result.Errors));
        Assert.Equal(double.NaN, result[p.NodeCount - 1]);
    }

    [Fact]
    public void A_refused_loop_in_a_branch_not_taken_is_no_error()
    {
        var p = new PlanBuilder();
        var n = p.Input("n");
        var loop = p.Loop(p.Constant(1), n);
        var sum = p.Sum(loop, p.Index(loop));
        p.Output("y", p.Select(p.Apply(PlanOp.Less, n, p.Constant(100)), sum, p.Constant(-1)));

        Assert.Equal(6, Single(p, 3));
        Assert.Equal(-1, Single(p, 1e8));
    }

    [Fact]
    public void An_inner_loop_too_long_is_named()
    {
        var p = new PlanBuilder();
        var one = p.Constant(1);
        var outer = p.Loop(one, p.Constant(2), origin: "a.llmspec:1");
        var i = p.Index(outer);
        var inner = p.Loop(one, p.Multiply(i, p.Constant(1e9)), outer, "a.llmspec:2");
        p.Output("y", p.Sum(outer, p.Sum(inner, p.Index(inner))));

        var result = AllEngines.Evaluate(Verified(p), [], NoDevice);

        Assert.StartsWith("the loop at a.llmspec:2 would run 1,000,000,000 times", Assert.Single(result.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public void Attributes_are_read_by_name_and_absence_can_be_tested()
    {
        var p = new PlanBuilder();
        var speed = p.Attribute("speed");
        var spare = p.Attribute("spare");
        p.Output("y", p.Select(p.Present(spare), spare, speed));
        var plan = Verified(p);

        Assert.Equal(3, AllEngines.Evaluate(plan, [], Device(("speed", 3)))[plan.Outputs[0].Node]);
        Assert.Equal(5, AllEngines.Evaluate(plan, [], Device(("speed", 3), ("spare", 5)))[plan.Outputs[0].Node]);
    }

    [Fact]
    public void A_broken_guard_refuses_with_its_sentence()
    {
        var p = new PlanBuilder();
        var n = p.Input("n");
        var price = p.Attribute("price");
        p.Output("y", n).Guard(p.Apply(PlanOp.Less, n, p.Constant(10)), "n must stay below 10").Guard(p.Present(price), string.Empty, p[price].A);
        var plan = Verified(p);

        Assert.Empty(AllEngines.Evaluate(plan, [9], Device(("price", 1))).Errors);
        Assert.Equal(
            ["n must stay below 10", "'Toy' does not state 'price', which is needed here"],
            AllEngines.Evaluate(plan, [11], Device()).Errors);
    }

    [Theory]
    [InlineData(0.0, "input 'w' is 0 bit, which is outside its range: 1 bit..16 bit")]
    [InlineData(4.0, "input 'w' is 32 bit, which is outside its range: 1 bit..16 bit")]
    [InlineData(double.NaN, "input 'w' has no value; it accepts 1 bit..16 bit")]
    [InlineData(double.PositiveInfinity, "input 'w' is Infinity bit, which is outside its range: 1 bit..16 bit")]
    [InlineData(0.5, null)]
    public void An_input_outside_its_range_is_refused_by_name(double bytes, string? expected)
    {
        var p = new PlanBuilder();
        p.Output("y", p.Input("w", 0.125, 2, type: "bits", scale: 0.125, dimension: Dimension.Bytes));

        Assert.Equal(expected, AllEngines.Evaluate(Verified(p), [bytes], NoDevice).Errors.SingleOrDefault());
    }

    [Fact]
    public void Whole_numbers_and_truth_values_are_asked_for()
    {
        var p = new PlanBuilder();
        p.Output("y", p.Add(p.Input("n", 1, 8, type: "count", whole: true), p.Input("flag", 0, 1, type: "bool")));
        var plan = Verified(p);

        Assert.Equal(
            ["input 'n' is 2.5, but only whole numbers are accepted: 1..8", "input 'flag' is 0.5, which is outside its range: true or false"],
            AllEngines.Evaluate(plan, [2.5, 0.5], NoDevice).Errors);
        Assert.Equal("Handmade has 2 inputs, but 1 values were given", AllEngines.Evaluate(plan, [1], NoDevice).Errors.Single());
    }

    private static double Single(PlanBuilder p, params double[] inputs)
    {
        var plan = Verified(p);
        var result = AllEngines.Evaluate(plan, inputs, NoDevice);
        Assert.Empty(result.Errors);
        return result[plan.Outputs[0].Node];
    }

    private static EvaluatorPlan Verified(PlanBuilder p)
    {
        var plan = p.Build();
        Assert.Empty(PlanVerifier.Verify(plan));
        return plan;
    }

    private static DeviceValues Device(params (string Name, double Value)[] values) => new("Toy", values.ToDictionary(v => v.Name, v => v.Value));
}
