using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Syntax.Combinators;
using LlmCostDsl.Compiler.Syntax.Lexing;
using static LlmCostDsl.Compiler.Syntax.Combinators.Parser;
using static LlmCostDsl.Compiler.Syntax.Grammar.Blocks;
using static LlmCostDsl.Compiler.Syntax.Grammar.Forward;
using static LlmCostDsl.Compiler.Syntax.Grammar.Nodes;
using static LlmCostDsl.Compiler.Syntax.Grammar.Terminals;

namespace LlmCostDsl.Compiler.Syntax.Grammar;

/// <summary>The rules of a transform.</summary>
internal static class Rules
{
    /// <summary>The body of a transform.</summary>
    public static readonly Parser<Token, EquatableArray<StatementSyntax>> Body = Rec(static () => Block(Rule!));

    private static readonly Parser<Token, ExpressionSyntax?> Where = Word("where").Then(Value).OrDefault();

    private static readonly Parser<Token, EquatableArray<PatternNodeSyntax>> Pattern = Braces(
        Node(
            static (span, name, at, op, captures) => new PatternNodeSyntax(span, name, at.HasValue, op, captures),
            Name.Before(Assign),
            Symbol(TokenKind.At).Optional(),
            Name.Labelled("an operator, '@tag' or 'any'"),
            Lists.NamesInParentheses).Labelled("a line of the pattern"));

    private static readonly Parser<Token, StatementSyntax> Set = Node(
        static StatementSyntax (span, name, value) => new SetRuleSyntax(span, name, value),
        Word("set").Then(Name),
        Assign.Then(SetOrValue));

    private static readonly Parser<Token, StatementSyntax> Become = Node(
        static StatementSyntax (span, model) => new BecomeRuleSyntax(span, model),
        Word("become").Then(DottedName));

    private static readonly Parser<Token, StatementSyntax> Every = Node(
        static StatementSyntax (span, subject, where, body) => new EveryRuleSyntax(span, subject, where, body),
        Word("every").Then(Name),
        Where,
        Statements.CostBlock);

    private static readonly Parser<Token, StatementSyntax> Fuse = Node(
        static StatementSyntax (span, pattern, where, into, tags, body) => new FuseRuleSyntax(span, pattern, where, into, tags, body),
        Word("fuse").Then(Pattern),
        Where,
        Word("into").Then(Name),
        Tags,
        Statements.CostBlock.OrDefault());

    private static readonly Parser<Token, StatementSyntax> Replace = Node(
        static StatementSyntax (span, pattern, where, body) => new ReplaceRuleSyntax(span, pattern, where, body),
        Word("replace").Then(Pattern),
        Where,
        Word("with").Then(Architectures.Body));

    private static readonly Parser<Token, StatementSyntax> Rule = OneOf(
        Statements.Require,
        Statements.Let,
        Schedules.Apply,
        If(Body),
        Set,
        Become,
        Every,
        Fuse,
        Replace,
        Override("schedule", isTiming: false),
        Override("timing", isTiming: true));

    private static Parser<Token, StatementSyntax> Override(string word, bool isTiming) => Node(
        (span, target, body) => (StatementSyntax)new OverrideRuleSyntax(span, isTiming, target, body),
        Word(word).Then(DottedName),
        Schedules.Definitions);
}
