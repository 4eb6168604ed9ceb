using LlmCostDsl.Compiler.Algebra;

namespace LlmCostDsl.Compiler.Lowering.Sums;

/// <summary>What a formula can be, with rounding taken for the bounds it keeps: <c>⌈x⌉ - ⌊x⌋</c> is less than 2, whatever x is.</summary>
/// <param name="IsHighOpen">Whether the upper bound is never reached.</param>
/// <param name="IsLowOpen">Whether the lower bound is never reached.</param>
internal readonly record struct Bounds(double Low, double High, bool IsLowOpen, bool IsHighOpen)
{
    public static Bounds Of(ExprPool pool, Expr expr)
    {
        var (high, isHighOpen) = Upper(pool, expr);
        var (low, isLowOpen) = Upper(pool, pool.Negate(expr));
        return new(-low, high, isLowOpen, isHighOpen);
    }

    public Bounds Union(Bounds other) => new(
        Math.Min(Low, other.Low),
        Math.Max(High, other.High),
        Low < other.Low ? IsLowOpen : other.Low < Low ? other.IsLowOpen : IsLowOpen && other.IsLowOpen,
        High > other.High ? IsHighOpen : other.High > High ? other.IsHighOpen : IsHighOpen && other.IsHighOpen);

    /// <summary>What keeps both bounds.</summary>
    public Bounds Intersect(Bounds other) => new(
        Math.Max(Low, other.Low),
        Math.Min(High, other.High),
        Low > other.Low ? IsLowOpen : other.Low > Low ? other.IsLowOpen : IsLowOpen || other.IsLowOpen,
        High < other.High ? IsHighOpen : other.High < High ? other.IsHighOpen : IsHighOpen || other.IsHighOpen);

    private static (double Value, bool IsOpen) Upper(ExprPool pool, Expr expr)
    {
        var plain = pool.Expand(expr);
        var known = Math.Min(expr.Range.High, plain.Range.High);
        var (constant, terms) = plain is SumExpr sum ? (sum.Constant, sum.Terms) : plain is ConstantExpr c ? (c.Value, []) : (Rational.Zero, [new Term(Rational.One, plain)]);
        var relaxed = new List<Expr> { pool.Constant(constant, plain.Dimension) };
        bool isOpen = false, isRelaxed = false;
        foreach (var term in terms)
        {
            var loose = Relaxed(pool, term);
            isRelaxed |= loose is not null;
            isOpen |= loose is { IsOpen: true };
            relaxed.Add(pool.Measure(pool.Scale(term.Coefficient, loose?.Value ?? term.Value), plain.Dimension));
        }

        if (!isRelaxed)
        {
            return (known, false);
        }

        var high = pool.Expand(pool.Add(relaxed, plain.Dimension)).Range.High;
        return high <= known ? (high, isOpen) : (known, false);
    }

    // One rounding in a term, beside factors whose sign is known, becomes the line that bounds it from above.
    private static (Expr Value, bool IsOpen)? Relaxed(ExprPool pool, Term term)
    {
        IReadOnlyList<Factor> factors = term.Value is ProductExpr product ? product.Factors : [new Factor(term.Value, 1)];
        var rounding = factors.FirstOrDefault(f => f is { Exponent: 1, Base: FunctionExpr { Kind: FunctionKind.Ceiling or FunctionKind.Floor } });
        if (rounding.Base is not FunctionExpr round)
        {
            return null;
        }

        var others = pool.Multiply([pool.One, .. factors.Where(f => !ReferenceEquals(f.Base, round)).Select(f => pool.Power(f.Base, pool.Constant(f.Exponent)))]);
        if (others.Range is { Low: < 0, High: > 0 })
        {
            return null;
        }

        var isRising = term.Coefficient.Sign > 0 == others.Range.Low >= 0;
        var inner = round.Arguments[0];
        var one = pool.Constant(Rational.One, inner.Dimension);
        var (bound, isOpen) = (round.Kind, isRising) switch
        {
            (FunctionKind.Ceiling, true) => (pool.Add(inner, one), true),
            (FunctionKind.Floor, false) => (pool.Subtract(inner, one), true),
            _ => (inner, false),
        };
        return (pool.Multiply(others, bound), isOpen && (others.Range.Low > 0 || others.Range.High < 0));
    }
}
