using LlmCostDsl.Compiler.Syntax.Lexing;

namespace LlmCostDsl.Compiler.Syntax.Formatting;

/// <summary>Aligns what stands at the end of lines that belong together: tags, and comments.</summary>
internal static class TailAlignment
{
    /// <summary>A line that is longer than the shortest by more than this does not push the others.</summary>
    private const int LargestGap = 48;

    public static void AlignTags(List<FormatLine> lines, Token[] tokens, TreeFacts facts, Columns columns) => ForEachRun(lines, run =>
    {
        var tagged = run.Select(line => (Line: line, Tag: FirstTag(line, tokens, facts))).Where(static l => l.Tag > l.Line.First).ToList();
        var widths = tagged.Select(l => l.Line.Indent + columns.WidthOf(l.Line.First, l.Tag - 1)).ToList();
        var target = Target(widths);
        for (var i = 0; i < tagged.Count; i++)
        {
            var by = Math.Max(0, target - widths[i]);
            columns.Widen(tagged[i].Tag, by);
            tagged[i].Line.Width += by;
        }
    });

    public static void AlignComments(List<FormatLine> lines) => ForEachRun(lines, static run =>
    {
        var commented = run.Where(static l => l.Comment is not null && !l.IsComment).ToList();
        var target = Target(commented.Select(static l => l.Width).ToList());
        foreach (var line in commented)
        {
            line.CommentGap = 2 + Math.Max(0, target - line.Width);
        }
    });

    private static int Target(List<int> widths)
    {
        if (widths.Count == 0)
        {
            return 0;
        }

        var shortest = widths.Min();
        return widths.Where(w => w - shortest <= LargestGap).Max();
    }

    private static int FirstTag(FormatLine line, Token[] tokens, TreeFacts facts)
    {
        var depth = tokens[line.First].Depth;
        if (facts.StartingAt(tokens[line.First].Start) is not (NodeSyntax or null))
        {
            return -1;
        }

        for (var i = line.First; i < line.Last; i++)
        {
            if (tokens[i].Kind == TokenKind.At && tokens[i].Depth == depth && facts.IsFirstTag(tokens[i + 1].Start))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Lines with the same indentation and no empty line between them; comments on lines of their own do not part them.</summary>
    private static void ForEachRun(List<FormatLine> lines, Action<List<FormatLine>> align)
    {
        var run = new List<FormatLine>();
        foreach (var line in lines)
        {
            if (run.Count > 0 && (line.AfterBlank || (!line.IsComment && line.Indent != run[0].Indent)))
            {
                align(run);
                run = [];
            }

            if (!line.IsComment)
            {
                run.Add(line);
            }
        }

        align(run);
    }
}
