using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Compiler.Differentiation;

/// <summary>
/// How much a value changes with its operands, one rule an operation. A choice passes a slope on by a choice: what is not taken gets nothing, whatever it
/// comes to. Of two equal sides of a minimum or a maximum the first counts, as in evaluation.
/// </summary>
internal sealed class LocalSlopes(SlopeAlgebra algebra, Rounding rounding)
{
    /// <summary>Whether an operation changes with its operands at all, as far as slopes go.</summary>
    public bool Passes(PlanOp op) => op switch
    {
        PlanOp.Constant or PlanOp.Input or PlanOp.Attribute or PlanOp.Present or PlanOp.Index => false,
        PlanOp.Less or PlanOp.LessOrEqual or PlanOp.Equal or PlanOp.And or PlanOp.Or or PlanOp.Not => false,
        PlanOp.Ceiling or PlanOp.Floor => rounding == Rounding.Straight,
        _ => true,
    };

    /// <summary>What the first operand gets, of a choice the second.</summary>
    /// <param name="a">The values of the operands where the slope is taken; -1 where there is none.</param>
    /// <param name="self">The value of the node there.</param>
    /// <param name="slope">How much the output changes with the node.</param>
    public int First(PlanOp op, int a, int b, int self, int slope) => op switch
    {
        PlanOp.Add or PlanOp.Subtract or PlanOp.Ceiling or PlanOp.Floor => slope,
        PlanOp.Multiply => algebra.Times(slope, b),
        PlanOp.Divide => algebra.Over(slope, b),
        PlanOp.Power => OfBase(a, b, slope),
        PlanOp.Minimum => algebra.When(algebra.Compare(PlanOp.Less, b, a), slope, holds: false),
        PlanOp.Maximum => algebra.When(algebra.Compare(PlanOp.Less, a, b), slope, holds: false),
        PlanOp.Absolute => algebra.Either(algebra.Compare(PlanOp.Less, a, algebra.ZeroLike(a)), algebra.Negated(slope), slope),
        PlanOp.Log2 => algebra.Over(slope, algebra.Product(a, algebra.Constant(Math.Log(2), Dimension.None))),
        PlanOp.SquareRoot => UnlessZero(self, algebra.Over(slope, algebra.Product(algebra.Constant(2, Dimension.None), self))),
        PlanOp.Select => algebra.When(a, slope),
        _ => throw new ArgumentOutOfRangeException(nameof(op), op, "has no slope"),
    };

    /// <summary>What the second operand gets, of a choice the third.</summary>
    public int Second(PlanOp op, int a, int b, int self, int slope) => op switch
    {
        PlanOp.Add => slope,
        PlanOp.Subtract => algebra.Negated(slope),
        PlanOp.Multiply => algebra.Times(slope, a),
        PlanOp.Divide => algebra.Negated(algebra.Over(algebra.Times(slope, self), b)),
        PlanOp.Power => algebra.When(algebra.Compare(PlanOp.Less, algebra.ZeroLike(a), a), algebra.Times(slope, algebra.Product(self, NaturalLog(a)))),
        PlanOp.Minimum => algebra.When(algebra.Compare(PlanOp.Less, b, a), slope),
        PlanOp.Maximum => algebra.When(algebra.Compare(PlanOp.Less, a, b), slope),
        PlanOp.Select => algebra.When(a, slope, holds: false),
        _ => throw new ArgumentOutOfRangeException(nameof(op), op, "has no second slope"),
    };

    // b·a^(b-1); no logarithm is taken, so the base may be negative where its power is.
    private int OfBase(int a, int b, int slope)
    {
        var draft = algebra.Draft;
        var one = algebra.Constant(1, Dimension.None);
        if (draft[b] is { Op: PlanOp.Constant } exponent)
        {
            var inner = exponent.Value == 1 ? one
                : exponent.Value == 2 ? a
                : draft.Add(PlanOp.Power, OfPower(draft[a].Dimension, exponent.Value - 1), a, algebra.Constant(exponent.Value - 1, Dimension.None));
            var result = algebra.Times(slope, algebra.Product(b, inner));
            return exponent.Value >= 1 ? result : UnlessZero(a, result);
        }

        var lower = draft.Add(PlanOp.Power, Dimension.None, a, draft.Add(PlanOp.Subtract, Dimension.None, b, one));
        return UnlessZero(a, algebra.Times(slope, algebra.Product(b, lower)));
    }

    // With the exponent only powers of what is above 0 change smoothly.
    private int NaturalLog(int a) => algebra.Product(algebra.Draft.Add(PlanOp.Log2, Dimension.None, a), algebra.Constant(Math.Log(2), Dimension.None));

    // A root of 0 rises without end there; 0 is taken, so that sums with it stay finite.
    private int UnlessZero(int value, int slope) => algebra.When(algebra.Compare(PlanOp.Equal, value, algebra.ZeroLike(value)), slope, holds: false);

    private static Dimension OfPower(Dimension dimension, double exponent) => dimension.IsNone ? Dimension.None : dimension.ToThe((int)exponent);
}
