using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Differentiation;
using LlmCostDsl.Compiler.Plan;
using LlmCostDsl.Tests;

namespace LlmCostDsl.Compiler.Tests.Differentiation;

/// <summary>Each operation by itself, with the derivative from the textbook.</summary>
public sealed class OperationSlopeTests
{
    private const double Ln2 = 0.69314718055994530942;

    // d/dx and d/dy at x = 3, y = 2.
    [Theory]
    [InlineData(nameof(PlanOp.Add), 1, 1)]
    [InlineData(nameof(PlanOp.Subtract), 1, -1)]
    [InlineData(nameof(PlanOp.Multiply), 2, 3)]
    [InlineData(nameof(PlanOp.Divide), 1 / 2.0, -3 / 4.0)]
    [InlineData(nameof(PlanOp.Power), 2 * 3, 9 * 1.0986122886681098)] // x^y: y·x^(y-1), x^y·ln x
    [InlineData(nameof(PlanOp.Minimum), 0, 1)]
    [InlineData(nameof(PlanOp.Maximum), 1, 0)]
    [InlineData(nameof(PlanOp.Less), 0, 0)]
    [InlineData(nameof(PlanOp.LessOrEqual), 0, 0)]
    [InlineData(nameof(PlanOp.Equal), 0, 0)]
    [InlineData(nameof(PlanOp.And), 0, 0)]
    [InlineData(nameof(PlanOp.Or), 0, 0)]
    public void Operations_on_two_values(string op, double dx, double dy)
    {
        var p = new PlanBuilder();
        p.Output("f", p.Apply(Enum.Parse<PlanOp>(op), p.Input("x"), p.Input("y")));

        Near(dx, Slope.Of(p, "f", "x", 3, 2));
        Near(dy, Slope.Of(p, "f", "y", 3, 2));
    }

    // At x = 2.25 and at x = -2.25.
    [Theory]
    [InlineData(nameof(PlanOp.Absolute), 1, -1.0)]
    [InlineData(nameof(PlanOp.Ceiling), 1, 1.0)]
    [InlineData(nameof(PlanOp.Floor), 1, 1.0)]
    [InlineData(nameof(PlanOp.Log2), 1 / (2.25 * Ln2), null)]
    [InlineData(nameof(PlanOp.SquareRoot), 1 / 3.0, null)] // 1/(2·√2.25)
    [InlineData(nameof(PlanOp.Not), 0, 0.0)]
    public void Operations_on_one_value(string op, double above, double? below)
    {
        var p = new PlanBuilder();
        p.Output("f", p.Apply(Enum.Parse<PlanOp>(op), p.Input("x", -10, 10)));

        Near(above, Slope.Of(p, "f", "x", 2.25));
        if (below is { } expected)
        {
            Near(expected, Slope.Of(p, "f", "x", -2.25));
        }
    }

    [Theory]
    [InlineData(0, -3, 0)]
    [InlineData(1, -3, 1)]
    [InlineData(2, -3, -6)]
    [InlineData(3, -3, 27)] // 3·(-3)²: no logarithm of a negative number is taken
    [InlineData(-1, -2, -0.25)]
    [InlineData(-2, -2, 0.25)] // -2·(-2)^-3
    [InlineData(0.5, 4, 0.25)]
    [InlineData(1.5, 4, 3)]
    public void A_power_with_a_constant_exponent(double exponent, double x, double expected)
    {
        var p = new PlanBuilder();
        p.Output("f", p.Apply(PlanOp.Power, p.Input("x", -10, 10), p.Constant(exponent)));

        Near(expected, Slope.Of(p, "f", "x", x));
    }

    [Fact]
    public void A_choice_changes_with_the_branch_that_is_taken_and_not_with_its_condition()
    {
        var p = new PlanBuilder();
        var (x, y) = (p.Input("x"), p.Input("y"));
        p.Output("f", p.Select(p.Apply(PlanOp.Less, x, y), p.Multiply(x, x), p.Multiply(p.Constant(5), y)));

        Assert.Equal((6.0, 0.0), (Slope.Of(p, "f", "x", 3, 4), Slope.Of(p, "f", "y", 3, 4)));
        Assert.Equal((0.0, 5.0), (Slope.Of(p, "f", "x", 3, 2), Slope.Of(p, "f", "y", 3, 2)));
    }

    [Theory]
    [InlineData(nameof(PlanOp.Minimum))]
    [InlineData(nameof(PlanOp.Maximum))]
    public void Of_two_equal_sides_the_first_counts(string op)
    {
        var p = new PlanBuilder();
        p.Output("f", p.Apply(Enum.Parse<PlanOp>(op), p.Input("x"), p.Input("y")));

        Assert.Equal((1.0, 0.0), (Slope.Of(p, "f", "x", 7, 7), Slope.Of(p, "f", "y", 7, 7)));
    }

    [Fact]
    public void What_is_read_several_times_has_the_sum_of_its_slopes()
    {
        // f = (x + y)·x / y + x, at x = 3, y = 2: df/dx = (2x + y)/y + 1 = 5, df/dy = -x²/y² = -9/4.
        var p = new PlanBuilder();
        var (x, y) = (p.Input("x"), p.Input("y"));
        p.Output("f", p.Add(p.Divide(p.Multiply(p.Add(x, y), x), y), x));

        Near(5, Slope.Of(p, "f", "x", 3, 2));
        Near(-9 / 4.0, Slope.Of(p, "f", "y", 3, 2));
    }

    [Fact]
    public void A_rounding_changes_as_its_argument_does_or_not_at_all()
    {
        // Blocks of 16 rows: ceil(x / 16) · 16.
        var p = new PlanBuilder();
        p.Output("f", p.Multiply(p.Apply(PlanOp.Ceiling, p.Divide(p.Input("x"), p.Constant(16))), p.Constant(16)));

        Near(1, Slope.Of(p.Build(), "f", "x", Rounding.Straight, null, 100));
        Assert.Equal(0, Slope.Of(p.Build(), "f", "x", Rounding.Flat, null, 100));
    }

    [Fact]
    public void Slopes_are_measured_in_the_unit_of_the_one_by_that_of_the_other()
    {
        var p = new PlanBuilder();
        var (bytes, rate) = (p.Input("bytes", dimension: Dimension.Bytes), p.Attribute("rate", Dimension.Bytes / Dimension.Seconds));
        p.Output("t", p.Divide(bytes, rate));

        var plan = Slope.Add(p.Build());
        Assert.Equal(
            ["s", (Dimension.Seconds / (Dimension.Bytes / Dimension.Seconds)).ToString(), (Dimension.Seconds / Dimension.Bytes).ToString()],
            plan.Outputs.Select(o => o.Dimension.ToString()));
        Assert.All(Slope.Add(p.Build(), SlopeKind.Elasticity).Outputs.Skip(1), o => Assert.True(o.Dimension.IsNone));
    }

    [Fact]
    public void A_long_chain_costs_no_stack_and_time_by_its_length()
    {
        // x · 1.0001 · 1.0001 …, and a sum of all that.
        var p = new PlanBuilder();
        var (last, total) = (p.Input("x"), p.Constant(0));
        for (var i = 0; i < 20_000; i++)
        {
            last = p.Multiply(last, p.Constant(1 + (i % 3 * 1e-5)));
            total = p.Add(total, last);
        }

        p.Output("f", total);
        var with = Slope.Add(p.Build());

        Assert.True(with.Nodes.Count < 3 * p.NodeCount);
        var result = PlanInterpreter.Evaluate(with, [2], null);
        Near(result[with.Outputs[0].Node] / 2, result[with.Outputs[1].Node]);
    }

    private static void Near(double expected, double found) => Assert.Equal(expected, found, 1e-12 * Math.Max(1, Math.Abs(expected)));
}
