using LlmCostDsl.Compiler.Syntax.Combinators;
using LlmCostDsl.Compiler.Syntax.Lexing;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Syntax.Grammar;

/// <summary>
/// Where to go on after a mistake. Brackets always match here (see <see cref="BracketRepair"/>), so the depth of a token tells what it belongs to.
/// </summary>
internal static class Recovery
{
    /// <summary>Skips the rest of an expression.</summary>
    public static Parser<Token, ExpressionSyntax> ToEndOfValue(ParseError<Token> error) =>
        new SkipParser<ExpressionSyntax>(error.Start, EndsValue, static span => new MissingSyntax(span));

    public static Parser<Token, ArgumentSyntax?> ToEndOfArgument(ParseError<Token> error) =>
        new SkipParser<ArgumentSyntax?>(error.Start, EndsItem, static span => new ArgumentSyntax(span, null, new MissingSyntax(span)));

    public static Parser<Token, ExtentSyntax?> ToEndOfExtent(ParseError<Token> error) =>
        new SkipParser<ExtentSyntax?>(error.Start, EndsItem, static span => new ExtentSyntax(span, new MissingSyntax(span), false));

    public static Parser<Token, ParameterSyntax?> ToEndOfParameter(ParseError<Token> error) =>
        new SkipParser<ParameterSyntax?>(error.Start, EndsItem, static _ => null);

    /// <summary>Skips to the bracket that closes the innermost open one, and takes it.</summary>
    public static Parser<Token, TokenKind> ToClosingBracket(ParseError<Token> error) => new ClosingBracketParser();

    /// <summary>Skips to the next statement of the same block or to the block's end.</summary>
    public static Parser<Token, T?> ToNextStatement<T>(ParseError<Token> error)
        where T : class => new SkipParser<T?>(error.Start, IsStatementStart, static _ => null, atLeastOne: true);

    /// <summary>Skips to the next declaration.</summary>
    public static Parser<Token, DeclarationSyntax?> ToNextDeclaration(ParseError<Token> error) =>
        new SkipParser<DeclarationSyntax?>(error.Start, IsDeclarationStart, static _ => null, atLeastOne: true);

    /// <summary>Skips the rest of a header to the body; fails if there is none.</summary>
    public static Parser<Token, Maybe<T>> ToBody<T>(ParseError<Token> error) => new SkipParser<Maybe<T>>(
        error.Start,
        static (state, i) => IsBody(state, i) || (state[i].Depth == 0 ? IsDeclarationStart(state, i) : IsStatementStart(state, i)),
        static _ => default,
        until: TokenKind.OpenBrace);

    /// <summary>Whether a declaration begins with a token.</summary>
    public static bool IsDeclarationStart(ParseState<Token> state, int index) =>
        BeginsLineOrFollowsOperand(state, index) && IsDeclarationWord(state[index]) && state[Math.Min(index + 1, state.Count - 1)].Kind == TokenKind.Name;

    public static bool IsDeclarationWord(Token token) => token is { Kind: TokenKind.Name, IsNamed: false } && Words.Declarations.Contains(token.Text);

    /// <summary>Whether a word goes on with the statement before it rather than beginning one.</summary>
    public static bool IsClauseWord(Token token) => token is { Kind: TokenKind.Name, IsNamed: false } && Words.Clauses.Contains(token.Text);

    /// <summary>Whether a statement begins with a token, as far as that can be told without knowing the block.</summary>
    private static bool IsStatementStart(ParseState<Token> state, int index)
    {
        var token = state[index];
        if (token.Kind is not (TokenKind.Name or TokenKind.If) || !BeginsLineOrFollowsOperand(state, index))
        {
            return false;
        }

        return token.IsAssigned
            || (!IsClauseWord(token) && token.IsFirstOnLine && !state[index - 1].Kind.NeedsOperand())
            || (token.Kind == TokenKind.Name && !token.IsNamed && Words.Statements.Contains(token.Text));
    }

    private static bool EndsValue(ParseState<Token> state, int index) =>
        state[index].Kind == TokenKind.Comma || IsClauseWord(state[index]) || IsBody(state, index) || IsStatementStart(state, index);

    private static bool EndsItem(ParseState<Token> state, int index) => state[index].Kind == TokenKind.Comma;

    // A brace after these opens a set.
    private static bool IsBody(ParseState<Token> state, int index) => state[index].Kind == TokenKind.OpenBrace
        && state[index - 1].Kind is not (TokenKind.In or TokenKind.Assign or TokenKind.OpenParen or TokenKind.Comma or TokenKind.Colon);

    private static bool BeginsLineOrFollowsOperand(ParseState<Token> state, int index) =>
        index > 0 && (state[index].IsFirstOnLine || state[index - 1].Kind.EndsOperand());

    /// <summary>Skips tokens while they are as deep as the first one, or deeper, and do not satisfy a condition.</summary>
    private sealed class SkipParser<T>(
        int start, Func<ParseState<Token>, int, bool> stop, Func<TextSpan, T> make, bool atLeastOne = false, TokenKind until = TokenKind.End)
        : Parser<Token, T>
    {
        public override bool TryParse(ParseState<Token> state, out T result)
        {
            var depth = state[start].Depth;
            if (atLeastOne && state.Position == start)
            {
                state.Position++;
            }

            while (state.Current.Kind != TokenKind.End && state.Current.Depth >= depth
                && !(state.Position == start && state.Current.Kind.IsClosing())
                && !(state.Current.Depth == depth && stop(state, state.Position)))
            {
                state.Position++;
            }

            result = make(SkippedFrom(state, start));
            return until == TokenKind.End || state.Current.Kind == until;
        }

        // Where nothing was skipped, something is missing after the token before.
        private static TextSpan SkippedFrom(ParseState<Token> state, int start) => state.Position > start
            ? TextSpan.FromBounds(state[start].Start, state[state.Position - 1].End)
            : new TextSpan(start > 0 ? state[start - 1].End : 0, 0);
    }

    private sealed class ClosingBracketParser : Parser<Token, TokenKind>
    {
        public override bool TryParse(ParseState<Token> state, out TokenKind result)
        {
            // Skips whole pairs of brackets until one closes that was not opened here.
            var open = 0;
            while (state.Current.Kind != TokenKind.End && !(state.Current.Kind.IsClosing() && open == 0))
            {
                open += state.Current.Kind.IsOpening() ? 1 : state.Current.Kind.IsClosing() ? -1 : 0;
                state.Position++;
            }

            result = state.Current.Kind;
            if (!result.IsClosing())
            {
                return false;
            }

            state.Position++;
            return true;
        }
    }
}
