namespace LlmCostDsl.Compiler.Algebra;

/// <content>Conditions and choices.</content>
internal sealed partial class ExprPool
{
    public Expr Less(Expr a, Expr b) => Compare(FunctionKind.Less, a, b);

    public Expr LessOrEqual(Expr a, Expr b) => Compare(FunctionKind.LessOrEqual, a, b);

    public Expr Equal(Expr a, Expr b)
    {
        if (ReferenceEquals(a, b))
        {
            return True;
        }

        if (a is UndefinedExpr || b is UndefinedExpr)
        {
            return Undefined(Dimension.None);
        }

        if (a.IsTruth)
        {
            return Or(And(a, b), And(Not(a), Not(b)));
        }

        var difference = Subtract(a, b);
        if (difference is not ConstantExpr)
        {
            difference = Expand(difference);
        }

        if (difference is ConstantExpr { Value: var rest })
        {
            return Truth(rest.IsZero);
        }

        if (difference.Range.Low > 0 || difference.Range.High < 0)
        {
            return False;
        }

        var (first, second) = a.Id < b.Id ? (a, b) : (b, a);
        return Intern(new FunctionExpr(FunctionKind.Equal, [first, second], Dimension.None, Interval.Truth, true, true));
    }

    public Expr And(Expr a, Expr b) => Join(FunctionKind.And, a, b, neutral: True, final: False);

    public Expr Or(Expr a, Expr b) => Join(FunctionKind.Or, a, b, neutral: False, final: True);

    public Expr Not(Expr a) => a switch
    {
        TruthExpr t => Truth(!t.Value),
        UndefinedExpr => a,
        FunctionExpr { Kind: FunctionKind.Not } f => f.Arguments[0],
        FunctionExpr { Kind: FunctionKind.Less } f => LessOrEqual(f.Arguments[1], f.Arguments[0]),
        FunctionExpr { Kind: FunctionKind.LessOrEqual } f => Less(f.Arguments[1], f.Arguments[0]),
        _ => Intern(new FunctionExpr(FunctionKind.Not, [a], Dimension.None, Interval.Truth, true, true)),
    };

    /// <summary>One of two values of one kind; the one not chosen may be undefined.</summary>
    public Expr Select(Expr condition, Expr then, Expr otherwise)
    {
        if (condition is TruthExpr known)
        {
            return known.Value ? then : otherwise;
        }

        if (ReferenceEquals(then, otherwise))
        {
            return then;
        }

        if (then.IsTruth && (then.IsConstant || otherwise.IsConstant))
        {
            return then == True ? Or(condition, otherwise)
                : then == False ? And(Not(condition), otherwise)
                : otherwise == True ? Or(Not(condition), then)
                : And(condition, then);
        }

        if (condition is FunctionExpr { Kind: FunctionKind.Not } negated)
        {
            return Select(negated.Arguments[0], otherwise, then);
        }

        // A choice of choices on one condition is one choice.
        if (then is FunctionExpr { Kind: FunctionKind.Select } t && ReferenceEquals(t.Arguments[0], condition))
        {
            return Select(condition, t.Arguments[1], otherwise);
        }

        if (otherwise is FunctionExpr { Kind: FunctionKind.Select } o && ReferenceEquals(o.Arguments[0], condition))
        {
            return Select(condition, then, o.Arguments[2]);
        }

        var dimension = then.IsZero ? otherwise.Dimension : then.Dimension;
        return Intern(new FunctionExpr(
            FunctionKind.Select, [condition, then, otherwise], dimension, then.Range.Union(otherwise.Range), then.IsWhole && otherwise.IsWhole, then.IsTruth));
    }

    private Expr Compare(FunctionKind kind, Expr a, Expr b)
    {
        if (a is UndefinedExpr || b is UndefinedExpr)
        {
            return Undefined(Dimension.None);
        }

        var orEqual = kind == FunctionKind.LessOrEqual;
        var difference = Subtract(b, a);
        if (difference is ConstantExpr { Value: var gap })
        {
            return Truth(orEqual ? gap.Sign >= 0 : gap.Sign > 0);
        }

        if (orEqual ? difference.Range.Low >= 0 : difference.Range.Low > 0)
        {
            return True;
        }

        if (orEqual ? difference.Range.High < 0 : difference.Range.High <= 0)
        {
            return False;
        }

        // Whole numbers compare alike with common factors gone and terms on the side where they are positive: 32n - 32 > 0 is 1 < n.
        if (difference is SumExpr { IsWhole: true } whole)
        {
            (a, b) = Sides(whole);
        }

        return Intern(new FunctionExpr(kind, [a, b], Dimension.None, Interval.Truth, true, true));
    }

    private (Expr Low, Expr High) Sides(SumExpr difference)
    {
        var divisor = Rational.One / ProductBuilder.Content(difference).Abs();
        var low = new List<Expr> { Zero };
        var high = new List<Expr> { Zero };
        foreach (var (coefficient, value) in difference.Terms)
        {
            (coefficient.Sign < 0 ? low : high).Add(Measure(Scale((coefficient * divisor).Abs(), value), difference.Dimension));
        }

        (difference.Constant.Sign < 0 ? low : high).Add(Constant((difference.Constant * divisor).Abs(), difference.Dimension));
        return (Add(low, difference.Dimension), Add(high, difference.Dimension));
    }

    private Expr Join(FunctionKind kind, Expr a, Expr b, Expr neutral, Expr final)
    {
        var kept = new List<Expr>();
        foreach (var item in new[] { a, b }.SelectMany(i => i is FunctionExpr f && f.Kind == kind ? f.Arguments : [i]))
        {
            if (ReferenceEquals(item, final))
            {
                return final;
            }

            if (!ReferenceEquals(item, neutral) && !kept.Contains(item))
            {
                kept.Add(item);
            }
        }

        if (kept.Exists(k => kept.Contains(Not(k))))
        {
            return final;
        }

        return kept.Count switch
        {
            0 => neutral,
            1 => kept[0],
            _ => Intern(new FunctionExpr(kind, [.. kept.OrderBy(k => k.Id)], Dimension.None, Interval.Truth, true, true)),
        };
    }
}
