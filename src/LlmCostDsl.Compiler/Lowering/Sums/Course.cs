using LlmCostDsl.Compiler.Algebra;

namespace LlmCostDsl.Compiler.Lowering.Sums;

/// <summary>How formulas run along one index: whether they move at all, as polynomials of which degree, and where they bend.</summary>
internal sealed class Course(ExprPool pool, LeafExpr index)
{
    private readonly Dictionary<Expr, bool> moving = [];
    private readonly Dictionary<Expr, Substitution> points = [];

    public LeafExpr Index => index;

    /// <summary>Whether a formula changes with the index.</summary>
    public bool Moves(Expr expr)
    {
        if ((expr.Depends & Dependence.Loop) == 0)
        {
            return false;
        }

        if (!moving.TryGetValue(expr, out var known))
        {
            foreach (var each in ExprWalk.InOrder([expr], e => (e.Depends & Dependence.Loop) != 0 && !moving.ContainsKey(e)))
            {
                moving[each] = ReferenceEquals(each, index) || each.Operands.Any(o => moving.TryGetValue(o, out var m) && m);
            }

            known = moving[expr];
        }

        return known;
    }

    /// <summary>The same with everything multiplied out that is divided by what moves, so that factors meet and cancel: c·(1/c - 1) is 1 - c.</summary>
    public Expr Cancelled(Expr root)
    {
        var order = ExprWalk.InOrder([root], Moves);
        if (!order.Exists(HasDivision))
        {
            return root;
        }

        var done = new Dictionary<Expr, Expr>();
        foreach (var expr in order)
        {
            var again = pool.Rebuild(expr, o => done.TryGetValue(o, out var d) ? d : o);
            done[expr] = again is SumExpr or ProductExpr ? pool.Expand(Chosen(again)) : again;
        }

        return done.TryGetValue(root, out var found) ? found : root;
    }

    // What is divided by a choice is a choice of quotients.
    private Expr Chosen(Expr expr)
    {
        if (expr is not ProductExpr product || product.Factors.FirstOrDefault(f => IsChoice(f.Base) && f.Exponent < 0 && Moves(f.Base)).Base is not FunctionExpr choice)
        {
            return expr;
        }

        Expr With(Expr chosen) => pool.Multiply([.. product.Factors.Select(f => pool.Power(ReferenceEquals(f.Base, choice) ? chosen : f.Base, pool.Constant(f.Exponent)))]);
        return pool.Select(choice.Arguments[0], Chosen(With(choice.Arguments[1])), Chosen(With(choice.Arguments[2])));
    }

    private static bool IsChoice(Expr expr) => expr is FunctionExpr { Kind: FunctionKind.Select };

    private bool HasDivision(Expr expr) => expr is ProductExpr product && product.Factors.Any(f => f.Exponent < 0 && Moves(f.Base));

    /// <summary>A formula at one index.</summary>
    public Expr At(Expr expr, Expr point)
    {
        if (!Moves(expr))
        {
            return expr;
        }

        if (!points.TryGetValue(point, out var substitution))
        {
            points[point] = substitution = new Substitution(pool, [new(index, point)]);
        }

        return substitution.Apply(expr);
    }

    /// <summary>The degree of a formula as a polynomial of the index, or null where it is none; <paramref name="obstacle"/> is then what is none.</summary>
    public int? Degree(Expr root, out Expr? obstacle) => Degree(root, out obstacle, doBendsCount: true);

    public int? Degree(Expr root) => Degree(root, out _);

    private int? Degree(Expr root, out Expr? obstacle, bool doBendsCount)
    {
        var degrees = new Dictionary<Expr, int>();
        foreach (var expr in ExprWalk.InOrder([root], Moves))
        {
            if (One(expr, e => degrees.TryGetValue(e, out var d) ? d : 0, doBendsCount) is not { } degree)
            {
                obstacle = expr;
                return null;
            }

            degrees[expr] = degree;
        }

        obstacle = null;
        return degrees.TryGetValue(root, out var found) ? found : 0;
    }

    /// <summary>What keeps a formula from being piecewise a polynomial: the innermost such thing, or the formula.</summary>
    public Expr Obstacle(Expr root)
    {
        var plain = Cancelled(root);
        return Degree(plain, out var obstacle, doBendsCount: false) is null ? obstacle! : root;
    }

    private int? One(Expr expr, Func<Expr, int> of, bool doBendsCount) => expr switch
    {
        LeafExpr => 1,
        SumExpr s => s.Terms.Max(t => of(t.Value)),
        ProductExpr p when p.Factors.All(f => f.Exponent > 0 || !Moves(f.Base)) => p.Factors.Sum(f => f.Exponent > 0 ? f.Exponent * of(f.Base) : 0),
        FunctionExpr f when CanBend(f) => doBendsCount ? null : f.IsTruth ? 0 : f.Arguments.Max(of),
        FunctionExpr { IsTruth: true } => 0,
        FunctionExpr { Kind: FunctionKind.Select } f => Math.Max(of(f.Arguments[1]), of(f.Arguments[2])),
        _ => null,
    };

    /// <summary>
    /// The functions that may change sides on the way and read nothing else that may: minima, maxima, comparisons, absolute values, rounding.
    /// </summary>
    public List<FunctionExpr> Bends(Expr root)
    {
        var bent = new HashSet<Expr>();
        var innermost = new List<FunctionExpr>();
        foreach (var expr in ExprWalk.InOrder([root], Moves))
        {
            var isBent = expr.Operands.Any(bent.Contains);
            if (!isBent && expr is FunctionExpr f && CanBend(f))
            {
                innermost.Add(f);
                isBent = true;
            }

            if (isBent)
            {
                bent.Add(expr);
            }
        }

        return innermost;
    }

    /// <summary>Slope and base of a straight line, without anything in it that bends; null where it is none.</summary>
    public (Expr Slope, Expr Base)? Line(Expr expr)
    {
        var plain = pool.Expand(expr);
        var (constant, terms) = plain is SumExpr sum ? (sum.Constant, sum.Terms) : (Rational.Zero, [new Term(Rational.One, plain)]);
        var slope = new List<Expr> { pool.Constant(Rational.Zero, plain.Dimension) };
        var rest = new List<Expr> { pool.Constant(constant, plain.Dimension) };
        foreach (var (coefficient, value) in terms)
        {
            var factor = value;
            if (Moves(value))
            {
                factor = pool.Divide(value, index);
                if (Moves(factor))
                {
                    return null;
                }
            }

            (ReferenceEquals(factor, value) ? rest : slope).Add(pool.Measure(pool.Scale(coefficient, factor), plain.Dimension));
        }

        return (pool.Add(slope, plain.Dimension), pool.Add(rest, plain.Dimension));
    }

    private static bool CanBend(FunctionExpr f) => f.Kind is FunctionKind.Minimum or FunctionKind.Maximum or FunctionKind.Less or FunctionKind.LessOrEqual
        or FunctionKind.Equal or FunctionKind.Absolute or FunctionKind.Ceiling or FunctionKind.Floor;
}
