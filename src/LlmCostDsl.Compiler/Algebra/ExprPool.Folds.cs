namespace LlmCostDsl.Compiler.Algebra;

/// <content>Sums and maxima over a range.</content>
internal sealed partial class ExprPool
{
    /// <summary>A fresh running index for a range; what is known of its ends is known of it.</summary>
    public LeafExpr LoopIndex(string name, Expr low, Expr high)
        => NewIndex(LeafKind.Loop, name, new(low.Range.Low, high.Range.High), low.IsWhole);

    /// <summary>How many values the range low, low + 1, … ≤ high has.</summary>
    public Expr RangeCount(Expr low, Expr high) => Maximum(Zero, Add(Floor(Subtract(high, low)), One));

    /// <summary>Σ body over the range; zero where it is empty.</summary>
    public Expr Sum(LeafExpr index, Expr low, Expr high, Expr body, string origin)
    {
        if (body.IsZero || body is UndefinedExpr)
        {
            return body;
        }

        if (!DependsOn(body, index))
        {
            return Multiply(RangeCount(low, high), body);
        }

        if (Single(index, low, high, body) is { } single)
        {
            return single;
        }

        // Factors that do not change with the index stand before the sum.
        var coefficient = Rational.One;
        var core = body;
        if (core is SumExpr { Terms.Count: 1 } scaled && scaled.Constant.IsZero)
        {
            coefficient = scaled.Terms[0].Coefficient;
            core = scaled.Terms[0].Value;
        }

        var outside = new List<Expr> { Constant(coefficient, body.Dimension / core.Dimension) };
        if (core is ProductExpr product)
        {
            var inside = new List<Expr>();
            foreach (var (b, exponent) in product.Factors)
            {
                (DependsOn(b, index) ? inside : outside).Add(Power(b, Constant(exponent)));
            }

            core = Multiply(inside);
        }

        outside.Add(Intern(new FoldExpr(true, index, low, high, core, origin)));
        return Multiply(outside);
    }

    /// <summary>The largest value of body over the range; zero where it is empty. Where it is seen to rise or fall, one end answers.</summary>
    public Expr Largest(LeafExpr index, Expr low, Expr high, Expr body, string origin)
    {
        if (body.IsZero || body is UndefinedExpr)
        {
            return body;
        }

        var notEmpty = LessOrEqual(low, high);
        var last = Add(low, Floor(Subtract(high, low)));
        return Monotonicity.Of(body, index) switch
        {
            Direction.Constant => Select(notEmpty, body, Constant(Rational.Zero, body.Dimension)),
            Direction.Rising => Select(notEmpty, Substitute(body, index, last), Constant(Rational.Zero, body.Dimension)),
            Direction.Falling => Select(notEmpty, Substitute(body, index, low), Constant(Rational.Zero, body.Dimension)),
            _ => Single(index, low, high, body) ?? Intern(new FoldExpr(false, index, low, high, body, origin)),
        };
    }

    /// <summary>Whether a formula reads this leaf. (Flags say no quickly; a yes is looked at closely.)</summary>
    public static bool DependsOn(Expr expr, LeafExpr leaf)
        => (expr.Depends & leaf.Depends) != 0 && ExprWalk.Reachable(expr, e => (e.Depends & leaf.Depends) != 0).Contains(leaf);

    private Expr? Single(LeafExpr index, Expr low, Expr high, Expr body)
        => Subtract(high, low) is ConstantExpr { Value: var width }
            ? width.Sign < 0 ? Constant(Rational.Zero, body.Dimension) : width < Rational.One ? Substitute(body, index, low) : null
            : null;
}
