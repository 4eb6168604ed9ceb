using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Syntax.Combinators;
using LlmCostDsl.Compiler.Syntax.Lexing;
using static LlmCostDsl.Compiler.Syntax.Combinators.Parser;
using static LlmCostDsl.Compiler.Syntax.Grammar.Terminals;

namespace LlmCostDsl.Compiler.Syntax.Grammar;

/// <summary>The table of operators, loosest first: or, and, not, comparisons, sums, terms, minus, power.</summary>
internal static class Operators
{
    private const int OrLevel = 1;
    private const int AndLevel = 2;
    private const int NotLevel = 3;
    private const int CompareLevel = 4;
    private const int SumLevel = 5;
    private const int TermLevel = 6;
    private const int MinusLevel = 7;
    private const int PowerLevel = 8;

    private static readonly Operator<Token, ExpressionSyntax>.Prefix Not = new(NotLevel, static (op, operand) => Unary(op, UnaryOperator.Not, operand));

    private static readonly Operator<Token, ExpressionSyntax>.Prefix Minus =
        new(MinusLevel, static (op, operand) => Unary(op, UnaryOperator.Negate, operand));

    private static readonly Operator<Token, ExpressionSyntax>.Chain Ors = new(OrLevel, Chain);

    private static readonly Operator<Token, ExpressionSyntax>.Chain Ands = new(AndLevel, Chain);

    private static readonly Operator<Token, ExpressionSyntax>.Chain Sums = new(SumLevel, Chain);

    private static readonly Operator<Token, ExpressionSyntax>.Chain Terms = new(TermLevel, Chain);

    private static readonly Operator<Token, ExpressionSyntax>.InfixN Comparison = new(CompareLevel, Binary);

    private static readonly Operator<Token, ExpressionSyntax>.InfixR Power = new(PowerLevel, MinusLevel, Binary);

    private static readonly Parser<Token, Func<ExpressionSyntax, ExpressionSyntax>> IsRest = Map(
        static Func<ExpressionSyntax, ExpressionSyntax> (flags, words) => operand =>
            new IsSyntax(operand.Span.To(words[words.Count - 1].Span), operand, flags.Negated, flags.Only, words),
        Symbol(TokenKind.Is).Then(Map(
            static (not, only) => (Negated: not.HasValue, Only: only.HasValue),
            Symbol(TokenKind.Not).Optional(),
            Word("only").Optional())),
        Name.Labelled("a word").SeparatedAtLeastOnce(Symbol(TokenKind.Bar)));

    private static readonly Operator<Token, ExpressionSyntax>.Postfix Is = new(CompareLevel, IsRest);

    private static readonly Operator<Token, ExpressionSyntax>.Postfix In = new(CompareLevel, Symbol(TokenKind.In).Then(new MembershipParser()));

    /// <summary>The operator that stands before an operand.</summary>
    public static Operator<Token, ExpressionSyntax>.Prefix? Prefix(ParseState<Token> state) => state.Current.Kind switch
    {
        TokenKind.Minus => Minus,
        TokenKind.Not => Not,
        _ => null,
    };

    /// <summary>The operator after an operand.</summary>
    public static Operator<Token, ExpressionSyntax>? All(ParseState<Token> state) => state.Current.Kind switch
    {
        TokenKind.Or => Ors,
        TokenKind.And => Ands,
        TokenKind.Is => Is,
        // `in cache` belongs to the node, not to its value.
        TokenKind.In when !IsCache(Next(state)) => In,
        var kind when kind.IsComparison() => Comparison,
        _ => Arithmetic(state),
    };

    /// <summary>The operator after an operand of a sum.</summary>
    public static Operator<Token, ExpressionSyntax>? Arithmetic(ParseState<Token> state) => state.Current.Kind switch
    {
        TokenKind.Plus or TokenKind.Minus => Sums,
        TokenKind.Star or TokenKind.Slash or TokenKind.Percent => Terms,
        TokenKind.Caret => Power,
        _ => null,
    };

    private static bool IsCache(Token token) => token is { Kind: TokenKind.Name, Text: "cache" };

    private static ExpressionSyntax Unary(Token op, UnaryOperator kind, ExpressionSyntax operand) =>
        new UnarySyntax(op.Span.To(operand.Span), kind, operand);

    private static ExpressionSyntax Binary(ExpressionSyntax left, Token op, ExpressionSyntax right) =>
        new BinarySyntax(left.Span.To(right.Span), left, op.Span, Meaning(op.Kind), right);

    private static ExpressionSyntax Chain(ExpressionSyntax first, IReadOnlyList<(Token Operator, ExpressionSyntax Operand)> rest)
    {
        var links = new ChainLink[rest.Count];
        for (var i = 0; i < links.Length; i++)
        {
            links[i] = new ChainLink(rest[i].Operator.Span, Meaning(rest[i].Operator.Kind), rest[i].Operand);
        }

        return new ChainSyntax(first.Span.To(links[links.Length - 1].Operand.Span), first, new EquatableArray<ChainLink>(links));
    }

    private static BinaryOperator Meaning(TokenKind kind) => kind switch
    {
        TokenKind.Or => BinaryOperator.Or,
        TokenKind.And => BinaryOperator.And,
        TokenKind.Equal => BinaryOperator.Equal,
        TokenKind.NotEqual => BinaryOperator.NotEqual,
        TokenKind.Less => BinaryOperator.Less,
        TokenKind.LessOrEqual => BinaryOperator.LessOrEqual,
        TokenKind.Greater => BinaryOperator.Greater,
        TokenKind.GreaterOrEqual => BinaryOperator.GreaterOrEqual,
        TokenKind.Plus => BinaryOperator.Add,
        TokenKind.Minus => BinaryOperator.Subtract,
        TokenKind.Star => BinaryOperator.Multiply,
        TokenKind.Slash => BinaryOperator.Divide,
        TokenKind.Percent => BinaryOperator.Remainder,
        _ => BinaryOperator.Power,
    };

    /// <summary>What follows <c>in</c>: a range, a set, or the name of a set.</summary>
    private sealed class MembershipParser : Parser<Token, Func<ExpressionSyntax, ExpressionSyntax>>
    {
        public override bool TryParse(ParseState<Token> state, out Func<ExpressionSyntax, ExpressionSyntax> result)
        {
            result = static e => e;
            if (state.Current.Kind == TokenKind.OpenBrace)
            {
                return TrySet(state, ref result);
            }

            if (!Forward.Sum.TryParse(state, out var low))
            {
                return false;
            }

            // The name of a set is no range; anything else has to be one.
            if (low is NameSyntax or MemberSyntax && state.Current.Kind != TokenKind.DotDot)
            {
                result = operand => new InSetSyntax(operand.Span.To(low.Span), operand, low);
                return true;
            }

            if (!DotDot.TryParse(state, out _) || !Forward.Sum.TryParse(state, out var high))
            {
                return false;
            }

            result = operand => new InRangeSyntax(operand.Span.To(high.Span), operand, low, high);
            return true;
        }

        private static bool TrySet(ParseState<Token> state, ref Func<ExpressionSyntax, ExpressionSyntax> result)
        {
            if (!Expressions.Set.TryParse(state, out var set))
            {
                return false;
            }

            result = operand => new InSetSyntax(operand.Span.To(set.Span), operand, set);
            return true;
        }
    }
}
