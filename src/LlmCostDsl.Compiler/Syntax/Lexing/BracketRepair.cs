using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Syntax.Lexing;

/// <summary>Tokens whose brackets match.</summary>
/// <param name="Tokens">The tokens, with some inserted and some dropped.</param>
/// <param name="Touched">What was mended: whatever else seems wrong there comes of it.</param>
internal sealed record MatchedTokens(Token[] Tokens, IReadOnlyList<TextSpan> Touched);

/// <summary>
/// Makes every bracket match: a forgotten one is inserted where it most likely belongs, a surplus one is dropped, and each is reported once. The grammar
/// then works on tokens whose brackets always match, so that no mistake reaches further than the statement it stands in.
/// </summary>
internal static class BracketRepair
{
    // After so many mistakes nothing more is reported anyway.
    private const int MostTouched = 1000;

    /// <summary>The tokens with matching brackets; null, with a diagnostic, if they are nested too deep to be told apart.</summary>
    public static MatchedTokens? Repair(TokenList list, SyntaxReports diagnostics)
    {
        var best = new BracketMatching(list, BracketEvidence.Brackets);
        if (best.FindTooDeep() is { } deep)
        {
            diagnostics.Add(deep.TooDeep(TokenContext.MaximumDepth));
            return null;
        }

        // Where braces match, lines and columns mean nothing. Where they do not, they tell which one was forgotten, unless they leave more to mend.
        if (best.IsBraceAmiss)
        {
            best = Better(best, new BracketMatching(list, BracketEvidence.Declarations));
            best = Better(best, new BracketMatching(list, BracketEvidence.Indentation));
        }

        return Apply(list, best, diagnostics);
    }

    private static BracketMatching Better(BracketMatching first, BracketMatching second) =>
        second.FindTooDeep() is null && second.Repairs <= first.Repairs ? second : first;

    private static MatchedTokens Apply(TokenList list, BracketMatching matching, SyntaxReports diagnostics)
    {
        var tokens = list.Tokens;
        var touched = new List<TextSpan>();
        if (matching.Repairs == 0)
        {
            return new MatchedTokens(tokens, touched);
        }

        // Inner brackets were added first and are closed first.
        var order = matching.Insertions.Select((insertion, i) => (insertion.Before, i, insertion.Opening)).ToList();
        order.Sort();
        var result = new List<Token>(tokens.Length + matching.Insertions.Count);
        var next = 0;
        for (var i = 0; i < tokens.Length; i++)
        {
            while (next < order.Count && order[next].Before == i)
            {
                var after = i > 0 ? tokens[i - 1] : tokens[i];
                var opening = order[next].Opening;
                result.Add(opening == BracketMatching.None
                    ? InsertOpening(list.Source, tokens[i], after, diagnostics)
                    : InsertClosing(list.Source, tokens[opening], tokens[i], after, diagnostics));
                if (opening != BracketMatching.None)
                {
                    Touch(touched, tokens, opening, tokens[opening].Kind == TokenKind.OpenBrace ? null : tokens[opening].Span.To(after.Span));
                }

                next++;
            }

            if (matching.Dropped.Contains(i))
            {
                diagnostics.Add(new SourceSpan(list.Source, tokens[i].Span).UnopenedBracket(tokens[i].Text));
                Touch(touched, tokens, i, null);
            }
            else
            {
                result.Add(tokens[i]);
            }
        }

        return new MatchedTokens([.. result], touched);
    }

    private static Token InsertOpening(SourceText source, Token before, Token after, SyntaxReports diagnostics)
    {
        diagnostics.Add(new SourceSpan(source, after.Span).MissingAfter("'{'", after.Text));
        return new Token(TokenKind.OpenBrace, after.End, 0, "{", before.TriviaStart, TokenFlags.Inserted);
    }

    private static Token InsertClosing(SourceText source, Token opening, Token before, Token after, SyntaxReports diagnostics)
    {
        var kind = TokenText.Closing(opening.Kind);
        diagnostics.Add(new SourceSpan(source, opening.Span).UnclosedBracket(opening.Text, TokenText.Of(kind)!, new SourceSpan(source, new TextSpan(after.End, 0))));
        return new Token(kind, after.End, 0, TokenText.Of(kind)!, before.TriviaStart, TokenFlags.Inserted);
    }

    /// <summary>Notes a span, or the line of a token, once.</summary>
    private static void Touch(List<TextSpan> touched, Token[] tokens, int index, TextSpan? span)
    {
        var last = touched.Count == 0 ? default : touched[touched.Count - 1];
        if (touched.Count < MostTouched && (touched.Count == 0 || span is not null || tokens[index].Start < last.Start || tokens[index].Start > last.End))
        {
            touched.Add(span ?? LineOf(tokens, index));
        }
    }

    private static TextSpan LineOf(Token[] tokens, int index)
    {
        var (first, last) = (index, index);
        while (first > 0 && !tokens[first].IsFirstOnLine)
        {
            first--;
        }

        while (last + 1 < tokens.Length && !tokens[last + 1].IsFirstOnLine)
        {
            last++;
        }

        return tokens[first].Span.To(tokens[last].Span);
    }
}
