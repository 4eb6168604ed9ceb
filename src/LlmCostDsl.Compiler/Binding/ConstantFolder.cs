using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Syntax;

namespace LlmCostDsl.Compiler.Binding;

/// <summary>The value of what is written in constants alone, for checks that reading can make.</summary>
internal static class ConstantFolder
{
    public static Rational? Fold(BoundExpression expression) => expression switch
    {
        BoundNumber n => n.Value,
        BoundUnary { Operator: UnaryOperator.Negate } u => -Fold(u.Operand),
        BoundChain { Type.Kind: TypeKind.Number } c => Chain(c),
        BoundBinary { Operator: BinaryOperator.Power } b => Power(Fold(b.Left), Fold(b.Right)),
        BoundIntrinsic i => Intrinsic(i),
        _ => null,
    };

    private static Rational? Chain(BoundChain chain)
    {
        if (Fold(chain.First) is not { } value)
        {
            return null;
        }

        foreach (var link in chain.Rest)
        {
            if (Fold(link.Operand) is not { } operand)
            {
                return null;
            }

            switch (link.Operator)
            {
                case BinaryOperator.Add:
                    value += operand;
                    break;
                case BinaryOperator.Subtract:
                    value -= operand;
                    break;
                case BinaryOperator.Multiply:
                    value *= operand;
                    break;
                case BinaryOperator.Divide when !operand.IsZero:
                    value /= operand;
                    break;
                case BinaryOperator.Remainder when !operand.IsZero:
                    value -= operand * (value / operand).Floor();
                    break;
                default:
                    return null;
            }
        }

        return value;
    }

    private static Rational? Power(Rational? left, Rational? right)
        => left is { } b && right is { IsWhole: true } e && e.Abs() <= 1000 && (!b.IsZero || e.Sign > 0) ? b.ToThe((int)e.Numerator) : null;

    private static Rational? Intrinsic(BoundIntrinsic call)
    {
        var values = new List<Rational>();
        foreach (var argument in call.Arguments)
        {
            if (Fold(argument) is not { } value)
            {
                return null;
            }

            values.Add(value);
        }

        if (values.Count == 0)
        {
            return null;
        }

        return call.Intrinsic switch
        {
            Binding.Intrinsic.Minimum => values.Min(),
            Binding.Intrinsic.Maximum => values.Max(),
            Binding.Intrinsic.Ceiling => values[0].Ceiling(),
            Binding.Intrinsic.Floor => values[0].Floor(),
            Binding.Intrinsic.Absolute => values[0].Abs(),
            Binding.Intrinsic.Round when values.Count == 1 => (values[0] + (Rational.One / 2)).Floor(),
            Binding.Intrinsic.Round when !values[1].IsZero => ((values[0] / values[1]) + (Rational.One / 2)).Floor() * values[1],
            _ => null,
        };
    }
}
