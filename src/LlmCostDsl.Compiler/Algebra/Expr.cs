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
