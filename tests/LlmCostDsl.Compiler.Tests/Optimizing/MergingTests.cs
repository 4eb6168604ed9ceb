using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Optimizing;
using LlmCostDsl.Compiler.Plan;
using LlmCostDsl.Tests;

namespace LlmCostDsl.Compiler.Tests.Optimizing;

/// <summary>What is one value is one node, and no bit changes.</summary>
public sealed class MergingTests
{
    [Fact]
    public void Equal_operations_are_one_whichever_way_round()
    {
        var p = new PlanBuilder();
        int x = p.Input("x"), y = p.Input("y");
        p.Output("a", p.Multiply(p.Add(x, y), x)).Output("b", p.Multiply(x, p.Add(y, x)));
        var plan = Merging.Apply(p.Build());

        Assert.Equal(4, plan.Nodes.Count);
        Assert.Equal(plan.Outputs[0].Node, plan.Outputs[1].Node);
    }

    [Fact]
    public void What_is_not_the_same_either_way_is_two()
    {
        var p = new PlanBuilder();
        int x = p.Input("x"), y = p.Input("y");
        p.Output("a", p.Apply(PlanOp.Subtract, x, y)).Output("b", p.Apply(PlanOp.Subtract, y, x)).Output("c", p.Divide(x, y)).Output("d", p.Divide(y, x));

        Assert.Equal(6, Merging.Apply(p.Build()).Nodes.Count);
    }

    // Multiplying by 1, dividing by 1 and subtracting 0 change nothing, not even -0 or what is no number; adding 0 makes 0 of -0, so it needs a range.
    [Fact]
    public void Operations_that_change_nothing_go()
    {
        var p = new PlanBuilder();
        int x = p.Input("x", -5, 5), y = p.Input("y", 1, 5), one = p.Constant(1), zero = p.Constant(0);
        p.Output("times", p.Multiply(one, x)).Output("by", p.Divide(x, one)).Output("less", p.Apply(PlanOp.Subtract, x, zero)).Output("same", p.Apply(PlanOp.Maximum, x, x))
            .Output("more", p.Add(y, zero)).Output("either", p.Select(p.Apply(PlanOp.Less, x, y), y, y)).Output("maybe", p.Add(x, zero));
        var plan = Merging.Apply(p.Build());

        Assert.Equal(["x", "x", "x", "x", "y", "y", "(x + 0)"], plan.Outputs.Select(o => PlanText.Of(plan, o.Node)));
        Assert.Equal(0, 1 / AllEngines.Evaluate(plan, [-0.0, 1], null)[plan.Outputs[6].Node] > 0 ? 0 : 1);
        Assert.True(1 / AllEngines.Evaluate(plan, [-0.0, 1], null)[plan.Outputs[0].Node] < 0);
    }

    // x and z are at least 1 here, so every maximum is its last operand.
    [Fact]
    public void A_maximum_is_the_operand_that_is_never_smaller()
    {
        var p = new PlanBuilder();
        int x = p.Input("x", 1, 9), z = p.Input("z", 1, 9), three = p.Multiply(p.Constant(3), x), five = p.Multiply(p.Constant(5), x);
        var choice = p.Select(p.Apply(PlanOp.Less, x, z), five, p.Constant(0));
        p.Output("products", p.Apply(PlanOp.Maximum, p.Multiply(three, z), p.Multiply(five, z))).Output("choice", p.Apply(PlanOp.Maximum, choice, five))
            .Output("sum", p.Apply(PlanOp.Maximum, three, p.Add(five, z))).Output("least", p.Apply(PlanOp.Minimum, three, five)).Output("open", p.Apply(PlanOp.Maximum, three, z));
        var plan = Merging.Apply(p.Build());

        Assert.Equal(["((5 * x) * z)", "(5 * x)", "((5 * x) + z)", "(3 * x)", "maximum((3 * x), z)"], plan.Outputs.Select(o => PlanText.Of(plan, o.Node)));
        foreach (var inputs in new double[][] { [1, 1], [0.1 + 0.7 + 0.9, 9], [9, 1.1] })
        {
            var (expected, found) = (AllEngines.Evaluate(p.Build(), inputs, null), AllEngines.Evaluate(plan, inputs, null));
            Assert.Equal(p.Build().Outputs.Select(o => expected[o.Node]), plan.Outputs.Select(o => found[o.Node]));
        }
    }

    // Where x may be 0 there are two zeros, and where a device decides nobody knows.
    [Fact]
    public void A_maximum_of_what_may_be_0_or_no_number_stays()
    {
        var p = new PlanBuilder();
        int x = p.Input("x", 0, 9), a = p.Attribute("a");
        p.Output("zero", p.Apply(PlanOp.Maximum, p.Multiply(p.Constant(3), x), p.Multiply(p.Constant(5), x)))
            .Output("device", p.Apply(PlanOp.Maximum, p.Multiply(p.Constant(3), a), p.Multiply(p.Constant(5), a)));

        Assert.Equal(2, PlanText.Count(Merging.Apply(p.Build()), PlanOp.Maximum));
    }

    [Fact]
    public void Constants_are_folded_as_they_would_be_computed()
    {
        var p = new PlanBuilder();
        int tenth = p.Constant(0.1), fifth = p.Constant(0.2), x = p.Input("x");
        p.Output("sum", p.Add(tenth, fifth)).Output("wild", p.Divide(p.Constant(1), p.Constant(0))).Output("none", p.Divide(p.Constant(0), p.Constant(0)))
            .Output("chosen", p.Select(p.Apply(PlanOp.Less, tenth, fifth), x, p.Divide(x, fifth)));
        var plan = Merging.Apply(p.Build());

        // 0.1 + 0.2 is the double next to 0.3.
        Assert.Equal(["0.30000000000000004", "Infinity", "NaN", "x"], plan.Outputs.Select(o => PlanText.Of(plan, o.Node)));
        Assert.Equal(0.1 + 0.2, AllEngines.Evaluate(plan, [1], null)[plan.Outputs[0].Node]);
    }

    // Libraries round them each in its own way, and back ends disagree on a constant -0.
    [Fact]
    public void Powers_logarithms_and_minus_zero_are_left_alone()
    {
        var p = new PlanBuilder();
        p.Output("power", p.Apply(PlanOp.Power, p.Constant(3), p.Constant(0.5))).Output("log", p.Apply(PlanOp.Log2, p.Constant(3)))
            .Output("zero", p.Multiply(p.Constant(-1), p.Constant(0)));

        Assert.Equal(["power(3, 0.5)", "log2(3)", "(-1 * 0)"], Merging.Apply(p.Build()) is var plan ? plan.Outputs.Select(o => PlanText.Of(plan, o.Node)) : []);
    }

    [Fact]
    public void Nothing_that_is_no_number_is_forgotten()
    {
        var p = new PlanBuilder();
        int x = p.Attribute("a"), zero = p.Constant(0);
        p.Output("none", p.Multiply(x, zero)).Output("self", p.Apply(PlanOp.Subtract, x, x)).Output("equal", p.Apply(PlanOp.Equal, x, x));

        Assert.Equal(PlanText.Count(p.Build(), PlanOp.Multiply), PlanText.Count(Merging.Apply(p.Build()), PlanOp.Multiply));
        Assert.Equal(5, Merging.Apply(p.Build()).Nodes.Count);
    }

    // Seconds, and the same number of seconds per byte: one product is computed; the other is it, taken once.
    [Fact]
    public void A_value_in_two_units_is_computed_once()
    {
        var p = new PlanBuilder();
        int x = p.Multiply(p.Input("x"), p.Attribute("a"));
        p.Output("time", p.Multiply(p.Constant(65, Dimension.Seconds), x)).Output("rate", p.Multiply(p.Constant(65, Dimension.Seconds / Dimension.Bytes), x));
        var plan = Merging.Apply(p.Build());

        Assert.Empty(PlanVerifier.Verify(plan));
        Assert.Equal(["(65 * (x * a))", "(1 * (65 * (x * a)))"], plan.Outputs.Select(o => PlanText.Of(plan, o.Node)));
        Assert.Equal(2, PlanEstimate.Of(plan).Evaluation);
        Assert.Equal(390, AllEngines.Evaluate(plan, [2], new DeviceValues("D", new Dictionary<string, double> { ["a"] = 3 }))[plan.Outputs[1].Node]);
    }

    [Fact]
    public void Bytes_and_flops_stay_apart()
    {
        var p = new PlanBuilder();
        int x = p.Input("x");
        p.Output("bytes", p.Multiply(p.Constant(32, Dimension.Bytes), x)).Output("flops", p.Multiply(p.Constant(32, Dimension.Flops), x));

        Assert.Equal(2, PlanText.Count(Merging.Apply(p.Build()), PlanOp.Multiply));
    }

    [Fact]
    public void Equal_sums_over_one_loop_are_one()
    {
        var p = new PlanBuilder();
        int n = p.Input("n", 0, 100), one = p.Constant(1), loop = p.Loop(one, n), i = p.Index(loop), x = p.Input("x");
        int a = p.Multiply(i, x), b = p.Multiply(x, i);
        p.Output("a", p.Sum(loop, a)).Output("b", p.Sum(loop, b));
        var plan = Merging.Apply(p.Build());

        Assert.Empty(PlanVerifier.Verify(plan));
        Assert.Single(plan.Loops[0].Folds);
        Assert.Equal(20, AllEngines.Evaluate(plan, [4, 2], null)[plan.Outputs[1].Node]);
    }

    // Two operators of one kind and size: every cell of the second row is one of the first.
    [Fact]
    public void Equal_operators_are_computed_once()
    {
        var plan = SpecCompiler.Load([]).Compile(new AnalysisRequest("Llama2Chat")).Plan!;
        var rows = plan.Tables[0].Rows.ToDictionary(r => r.Path);

        Assert.Equal(rows["layer.q_proj"].Cells, rows["layer.k_proj"].Cells);
    }

    [Fact]
    public void Random_plans_keep_every_bit()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var plan = RandomPlan.Draw(seed, 20 + seed);
            var merged = Merging.Apply(plan);
            Assert.Empty(PlanVerifier.Verify(merged));
            double[] inputs = RandomPlan.Values(seed + 1, plan.Inputs.Count), attributes = RandomPlan.Values(seed + 2, plan.Attributes.Count);
            double[] expected = new PlanInterpreter(plan).Values(inputs, attributes), found = new PlanInterpreter(merged).Values(inputs, attributes);
            foreach (var (before, after) in PlanOperands.Roots(plan).Zip(PlanOperands.Roots(merged)))
            {
                Assert.True(BitConverter.DoubleToInt64Bits(expected[before]) == BitConverter.DoubleToInt64Bits(found[after]) || (double.IsNaN(expected[before]) && double.IsNaN(found[after])),
                    $"seed {seed}: {PlanPrinter.Print(plan, before)} is {expected[before]:R}, then {found[after]:R}");
            }
        }
    }
}
