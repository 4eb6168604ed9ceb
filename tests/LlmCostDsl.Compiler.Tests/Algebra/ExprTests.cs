using LlmCostDsl.Compiler.Algebra;

namespace LlmCostDsl.Compiler.Tests.Algebra;

/// <summary>Formulas are canonical: what is equal is one object, what is known is a constant, what cancels is gone.</summary>
public class ExprTests
{
    private readonly ExprPool pool = new();

    [Fact]
    public void Equal_formulas_are_one_object()
    {
        Expr x = Input("x"), y = Input("y");
        Assert.Same(pool.Add(x, y), pool.Add(y, x));
        Assert.Same(pool.Multiply(x, y), pool.Multiply(y, x));
        Assert.Same(pool.Add(pool.Add(x, y), x), pool.Add(y, Times(2, x)));
        Assert.Same(pool.Multiply(Times(2, x), Times(3, y)), Times(6, pool.Multiply(x, y)));
    }

    [Fact]
    public void Rational_factors_cancel()
    {
        Expr s = Input("s"), c = Input("c"), t = Input("t");
        Assert.Same(t, pool.Divide(pool.Multiply(c, t), c));

        // A causal share: 2·t·s·c · (t·c - t·(t-1)/2) / (t·c) has no division left.
        var pairs = pool.Subtract(pool.Multiply(t, c), Half(pool.Multiply(t, pool.Subtract(t, pool.One))));
        var flops = pool.Multiply(Times(2, pool.Multiply(s, pool.Multiply(t, c))), pool.Divide(pairs, pool.Multiply(t, c)));
        Assert.DoesNotContain("/", flops.ToString(), StringComparison.Ordinal);
        Assert.Same(pool.Expand(flops), pool.Expand(pool.Multiply(Times(2, s), pairs)));
    }

    [Fact]
    public void Common_factors_of_a_sum_cancel()
    {
        Expr a = Input("a"), b = Input("b"), c = Input("c");
        var sum = pool.Add(Times(2, pool.Multiply(a, b)), Times(4, pool.Multiply(a, c)));
        Assert.Same(pool.Add(b, Times(2, c)), pool.Divide(sum, Times(2, a)));
        Assert.Same(pool.One, pool.Divide(pool.Add(Times(2, a), Times(2, b)), Times(2, pool.Add(a, b))));
    }

    [Fact]
    public void Ranges_decide_extremes()
    {
        Expr tokens = Input("n", 1, 100), context = pool.Add(tokens, Input("more", 0, 50));
        Assert.Same(tokens, pool.Minimum(tokens, context));
        Assert.Same(context, pool.Maximum(tokens, context));
        Assert.Same(pool.One, pool.Minimum(pool.One, tokens));
        Assert.Same(tokens, pool.Minimum(pool.Maximum(tokens, pool.Zero), tokens));
    }

    [Fact]
    public void Comparisons_fold_where_ranges_or_algebra_tell()
    {
        Expr x = Input("x", 1, 10), y = Input("y", 11, 20);
        Assert.Same(pool.True, pool.Less(x, y));
        Assert.Same(pool.False, pool.Less(y, x));
        Assert.Same(pool.False, pool.Equal(x, y));
        Assert.Same(pool.True, pool.Equal(pool.Multiply(x, pool.Add(x, y)), pool.Add(pool.Multiply(x, x), pool.Multiply(x, y))));
        Assert.Same(pool.True, pool.Or(pool.Less(x, y), pool.Less(Input("a"), Input("b"))));
        var open = pool.Less(Input("a"), Input("b"));
        Assert.Same(pool.False, pool.And(open, pool.Not(open)));
    }

    [Fact]
    public void Whole_comparisons_lose_common_factors()
    {
        Expr n = Whole("n"), m = Whole("m");
        Assert.Equal("1 < n", pool.Less(pool.Zero, pool.Subtract(Times(32, n), pool.Constant(32))).ToString());
        Assert.Same(pool.Less(n, Times(2, m)), pool.Less(Times(3, n), Times(6, m)));
        Assert.Same(pool.LessOrEqual(n, m), pool.LessOrEqual(pool.Subtract(n, m), pool.Zero));
    }

    [Fact]
    public void The_branch_not_taken_may_divide_by_zero()
    {
        var bad = pool.Divide(pool.One, pool.Zero);
        Assert.IsType<UndefinedExpr>(bad);
        Assert.Same(pool.One, pool.Select(pool.False, bad, pool.One));
        Assert.IsType<UndefinedExpr>(pool.Add(bad, pool.One));

        // Before the condition is known, too: substitution decides later.
        var p = (LeafExpr)Input("p", 0, 1);
        var e = pool.Select(pool.Less(p, pool.One), pool.Divide(pool.One, pool.Subtract(pool.One, p)), pool.Constant(5));
        Assert.Same(pool.Constant(5), pool.Substitute(e, p, pool.One));
        Assert.Same(pool.Constant(2), pool.Substitute(e, p, pool.Constant((Rational)1 / 2)));
    }

    [Fact]
    public void Whole_parts_leave_a_ceiling()
    {
        Expr n = Whole("n"), m = Whole("m");
        Assert.Same(pool.Add(n, pool.Constant(1)), pool.Ceiling(pool.Add(n, pool.Constant((Rational)1 / 2))));
        Assert.Same(n, pool.Floor(n));
        Assert.Same(pool.Add(m, pool.Ceiling(pool.Divide(n, pool.Constant(3)))), pool.Ceiling(pool.Add(m, pool.Divide(n, pool.Constant(3)))));
        Assert.Same(pool.Constant(2), pool.Remainder(pool.Constant(11), pool.Constant(3)));
        Assert.Same(pool.Constant(384), pool.Round(pool.Constant(400), pool.Constant(128)));
        Assert.Same(pool.Constant(3), pool.Round(pool.Constant((Rational)5 / 2), pool.One));
    }

    [Fact]
    public void Sums_pull_out_what_does_not_change()
    {
        Expr a = Input("a"), high = Whole("n");
        var i = pool.LoopIndex("i", pool.One, high);
        Assert.Same(pool.Multiply(pool.Maximum(pool.Zero, high), a), pool.Sum(i, pool.One, high, a, "test"));
        var sum = pool.Sum(i, pool.One, high, pool.Multiply(Times(3, a), i), "test");
        Assert.Equal("3·a·sum(i in 1..n, i)", sum.ToString());
        Assert.Same(pool.Zero, pool.Sum(i, pool.Constant(2), pool.One, i, "test"));
        Assert.Same(pool.Constant(4), pool.Sum(i, pool.Constant(4), pool.Constant(4), i, "test"));
    }

    [Fact]
    public void A_rising_body_is_largest_at_the_end()
    {
        var high = (LeafExpr)Whole("n", 1, 1000);
        var i = pool.LoopIndex("i", pool.One, high);
        Assert.Same(pool.Add(high, high), pool.Largest(i, pool.One, high, pool.Add(i, i), "test"));
        Assert.Same(pool.Divide(Input("a"), pool.One), pool.Largest(i, pool.One, high, pool.Divide(Input("a"), i), "test"));
        var hill = pool.Multiply(i, pool.Subtract(pool.Constant(10), i));
        Assert.IsType<FoldExpr>(pool.Largest(i, pool.One, high, hill, "test"));
    }

    [Fact]
    public void Dimensions_follow_the_algebra()
    {
        var bytes = pool.Constant(768_000_000_000L, Dimension.Bytes / Dimension.Seconds);
        var time = pool.Divide(pool.Constant(1536_000_000_000L, Dimension.Bytes), bytes);
        Assert.Equal(Dimension.Seconds, time.Dimension);
        Assert.Equal((Rational)2, Assert.IsType<ConstantExpr>(time).Value);
        Assert.Equal(Dimension.Flops, pool.Measure(Input("x"), Dimension.Flops).Dimension);
        Assert.Equal("B/s", bytes.Dimension.ToString());
    }

    [Fact]
    public void Long_chains_do_not_recurse()
    {
        // Each step hides the one before in a power, so nothing flattens.
        Expr x = Input("x", 1, 2), e = x;
        for (var i = 0; i < 50_000; i++)
        {
            e = pool.Power(pool.Add(e, pool.One), x);
        }

        var two = pool.Substitute(e, (LeafExpr)x, Input("y", 1, 2));
        Assert.NotSame(e, two);
        Assert.Contains("…", two.ToString(), StringComparison.Ordinal);
    }

    private Expr Input(string name, double low = 1, double high = double.PositiveInfinity)
        => pool.Leaf(LeafKind.Input, name, Dimension.None, new Interval(low, high), isWhole: false);

    private Expr Whole(string name, double low = 0, double high = double.PositiveInfinity)
        => pool.Leaf(LeafKind.Input, name, Dimension.None, new Interval(low, high), isWhole: true);

    private Expr Times(int factor, Expr e) => pool.Scale(factor, e);

    private Expr Half(Expr e) => pool.Scale((Rational)1 / 2, e);
}
