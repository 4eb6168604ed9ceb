namespace LlmCostDsl.Compiler.Algebra;

/// <summary>Puts formulas in place of others, of leaves mostly. One object remembers what it has done, so that what formulas share is rewritten once.</summary>
internal sealed class Substitution
{
    private readonly ExprPool pool;
    private readonly Dictionary<Expr, Expr> done = [];
    private readonly Dependence touched;

    public Substitution(ExprPool pool, IEnumerable<KeyValuePair<Expr, Expr>> replacements)
    {
        this.pool = pool;
        foreach (var pair in replacements)
        {
            done[pair.Key] = pair.Value;
            touched |= pair.Key.Depends;
        }
    }

    public Expr Apply(Expr root)
    {
        if ((root.Depends & touched) == 0)
        {
            return root;
        }

        if (done.TryGetValue(root, out var known))
        {
            return known;
        }

        foreach (var expr in ExprWalk.InOrder([root], e => (e.Depends & touched) != 0 && !done.ContainsKey(e)))
        {
            done[expr] = pool.Rebuild(expr, Of);
        }

        return done[root];
    }

    private Expr Of(Expr operand) => done.TryGetValue(operand, out var known) ? known : operand;
}

/// <content>Substitution and rebuilding.</content>
internal sealed partial class ExprPool
{
    public Expr Substitute(Expr expr, LeafExpr leaf, Expr value) => new Substitution(this, [new(leaf, value)]).Apply(expr);

    /// <summary>The same formula of other operands, simplified again.</summary>
    public Expr Rebuild(Expr expr, Func<Expr, Expr> of) => expr switch
    {
        SumExpr s => Add(
            [.. s.Terms.Select(t => Measure(Scale(t.Coefficient, of(t.Value)), s.Dimension)), Constant(s.Constant, s.Dimension)], s.Dimension),
        ProductExpr p => Multiply([.. p.Factors.Select(f => Power(of(f.Base), Constant(f.Exponent)))]),
        FunctionExpr f => Rebuild(f, [.. f.Arguments.Select(of)]),
        FoldExpr { IsSum: true } f => Sum(f.Index, of(f.Low), of(f.High), of(f.Body), f.Origin),
        FoldExpr f => Largest(f.Index, of(f.Low), of(f.High), of(f.Body), f.Origin),
        _ => expr,
    };

    /// <summary>The same operation on other operands, simplified again.</summary>
    public Expr Rebuild(FunctionExpr f, Expr[] arguments) => f.Kind switch
    {
        FunctionKind.Power => Power(arguments[0], arguments[1]),
        FunctionKind.Minimum or FunctionKind.Maximum => Extreme(f.Kind, arguments),
        FunctionKind.Ceiling => Ceiling(arguments[0]),
        FunctionKind.Floor => Floor(arguments[0]),
        FunctionKind.Absolute => Absolute(arguments[0]),
        FunctionKind.Log2 => Log2(arguments[0]),
        FunctionKind.SquareRoot => SquareRoot(arguments[0]),
        FunctionKind.Less => Less(arguments[0], arguments[1]),
        FunctionKind.LessOrEqual => LessOrEqual(arguments[0], arguments[1]),
        FunctionKind.Equal => Equal(arguments[0], arguments[1]),
        FunctionKind.And => arguments.Aggregate(And),
        FunctionKind.Or => arguments.Aggregate(Or),
        FunctionKind.Not => Not(arguments[0]),
        _ => Select(arguments[0], arguments[1], arguments[2]),
    };
}
