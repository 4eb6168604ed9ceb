using LlmCostDsl.Compiler.Algebra;

namespace LlmCostDsl.Compiler.Lowering.Sums;

/// <summary>
/// A sum over a formula that rounds, as sums over every Π-th value: where a rounded line rises by a whole number each Π steps, <c>⌈x⌉</c> of those values
/// is a line again. There are as many of these sums as the period is long, however long the range.
/// </summary>
/// <param name="Offset">The index over the places in a period.</param>
/// <param name="LastOffset">Its last value.</param>
/// <param name="Turn">The index over periods.</param>
/// <param name="Piece">The formula over that.</param>
internal sealed record Periods(LeafExpr Offset, Expr LastOffset, LeafExpr Turn, Piece Piece)
{
    public static Periods? Of(ExprPool pool, Course course, Piece piece, FunctionExpr rounding)
    {
        if (course.Line(rounding.Arguments[0]) is not var (slope, _) || Length(pool, slope) is not { } length)
        {
            return null;
        }

        var segment = piece.Segment;
        var lastOffset = pool.Subtract(pool.Minimum(length, segment.Count), pool.One);
        var offset = pool.NewIndex(LeafKind.Loop, "r", new(0, lastOffset.Range.High), isWhole: true);
        var turn = pool.NewIndex(LeafKind.Loop, "j", Interval.NotNegative, isWhole: true);
        var index = segment.At(pool, pool.Add(offset, pool.Multiply(length, turn)));

        // Multiplied out, the whole part of what is rounded comes out of it.
        var inside = pool.Expand(new Substitution(pool, [new(course.Index, index)]).Apply(rounding.Arguments[0]));
        var rounded = rounding.Kind == FunctionKind.Ceiling ? pool.Ceiling(inside) : pool.Floor(inside);
        if (rounded is FunctionExpr)
        {
            return null;
        }

        var put = new Substitution(pool, [new(course.Index, index), new(rounding, rounded)]);
        var last = pool.Floor(pool.Divide(pool.Subtract(pool.Subtract(segment.Count, pool.One), offset), length));
        return new(offset, lastOffset, turn, new(put.Apply(piece.Body), new(pool.Zero, last, pool.Add(last, pool.One))));
    }

    // After how many steps a slope has risen by a whole number.
    private static Expr? Length(ExprPool pool, Expr slope)
    {
        var (coefficient, value) = slope switch
        {
            ConstantExpr constant => (constant.Value, pool.One),
            SumExpr { Terms: [var term] } sum when sum.Constant.IsZero => (term.Coefficient, term.Value),
            _ => (Rational.One, slope),
        };
        IReadOnlyList<Factor> factors = value is ProductExpr product ? product.Factors : [new Factor(value, 1)];
        if (factors.Any(f => !f.Base.IsWhole || (f.Exponent < 0 && f.Base.Range.Low < 1)) || coefficient.Denominator > 1_000_000)
        {
            return null;
        }

        return pool.Multiply([
            pool.Constant((long)coefficient.Denominator),
            .. factors.Where(f => f.Exponent < 0).Select(f => pool.Power(f.Base, pool.Constant(-f.Exponent)))]);
    }
}
