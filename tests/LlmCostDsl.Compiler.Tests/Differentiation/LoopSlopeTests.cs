using LlmCostDsl.Compiler.Differentiation;
using LlmCostDsl.Compiler.Plan;
using LlmCostDsl.Tests;

namespace LlmCostDsl.Compiler.Tests.Differentiation;

/// <summary>Sums and largest values over a range, worked out by hand.</summary>
public sealed class LoopSlopeTests
{
    [Fact]
    public void A_sum_changes_as_all_its_iterations_do()
    {
        // Σ i=1..4 of (i·x² + y) = 10x² + 4y; at x = 3, y = 2: 60 and 4.
        var p = new PlanBuilder();
        var (x, y) = (p.Input("x"), p.Input("y"));
        var loop = p.Loop(p.Constant(1), p.Constant(4));
        p.Output("f", p.Sum(loop, p.Add(p.Multiply(p.Index(loop), p.Multiply(x, x)), y)));

        Assert.Equal((60.0, 4.0), (Slope.Of(p, "f", "x", 3, 2), Slope.Of(p, "f", "y", 3, 2)));
    }

    [Fact]
    public void What_is_made_of_a_sum_passes_its_slope_into_it()
    {
        // f = S², S = Σ i=1..3 of x/i = 11x/6: 2S·11/6 at x = 6: 2·11·11/6.
        var p = new PlanBuilder();
        var loop = p.Loop(p.Constant(1), p.Constant(3));
        var sum = p.Sum(loop, p.Divide(p.Input("x"), p.Index(loop)));
        p.Output("f", p.Multiply(sum, sum));

        Assert.Equal(2 * 11 * 11 / 6.0, Slope.Of(p, "f", "x", 6), 1e-12);
    }

    [Fact]
    public void Sums_inside_of_sums()
    {
        // Σ i=1..3 of x·Σ j=1..i of (i + j·y) = x·Σ (i² + y·i(i+1)/2) = x·(14 + 10y); at x = 5, y = 2: 34 and 50.
        var p = new PlanBuilder();
        var (x, y) = (p.Input("x"), p.Input("y"));
        var outer = p.Loop(p.Constant(1), p.Constant(3));
        var i = p.Index(outer);
        var inner = p.Loop(p.Constant(1), i, outer);
        var each = p.Add(i, p.Multiply(p.Index(inner), y));
        p.Output("f", p.Sum(outer, p.Multiply(x, p.Sum(inner, each))));

        Assert.Equal((34.0, 50.0), (Slope.Of(p, "f", "x", 5, 2), Slope.Of(p, "f", "y", 5, 2)));
    }

    [Fact]
    public void A_largest_value_changes_as_its_one_iteration_does()
    {
        // max over i=1..5 of x·i - i²: at x = 6 it is 9, at i = 3: the slope is 3. At x = 7, i = 3 and i = 4 give 12 alike: the last counts.
        var p = new PlanBuilder();
        var loop = p.Loop(p.Constant(1), p.Constant(5));
        var i = p.Index(loop);
        p.Output("f", p.Largest(loop, p.Apply(PlanOp.Subtract, p.Multiply(p.Input("x"), i), p.Multiply(i, i))));

        Assert.Equal(3, Slope.Of(p, "f", "x", 6));
        Assert.Equal(4, Slope.Of(p, "f", "x", 7));
        Assert.Equal(1, Slope.Of(p, "f", "x", 1));
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void The_last_of_growing_values_moves_with_the_end_of_the_range(bool isStraight, double slope)
    {
        var rounding = isStraight ? Rounding.Straight : Rounding.Flat;

        // max over i=1..n of 2i, and of 10 - 2i: at the end, and at the beginning.
        var p = new PlanBuilder();
        var (n, two) = (p.Input("n", whole: true), p.Constant(2));
        var loop = p.Loop(p.Constant(1), n);
        var twice = p.Multiply(p.Index(loop), two);
        p.Output("grows", p.Largest(loop, twice));
        p.Output("falls", p.Largest(loop, p.Apply(PlanOp.Subtract, p.Constant(10), twice)));

        Assert.Equal(2 * slope, Slope.Of(p.Build(), "grows", "n", rounding, null, 7));
        Assert.Equal(0, Slope.Of(p.Build(), "falls", "n", rounding, null, 7));
    }

    [Theory]
    [InlineData(1, 7)]
    [InlineData(3, 9)]
    public void A_loop_says_of_its_ends_what_the_closed_form_says(double from, double to)
    {
        // Σ i=a..b of (3i + 2) = (b - a + 1)·(3(a + b)/2 + 2): d/db = 3b + 2 + 3/2, d/da = -(3a + 2) + 3/2.
        var p = new PlanBuilder();
        var loop = p.Loop(p.Input("a"), p.Input("b"));
        p.Output("f", p.Sum(loop, p.Add(p.Multiply(p.Constant(3), p.Index(loop)), p.Constant(2))));

        Assert.Equal((3 * to) + 3.5, Slope.Of(p, "f", "b", from, to), 1e-12);
        Assert.Equal(-(3 * from) - 0.5, Slope.Of(p, "f", "a", from, to), 1e-12);
    }

    [Fact]
    public void A_range_that_is_moved_is_the_sum_of_what_each_value_changes_by()
    {
        // Σ i=x+1..x+4 of i² = Σ (x+k)²: 2·Σ (x+k) = 8x + 20, exactly, since both ends move; whole ends or real ones.
        foreach (var x in new[] { 3, 3.25 })
        {
            var p = new PlanBuilder();
            var start = p.Input("x");
            var loop = p.Loop(p.Add(start, p.Constant(1)), p.Add(start, p.Constant(4)));
            var i = p.Index(loop);
            p.Output("f", p.Sum(loop, p.Multiply(i, i)));

            Assert.Equal((8 * x) + 20, Slope.Of(p, "f", "x", x), 1e-12);
        }
    }

    [Fact]
    public void An_empty_range_has_no_slope()
    {
        var p = new PlanBuilder();
        var (x, n) = (p.Input("x"), p.Input("n"));
        var loop = p.Loop(p.Constant(5), n);
        var term = p.Multiply(p.Index(loop), x);
        p.Output("sum", p.Sum(loop, term));
        p.Output("largest", p.Largest(loop, term));

        foreach (var output in new[] { "sum", "largest" })
        {
            Assert.Equal((0.0, 0.0), (Slope.Of(p, output, "x", 3, 2), Slope.Of(p, output, "n", 3, 2)));
        }
    }

    [Fact]
    public void A_branch_inside_of_a_loop_is_taken_where_it_is()
    {
        // Σ i=0..3 of (if 0 < i then x/i else x): x(1 + 1 + 1/2 + 1/3).
        var p = new PlanBuilder();
        var x = p.Input("x");
        var loop = p.Loop(p.Constant(0), p.Constant(3));
        var i = p.Index(loop);
        p.Output("f", p.Sum(loop, p.Select(p.Apply(PlanOp.Less, p.Constant(0), i), p.Divide(x, i), x)));

        Assert.Equal(17 / 6.0, Slope.Of(p, "f", "x", 8), 1e-12);
    }
}
