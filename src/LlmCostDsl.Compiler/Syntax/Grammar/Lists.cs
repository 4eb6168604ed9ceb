using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Syntax.Combinators;
using LlmCostDsl.Compiler.Syntax.Lexing;
using static LlmCostDsl.Compiler.Syntax.Combinators.Parser;
using static LlmCostDsl.Compiler.Syntax.Grammar.Forward;
using static LlmCostDsl.Compiler.Syntax.Grammar.Nodes;
using static LlmCostDsl.Compiler.Syntax.Grammar.Terminals;

namespace LlmCostDsl.Compiler.Syntax.Grammar;

/// <summary>Lists in brackets. A mistake in one item leaves the others, and all that follows the list, as they are.</summary>
internal static class Lists
{
    /// <summary>A closing bracket; what stands before it and does not belong there is reported and skipped.</summary>
    public static readonly Parser<Token, TokenKind> CloseParen = Symbol(TokenKind.CloseParen).RecoverWith(Recovery.ToClosingBracket);

    /// <inheritdoc cref="CloseParen"/>
    public static readonly Parser<Token, TokenKind> CloseBracket = Symbol(TokenKind.CloseBracket).RecoverWith(Recovery.ToClosingBracket);

    /// <summary><c>lo..hi</c> after <c>in</c>.</summary>
    private static readonly Parser<Token, (ExpressionSyntax Low, ExpressionSyntax? High)> Range = Map(
        static (low, high) => (low, (ExpressionSyntax?)high), Expression.Before(DotDot), Expression);

    private static readonly Parser<Token, ArgumentSyntax> IndexArgument = Node(
        IndexOrMember,
        Try(Name.Before(Symbol(TokenKind.In))),
        SetOrExpression,
        DotDot.Then(Expression).OrDefault());

    private static readonly Parser<Token, ArgumentSyntax> NamedArgument = Node(
        static (span, name, value) => new ArgumentSyntax(span, name, value),
        Try(Name.Before(Colon)),
        SetOrValue);

    private static readonly Parser<Token, ArgumentSyntax> PlainArgument = Node(
        static (span, value, where) => new ArgumentSyntax(span, null, value, Where: where),
        SetOrExpression,
        Word("where").Then(Expression).OrDefault());

    /// <summary><c>(e, name: e, i in lo..hi, e where c)</c>.</summary>
    public static readonly Parser<Token, EquatableArray<ArgumentSyntax>> Arguments = new ListParser<ArgumentSyntax>(
        Continuing(TokenKind.OpenParen), OneOf(NamedArgument, IndexArgument, PlainArgument), CloseParen, Recovery.ToEndOfArgument);

    /// <summary>The same, or none.</summary>
    public static readonly Parser<Token, EquatableArray<ArgumentSyntax>> OptionalArguments = Arguments.OrDefault();

    /// <summary><c>input: e, input: e</c> after <c>at</c>.</summary>
    public static readonly Parser<Token, EquatableArray<ArgumentSyntax>> NamedValues = Node(
        static (span, name, value) => new ArgumentSyntax(span, name, value),
        Name.Before(Colon),
        Value).SeparatedAtLeastOnce(Comma);

    /// <summary><c>name: type in lo..hi = default</c>.</summary>
    public static readonly Parser<Token, ParameterSyntax> Parameter = new DocumentedParser<ParameterSyntax>(
        Node(
            static (span, name, type, range, value) => new ParameterSyntax(span, name, type, range.Low, range.High, value),
            Name.Before(Colon),
            TypeName,
            Symbol(TokenKind.In).Then(Range).OrDefault(),
            Assign.Then(SetOrValue).OrDefault()),
        static (parameter, documentation) => parameter with { Documentation = documentation });

    /// <summary><c>(parameter, parameter)</c>.</summary>
    public static readonly Parser<Token, EquatableArray<ParameterSyntax>> Parameters = new ListParser<ParameterSyntax>(
        Symbol(TokenKind.OpenParen), Parameter, CloseParen, Recovery.ToEndOfParameter);

    /// <summary>The same, or none.</summary>
    public static readonly Parser<Token, EquatableArray<ParameterSyntax>> OptionalParameters = Parameters.OrDefault();

    /// <summary><c>[x.., e, e]</c>.</summary>
    public static readonly Parser<Token, EquatableArray<ExtentSyntax>> Shape = new ListParser<ExtentSyntax>(
        Symbol(TokenKind.OpenBracket),
        OneOf(
            Try(Node(static (span, name) => new ExtentSyntax(span, new NameSyntax(name.Span, name.Text), true), Name.Before(DotDot))),
            Expression.Select(static value => new ExtentSyntax(value.Span, value, false))),
        CloseBracket,
        Recovery.ToEndOfExtent);

    /// <summary><c>(name, name)</c>.</summary>
    public static readonly Parser<Token, EquatableArray<Identifier>> NamesInParentheses =
        Name.Separated(Comma).Between(Symbol(TokenKind.OpenParen), CloseParen);

    /// <summary><c>i in lo..hi</c> is the index of a sum; without the dots it asks whether i is a member of a set.</summary>
    private static ArgumentSyntax IndexOrMember(Text.TextSpan span, Identifier name, ExpressionSyntax first, ExpressionSyntax? high) => high is null
        ? new ArgumentSyntax(span, null, new InSetSyntax(span, new NameSyntax(name.Span, name.Text), first))
        : new ArgumentSyntax(span, name, first, high);
}
