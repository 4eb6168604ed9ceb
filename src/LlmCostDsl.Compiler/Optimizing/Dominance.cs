using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Compiler.Optimizing;

/// <summary>
/// Whether one value is never larger than another, whatever the inputs: of the larger of 3·x and 5·x nobody has to compute the first. Rounding never
/// reverses an order, so what is so for numbers is so for doubles, to the bit.
/// </summary>
internal static class Dominance
{
    // Wide enough for what is written as one product or sum; every step asks at most four further questions.
    private const int MostSteps = 4;

    /// <summary>The one of two that is their maximum, or their minimum; -1 where that depends.</summary>
    public static int Of(PlanWriter writer, PlanOp op, int a, int b)
    {
        var isMaximum = op == PlanOp.Maximum;
        return Keeps(b, a) ? b : Keeps(a, b) ? a : -1;

        // 0 and -0 are alike and not the same.
        bool Keeps(int kept, int other)
            => writer.RangeOf(kept).IsNotZero() && (isMaximum ? IsAtMost(writer, other, kept, MostSteps) : IsAtMost(writer, kept, other, MostSteps));
    }

    private static bool IsAtMost(PlanWriter writer, int a, int b, int steps)
    {
        if (writer.RangeOf(a) is not { } low || writer.RangeOf(b) is not { } high || low.Low > high.High)
        {
            return false;
        }

        if (a == b || low.High <= high.Low)
        {
            return true;
        }

        PlanNode x = writer[a], y = writer[b];
        return steps > 0 && ((x.Op, y.Op) switch
        {
            (PlanOp.Multiply, PlanOp.Multiply) => Products(x, y),
            (PlanOp.Select, _) => Is(x.B, b) && Is(x.C, b),
            (PlanOp.Maximum, _) => Is(x.A, b) && Is(x.B, b),
            (PlanOp.Minimum, _) => Is(x.A, b) || Is(x.B, b),
            (_, PlanOp.Maximum) => Is(a, y.A) || Is(a, y.B),
            (PlanOp.Add, PlanOp.Add) => (Is(x.A, y.A) && Is(x.B, y.B)) || (Is(x.A, y.B) && Is(x.B, y.A)),
            (_, PlanOp.Add) => (Is(a, y.A) && IsNotNegative(y.B)) || (Is(a, y.B) && IsNotNegative(y.A)),
            _ => false,
        });

        bool Is(int one, int other) => IsAtMost(writer, one, other, steps - 1);

        bool IsNotNegative(int node) => writer.RangeOf(node) is { Low: >= 0 };

        bool Products(PlanNode one, PlanNode other)
            => (one.A == other.A && IsNotNegative(one.A) && Is(one.B, other.B)) || (one.B == other.B && IsNotNegative(one.B) && Is(one.A, other.A));
    }
}
