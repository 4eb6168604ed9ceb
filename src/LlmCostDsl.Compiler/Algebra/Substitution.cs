namespace LlmCostDsl.Compiler.Algebra;

/// <summary>Puts formulas in place of leaves. One object remembers what it has done, so that what formulas share is rewritten once.</summary>
internal sealed class Substitution
{
    private readonly ExprPool pool;
    private readonly Dictionary<Expr, Expr> done = [];
    private readonly Dependence touched;

    public Substitution(ExprPool pool, IEnumerable<KeyValuePair<LeafExpr, Expr>> replacements)
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
            done[expr] = Rebuild(expr);
        }

        return done[root];
    }

    private Expr Of(Expr operand) => done.TryGetValue(operand, out var known) ? known : operand;

    private Expr Rebuild(Expr expr) => expr switch
    {
        SumExpr s => pool.Add(
            [.. s.Terms.Select(t => pool.Measure(pool.Scale(t.Coefficient, Of(t.Value)), s.Dimension)), pool.Constant(s.Constant, s.Dimension)], s.Dimension),
        ProductExpr p => pool.Multiply([.. p.Factors.Select(f => pool.Power(Of(f.Base), pool.Constant(f.Exponent)))]),
        FunctionExpr f => pool.Rebuild(f, [.. f.Arguments.Select(Of)]),
        FoldExpr { IsSum: true } f => pool.Sum(f.Index, Of(f.Low), Of(f.High), Of(f.Body), f.Origin),
        FoldExpr f => pool.Largest(f.Index, Of(f.Low), Of(f.High), Of(f.Body), f.Origin),
        _ => expr,
    };
}

/// <content>Substitution and rebuilding.</content>
internal sealed partial class ExprPool
{
    public Expr Substitute(Expr expr, LeafExpr leaf, Expr value) => new Substitution(this, [new(leaf, value)]).Apply(expr);

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
