using System.Linq.Expressions;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Analysis.Emit;

/// <summary>What the operations of a plan are in code compiled in memory: those of <see cref="PlanArithmetic"/>, to the bit. A truth is 1 or 0.</summary>
internal abstract class ChunkArithmetic
{
    public static ChunkArithmetic OneByOne { get; } = new ScalarArithmetic();

    /// <summary>The type of a value.</summary>
    public abstract Type Type { get; }

    public abstract Expression Constant(double value);

    /// <summary>Whether an attribute is there.</summary>
    public abstract Expression Present(Expression attribute);

    /// <summary>An operation on values; operands it does not have are null.</summary>
    public abstract Expression Apply(PlanOp op, Expression a, Expression? b, Expression? c);

    private sealed class ScalarArithmetic : ChunkArithmetic
    {
        public override Type Type => typeof(double);

        public override Expression Constant(double value) => Expression.Constant(value);

        public override Expression Present(Expression attribute) => Truth(Expression.Equal(attribute, attribute));

        public override Expression Apply(PlanOp op, Expression a, Expression? b, Expression? c) => op switch
        {
            PlanOp.Add => Expression.Add(a, b!),
            PlanOp.Subtract => Expression.Subtract(a, b!),
            PlanOp.Multiply => Expression.Multiply(a, b!),
            PlanOp.Divide => Expression.Divide(a, b!),
            PlanOp.Power => Call(Math.Pow, a, b!),
            PlanOp.Minimum => Call(Math.Min, a, b!),
            PlanOp.Maximum => Call(Math.Max, a, b!),
            PlanOp.Ceiling => Call(Math.Ceiling, a),
            PlanOp.Floor => Call(Math.Floor, a),
            PlanOp.Absolute => Call(Math.Abs, a),
            PlanOp.Log2 => Call(PlanArithmetic.Log2, a),
            PlanOp.SquareRoot => Call(Math.Sqrt, a),
            PlanOp.Less => Truth(Expression.LessThan(a, b!)),
            PlanOp.LessOrEqual => Truth(Expression.LessThanOrEqual(a, b!)),
            PlanOp.Equal => Truth(Expression.Equal(a, b!)),
            PlanOp.And => Truth(Expression.AndAlso(IsTrue(a), IsTrue(b!))),
            PlanOp.Or => Truth(Expression.OrElse(IsTrue(a), IsTrue(b!))),
            PlanOp.Not => Truth(Expression.Not(IsTrue(a))),
            PlanOp.Select => Expression.Condition(IsTrue(a), b!, c!),
            _ => throw new InvalidOperationException($"{op} is not straight-line."),
        };

        private static Expression IsTrue(Expression value) => Expression.NotEqual(value, Expression.Constant(0.0));

        private static Expression Truth(Expression condition) => Expression.Condition(condition, Expression.Constant(1.0), Expression.Constant(0.0));

        private static Expression Call(Func<double, double> function, Expression a) => Expression.Call(function.Method, a);

        private static Expression Call(Func<double, double, double> function, Expression a, Expression b) => Expression.Call(function.Method, a, b);
    }
}
