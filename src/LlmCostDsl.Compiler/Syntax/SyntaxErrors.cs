using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Syntax.Combinators;
using LlmCostDsl.Compiler.Syntax.Grammar;
using LlmCostDsl.Compiler.Syntax.Lexing;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Syntax;

/// <summary>Says in the reader's terms why a parser failed.</summary>
internal sealed class SyntaxErrors(SourceText source, Token[] tokens)
{
    private const string Statement = "a statement";
    private const string Declaration = "a declaration";
    private const string Expression = "an expression";

    /// <summary>The diagnostic for an error; null if the lexer has spoken already.</summary>
    public Diagnostic? Explain(ParseError<Token> error)
    {
        var token = tokens[error.Position];
        var before = error.Position > 0 ? tokens[error.Position - 1] : token;
        if (token.Kind == TokenKind.Bad || token.IsInserted)
        {
            return null;
        }

        return ExplainUnit(error.Position)
            ?? ExplainOperator(error, token, before)
            ?? ExplainWord(error, token, before)
            ?? ExplainMissing(error, token, before)
            ?? At(token).ExpectedToken(Wanted(error), Describe(token));
    }

    private SourceSpan At(Token token) => new(source, token.Span);

    /// <summary><c>4 GBps</c>, and <c>w = 1 b = 2</c> where b was meant to be a name.</summary>
    private Diagnostic? ExplainUnit(int index)
    {
        for (var i = index; i >= Math.Max(1, index - 1); i--)
        {
            if (tokens[i] is { Kind: TokenKind.Name, IsFirstOnLine: false } && tokens[i - 1].Kind is TokenKind.Number or TokenKind.Per
                && !Recovery.IsClauseWord(tokens[i]) && !tokens[i].IsNamed)
            {
                return At(tokens[i]).UnknownUnit(tokens[i].Text, SuggestUnit(tokens[i].Text));
            }
        }

        return tokens[index].Kind.IsAssignment() && index > 0 && tokens[index - 1].Kind == TokenKind.Unit
            ? At(tokens[index - 1]).NameTakenAsUnit(tokens[index - 1].Text)
            : null;
    }

    private Diagnostic? ExplainOperator(ParseError<Token> error, Token token, Token before)
    {
        if (error.Expected.Contains(Expression))
        {
            return null;
        }

        if (token.Kind.IsComparison() && before.Kind.EndsOperand())
        {
            return At(token).ChainedComparison(token.Text);
        }

        if (token.Kind == TokenKind.Assign && error.Expected.Contains("'then'"))
        {
            return At(token).AssignmentInExpression();
        }

        if (token.Kind != TokenKind.Assign || token.Depth == 0)
        {
            return null;
        }

        return Enclosing(error.Position) is TokenKind.OpenParen && before.Kind == TokenKind.Name && error.Position > 1
            && tokens[error.Position - 2].Kind is TokenKind.OpenParen or TokenKind.Comma
            ? At(token).ArgumentAssigned(before.Text)
            : before.Kind.EndsOperand() ? At(token).AssignmentInExpression() : null;
    }

    private Diagnostic? ExplainWord(ParseError<Token> error, Token token, Token before)
    {
        if (token.Kind.IsReserved() && error.Expected.Contains("a name"))
        {
            return At(token).ReservedWord(token.Text);
        }

        var what = error.Expected.Contains(Declaration) ? "declaration" : "statement";
        if (token.Kind == TokenKind.Name && !token.IsNamed && (error.Expected.Contains(Statement) || error.Expected.Contains(Declaration)))
        {
            return UnknownWord(token, what);
        }

        // `wieght w: …`: the word was taken for a name that is to be given a value.
        return error.Expected.Contains("'='") && before.Kind == TokenKind.Name && error.Position - 1 == error.Start && !token.Kind.IsComparison()
            ? UnknownWord(before, what)
            : null;
    }

    private Diagnostic UnknownWord(Token word, string what)
    {
        var words = what == "declaration" ? Words.Declarations : Words.Statements;
        return At(word).UnknownStatement(word.Text, what, Spelling.Suggest(word.Text, words.OrderBy(static w => w, StringComparer.Ordinal)));
    }

    /// <summary>Where the reader stopped writing: the next line is not to blame.</summary>
    private Diagnostic? ExplainMissing(ParseError<Token> error, Token token, Token before)
    {
        var stopped = token.IsFirstOnLine || token.Kind == TokenKind.End || token.Kind.IsClosing();
        return error.Position > 0 && stopped && !error.Expected.Contains(Statement) && !error.Expected.Contains(Declaration)
            ? At(before).MissingAfter(Wanted(error), before.Text)
            : null;
    }

    /// <summary>Rates are written with a slash: GBps is GB/s, TFLOPS is TFLOP/s.</summary>
    private static string? SuggestUnit(string word)
    {
        foreach (var ending in new[] { "ps", "S" })
        {
            var quantity = word.Substring(0, Math.Max(0, word.Length - ending.Length));
            if (word.EndsWith(ending, StringComparison.Ordinal) && TokenText.IsUnit(quantity))
            {
                return quantity + "/s";
            }
        }

        return Spelling.Suggest(word, TokenText.Units());
    }

    private static string Wanted(ParseError<Token> error)
    {
        foreach (var general in new[] { Statement, Declaration, Expression })
        {
            if (error.Expected.Contains(general))
            {
                return general;
            }
        }

        return error.Expected.Count == 0 ? "something else" : error.RenderExpected();
    }

    private TokenKind Enclosing(int index)
    {
        var depth = tokens[index].Depth;
        for (var i = index - 1; i >= 0; i--)
        {
            if (tokens[i].Depth < depth)
            {
                return tokens[i].Kind;
            }
        }

        return TokenKind.End;
    }

    private static string Describe(Token token) => token.Kind switch
    {
        TokenKind.End => "the end of the file",
        TokenKind.Text => "a text",
        TokenKind.PercentNumber => SyntaxDiagnostics.Quote(token.Text + "%"),
        _ => SyntaxDiagnostics.Quote(token.Text),
    };
}
