using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Syntax.Combinators;
using LlmCostDsl.Compiler.Syntax.Lexing;
using static LlmCostDsl.Compiler.Syntax.Combinators.Parser;
using static LlmCostDsl.Compiler.Syntax.Grammar.Blocks;
using static LlmCostDsl.Compiler.Syntax.Grammar.Forward;
using static LlmCostDsl.Compiler.Syntax.Grammar.Nodes;
using static LlmCostDsl.Compiler.Syntax.Grammar.Terminals;

namespace LlmCostDsl.Compiler.Syntax.Grammar;

/// <summary>How files that describe checkpoints fill parameters.</summary>
internal static class Configs
{
    private static readonly Parser<Token, EquatableArray<ExpressionSyntax>> Alternatives = SetOrValue.SeparatedAtLeastOnce(Symbol(TokenKind.Else));

    private static readonly Parser<Token, KeyPatternSyntax> Pattern = Node(static (span, text) => new KeyPatternSyntax(span, text), QuotedText);

    private static readonly Parser<Token, KeyPatternSyntax> Key = Pattern.Or(
        DottedName.Select(static path => new KeyPatternSyntax(path.Span, path.Text)));

    private static readonly Parser<Token, StatementSyntax> Let = Node(
        static StatementSyntax (span, name, alternatives) => new FillSyntax(span, true, name, alternatives),
        Word("let").Then(Name),
        Assign.Then(Alternatives));

    private static readonly Parser<Token, StatementSyntax> Fill = Node(
        static StatementSyntax (span, name, alternatives) => new FillSyntax(span, false, name, alternatives),
        Name.Before(Assign),
        Alternatives);

    private static readonly Parser<Token, StatementSyntax> Title = Node(
        static StatementSyntax (span, alternatives) => new KeyTitleSyntax(span, alternatives), Word("title").Then(Alternatives));

    private static readonly Parser<Token, StatementSyntax> Ignore = Node(
        static StatementSyntax (span, keys) => new IgnoreSyntax(span, keys), Word("ignore").Then(Key.SeparatedAtLeastOnce(Comma)));

    private static readonly Parser<Token, StatementSyntax> Assume = Node(
        static StatementSyntax (span, condition, otherwise) => new AssumeSyntax(span, condition, otherwise),
        Word("assume").Then(Value),
        Symbol(TokenKind.Else).Then(QuotedText));

    private static readonly Parser<Token, StatementSyntax> Apply = Node(
        static StatementSyntax (span, apply, tensors) => tensors.IsEmpty ? apply : new ApplyToSyntax(span, (ApplySyntax)apply, tensors),
        Schedules.Apply,
        Word("to").Then(Pattern.SeparatedAtLeastOnce(Comma)).OrDefault());

    private static readonly Parser<Token, EquatableArray<StatementSyntax>> Body = Block(OneOf(
        Let, Title, Ignore, Assume, Statements.Require, Apply, Schedules.Expect, Fill));

    /// <summary><c>config Name : Base for Architecture when c under e { … }</c>.</summary>
    public static readonly Parser<Token, DeclarationSyntax?> Declaration = Blocks.Declaration(
        "config",
        Map(
            static (names, rest) => (names.Name, names.Base, rest.Architecture, rest.When, rest.Under),
            Map(static (name, path) => (Name: name, Base: path), Name, Colon.Then(DottedName).OrDefault()),
            Map(
                static (architecture, conditions) => (Architecture: architecture, conditions.When, conditions.Under),
                Word("for").Then(DottedName).OrDefault(),
                Map(static (when, under) => (When: when, Under: under), Word("when").Then(Value).OrDefault(), Word("under").Then(Value).OrDefault()))),
        Body,
        static (span, header, body) => new ConfigSyntax(span, header.Name, header.Base, header.Architecture, header.When, header.Under, body));
}
