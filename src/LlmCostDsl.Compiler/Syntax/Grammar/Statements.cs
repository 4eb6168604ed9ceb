using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Syntax.Combinators;
using LlmCostDsl.Compiler.Syntax.Lexing;
using static LlmCostDsl.Compiler.Syntax.Combinators.Parser;
using static LlmCostDsl.Compiler.Syntax.Grammar.Blocks;
using static LlmCostDsl.Compiler.Syntax.Grammar.Forward;
using static LlmCostDsl.Compiler.Syntax.Grammar.Nodes;
using static LlmCostDsl.Compiler.Syntax.Grammar.Terminals;

namespace LlmCostDsl.Compiler.Syntax.Grammar;

/// <summary>Statements that stand in more than one kind of block.</summary>
internal static class Statements
{
    /// <summary><c>let name = e</c>.</summary>
    public static readonly Parser<Token, StatementSyntax> Let = Node(
        static StatementSyntax (span, name, value) => new LetSyntax(span, name, value),
        Word("let").Then(Name),
        Assign.Then(Value));

    /// <summary><c>require c else "…"</c>.</summary>
    public static readonly Parser<Token, StatementSyntax> Require = Node(
        static StatementSyntax (span, condition, otherwise) => new RequireSyntax(span, condition, otherwise),
        Word("require").Then(Value),
        Symbol(TokenKind.Else).Then(QuotedText));

    private static readonly Parser<Token, AssignmentOperator> AssignmentSymbol =
        Parser<Token>.Token(static t => t.Kind.IsAssignment(), "'='").Select(static t => t.Kind switch
        {
            TokenKind.MultiplyAssign => AssignmentOperator.Multiply,
            TokenKind.DivideAssign => AssignmentOperator.Divide,
            TokenKind.AddAssign => AssignmentOperator.Add,
            TokenKind.SubtractAssign => AssignmentOperator.Subtract,
            _ => AssignmentOperator.Set,
        });

    /// <summary><c>name = e</c>, <c>name *= e</c> …</summary>
    public static readonly Parser<Token, AssignmentSyntax> Assignment = Node(
        static (span, name, op, value) => new AssignmentSyntax(span, name, op, value),
        Name,
        AssignmentSymbol,
        Value);

    /// <summary><c>{ name = e … }</c>.</summary>
    public static readonly Parser<Token, EquatableArray<AssignmentSyntax>> Assignments = Braces(
        new DocumentedParser<AssignmentSyntax>(Assignment.Labelled("a statement"), static (a, documentation) => a with { Documentation = documentation }));

    /// <summary><c>of e</c> after a shape: the width of an element.</summary>
    public static readonly Parser<Token, ExpressionSyntax?> Width = Word("of").Then(Value).OrDefault();

    private static readonly Parser<Token, EquatableArray<FlowSyntax>> Flows = OneOf(
        Word("nothing").ThenReturn(EquatableArray<FlowSyntax>.Empty),
        Node(
            static (span, tensor, factor) => new FlowSyntax(span, tensor, factor),
            DottedName,
            Symbol(TokenKind.Star).Then(Value).OrDefault()).SeparatedAtLeastOnce(Comma));

    private static readonly Parser<Token, StatementSyntax> Reads = Node(
        static StatementSyntax (span, flows) => new FlowsSyntax(span, true, flows), Word("reads").Then(Flows));

    private static readonly Parser<Token, StatementSyntax> Writes = Node(
        static StatementSyntax (span, flows) => new FlowsSyntax(span, false, flows), Word("writes").Then(Flows));

    /// <summary>What may be said of costs and attributes, in operators and in rules.</summary>
    public static readonly Parser<Token, StatementSyntax> Cost = OneOf(
        Reads, Writes, Let, Require, Assignment.Select(static StatementSyntax (a) => a));

    /// <summary><c>weight name: [shape] of e { … }</c>.</summary>
    public static readonly Parser<Token, StatementSyntax> Weight = Store("weight", isCache: false);

    /// <summary><c>cache name: [shape] of e { … }</c>.</summary>
    public static readonly Parser<Token, StatementSyntax> Cache = Store("cache", isCache: true);

    private static readonly Parser<Token, StatementSyntax> Result = Node(
        static StatementSyntax (span, name, shape, width, view, attributes) => new ResultSyntax(span, name, shape, width, view, attributes),
        Word("result").Then(Name.Before(Colon).OrDefault()),
        Lists.Shape,
        Width,
        Word("view").Then(Name).OrDefault(),
        Assignments.OrDefault());

    /// <summary>The body of an operator.</summary>
    public static readonly Parser<Token, EquatableArray<StatementSyntax>> OperatorBody = Block(
        OneOf(Weight, Cache, Result, If(Rec(static () => OperatorBody!)), Cost));

    /// <summary>Costs in braces.</summary>
    public static readonly Parser<Token, EquatableArray<StatementSyntax>> CostBlock = Block(Cost);

    private static Parser<Token, StatementSyntax> Store(string word, bool isCache) => Node(
        (span, name, shape, width, attributes) => (StatementSyntax)new StoreSyntax(span, isCache, name, shape, width, attributes),
        Word(word).Then(Name),
        Colon.Then(Lists.Shape),
        Width,
        Assignments.OrDefault());
}
