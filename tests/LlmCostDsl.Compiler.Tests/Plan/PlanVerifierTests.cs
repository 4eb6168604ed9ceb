using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Plan;
using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Tests;

namespace LlmCostDsl.Compiler.Tests.Plan;

/// <summary>Each promise of a plan, broken once.</summary>
public sealed class PlanVerifierTests
{
    [Fact]
    public void A_good_plan_has_no_problems() => Assert.Empty(PlanVerifier.Verify(NestedSum().Build()));

    [Fact]
    public void An_operand_must_stand_before_its_user()
        => Problem(With(n => n with { A = 9 }, PlanOp.Multiply), "does not stand before it");

    [Fact]
    public void A_leaf_must_lead_somewhere() => Problem(With(n => n with { A = 3 }, PlanOp.Input), "has no target number 3");

    [Fact]
    public void Dimensions_must_follow_from_the_operation()
        => Problem(With(n => n with { Dimension = Dimension.Seconds }, PlanOp.Multiply), "is s, should be a plain number");

    [Fact]
    public void Bytes_cannot_be_added_to_seconds()
    {
        var p = new PlanBuilder();
        p.Output("y", p.Add(p.Constant(1, Dimension.Bytes), p.Constant(1, Dimension.Seconds)));

        Problem(p.Build(), "B with s");
    }

    [Fact]
    public void A_negative_zero_is_no_constant()
    {
        var p = new PlanBuilder();
        p.Output("y", p.Constant(-0.0));

        Problem(p.Build(), "a constant -0");
    }

    [Fact]
    public void Dependence_may_not_be_hidden()
        => Problem(With(n => n with { Depends = PlanDependence.None }, PlanOp.Multiply), "says None");

    [Fact]
    public void A_node_in_a_loop_must_be_listed_by_it()
    {
        var plan = NestedSum().Build();
        Problem(
            plan with { Loops = plan.Loops.Select((l, i) => i == 1 ? l with { Body = EquatableArray<int>.Empty } : l).ToEquatable() },
            "belongs to loop 1");
    }

    [Fact]
    public void What_is_inside_a_loop_cannot_be_asked_for_outside()
    {
        var plan = NestedSum().Build();
        Problem(
            plan with { Outputs = EquatableArray.Of(new PlanOutput("y", plan.Loops[0].Index, default, string.Empty, null)) },
            "asked for outside of its loop");
    }

    [Fact]
    public void The_second_fold_of_a_loop_must_find_its_operands_known()
    {
        var p = new PlanBuilder();
        var loop = p.Loop(p.Constant(1), p.Constant(3));
        var i = p.Index(loop);
        var first = p.Sum(loop, i);
        p.Output("first", first).Output("second", p.Sum(loop, p.Multiply(i, first)));

        Problem(p.Build(), "is not known when");
    }

    [Fact]
    public void An_outer_loop_cannot_read_from_inside_the_inner_one()
    {
        var p = new PlanBuilder();
        var one = p.Constant(1);
        var outer = p.Loop(one, p.Constant(2));
        var inner = p.Loop(one, p.Constant(2), outer);
        var j = p.Index(inner);
        p.Sum(inner, j);
        p.Output("y", p.Sum(outer, j));

        Problem(p.Build(), "reads inside of another loop");
    }

    [Fact]
    public void Tables_must_be_rectangular_and_of_their_columns_dimensions()
    {
        var p = new PlanBuilder();
        var one = p.Constant(1);
        var columns = EquatableArray.Of(new PlanColumn("time", PlanColumnKind.Timing, Dimension.Seconds));
        p.Table(new("pass", columns, EquatableArray.Of(new PlanRow("a", "", "op", one, default, EquatableArray.Of(one), -1)), EquatableArray.Of(one, one)));

        var problems = PlanVerifier.Verify(p.Build());

        Assert.Contains("table pass: 1 columns, 2 totals", problems);
        Assert.Contains("table pass, row .a: time is a plain number, not s", problems);
    }

    private static void Problem(EvaluatorPlan plan, string expected)
        => Assert.Contains(PlanVerifier.Verify(plan), p => p.Contains(expected, StringComparison.Ordinal));

    private static EvaluatorPlan With(Func<PlanNode, PlanNode> change, PlanOp op)
    {
        var plan = NestedSum().Build();
        return plan with { Nodes = plan.Nodes.Select(n => n.Op == op ? change(n) : n).ToEquatable() };
    }

    internal static PlanBuilder NestedSum()
    {
        var p = new PlanBuilder("NestedSum");
        var n = p.Input("n", 1, 100, 4, "count", whole: true);
        var one = p.Constant(1);
        var outer = p.Loop(one, n);
        var i = p.Index(outer);
        var inner = p.Loop(one, i, outer, "test.llmspec:2");
        p.Output("y", p.Sum(outer, p.Sum(inner, p.Multiply(i, p.Index(inner)))));
        return p;
    }
}
