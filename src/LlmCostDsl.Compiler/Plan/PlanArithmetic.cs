namespace LlmCostDsl.Compiler.Plan;

/// <summary>What the operations mean on doubles. Every back end does exactly this.</summary>
internal static class PlanArithmetic
{
    /// <summary>A node whose operands are values; leaves and folds are not.</summary>
    public static double Apply(PlanOp op, double a, double b, double c) => op switch
    {
        PlanOp.Add => a + b,
        PlanOp.Subtract => a - b,
        PlanOp.Multiply => a * b,
        PlanOp.Divide => a / b,
        PlanOp.Power => Math.Pow(a, b),
        PlanOp.Minimum => Math.Min(a, b),
        PlanOp.Maximum => Math.Max(a, b),
        PlanOp.Ceiling => Math.Ceiling(a),
        PlanOp.Floor => Math.Floor(a),
        PlanOp.Absolute => Math.Abs(a),
        PlanOp.Log2 => Log2(a),
        PlanOp.SquareRoot => Math.Sqrt(a),
        PlanOp.Less => Truth(a < b),
        PlanOp.LessOrEqual => Truth(a <= b),
        PlanOp.Equal => Truth(a == b),
        PlanOp.And => Truth(IsTrue(a) && IsTrue(b)),
        PlanOp.Or => Truth(IsTrue(a) || IsTrue(b)),
        PlanOp.Not => Truth(!IsTrue(a)),
        PlanOp.Select => IsTrue(a) ? b : c,
        _ => throw new ArgumentOutOfRangeException(nameof(op), op, "is not computed from values alone"),
    };

    public static bool IsTrue(double value) => value != 0;

    public static double Truth(bool value) => value ? 1 : 0;

    /// <summary>Exact for powers of two, which is what people take it of.</summary>
    public static double Log2(double value)
    {
#if NETSTANDARD2_0
        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)((bits >> 52) & 0x7FF);
        if (bits < 0 || exponent is 0 or 0x7FF)
        {
            return Math.Log(value, 2);
        }

        var mantissa = BitConverter.Int64BitsToDouble((bits & 0xFFFFFFFFFFFFF) | 0x3FF0000000000000);
        return exponent - 1023 + (Math.Log(mantissa) / Math.Log(2));
#else
        return Math.Log2(value);
#endif
    }
}

/// <summary>
/// What a loop runs over: <see cref="Count"/> iterations, the k-th with the index <c>Low + k</c> in one addition, so that real ends gather no rounding.
/// The number of iterations is fixed beforehand, as closed forms have it, and every loop ends, even where adding one changes nothing any more.
/// </summary>
internal readonly record struct LoopRange(double Low, double High)
{
    /// <summary>How many iterations; not finite where an end is not.</summary>
    public double Count => Low <= High ? Math.Floor(High - Low) + 1 : Low > High ? 0 : double.NaN;

    /// <summary>Whether it may run at all: finite and no longer than the limit.</summary>
    public bool CanRun => IsFinite(Low) && IsFinite(High) && Count <= PlanLoop.IterationLimit;

    // An end at minus infinity would be an empty range; it is refused like every other number that is none.
    private static bool IsFinite(double value) => !double.IsNaN(value) && !double.IsInfinity(value);
}
