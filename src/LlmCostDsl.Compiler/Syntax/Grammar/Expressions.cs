using LlmCostDsl.Compiler.Syntax.Combinators;
using LlmCostDsl.Compiler.Syntax.Lexing;
using static LlmCostDsl.Compiler.Syntax.Combinators.Parser;
using static LlmCostDsl.Compiler.Syntax.Grammar.Forward;
using static LlmCostDsl.Compiler.Syntax.Grammar.Nodes;
using static LlmCostDsl.Compiler.Syntax.Grammar.Terminals;

namespace LlmCostDsl.Compiler.Syntax.Grammar;

/// <summary>Operands and conditional expressions; <see cref="Operators"/> has what joins them.</summary>
internal static class Expressions
{
    private const string Label = ExpressionLabel;

    /// <summary><c>{7, 18, 29}</c>.</summary>
    public static readonly Parser<Token, ExpressionSyntax> Set = Node(
        static ExpressionSyntax (span, items) => new SetSyntax(span, items),
        Sum.Separated(Comma).Between(Symbol(TokenKind.OpenBrace), Symbol(TokenKind.CloseBrace)));

    private static readonly Parser<Token, ExpressionSyntax> Parenthesised = Node(
        static (span, _, inner, _) => inner with { Span = span },
        Symbol(TokenKind.OpenParen, Label),
        Value,
        Lists.CloseParen);

    private static readonly Parser<Token, ExpressionSyntax> Operand = OneOf(
        // A word that is given a value on a line of its own begins a statement: the operand before it is missing.
        Parser<Token>.Token(static t => t.Kind == TokenKind.Name && !(t.IsFirstOnLine && t.IsAssigned), Label)
            .Select(static ExpressionSyntax (t) => new NameSyntax(t.Span, t.Text)),
        Quantity.Select(static ExpressionSyntax (q) => q),
        Parenthesised,
        Parser<Token>.Token(static t => t.Kind is TokenKind.True or TokenKind.False, Label)
            .Select(static ExpressionSyntax (t) => new TruthSyntax(t.Span, t.Kind == TokenKind.True)),
        Parser<Token>.Token(static t => t.Kind == TokenKind.Text, Label)
            .Select(static ExpressionSyntax (t) => new TextSyntax(t.Span, Lexer.Unescape(t.Text))));

    private static readonly Parser<Token, ExpressionSyntax> Postfix = new PostfixParser(Operand);

    /// <inheritdoc cref="Forward.Sum"/>
    public static readonly Parser<Token, ExpressionSyntax> Sums = ExpressionParser.Build(Postfix, Operators.Prefix, Operators.Arithmetic, Label);

    private static readonly Parser<Token, ExpressionSyntax> Joined = ExpressionParser.Build(Postfix, Operators.Prefix, Operators.All, Label);

    private static readonly Parser<Token, ExpressionSyntax> Conditional = Node(
        static ExpressionSyntax (span, condition, then, otherwise) => new IfSyntax(span, condition, then, otherwise),
        Symbol(TokenKind.If, Label).Then(Expression),
        Symbol(TokenKind.Then).Then(Expression),
        Symbol(TokenKind.Else).Then(Expression));

    /// <inheritdoc cref="Forward.Expression"/>
    public static readonly Parser<Token, ExpressionSyntax> Any = Conditional.Or(Joined);

    /// <inheritdoc cref="Forward.SetOrExpression"/>
    public static readonly Parser<Token, ExpressionSyntax> AnyOrSet = OneOf(Set, Conditional, Joined);
}
