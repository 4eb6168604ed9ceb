using LlmCostDsl.Analysis.Emit;
using LlmCostDsl.Compiler;
using LlmCostDsl.Compiler.Plan;
using LlmCostDsl.Tests;

namespace LlmCostDsl.Analysis.Tests.Emit;

public sealed class CompiledPlanTests
{
    private static readonly DeviceValues Toy = new("Toy", new Dictionary<string, double> { ["speed"] = 4 });

    [Theory]
    [InlineData(nameof(PlanOp.Power), 3, 0.5)]
    [InlineData(nameof(PlanOp.Power), 2, 10)]
    [InlineData(nameof(PlanOp.Log2), 12, -1)]
    [InlineData(nameof(PlanOp.Log2), 0, -1)]
    [InlineData(nameof(PlanOp.SquareRoot), 2, -1)]
    public void Functions_that_round_agree_too(string op, double a, double b)
    {
        var p = new PlanBuilder();
        var x = p.Input("x", double.NegativeInfinity, double.PositiveInfinity);
        p.Output("y", p.Apply(Enum.Parse<PlanOp>(op), x, op == nameof(PlanOp.Power) ? p.Constant(b) : -1));
        var plan = p.Build();

        Assert.Equal(Interpreted(plan, [a]), Compiled(plan, [a]));
        AllEngines.Evaluate(plan, [a], Toy);
    }

    [Fact]
    public void What_depends_on_the_device_alone_is_computed_when_bound()
    {
        var p = new PlanBuilder();
        var loop = p.Loop(p.Constant(1), p.Attribute("speed"));
        var sum = p.Sum(loop, p.Index(loop));
        var y = p.Add(sum, p.Input("x"));
        p.Output("y", y);
        var plan = p.Build();

        Assert.Equal([true, true, false, true, false, false], BindingTime.Early(plan));
        Assert.Equal([13.0], Compiled(plan, [3]));
    }

    [Fact]
    public void A_loop_that_also_folds_inputs_waits_for_them()
    {
        var p = new PlanBuilder();
        var x = p.Input("x");
        var loop = p.Loop(p.Constant(1), p.Attribute("speed"));
        var i = p.Index(loop);
        var product = p.Multiply(i, x);
        p.Output("device", p.Sum(loop, i)).Output("input", p.Sum(loop, product));
        var plan = p.Build();

        Assert.DoesNotContain(true, plan.Loops[0].Folds.Select(f => BindingTime.Early(plan)[f]));
        Assert.Equal([10.0, 30.0], Compiled(plan, [3]));
    }

    [Fact]
    public void Refusals_guards_and_long_loops_speak_as_the_interpreter_does()
    {
        var p = new PlanBuilder();
        var n = p.Input("n", 1, 1e12, whole: true);
        var loop = p.Loop(p.Constant(1), n);
        p.Output("y", p.Sum(loop, p.Index(loop))).Guard(p.Apply(PlanOp.Less, n, p.Constant(1e9)), "n must stay below a billion");
        var plan = p.Build();
        var bound = CompiledPlan.Compile(plan).Bind(Toy);

        foreach (var value in new[] { 0, 1.5, 5e8, 2e9, double.NaN })
        {
            Assert.Equal(PlanInterpreter.Evaluate(plan, [value], Toy).Errors, bound.Evaluate([value]).Errors);
            Assert.NotEmpty(AllEngines.Evaluate(plan, [value], Toy).Errors);
        }

        Assert.Equal(10, bound.Evaluate([4])[plan.Outputs[0].Node]);
    }

    [Fact]
    public void Values_belong_to_the_caller()
    {
        var p = new PlanBuilder();
        p.Output("y", p.Add(p.Input("x"), p.Constant(1)));
        var bound = CompiledPlan.Compile(p.Build()).Bind(Toy);

        var first = bound.Evaluate([1]);
        bound.Evaluate([2]);

        Assert.Equal(2, first[2]);
    }

    [Fact]
    public void A_chain_of_a_hundred_thousand_operations_is_no_matter()
    {
        var p = new PlanBuilder();
        var x = p.Input("x");
        var one = p.Constant(1);
        var y = x;
        for (var i = 0; i < 100_000; i++)
        {
            y = p.Add(y, one);
        }

        Assert.Equal([100_005.0], Compiled(p.Output("y", y).Build(), [5]));
    }

    private static double[] Interpreted(EvaluatorPlan plan, double[] inputs)
    {
        var result = PlanInterpreter.Evaluate(plan, inputs, Toy);
        return [.. plan.Outputs.Select(o => result.Values[o.Node])];
    }

    private static double[] Compiled(EvaluatorPlan plan, double[] inputs)
    {
        var values = CompiledPlan.Compile(plan).Bind(Toy).Values(inputs);
        return [.. plan.Outputs.Select(o => values[o.Node])];
    }
}
