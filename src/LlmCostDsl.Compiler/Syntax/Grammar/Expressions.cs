using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Syntax.Combinators;
using LlmCostDsl.Compiler.Syntax.Lexing;
using static LlmCostDsl.Compiler.Syntax.Combinators.Parser;
using static LlmCostDsl.Compiler.Syntax.Grammar.Nodes;
using static LlmCostDsl.Compiler.Syntax.Grammar.Terminals;

namespace LlmCostDsl.Compiler.Syntax.Grammar;

/// <summary>Operands and conditional expressions; <see cref="Operators"/> has what joins them.</summary>
internal static class Expressions
{
    private const string Label = "an expression";

    /// <summary>Any expression.</summary>
    public static readonly Parser<Token, ExpressionSyntax> Expression = Rec(static () => Any!);

    /// <summary>An expression without conditions and comparisons at its top: a bound of a range.</summary>
    public static readonly Parser<Token, ExpressionSyntax> Sum = Rec(static () => Sums!);

    /// <summary>An expression whose mistakes stay its own: what cannot be read becomes a <see cref="MissingSyntax"/>.</summary>
    public static readonly Parser<Token, ExpressionSyntax> Value = Expression.RecoverWith(Recovery.ToEndOfValue);

    /// <summary><c>{7, 18, 29}</c>.</summary>
    public static readonly Parser<Token, ExpressionSyntax> Set = Node(
        static ExpressionSyntax (span, items) => new SetSyntax(span, items),
        Sum.Separated(Comma).Between(Symbol(TokenKind.OpenBrace), Symbol(TokenKind.CloseBrace)));

    /// <summary>An expression, or a set where one may stand: defaults and arguments.</summary>
    public static readonly Parser<Token, ExpressionSyntax> SetOrExpression = Set.Or(Expression);

    private static readonly Parser<Token, ExpressionSyntax> Parenthesised = Node(
        static (span, inner) => inner with { Span = span },
        Value.Between(Symbol(TokenKind.OpenParen), Lists.CloseParen));

    private static readonly Parser<Token, ExpressionSyntax> Operand = OneOf(
        // A word that is given a value on a line of its own begins a statement: the operand before it is missing.
        Parser<Token>.Token(static t => t.Kind == TokenKind.Name && !(t.IsFirstOnLine && t.IsAssigned), Label)
            .Select(static ExpressionSyntax (t) => new NameSyntax(t.Span, t.Text)),
        Quantity.Select(static ExpressionSyntax (q) => q),
        Parenthesised,
        Parser<Token>.Token(static t => t.Kind is TokenKind.True or TokenKind.False, Label)
            .Select(static ExpressionSyntax (t) => new TruthSyntax(t.Span, t.Kind == TokenKind.True)),
        Parser<Token>.Token(static t => t.Kind == TokenKind.Text, Label)
            .Select(static ExpressionSyntax (t) => new TextSyntax(t.Span, Lexer.Unescape(t.Text)))).Labelled(Label);

    private static readonly Parser<Token, Suffix> AnySuffix = OneOf(
        Node(
            static (span, member) => new Suffix(span, Member: member),
            Symbol(TokenKind.Dot).Then(Name)),
        Node(
            static (span, arguments) => new Suffix(span, Arguments: arguments),
            Lists.Arguments),
        Node(
            static (span, index, member) => new Suffix(span, Index: index, Member: member),
            Value.Between(Symbol(TokenKind.OpenBracket), Lists.CloseBracket),
            Symbol(TokenKind.Dot).Then(Name)));

    private static readonly Parser<Token, ExpressionSyntax> Postfix = Operand.Fold(AnySuffix, static (target, suffix) => suffix.On(target));

    private static readonly Parser<Token, ExpressionSyntax> Sums = ExpressionParser.Build(Postfix, Operators.Prefix, Operators.Arithmetic, Label);

    private static readonly Parser<Token, ExpressionSyntax> Joined = ExpressionParser.Build(Postfix, Operators.Prefix, Operators.All, Label);

    private static readonly Parser<Token, ExpressionSyntax> Conditional = Node(
        static ExpressionSyntax (span, condition, then, otherwise) => new IfSyntax(span, condition, then, otherwise),
        Parser<Token>.Token(static t => t.Kind == TokenKind.If, Label).Then(Expression),
        Symbol(TokenKind.Then).Then(Expression),
        Symbol(TokenKind.Else).Then(Expression));

    private static readonly Parser<Token, ExpressionSyntax> Any = Conditional.Or(Joined);

    /// <summary>What may follow an operand: a member, arguments, or an index and a member.</summary>
    private readonly record struct Suffix(
        Text.TextSpan Span, Identifier? Member = null, EquatableArray<ArgumentSyntax> Arguments = default, ExpressionSyntax? Index = null)
    {
        public ExpressionSyntax On(ExpressionSyntax target)
        {
            var span = target.Span.To(Span);
            return this switch
            {
                { Index: { } index, Member: { } member } => new IterationSyntax(span, target, index, member),
                { Member: { } member } => new MemberSyntax(span, target, member),
                _ => new CallSyntax(span, target, Arguments),
            };
        }
    }
}
