using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Syntax.Combinators;
using LlmCostDsl.Compiler.Syntax.Lexing;
using static LlmCostDsl.Compiler.Syntax.Combinators.Parser;
using static LlmCostDsl.Compiler.Syntax.Grammar.Nodes;

namespace LlmCostDsl.Compiler.Syntax.Grammar;

/// <summary>Single tokens, and the smallest things made of them.</summary>
internal static class Terminals
{
    public static readonly Parser<Token, Identifier> Name =
        Parser<Token>.Token(static t => t.Kind == TokenKind.Name, "a name").Select(static t => new Identifier(t.Span, t.Text));

    public static readonly Parser<Token, string> QuotedText =
        Parser<Token>.Token(static t => t.Kind == TokenKind.Text, "a text in quotes").Select(static t => Lexer.Unescape(t.Text));

    public static readonly Parser<Token, Token> Comma = Symbol(TokenKind.Comma);

    public static readonly Parser<Token, Token> Colon = Symbol(TokenKind.Colon);

    public static readonly Parser<Token, Token> Assign = Symbol(TokenKind.Assign);

    public static readonly Parser<Token, Token> DotDot = Symbol(TokenKind.DotDot);

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
            Parser<Token>.Token(static t => t.Kind == TokenKind.Number, "a number"),
            Unit.Optional()),
        Parser<Token>.Token(static t => t.Kind == TokenKind.PercentNumber, "a number")
            .Select(static t => new QuantitySyntax(t.Span, Digits(t), true, EquatableArray<Identifier>.Empty)));

    /// <summary>Punctuation or a reserved word.</summary>
    public static Parser<Token, Token> Symbol(TokenKind kind) => Parser<Token>.Token(t => t.Kind == kind, $"'{TokenText.Of(kind)}'");

    /// <summary>Punctuation that goes on with something complete: where it is missing, nothing is.</summary>
    public static Parser<Token, Token> Continuing(TokenKind kind) => Parser<Token>.Token(t => t.Kind == kind, string.Empty);

    /// <summary>A word that is a keyword here, unless what follows makes it a name.</summary>
    public static Parser<Token, Token> Word(string word) =>
        Parser<Token>.Token(t => t.Kind == TokenKind.Name && !t.IsNamed && t.Text == word, $"'{word}'");

    /// <summary>The token after the present one: the second of the grammar's two tokens of look-ahead.</summary>
    public static Token Next(ParseState<Token> state) => state[Math.Min(state.Position + 1, state.Count - 1)];

    private static Parser<Token, Identifier> UnitWord() =>
        Parser<Token>.Token(static t => t.Kind == TokenKind.Unit, string.Empty).Select(static t => new Identifier(t.Span, t.Text));

    private static string Digits(Token number) => number.Text.IndexOf('_') < 0 ? number.Text : number.Text.Replace("_", string.Empty);
}
