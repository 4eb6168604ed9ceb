using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Compiler.Lowering;

/// <content>What is rounded: a value just above a whole number that should be that number would cost a whole one.</content>
internal sealed partial class PlanBuilder
{
    private const long MostDivisor = 1L << 30;

    // What is rounded is divided last and once: a third of 9 is 3, and 9 times the double that is nearly a third may be a little more.
    private int Rounded(Expr argument)
    {
        if (argument is not SumExpr sum)
        {
            return lowered[argument];
        }

        var divisor = Rational.One;
        foreach (var coefficient in sum.Terms.Select(t => t.Coefficient).Append(sum.Constant))
        {
            var missing = (coefficient * divisor).Denominator;
            if (missing > MostDivisor)
            {
                return lowered[argument];
            }

            divisor *= (long)missing;
        }

        // (Doubles have halves, quarters and so on exactly.)
        if ((divisor.Numerator & (divisor.Numerator - 1)).IsZero || divisor.Numerator > MostDivisor)
        {
            return lowered[argument];
        }

        var whole = pool.Scale(divisor, sum);
        return Add(PlanOp.Divide, whole is SumExpr scaled ? Sum(scaled) : lowered[whole], Constant(divisor.ToDouble(), Dimension.None), -1, sum.Dimension);
    }
}
