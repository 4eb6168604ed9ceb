namespace LlmCostDsl.Compiler.Algebra;

/// <summary>One term of a sum: a coefficient times a formula that is no constant, no sum and carries no coefficient of its own.</summary>
internal readonly record struct Term(Rational Coefficient, Expr Value);

/// <summary>Constant + Σ coefficient · term, terms in the order of their making. A single scaled term is a sum as well.</summary>
internal sealed class SumExpr : Expr
{
    public SumExpr(Rational constant, Term[] terms, Dimension dimension)
    {
        Constant = constant;
        Terms = terms;
        Dimension = dimension;
        Range = Interval.Of(constant.ToDouble());
        IsWhole = constant.IsWhole;
        foreach (var (coefficient, value) in terms)
        {
            Range += Interval.Of(coefficient.ToDouble()) * value.Range;
            IsWhole &= coefficient.IsWhole && value.IsWhole;
            Depends |= value.Depends;
        }
    }

    public Rational Constant { get; }

    public IReadOnlyList<Term> Terms { get; }

    public override IEnumerable<Expr> Operands => Terms.Select(t => t.Value);

    internal override bool SameAs(Expr other)
    {
        if (other is not SumExpr s || s.Terms.Count != Terms.Count || s.Dimension != Dimension || s.Constant != Constant)
        {
            return false;
        }

        for (var i = 0; i < Terms.Count; i++)
        {
            if (!ReferenceEquals(s.Terms[i].Value, Terms[i].Value) || s.Terms[i].Coefficient != Terms[i].Coefficient)
            {
                return false;
            }
        }

        return true;
    }

    internal override int Hash() => Terms.Aggregate(Combine(Constant.GetHashCode(), 3), (h, t) => Combine(Combine(h, t.Coefficient.GetHashCode()), Identity(t.Value)));
}

/// <summary>One factor of a product: a formula to a whole power, never zero.</summary>
internal readonly record struct Factor(Expr Base, int Exponent);

/// <summary>Π base^exponent, without coefficient, factors in the order of their making.</summary>
internal sealed class ProductExpr : Expr
{
    public ProductExpr(Factor[] factors)
    {
        Factors = factors;
        Range = Interval.Of(1);
        IsWhole = true;
        foreach (var (b, exponent) in factors)
        {
            Dimension *= b.Dimension.ToThe(exponent);
            Range *= b.Range.ToThe(exponent);
            IsWhole &= b.IsWhole && exponent > 0;
            Depends |= b.Depends;
        }
    }

    public IReadOnlyList<Factor> Factors { get; }

    public override IEnumerable<Expr> Operands => Factors.Select(f => f.Base);

    internal override bool SameAs(Expr other)
    {
        if (other is not ProductExpr p || p.Factors.Count != Factors.Count)
        {
            return false;
        }

        for (var i = 0; i < Factors.Count; i++)
        {
            if (!ReferenceEquals(p.Factors[i].Base, Factors[i].Base) || p.Factors[i].Exponent != Factors[i].Exponent)
            {
                return false;
            }
        }

        return true;
    }

    internal override int Hash() => Factors.Aggregate(5, (h, f) => Combine(Combine(h, f.Exponent), Identity(f.Base)));
}

internal enum FunctionKind
{
    /// <summary>A power whose exponent is no small whole constant.</summary>
    Power,
    Minimum,
    Maximum,
    Ceiling,
    Floor,
    Absolute,
    Log2,
    SquareRoot,
    Less,
    LessOrEqual,
    Equal,
    And,
    Or,
    Not,

    /// <summary>Condition, value where it holds, value where it does not.</summary>
    Select,
}

/// <summary>Any operation that is not a sum or a product.</summary>
internal sealed class FunctionExpr : Expr
{
    public FunctionExpr(FunctionKind kind, Expr[] arguments, Dimension dimension, Interval range, bool isWhole, bool isTruth)
    {
        Kind = kind;
        Arguments = arguments;
        Dimension = dimension;
        Range = range;
        IsWhole = isWhole;
        IsTruth = isTruth;
        foreach (var argument in arguments)
        {
            Depends |= argument.Depends;
        }
    }

    public FunctionKind Kind { get; }

    public IReadOnlyList<Expr> Arguments { get; }

    public override IEnumerable<Expr> Operands => Arguments;

    internal override bool SameAs(Expr other)
        => other is FunctionExpr f && f.Kind == Kind && f.Dimension == Dimension && f.Arguments.Count == Arguments.Count
            && f.Arguments.Zip(Arguments, ReferenceEquals).All(same => same);

    internal override int Hash() => Arguments.Aggregate(Combine(11, (int)Kind), (h, a) => Combine(h, Identity(a)));
}

/// <summary>The sum, or the largest value, of a body over an index that runs from a low end in steps of one while it is at most a high end.</summary>
internal sealed class FoldExpr : Expr
{
    public FoldExpr(bool isSum, LeafExpr index, Expr low, Expr high, Expr body, string origin)
    {
        IsSum = isSum;
        Index = index;
        Low = low;
        High = high;
        Body = body;
        Origin = origin;
        Dimension = body.Dimension;
        IsWhole = body.IsWhole;
        Range = isSum
            ? new(body.Range.Low >= 0 ? 0 : double.NegativeInfinity, body.Range.High <= 0 ? 0 : double.PositiveInfinity)
            : body.Range.Union(Interval.Of(0));
        Depends = low.Depends | high.Depends | body.Depends;
    }

    public bool IsSum { get; }

    public LeafExpr Index { get; }

    public Expr Low { get; }

    public Expr High { get; }

    public Expr Body { get; }

    /// <summary>Where it was written.</summary>
    public string Origin { get; }

    public override IEnumerable<Expr> Operands => [Low, High, Body];

    internal override bool SameAs(Expr other)
        => other is FoldExpr f && f.IsSum == IsSum && ReferenceEquals(f.Index, Index) && ReferenceEquals(f.Low, Low)
            && ReferenceEquals(f.High, High) && ReferenceEquals(f.Body, Body);

    internal override int Hash() => Combine(Combine(Identity(Index), Identity(Low)), Combine(Identity(High), Combine(Identity(Body), IsSum ? 1 : 2)));
}
