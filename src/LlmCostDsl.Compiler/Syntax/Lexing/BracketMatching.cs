using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Syntax.Lexing;

/// <summary>What tells, beside the brackets themselves, where a block ends.</summary>
internal enum BracketEvidence
{
    Brackets,
    Indentation,
    Declarations,
}

/// <summary>Finds the brackets that are missing or too many.</summary>
internal sealed class BracketMatching(TokenList list, BracketEvidence evidence)
{
    /// <summary>Stands for the opening bracket of an insertion that is one itself.</summary>
    public const int None = -1;

    // More mistakes than this are not worth a second opinion.
    private const int MostRepairs = 200;

    private readonly List<int> open = [];

    // For each level of nesting the column of the last line that began on it; and all lines with their levels.
    private readonly List<int> columns = [0];
    private readonly List<(int First, int Column, int Level)> lines = [];

    /// <summary>The bracket that closes <c>Opening</c>, or an opening brace, is missing before a token.</summary>
    public List<(int Before, int Opening)> Insertions { get; } = [];

    /// <summary>Closing brackets that close nothing.</summary>
    public HashSet<int> Dropped { get; } = [];

    public int Repairs => Insertions.Count + Dropped.Count;

    public bool IsBraceAmiss => Insertions.Exists(i => i.Opening == None || list.Tokens[i.Opening].Kind == TokenKind.OpenBrace)
        || Dropped.Any(i => list.Tokens[i].Kind == TokenKind.CloseBrace);

    /// <summary>Finds what to insert and to drop; stops where brackets are nested too deep.</summary>
    public SourceSpan? FindTooDeep()
    {
        var tokens = list.Tokens;
        for (var i = 0; i < tokens.Length; i++)
        {
            var kind = tokens[i].Kind;
            if (evidence != BracketEvidence.Brackets && tokens[i].IsFirstOnLine)
            {
                if (Repairs > MostRepairs)
                {
                    return At(tokens[i]);
                }

                BeginLine(i);
            }

            if (kind.IsOpening())
            {
                if (kind == TokenKind.OpenBrace && !OpensSet(i))
                {
                    CloseDownTo(FirstAboveBrace(), i);
                }

                open.Add(i);
                columns.Add(int.MaxValue);
                if (open.Count > TokenContext.MaximumDepth)
                {
                    return At(tokens[i]);
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
        }

        return null;
    }

    /// <summary>Ends the blocks that a line does not stand in.</summary>
    private void BeginLine(int index)
    {
        var token = list.Tokens[index];
        var column = list.Source.PositionOf(token.Start).Column;
        if (evidence == BracketEvidence.Declarations)
        {
            if (open.Count > 0 && IsDeclarationAtMargin(index))
            {
                CloseDownTo(0, index);
            }

            return;
        }

        // A line that begins with the closing brace or with `else` belongs to the line the brace was opened in.
        var belongs = token.Kind is TokenKind.CloseBrace or TokenKind.Else;
        var level = open.Count;
        while (level > 0 && KindAt(level - 1) == TokenKind.OpenBrace && (belongs ? columns[level - 1] > column : columns[level - 1] >= column))
        {
            level--;
        }

        CloseDownTo(level, index);
        columns[open.Count] = column;
        lines.Add((index, column, open.Count));
    }

    /// <summary>
    /// Whether a closing brace cannot belong to the opening one that is left for it: it stands at the end of a line, or further in than the line the other
    /// ends. Then its own opening brace was forgotten, or it is too much.
    /// </summary>
    private bool IsMisplaced(int index, int level)
    {
        var opening = open[level];
        if (evidence != BracketEvidence.Indentation || list.Tokens[index].Kind != TokenKind.CloseBrace || !list.Tokens[opening + 1].IsFirstOnLine)
        {
            return false;
        }

        return !list.Tokens[index].IsFirstOnLine || columns[level] < columns[columns.Count - 1];
    }

    /// <summary>Inserts the opening brace for a closing one at the end of the header that stands in its column.</summary>
    private bool TryOpenFor(int index)
    {
        var column = list.Tokens[index].IsFirstOnLine ? lines[lines.Count - 1].Column : int.MaxValue;
        var body = None;
        for (var i = lines.Count - 2; i >= 0 && lines[i].Level >= open.Count && lines[i].Column >= column; i--)
        {
            if (lines[i].Level == open.Count && lines[i].Column == column)
            {
                if (body != None)
                {
                    Insertions.Add((body, None));
                }

                return body != None;
            }

            body = lines[i].Level == open.Count ? lines[i].First : body;
        }

        return false;
    }

    private void Close(int index)
    {
        var kind = list.Tokens[index].Kind;
        var found = open.Count - 1;
        while (found >= 0 && TokenText.Closing(KindAt(found)) != kind && !(KindAt(found) == TokenKind.OpenBrace))
        {
            found--;
        }

        if (found < 0 || TokenText.Closing(KindAt(found)) != kind || IsMisplaced(index, found))
        {
            if (evidence != BracketEvidence.Indentation || kind != TokenKind.CloseBrace || !TryOpenFor(index))
            {
                Dropped.Add(index);
            }

            return;
        }

        CloseDownTo(found + 1, index);
        open.RemoveAt(found);
        columns.RemoveAt(columns.Count - 1);
    }

    /// <summary>Closes what is open from a level on, at the first sign that it should have been closed and at the latest before a token.</summary>
    private void CloseDownTo(int level, int latest)
    {
        for (var i = open.Count - 1; i >= level; i--)
        {
            Insertions.Add((KindAt(i) == TokenKind.OpenBrace ? latest : FirstStatementAfter(open[i], latest), open[i]));
        }

        columns.RemoveRange(level + 1, open.Count - level);
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
            if (token.IsFirstOnLine && (token.Kind == TokenKind.CloseBrace || BeginsStatement(i)))
            {
                return i;
            }
        }

        return latest;
    }

    // Inside brackets a line can begin with a word only after a comma or an operator.
    private bool BeginsStatement(int index)
    {
        var token = list.Tokens[index];
        return token.Kind is TokenKind.Name or TokenKind.If
            && (list.Tokens[index + 1].Kind.IsAssignment() || list.Tokens[index - 1].Kind.EndsOperand())
            && !Grammar.Words.Clauses.Contains(token.Text);
    }

    private bool IsDeclarationAtMargin(int index)
    {
        var token = list.Tokens[index];
        return token.Kind == TokenKind.Name && token.IsFirstOnLine && list.Source.PositionOf(token.Start).Column == 0
            && Grammar.Words.Declarations.Contains(token.Text) && list.Tokens[index + 1].Kind == TokenKind.Name;
    }

    private SourceSpan At(Token token) => new(list.Source, token.Span);
}
