using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Syntax.Combinators;
using LlmCostDsl.Compiler.Syntax.Lexing;
using static LlmCostDsl.Compiler.Syntax.Combinators.Parser;
using static LlmCostDsl.Compiler.Syntax.Grammar.Blocks;
using static LlmCostDsl.Compiler.Syntax.Grammar.Forward;
using static LlmCostDsl.Compiler.Syntax.Grammar.Nodes;
using static LlmCostDsl.Compiler.Syntax.Grammar.Terminals;

namespace LlmCostDsl.Compiler.Syntax.Grammar;

/// <summary>What architectures and blocks consist of: nodes and repetition.</summary>
internal static class Architectures
{
    /// <summary>The body of an architecture, a block, or a replacement.</summary>
    public static readonly Parser<Token, EquatableArray<StatementSyntax>> Body = Rec(static () => Block(Statement!));

    private static readonly Parser<Token, StatementSyntax> Repeat = Node(
        // Without its header it is still there, so that what is named in its body stays known.
        static StatementSyntax (span, header, body) => header.HasValue
            ? new RepeatSyntax(span, header.Value.Count, header.Value.Index, header.Value.Carried, body)
            : new RepeatSyntax(span, new MissingSyntax(new(span.Start, 0)), null, EquatableArray<Identifier>.Empty, body),
        Word("repeat").Then(Header(Map(
            static (count, rest) => (Count: count, rest.Index, rest.Carried),
            Value,
            Map(
                static (index, carried) => (Index: index, Carried: carried),
                Word("as").Then(Name).OrDefault(),
                Word("carrying").Then(Names).OrDefault())))),
        Body);

    private static readonly Parser<Token, ExpressionSyntax> InputTensor = Node(
        static ExpressionSyntax (span, shape, width) => new InputTensorSyntax(span, shape, width),
        new InputWordParser().Then(Lists.Shape),
        Statements.Width);

    // Two tokens of look-ahead: `in` alone belongs to an expression.
    private static readonly Parser<Token, Token> InCache =
        Symbol(TokenKind.In).Then(Parser<Token>.Token(static t => t is { Kind: TokenKind.Name, Text: "cache" }, "'cache'"));

    private static readonly Parser<Token, CacheClauseSyntax> CacheClause = OneOf(
        Node(static (span, attributes) => new CacheClauseSyntax(span, false, attributes), InCache.Then(Statements.Assignments.OrDefault())),
        Node(static (span, _) => new CacheClauseSyntax(span, true, default), Symbol(TokenKind.Not).Then(InCache)));

    private static readonly Parser<Token, SharingSyntax> Sharing = Node(
        static (span, target, when) => new SharingSyntax(span, target, when),
        Word("sharing").Then(DottedName),
        Word("when").Then(Value).OrDefault());

    private static readonly Parser<Token, StatementSyntax> NodeStatement = Node(
        static StatementSyntax (span, name, value, cache, sharing, tags) => new NodeSyntax(span, name, value, cache, sharing, tags),
        Name.Before(Assign),
        InputTensor.Or(Value),
        CacheClause.OrDefault(),
        Sharing.OrDefault(),
        Tags);

    private static readonly Parser<Token, StatementSyntax> Statement = OneOf(
        Statements.Weight, Statements.Let, Statements.Require, Repeat, If(Body), NodeStatement);

    /// <summary>The word <c>input</c> before a shape; before anything else it is a name.</summary>
    private sealed class InputWordParser : Parser<Token, TokenKind>
    {
        public override bool TryParse(ParseState<Token> state, out TokenKind result)
        {
            result = state.Current.Kind;
            if (state.Current is not { Kind: TokenKind.Name, Text: "input" } || Next(state).Kind != TokenKind.OpenBracket)
            {
                return false;
            }

            state.Position++;
            return true;
        }
    }
}
