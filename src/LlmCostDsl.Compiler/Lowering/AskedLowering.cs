using System.Globalization;
using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Graph;
using LlmCostDsl.Compiler.Syntax;

namespace LlmCostDsl.Compiler.Lowering;

/// <summary>
/// Makes outputs of what a question adds: of each condition whether it holds, and of a comparison its two sides and what lies between them. Their names
/// have a space, so that nobody can declare them.
/// </summary>
internal sealed class AskedLowering(Evaluator evaluator, Scope scope)
{
    private const string Left = "left";
    private const string Right = "right";
    private const string Slack = "slack";

    private ExprPool Pool => evaluator.Pool;

    public IEnumerable<LoweredOutput> Lower(IReadOnlyList<BoundAsked> asked)
    {
        for (var i = 0; i < asked.Count; i++)
        {
            yield return Output(i, string.Empty, asked[i].Value, asked[i].Value.Type.Name, Value(asked[i].Value));
            if (asked[i].Comparison is not { } comparison)
            {
                continue;
            }

            var (left, right) = (Value(comparison.Left), Value(comparison.Right));
            yield return Output(i, Left, comparison.Left, comparison.Left.Type.Name, left);
            yield return Output(i, Right, comparison.Right, comparison.Right.Type.Name, right);
            if (!IsEquality(comparison))
            {
                var isUpper = comparison.Operator is BinaryOperator.Less or BinaryOperator.LessOrEqual;
                yield return Output(i, Slack, comparison, string.Empty, isUpper ? Pool.Subtract(right, left) : Pool.Subtract(left, right));
            }
        }
    }

    /// <summary>Where the outputs of what was asked stand in the plan made of them.</summary>
    public static IEnumerable<AskedExpression> Describe(IReadOnlyList<BoundAsked> asked, IReadOnlyList<LoweredOutput> outputs)
    {
        var numbers = outputs.Select((o, i) => (o.Name, i)).ToDictionary(o => o.Name, o => o.i);
        for (var i = 0; i < asked.Count; i++)
        {
            var comparison = asked[i].Comparison is { } c
                ? new AskedComparison(
                    c.Left.At.Text,
                    Sign(c.Operator),
                    c.Right.At.Text,
                    numbers[Name(i, Left)],
                    numbers[Name(i, Right)],
                    IsEquality(c) ? -1 : numbers[Name(i, Slack)])
                : null;
            yield return new AskedExpression(asked[i].Of, asked[i].Value.At.Text, asked[i].IsCondition, numbers[Name(i, string.Empty)], comparison);
        }
    }

    private static LoweredOutput Output(int number, string part, BoundExpression at, string typeName, Expr value)
        => value is UndefinedExpr ? throw new SpecException(at.At.DividesByZero($"'{at.At.Text}'")) : new(Name(number, part), value, typeName, null, at.At);

    private Expr Value(BoundExpression value) => evaluator.Scalar(value, scope);

    private static bool IsEquality(BoundBinary comparison) => comparison.Operator is BinaryOperator.Equal or BinaryOperator.NotEqual;

    private static string Name(int number, string part) => ("asked " + number.ToString(CultureInfo.InvariantCulture) + " " + part).TrimEnd();

    private static string Sign(BinaryOperator comparison) => comparison switch
    {
        BinaryOperator.Equal => "==",
        BinaryOperator.NotEqual => "!=",
        BinaryOperator.Less => "<",
        BinaryOperator.LessOrEqual => "<=",
        BinaryOperator.Greater => ">",
        _ => ">=",
    };
}
