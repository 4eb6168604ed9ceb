namespace LlmCostDsl.Compiler.Algebra;

/// <summary>How a formula moves as one leaf grows.</summary>
internal enum Direction
{
    Constant,
    Rising,
    Falling,
    Unknown,
}

/// <summary>Proves, where it can, that a formula never falls or never rises.</summary>
internal static class Monotonicity
{
    public static Direction Of(Expr root, LeafExpr leaf)
    {
        var known = new Dictionary<Expr, Direction>();
        foreach (var expr in ExprWalk.InOrder([root], e => (e.Depends & leaf.Depends) != 0))
        {
            known[expr] = ReferenceEquals(expr, leaf) ? Direction.Rising : One(expr, e => known.TryGetValue(e, out var d) ? d : Direction.Constant);
        }

        return known.TryGetValue(root, out var direction) ? direction : Direction.Constant;
    }

    private static Direction One(Expr expr, Func<Expr, Direction> of) => expr switch
    {
        SumExpr s => s.Terms.Aggregate(Direction.Constant, (d, t) => Both(d, t.Coefficient.Sign > 0 ? of(t.Value) : Reverse(of(t.Value)))),
        ProductExpr p => Product(p, of),
        FunctionExpr f => f.Kind switch
        {
            FunctionKind.Minimum or FunctionKind.Maximum => f.Arguments.Aggregate(Direction.Constant, (d, a) => Both(d, of(a))),
            FunctionKind.Ceiling or FunctionKind.Floor or FunctionKind.Log2 or FunctionKind.SquareRoot => of(f.Arguments[0]),
            FunctionKind.Select when of(f.Arguments[0]) == Direction.Constant => Both(of(f.Arguments[1]), of(f.Arguments[2])),
            _ => f.Arguments.All(a => of(a) == Direction.Constant) ? Direction.Constant : Direction.Unknown,
        },
        FoldExpr f => f.Operands.All(o => of(o) == Direction.Constant) ? Direction.Constant : Direction.Unknown,
        _ => Direction.Constant,
    };

    // Factors of one sign each: the product moves as its parts do.
    private static Direction Product(ProductExpr product, Func<Expr, Direction> of)
    {
        var moving = product.Factors.Where(f => of(f.Base) != Direction.Constant).ToList();
        if (moving.Count == 0)
        {
            return Direction.Constant;
        }

        if (product.Factors.Any(f => f.Base.Range.Low < 0))
        {
            return Direction.Unknown;
        }

        return moving.Aggregate(Direction.Constant, (d, f) => Both(d, f.Exponent > 0 ? of(f.Base) : Reverse(of(f.Base))));
    }

    private static Direction Reverse(Direction d) => d switch
    {
        Direction.Rising => Direction.Falling,
        Direction.Falling => Direction.Rising,
        _ => d,
    };

    private static Direction Both(Direction a, Direction b)
        => a == Direction.Constant ? b : b == Direction.Constant || a == b ? a : Direction.Unknown;
}
