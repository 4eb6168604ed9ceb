using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Syntax.Combinators;
using LlmCostDsl.Compiler.Syntax.Lexing;
using static LlmCostDsl.Compiler.Syntax.Combinators.Parser;
using static LlmCostDsl.Compiler.Syntax.Grammar.Nodes;

namespace LlmCostDsl.Compiler.Syntax.Grammar;

/// <summary>Single tokens, and the smallest things made of them.</summary>
internal static class Terminals
{
    /// <summary>What an operand is called when it is missing.</summary>
    public const string ExpressionLabel = "an expression";

    public static readonly Parser<Token, Identifier> Name =
        Parser<Token>.Token(static t => t.Kind == TokenKind.Name, "a name").Select(static t => new Identifier(t.Span, t.Text));

    public static readonly Parser<Token, string> QuotedText =
        Parser<Token>.Token(static t => t.Kind == TokenKind.Text, "a text in quotes").Select(static t => Lexer.Unescape(t.Text));

    public static readonly Parser<Token, TokenKind> Comma = Symbol(TokenKind.Comma);

    public static readonly Parser<Token, TokenKind> Colon = Symbol(TokenKind.Colon);

    public static readonly Parser<Token, TokenKind> Assign = Symbol(TokenKind.Assign);

    public static readonly Parser<Token, TokenKind> DotDot = Symbol(TokenKind.DotDot);

    public static readonly Parser<Token, EquatableArray<Identifier>> Names = Name.SeparatedAtLeastOnce(Comma);

    public static readonly Parser<Token, PathSyntax> DottedName = Node(
        static (span, parts) => new PathSyntax(span, parts),
        Name.SeparatedAtLeastOnce(Continuing(TokenKind.Dot)));

    public static readonly Parser<Token, TypeSyntax> TypeName = Node(
        static (span, parts) => new TypeSyntax(span, parts),
        Name.Labelled("a type").SeparatedAtLeastOnce(Continuing(TokenKind.Slash)));

    public static readonly Parser<Token, EquatableArray<Identifier>> Tags = Continuing(TokenKind.At).Then(Name.Labelled("a tag")).Many();

    private static readonly Parser<Token, EquatableArray<Identifier>> Unit = Map(
        static (unit, divisor) => divisor is null ? EquatableArray.Of(unit) : EquatableArray.Of(unit, divisor),
        UnitWord(),
        Continuing(TokenKind.Per).Then(UnitWord()).OrDefault());

    public static readonly Parser<Token, QuantitySyntax> Quantity = OneOf(
        Node(
            static (span, number, unit) => new QuantitySyntax(span, Digits(number), false, unit.GetValueOrDefault()),
            Parser<Token>.Token(static t => t.Kind == TokenKind.Number, ExpressionLabel),
            Unit.Optional()),
        Parser<Token>.Token(static t => t.Kind == TokenKind.PercentNumber, ExpressionLabel)
            .Select(static t => new QuantitySyntax(t.Span, Digits(t), true, EquatableArray<Identifier>.Empty)));

    /// <summary>Punctuation or a reserved word. Its value is its kind and not the token, which would make the frames of sequences large.</summary>
    public static Parser<Token, TokenKind> Symbol(TokenKind kind) => Symbol(kind, $"'{TokenText.Of(kind)}'");

    /// <summary>The same under a name of its own.</summary>
    public static Parser<Token, TokenKind> Symbol(TokenKind kind, string label) => Parser<Token>.Token(t => t.Kind == kind, label).Select(static t => t.Kind);

    /// <summary>Punctuation that goes on with something complete: where it is missing, nothing is.</summary>
    public static Parser<Token, TokenKind> Continuing(TokenKind kind) => Symbol(kind, string.Empty);

    /// <summary>A word that is a keyword here, unless what follows makes it a name.</summary>
    public static Parser<Token, TokenKind> Word(string word) =>
        Parser<Token>.Token(t => t.Kind == TokenKind.Name && !t.IsNamed && t.Text == word, $"'{word}'").Select(static t => t.Kind);

    /// <summary>The token after the present one: the second of the grammar's two tokens of look-ahead.</summary>
    public static Token Next(ParseState<Token> state) => state[Math.Min(state.Position + 1, state.Count - 1)];

    private static Parser<Token, Identifier> UnitWord() =>
        Parser<Token>.Token(static t => t.Kind == TokenKind.Unit, string.Empty).Select(static t => new Identifier(t.Span, t.Text));

    private static string Digits(Token number) => number.Text.IndexOf('_') < 0 ? number.Text : number.Text.Replace("_", string.Empty);
}
