using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Syntax.Combinators;
using LlmCostDsl.Compiler.Syntax.Lexing;
using LlmCostDsl.Compiler.Text;
using static LlmCostDsl.Compiler.Syntax.Combinators.Parser;
using static LlmCostDsl.Compiler.Syntax.Grammar.Nodes;
using static LlmCostDsl.Compiler.Syntax.Grammar.Terminals;

namespace LlmCostDsl.Compiler.Syntax.Grammar;

/// <summary>Statements in braces. A statement that cannot be read is reported and left out; the next one is read as if nothing had been.</summary>
internal static class Blocks
{
    /// <summary><c>{ statement statement }</c>.</summary>
    public static Parser<Token, EquatableArray<StatementSyntax>> Block(Parser<Token, StatementSyntax> statement) => Braces(
        new DocumentedParser<StatementSyntax>(statement.Labelled("a statement"), static (s, documentation) => s with { Documentation = documentation }));

    /// <summary><c>{ item item }</c>, for items that carry no documentation.</summary>
    public static Parser<Token, EquatableArray<T>> Braces<T>(Parser<Token, T> item)
        where T : class => Symbol(TokenKind.OpenBrace).Then(Nullable(item).RecoverWith(Recovery.ToNextStatement<T>).Until(Symbol(TokenKind.CloseBrace)).Select(WithoutNulls));

    /// <summary><c>if c { … } else if c { … } else { … }</c>.</summary>
    public static Parser<Token, StatementSyntax> If(Parser<Token, EquatableArray<StatementSyntax>> block)
    {
        Parser<Token, StatementSyntax>? self = null;
        var otherwise = OneOf(block, Rec(() => self!).Select(static nested => EquatableArray.Of(nested)));
        return self = Node(
            static StatementSyntax (span, condition, then, otherwise) => new IfStatementSyntax(span, condition, then, otherwise),
            Symbol(TokenKind.If).Then(Forward.Value),
            block,
            Symbol(TokenKind.Else).Then(otherwise).OrDefault());
    }

    /// <summary>
    /// A declaration with a body. A mistake in the header does not hide those in the body; the declaration is then left out of the tree.
    /// </summary>
    public static Parser<Token, DeclarationSyntax?> Declaration<THeader>(
        string word,
        Parser<Token, THeader> header,
        Parser<Token, EquatableArray<StatementSyntax>> body,
        Func<TextSpan, THeader, EquatableArray<StatementSyntax>, DeclarationSyntax> make) => Node(
        (span, found, statements) => found.HasValue ? make(span, found.Value, statements) : null,
        Word(word).Then(Header(header)),
        body);

    /// <summary>What stands before a body; none, where it could not be read but the body can.</summary>
    public static Parser<Token, Maybe<T>> Header<T>(Parser<Token, T> header) =>
        header.Before(Lookahead(Symbol(TokenKind.OpenBrace))).Select(static h => new Maybe<T>(true, h)).RecoverWith(Recovery.ToBody<T>);

    /// <summary>Drops what could not be read.</summary>
    public static EquatableArray<T> WithoutNulls<T>(EquatableArray<T?> items)
        where T : class
    {
        var kept = new List<T>(items.Count);
        foreach (var item in items)
        {
            if (item is not null)
            {
                kept.Add(item);
            }
        }

        return new EquatableArray<T>([.. kept]);
    }

    // A parser of T is one of T?; only the type system has to be told.
    public static Parser<Token, T?> Nullable<T>(Parser<Token, T> parser)
        where T : class => parser!;
}
