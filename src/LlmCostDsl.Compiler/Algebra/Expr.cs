using System.Runtime.CompilerServices;

namespace LlmCostDsl.Compiler.Algebra;

/// <summary>What a formula can change with. Binding, substitution and grouping ask this before they look any closer.</summary>
[Flags]
internal enum Dependence
{
    None = 0,
    Device = 1,
    Input = 2,

    /// <summary>A step's batch, tokens or context, before a schedule says what they are.</summary>
    Step = 4,

    /// <summary>The index of a repeat in a graph.</summary>
    Repeat = 8,

    /// <summary>The running index of a sum or a maximum.</summary>
    Loop = 16,
}

/// <summary>
/// A formula in canonical form, hash-consed by the <see cref="ExprPool"/> that made it: equal formulas are the same object. Sums are flat with
/// rational coefficients, products are flat with whole exponents, so that common factors cancel by themselves.
/// </summary>
internal abstract class Expr
{
    /// <summary>Number in order of making: operands always have smaller ones than what uses them.</summary>
    public int Id { get; internal set; }

    public Dimension Dimension { get; protected set; }

    /// <summary>Whether this is a condition rather than a quantity.</summary>
    public bool IsTruth { get; protected set; }

    /// <summary>What the value is known to lie in, in base units.</summary>
    public Interval Range { get; protected set; } = Interval.Everything;

    /// <summary>Whether the value is known to be a whole number.</summary>
    public bool IsWhole { get; protected set; }

    public Dependence Depends { get; protected set; }

    public abstract IEnumerable<Expr> Operands { get; }

    public bool IsConstant => this is ConstantExpr or TruthExpr;

    public bool IsZero => this is ConstantExpr { Value.IsZero: true };

    /// <summary>Whether two nodes of the same kind with the same (interned) operands are one formula.</summary>
    internal abstract bool SameAs(Expr other);

    internal abstract int Hash();

    protected static int Combine(int a, int b) => unchecked((a * 486187739) + b);

    protected static int Identity(object o) => RuntimeHelpers.GetHashCode(o);

    public override string ToString() => ExprPrinter.Print(this);
}

/// <summary>An exact number with its dimension.</summary>
internal sealed class ConstantExpr : Expr
{
    public ConstantExpr(Rational value, Dimension dimension)
    {
        Value = value;
        Dimension = dimension;
        Range = Interval.Of(value.ToDouble());
        IsWhole = value.IsWhole;
    }

    public Rational Value { get; }

    public override IEnumerable<Expr> Operands => [];

    internal override bool SameAs(Expr other) => other is ConstantExpr c && c.Value == Value && c.Dimension == Dimension;

    internal override int Hash() => Combine(Value.GetHashCode(), Dimension.GetHashCode());
}

internal sealed class TruthExpr : Expr
{
    public TruthExpr(bool value)
    {
        Value = value;
        IsTruth = true;
        Range = Interval.Of(value ? 1 : 0);
        IsWhole = true;
    }

    public bool Value { get; }

    public override IEnumerable<Expr> Operands => [];

    internal override bool SameAs(Expr other) => other is TruthExpr t && t.Value == Value;

    internal override int Hash() => Value ? 1 : 2;
}

/// <summary>What no number is: a division by zero. It may stand in a branch that is never taken; anywhere else it is an error.</summary>
internal sealed class UndefinedExpr : Expr
{
    public UndefinedExpr(Dimension dimension) => Dimension = dimension;

    public override IEnumerable<Expr> Operands => [];

    internal override bool SameAs(Expr other) => other is UndefinedExpr u && u.Dimension == Dimension;

    internal override int Hash() => Combine(77, Dimension.GetHashCode());
}

internal enum LeafKind
{
    Input,

    /// <summary>A device's attribute.</summary>
    Attribute,

    /// <summary>Whether the device has the attribute.</summary>
    Present,

    /// <summary>batch, tokens or context of a step.</summary>
    Step,
    Repeat,
    Loop,
}

/// <summary>A value that comes from outside the formula.</summary>
internal sealed class LeafExpr : Expr
{
    /// <param name="serial">Tells indices of one name apart; 0 where the name alone identifies.</param>
    public LeafExpr(LeafKind kind, string name, int serial, Dimension dimension, Interval range, bool isWhole, bool isTruth)
    {
        Kind = kind;
        Name = name;
        Serial = serial;
        Dimension = dimension;
        Range = range;
        IsWhole = isWhole;
        IsTruth = isTruth;
        Depends = kind switch
        {
            LeafKind.Input => Dependence.Input,
            LeafKind.Attribute or LeafKind.Present => Dependence.Device,
            LeafKind.Step => Dependence.Step,
            LeafKind.Repeat => Dependence.Repeat,
            _ => Dependence.Loop,
        };
    }

    public LeafKind Kind { get; }

    public string Name { get; }

    public int Serial { get; }

    public override IEnumerable<Expr> Operands => [];

    internal override bool SameAs(Expr other)
        => other is LeafExpr l && l.Kind == Kind && l.Name == Name && l.Serial == Serial && l.Dimension == Dimension && l.Range == Range;

    internal override int Hash() => Combine(Combine((int)Kind, Name.GetHashCode()), Serial);
}

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
