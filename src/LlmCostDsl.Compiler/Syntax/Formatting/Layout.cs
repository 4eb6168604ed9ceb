using LlmCostDsl.Compiler.Syntax.Lexing;

namespace LlmCostDsl.Compiler.Syntax.Formatting;

/// <summary>
/// Indentation. What stands in a bracket whose line goes on after it is aligned with what follows the bracket; what stands in a bracket that ends its
/// line is four further in than the line. A statement that goes on in another line is aligned with the value after its <c>=</c>.
/// </summary>
internal sealed class Layout(Token[] tokens, TreeFacts facts, Columns columns)
{
    private const int Step = 4;

    private readonly List<Bracket> open = [];

    // Where the value of the statement at hand begins, and the bracket the statement stands in.
    private int valueColumn = -1;
    private int valueDepth = -1;

    public void Indent(List<FormatLine> lines)
    {
        foreach (var line in lines)
        {
            line.Indent = IndentOf(line);
            if (!line.IsComment)
            {
                Walk(line);
            }
        }
    }

    private int Inside => open.Count == 0 ? 0 : open[open.Count - 1].Inside;

    private int IndentOf(FormatLine line)
    {
        var token = tokens[line.First];
        if (line.IsComment)
        {
            return Inside;
        }

        if (token.Kind.IsClosing() && open.Count > 0)
        {
            return open[open.Count - 1].Outside;
        }

        var isStart = facts.StartingAt(token.Start) is not null || (token.Depth == 0 && token.Text is "import" or "llmspec");
        // After a block, `else` begins the other one; after a value it goes on with the expression.
        var isOtherBlock = token.Kind == TokenKind.Else && line.First > 0 && tokens[line.First - 1].Kind == TokenKind.CloseBrace;
        if (isStart || isOtherBlock || (open.Count > 0 && !open[open.Count - 1].HoldsStatements))
        {
            return Inside;
        }

        return Continuation(token);
    }

    /// <summary>A further line of a statement: operators stand left of the value, so that operands stand below each other.</summary>
    private int Continuation(Token token)
    {
        if (valueColumn < 0 || valueDepth != open.Count)
        {
            return Inside + Step;
        }

        var isOperator = token.Kind is >= TokenKind.Equal and <= TokenKind.Caret or TokenKind.And or TokenKind.Or;
        return isOperator ? Math.Max(Inside + 1, valueColumn - token.Length - 1) : valueColumn;
    }

    private void Walk(FormatLine line)
    {
        var column = line.Indent;
        var depth = open.Count;
        var lowest = depth;
        for (var i = line.First; i <= line.Last; i++)
        {
            column += i == line.First ? 0 : columns.GapBefore(i);
            var token = tokens[i];
            if (facts.StartingAt(token.Start) is not null)
            {
                valueColumn = -1;
            }

            if (token.Kind.IsClosing() && open.Count > 0)
            {
                open.RemoveAt(open.Count - 1);
                lowest = Math.Min(lowest, open.Count);
            }

            column += Columns.Written(token).Length;
            if (token.Kind.IsAssignment() && i < line.Last && valueColumn < 0 && (open.Count == 0 || open[open.Count - 1].HoldsStatements))
            {
                valueColumn = column + columns.GapBefore(i + 1);
                valueDepth = open.Count;
            }

            if (token.Kind.IsOpening())
            {
                Open(line, i, column, lowest);
            }
        }

        line.Width = column;
    }

    private void Open(FormatLine line, int index, int column, int lowest)
    {
        var goesOn = index < line.Last;
        // A line that began inside a bracket it has closed since says nothing about where the statement stands.
        var outside = lowest == open.Count && !StartsDeeper(line) ? line.Indent : Inside;
        var inside = goesOn ? column + columns.GapBefore(index + 1) : outside + Step;
        var statements = tokens[index].Kind == TokenKind.OpenBrace && !facts.IsSet(tokens[index].Start);
        open.Add(new Bracket(inside, outside, statements));
    }

    private bool StartsDeeper(FormatLine line) => tokens[line.First].Depth > open.Count;

    private readonly record struct Bracket(int Inside, int Outside, bool HoldsStatements);
}
