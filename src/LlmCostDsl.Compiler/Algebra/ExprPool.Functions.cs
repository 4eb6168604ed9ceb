namespace LlmCostDsl.Compiler.Algebra;

/// <content>Minimum, maximum, rounding, roots.</content>
internal sealed partial class ExprPool
{
    // Differences of pairs are looked at only where there are few: the work grows with their square.
    private const int PairLimit = 6;

    public Expr Minimum(Expr a, Expr b) => Extreme(FunctionKind.Minimum, [a, b]);

    public Expr Maximum(Expr a, Expr b) => Extreme(FunctionKind.Maximum, [a, b]);

    /// <summary>The smallest or largest of formulas of one dimension: flat, without repetitions, without what ranges show can never win.</summary>
    public Expr Extreme(FunctionKind kind, IReadOnlyCollection<Expr> items)
    {
        var smallest = kind == FunctionKind.Minimum;
        var kept = new List<Expr>();
        Rational? constant = null;
        var dimension = items.First().Dimension;
        foreach (var item in items.SelectMany(i => i is FunctionExpr f && f.Kind == kind ? f.Arguments : [i]))
        {
            if (item is UndefinedExpr)
            {
                return item;
            }

            if (item is ConstantExpr c)
            {
                constant = constant is { } present && (smallest ? present <= c.Value : present >= c.Value) ? present : c.Value;
                dimension = c.Value.IsZero ? dimension : c.Dimension;
            }
            else if (!kept.Contains(item))
            {
                kept.Add(item);
                dimension = item.Dimension;
            }
        }

        if (constant is { } bound)
        {
            kept.Add(Constant(bound, dimension));
        }

        RemoveDominated(kept, smallest);
        if (kept.Count == 1)
        {
            return kept[0];
        }

        var ordered = kept.OrderBy(k => k.Id).ToArray();
        var range = ordered[0].Range;
        foreach (var item in ordered.Skip(1))
        {
            range = smallest
                ? new(Math.Min(range.Low, item.Range.Low), Math.Min(range.High, item.Range.High))
                : new(Math.Max(range.Low, item.Range.Low), Math.Max(range.High, item.Range.High));
        }

        return Intern(new FunctionExpr(kind, ordered, dimension, range, ordered.All(o => o.IsWhole), false));
    }

    public Expr Ceiling(Expr a) => RoundTo(FunctionKind.Ceiling, a, v => v.Ceiling(), Math.Ceiling);

    public Expr Floor(Expr a) => RoundTo(FunctionKind.Floor, a, v => v.Floor(), Math.Floor);

    /// <summary>To the nearest multiple, half up.</summary>
    public Expr Round(Expr a, Expr multiple)
        => Multiply(Floor(Add([Divide(a, multiple), Constant((Rational)1 / 2)], Dimension.None)), multiple);

    /// <summary>What is left of a after whole multiples of b: of b's sign, as a floor division leaves it.</summary>
    public Expr Remainder(Expr a, Expr b) => Subtract(a, Multiply(Floor(Divide(a, b)), b));

    public Expr Absolute(Expr a) => a switch
    {
        ConstantExpr c => Constant(c.Value.Abs(), c.Dimension),
        UndefinedExpr => a,
        { Range.Low: >= 0 } => a,
        { Range.High: <= 0 } => Negate(a),
        _ => Intern(new FunctionExpr(
            FunctionKind.Absolute, [a], a.Dimension, new(0, Math.Max(Math.Abs(a.Range.Low), Math.Abs(a.Range.High))), a.IsWhole, false)),
    };

    public Expr Log2(Expr a) => a switch
    {
        ConstantExpr { Value: { Sign: > 0 } value } => Approximate(ExactLog2(value.ToDouble())),
        ConstantExpr or UndefinedExpr => Undefined(Dimension.None),
        _ => Intern(new FunctionExpr(
            FunctionKind.Log2, [a], Dimension.None, a.Range.Low > 0 ? a.Range.Map(v => Math.Log(v) / Math.Log(2)) : Interval.Everything, false, false)),
    };

    /// <summary>The square root; the dimension must be a square.</summary>
    public Expr SquareRoot(Expr a)
    {
        var dimension = a.Dimension.Root() ?? Dimension.None;
        return a switch
        {
            ConstantExpr { Value: { Sign: >= 0 } value } => Approximate(Math.Sqrt(value.ToDouble()), dimension),
            ConstantExpr or UndefinedExpr => Undefined(dimension),
            _ => Intern(new FunctionExpr(
                FunctionKind.SquareRoot, [a], dimension, new(Math.Sqrt(Math.Max(0, a.Range.Low)), Math.Sqrt(Math.Max(0, a.Range.High))), false, false)),
        };
    }

    private static double ExactLog2(double value)
    {
        // Whole powers come out whole on every platform.
        var rounded = Math.Round(Math.Log(value) / Math.Log(2));
        return Math.Pow(2, rounded) == value ? rounded : Math.Log(value) / Math.Log(2);
    }

    private Expr RoundTo(FunctionKind kind, Expr a, Func<Rational, Rational> exactly, Func<double, double> roughly)
    {
        if (a.IsWhole || a is UndefinedExpr)
        {
            return a;
        }

        if (a is ConstantExpr c)
        {
            return Constant(exactly(c.Value), c.Dimension);
        }

        // Whole parts of a sum come out: ceil(x + 3) is ceil(x) + 3.
        if (a is SumExpr sum && (!sum.Constant.Floor().IsZero || sum.Terms.Any(t => t.Coefficient.IsWhole && t.Value.IsWhole)))
        {
            var whole = new List<Expr> { Constant(sum.Constant.Floor(), sum.Dimension) };
            var rest = new List<Expr> { Constant(sum.Constant - sum.Constant.Floor(), sum.Dimension) };
            foreach (var (coefficient, value) in sum.Terms)
            {
                (coefficient.IsWhole && value.IsWhole ? whole : rest).Add(Measure(Scale(coefficient, value), sum.Dimension));
            }

            whole.Add(RoundTo(kind, Add(rest, sum.Dimension), exactly, roughly));
            return Add(whole, sum.Dimension);
        }

        return Intern(new FunctionExpr(kind, [a], a.Dimension, a.Range.Map(roughly), true, false));
    }

    private void RemoveDominated(List<Expr> kept, bool smallest)
    {
        for (var i = kept.Count - 1; i >= 0 && kept.Count > 1; i--)
        {
            var candidate = kept[i];
            var loses = kept.Exists(other => !ReferenceEquals(other, candidate) && Loses(candidate, other, smallest, kept.Count <= PairLimit));
            if (loses)
            {
                kept.RemoveAt(i);
            }
        }
    }

    // Whether `candidate` can never be the extreme while `other` is there.
    private bool Loses(Expr candidate, Expr other, bool smallest, bool closely)
    {
        if (smallest ? candidate.Range.Low >= other.Range.High : candidate.Range.High <= other.Range.Low)
        {
            return true;
        }

        if (!closely || (candidate is not SumExpr && other is not SumExpr))
        {
            return false;
        }

        var difference = Subtract(candidate, other).Range;
        return smallest ? difference.Low >= 0 : difference.High <= 0;
    }
}
