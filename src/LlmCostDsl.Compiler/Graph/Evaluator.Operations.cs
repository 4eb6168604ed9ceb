using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Syntax;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Graph;

/// <content>Arithmetic, comparison, membership.</content>
internal sealed partial class Evaluator
{
    private object Chain(BoundChain chain, Scope scope)
    {
        var value = Evaluate(chain.First, scope);
        var pending = new List<Expr>();
        foreach (var link in chain.Rest)
        {
            // What is decided already leaves the rest unread: `inside is layer and it.layer < 2`.
            if (IsFinal(value, link.Operator))
            {
                return value;
            }

            var operand = Evaluate(link.Operand, scope);
            if (value is Expr && operand is Expr term && link.Operator is BinaryOperator.Add or BinaryOperator.Subtract)
            {
                // Long sums are added up in one go: their length is the only thing that may be large.
                SameDimension((Expr)value, term, link.At);
                pending.Add(link.Operator == BinaryOperator.Add ? term : pool.Negate(term));
                continue;
            }

            value = Apply(link.Operator, value, operand, link.At, chain.First.At);
        }

        if (pending.Count > 0 && value is Expr first)
        {
            pending.Insert(0, first);
            return pool.Add(pending, pending.Find(p => !p.IsZero)?.Dimension ?? first.Dimension);
        }

        return value;
    }

    private static bool IsFinal(object value, BinaryOperator op)
        => value is TruthExpr t && ((op == BinaryOperator.And && !t.Value) || (op == BinaryOperator.Or && t.Value));

    private object Apply(BinaryOperator op, object left, object right, SourceSpan at, SourceSpan leftAt) => (left, right) switch
    {
        (Expr a, Expr b) => op switch
        {
            BinaryOperator.Add => pool.Add(a, SameDimension(a, b, at)),
            BinaryOperator.Subtract => pool.Subtract(a, SameDimension(a, b, at)),
            BinaryOperator.Multiply => pool.Multiply(a, b),
            BinaryOperator.Divide => pool.Divide(a, b),
            BinaryOperator.Remainder => pool.Remainder(a, SameDimension(a, b, at)),
            BinaryOperator.And => pool.And(a, b),
            _ => pool.Or(a, b),
        },
        (IStepArithmetic a, IStepArithmetic b) when op == BinaryOperator.Add => a.Plus(b),
        (IStepArithmetic a, Expr b) when op == BinaryOperator.Multiply => a.Times(b),
        (IStepArithmetic a, Expr b) when op == BinaryOperator.Divide => a.Times(pool.Divide(pool.One, b)),
        (Expr a, IStepArithmetic b) when op == BinaryOperator.Multiply => b.Times(a),
        (Expr, _) => throw new SpecException(at.NotANumber()),
        _ => throw new SpecException(leftAt.NotANumber()),
    };

    private object Binary(BoundBinary binary, Scope scope)
    {
        object left = Evaluate(binary.Left, scope), right = Evaluate(binary.Right, scope);
        if (left is not Expr a)
        {
            throw new SpecException(binary.Left.At.NotANumber());
        }

        if (right is not Expr b)
        {
            throw new SpecException(binary.Right.At.NotANumber());
        }

        if (binary.Operator == BinaryOperator.Power)
        {
            return pool.Power(a, b);
        }

        if (!a.IsTruth)
        {
            SameDimension(a, b, binary.Right.At);
        }

        return binary.Operator switch
        {
            BinaryOperator.Equal => pool.Equal(a, b),
            BinaryOperator.NotEqual => pool.Not(pool.Equal(a, b)),
            BinaryOperator.Less => pool.Less(a, b),
            BinaryOperator.LessOrEqual => pool.LessOrEqual(a, b),
            BinaryOperator.Greater => pool.Less(b, a),
            _ => pool.LessOrEqual(b, a),
        };
    }

    private Expr InRange(BoundInRange range, Scope scope)
    {
        var value = Scalar(range.Operand, scope);
        Expr low = SameDimension(value, Scalar(range.Low, scope), range.Low.At), high = SameDimension(value, Scalar(range.High, scope), range.High.At);
        return pool.And(pool.LessOrEqual(low, value), pool.LessOrEqual(value, high));
    }

    private Expr InSet(BoundInSet membership, Scope scope)
    {
        // Whether a repeat's index is a member is asked, not which number it is: iterations that answer alike stay together.
        var value = Scalar(membership.Operand, scope);
        if (Evaluate(membership.Set, scope) is not HashSet<Rational> set)
        {
            throw new SpecException(membership.Set.At.NotAValue());
        }

        return value is ConstantExpr c
            ? pool.Truth(set.Contains(c.Value))
            : set.OrderBy(s => s).Aggregate(pool.False, (any, s) => pool.Or(any, pool.Equal(value, pool.Constant(s))));
    }

    private Expr Compute(BoundIntrinsic call, Scope scope)
    {
        if (call.Intrinsic == Intrinsic.Present)
        {
            return call.Arguments[0] is BoundProperty asked ? Present(asked, scope) : throw new SpecException(call.At.NotAValue());
        }

        var arguments = call.Arguments.Select(a => Scalar(a, scope)).ToArray();
        switch (call.Intrinsic)
        {
            case Intrinsic.Minimum or Intrinsic.Maximum:
                for (var i = 1; i < arguments.Length; i++)
                {
                    SameDimension(arguments[0], arguments[i], call.Arguments[i].At);
                }

                return pool.Extreme(call.Intrinsic == Intrinsic.Minimum ? FunctionKind.Minimum : FunctionKind.Maximum, arguments);
            case Intrinsic.Ceiling:
                return pool.Ceiling(arguments[0]);
            case Intrinsic.Floor:
                return pool.Floor(arguments[0]);
            case Intrinsic.Round:
                return pool.Round(arguments[0], arguments.Length > 1 ? SameDimension(arguments[0], arguments[1], call.Arguments[1].At) : pool.Constant(Rational.One, arguments[0].Dimension));
            case Intrinsic.Absolute:
                return pool.Absolute(arguments[0]);
            case Intrinsic.Log2:
                return arguments[0].Dimension.IsNone ? pool.Log2(arguments[0]) : throw new SpecException(call.Arguments[0].At.DimensionMismatch(arguments[0].Dimension, Dimension.None));
            default:
                return arguments[0].Dimension.Root() is not null ? pool.SquareRoot(arguments[0]) : throw new SpecException(call.Arguments[0].At.DimensionMismatch(arguments[0].Dimension, Dimension.None));
        }
    }

    // The binder has seen to it wherever it could; what only now has a type is checked here.
    private static Expr SameDimension(Expr a, Expr b, SourceSpan at)
        => a.Dimension == b.Dimension || a.IsZero || b.IsZero || a is UndefinedExpr || b is UndefinedExpr
            ? b
            : throw new SpecException(at.DimensionMismatch(b.Dimension, a.Dimension));
}
