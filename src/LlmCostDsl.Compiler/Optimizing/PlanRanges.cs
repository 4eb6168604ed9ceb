using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Compiler.Optimizing;

/// <summary>
/// Where values of a plan surely lie, going by what its inputs accept. What reads a device lies anywhere: nobody promises that an attribute is there, is
/// finite, or is not 0. Rounding never reverses an order, so that bounds computed like the values themselves hold for them.
/// </summary>
internal static class PlanRanges
{
    /// <summary>The range of a node, or null where it may be anything, no number among it.</summary>
    public static Interval? Of(PlanNode node, IReadOnlyList<PlanInput> inputs, Func<int, Interval?> of)
    {
        switch (node.Op)
        {
            case PlanOp.Constant:
                return Kept(Interval.Of(node.Value));
            case PlanOp.Input:
                return new(Math.Max(inputs[node.A].Low, -double.MaxValue), Math.Min(inputs[node.A].High, double.MaxValue));
            case PlanOp.Present or PlanOp.Less or PlanOp.LessOrEqual or PlanOp.Equal or PlanOp.And or PlanOp.Or or PlanOp.Not:
                return Interval.Truth;
            case PlanOp.Select:
                return of(node.B) is { } then && of(node.C) is { } otherwise ? then.Union(otherwise) : null;
            case PlanOp.Floor or PlanOp.Ceiling when of(node.A) is { } rounded:
                return rounded.Map(node.Op == PlanOp.Floor ? Math.Floor : Math.Ceiling);
            case PlanOp.Add or PlanOp.Subtract or PlanOp.Multiply or PlanOp.Divide or PlanOp.Minimum or PlanOp.Maximum:
                return of(node.A) is { } a && of(node.B) is { } b ? Kept(Of(node.Op, a, b)) : null;
            default:
                return null;
        }
    }

    /// <summary>Whether a value is surely positive.</summary>
    public static bool IsPositive(this Interval? range) => range is { Low: > 0 };

    /// <summary>Whether a value is surely not 0.</summary>
    public static bool IsNotZero(this Interval? range) => range is { Low: > 0 } or { High: < 0 };

    /// <summary>Whether a value is not below 0, if it is a number. A figure of a device never is.</summary>
    public static bool IsNotNegative(PlanNode node, Interval? range, Func<int, bool> of) => range is { Low: >= 0 } || node.Op switch
    {
        PlanOp.Attribute or PlanOp.Absolute or PlanOp.SquareRoot => true,
        PlanOp.Add or PlanOp.Multiply or PlanOp.Divide or PlanOp.Minimum => of(node.A) && of(node.B),
        PlanOp.Maximum => of(node.A) || of(node.B),
        PlanOp.Select => of(node.B) && of(node.C),
        PlanOp.Ceiling or PlanOp.Floor => of(node.A),
        PlanOp.Sum or PlanOp.Largest => of(node.B),
        _ => false,
    };

    private static Interval? Of(PlanOp op, Interval a, Interval b) => op switch
    {
        PlanOp.Add => a + b,
        PlanOp.Subtract => new(a.Low - b.High, a.High - b.Low),
        PlanOp.Multiply => a * b,
        PlanOp.Divide when b.Low > 0 || b.High < 0 => Quotient(a, b),
        PlanOp.Minimum => new(Math.Min(a.Low, b.Low), Math.Min(a.High, b.High)),
        PlanOp.Maximum => new(Math.Max(a.Low, b.Low), Math.Max(a.High, b.High)),
        _ => null,
    };

    private static Interval Quotient(Interval a, Interval b)
    {
        double ll = a.Low / b.Low, lh = a.Low / b.High, hl = a.High / b.Low, hh = a.High / b.High;
        return new(Math.Min(Math.Min(ll, lh), Math.Min(hl, hh)), Math.Max(Math.Max(ll, lh), Math.Max(hl, hh)));
    }

    // Only what is finite is known to be a number.
    private static Interval? Kept(Interval? range) => range is { } r && Math.Abs(r.Low) <= double.MaxValue && Math.Abs(r.High) <= double.MaxValue ? r : null;
}
