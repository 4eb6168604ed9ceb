using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Syntax.Lexing;

/// <summary>
/// Makes every bracket match: a forgotten one is inserted where it most likely belongs, a surplus one is dropped, and each is reported once. The grammar
/// then works on tokens whose brackets always match, so that no mistake reaches further than the statement it stands in.
/// </summary>
internal sealed class BracketRepair
{
    private readonly TokenList list;
    private readonly SyntaxReports diagnostics;
    private readonly bool declarationsClose;
    private readonly List<int> open = [];
    private readonly List<(int Before, int Opening)> insertions = [];
    private readonly HashSet<int> dropped = [];

    private BracketRepair(TokenList list, SyntaxReports diagnostics, bool declarationsClose)
    {
        this.list = list;
        this.diagnostics = diagnostics;
        this.declarationsClose = declarationsClose;
    }

    /// <summary>The tokens with matching brackets; null, with a diagnostic, if they are nested too deep to be told apart.</summary>
    public static Token[]? Repair(TokenList list, SyntaxReports diagnostics)
    {
        // Where braces match, indentation means nothing. Where they do not, a declaration at the left margin tells which one was forgotten.
        var plain = new BracketRepair(list, diagnostics, declarationsClose: false);
        if (!plain.TryMatch())
        {
            return null;
        }

        if (plain.insertions.Exists(i => list.Tokens[i.Opening].Kind == TokenKind.OpenBrace))
        {
            plain = new BracketRepair(list, diagnostics, declarationsClose: true);
            plain.TryMatch();
        }

        return plain.Apply();
    }

    private bool TryMatch()
    {
        var tokens = list.Tokens;
        for (var i = 0; i < tokens.Length; i++)
        {
            var kind = tokens[i].Kind;
            if (kind.IsOpening())
            {
                if (kind == TokenKind.OpenBrace && !OpensSet(i))
                {
                    CloseDownTo(FirstAboveBrace(), i);
                }

                open.Add(i);
                if (open.Count > TokenContext.MaximumDepth)
                {
                    diagnostics.Add(At(tokens[i]).TooDeep(TokenContext.MaximumDepth));
                    return false;
                }
            }
            else if (kind.IsClosing())
            {
                Close(i);
            }
            else if (kind == TokenKind.End)
            {
                CloseDownTo(0, i);
            }
            else if (declarationsClose && open.Count > 0 && IsDeclarationAtMargin(i))
            {
                CloseDownTo(0, i);
            }
        }

        return true;
    }

    private void Close(int index)
    {
        var kind = list.Tokens[index].Kind;
        var found = open.Count - 1;
        while (found >= 0 && TokenText.Closing(KindAt(found)) != kind && !(KindAt(found) == TokenKind.OpenBrace))
        {
            found--;
        }

        if (found < 0 || TokenText.Closing(KindAt(found)) != kind)
        {
            dropped.Add(index);
            return;
        }

        CloseDownTo(found + 1, index);
        open.RemoveAt(found);
    }

    /// <summary>Closes what is open from a level on, at the first sign that it should have been closed and at the latest before a token.</summary>
    private void CloseDownTo(int level, int latest)
    {
        for (var i = open.Count - 1; i >= level; i--)
        {
            insertions.Add((KindAt(i) == TokenKind.OpenBrace ? latest : FirstStatementAfter(open[i], latest), open[i]));
        }

        open.RemoveRange(level, open.Count - level);
    }

    private TokenKind KindAt(int level) => list.Tokens[open[level]].Kind;

    private int FirstAboveBrace()
    {
        var level = open.Count;
        while (level > 0 && KindAt(level - 1) != TokenKind.OpenBrace)
        {
            level--;
        }

        return level;
    }

    // A set is the only thing in braces that may stand inside parentheses.
    private bool OpensSet(int index) => index > 0
        && list.Tokens[index - 1].Kind is TokenKind.In or TokenKind.Assign or TokenKind.OpenParen or TokenKind.Comma or TokenKind.Colon;

    private int FirstStatementAfter(int opening, int latest)
    {
        for (var i = opening + 1; i < latest; i++)
        {
            var token = list.Tokens[i];
            if (token.IsFirstOnLine && (token.Kind == TokenKind.CloseBrace
                || (token.Kind == TokenKind.Name && list.Tokens[i + 1].Kind.IsAssignment())
                || IsDeclarationAtMargin(i)))
            {
                return i;
            }
        }

        return latest;
    }

    private bool IsDeclarationAtMargin(int index)
    {
        var token = list.Tokens[index];
        return token.Kind == TokenKind.Name && token.IsFirstOnLine && list.Source.PositionOf(token.Start).Column == 0
            && Grammar.Words.Declarations.Contains(token.Text) && list.Tokens[index + 1].Kind == TokenKind.Name;
    }

    private Token[] Apply()
    {
        var tokens = list.Tokens;
        if (insertions.Count == 0 && dropped.Count == 0)
        {
            return tokens;
        }

        foreach (var index in dropped)
        {
            diagnostics.Add(At(tokens[index]).UnopenedBracket(tokens[index].Text));
        }

        // Inner brackets were added first and are closed first.
        var order = insertions.Select((insertion, i) => (insertion.Before, i, insertion.Opening)).ToList();
        order.Sort();
        var result = new List<Token>(tokens.Length + insertions.Count);
        var next = 0;
        for (var i = 0; i < tokens.Length; i++)
        {
            while (next < order.Count && order[next].Before == i)
            {
                result.Add(Insert(tokens[order[next].Opening], tokens[i], i > 0 ? tokens[i - 1] : tokens[i]));
                next++;
            }

            if (!dropped.Contains(i))
            {
                result.Add(tokens[i]);
            }
        }

        return [.. result];
    }

    private Token Insert(Token opening, Token before, Token after)
    {
        var kind = TokenText.Closing(opening.Kind);
        diagnostics.Add(At(opening).UnclosedBracket(opening.Text, TokenText.Of(kind)!, new SourceSpan(list.Source, new TextSpan(after.End, 0))));
        return new Token(kind, after.End, 0, TokenText.Of(kind)!, before.TriviaStart, TokenFlags.Inserted);
    }

    private SourceSpan At(Token token) => new(list.Source, token.Span);
}
