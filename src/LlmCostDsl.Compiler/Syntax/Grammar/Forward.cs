using LlmCostDsl.Compiler.Syntax.Combinators;
using LlmCostDsl.Compiler.Syntax.Lexing;
using static LlmCostDsl.Compiler.Syntax.Combinators.Parser;

namespace LlmCostDsl.Compiler.Syntax.Grammar;

/// <summary>
/// What is used before it can be defined, since it contains itself. This class needs no other to be initialised, so the order in which the others are
/// does not matter.
/// </summary>
internal static class Forward
{
    /// <summary>Any expression.</summary>
    public static readonly Parser<Token, ExpressionSyntax> Expression = Rec(static () => Expressions.Any);

    /// <summary>An expression, or a set where one may stand: defaults and arguments.</summary>
    public static readonly Parser<Token, ExpressionSyntax> SetOrExpression = Rec(static () => Expressions.AnyOrSet);

    /// <summary>An expression without conditions and comparisons at its top: a bound of a range, an item of a set.</summary>
    public static readonly Parser<Token, ExpressionSyntax> Sum = Rec(static () => Expressions.Sums);

    /// <summary>An expression whose mistakes stay its own: what cannot be read becomes a <see cref="MissingSyntax"/>.</summary>
    public static readonly Parser<Token, ExpressionSyntax> Value = Expression.RecoverWith(Recovery.ToEndOfValue);

    /// <summary>The same for a place where a set may stand.</summary>
    public static readonly Parser<Token, ExpressionSyntax> SetOrValue = SetOrExpression.RecoverWith(Recovery.ToEndOfValue);
}
