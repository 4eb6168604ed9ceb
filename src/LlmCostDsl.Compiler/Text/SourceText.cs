namespace LlmCostDsl.Compiler.Text;

/// <summary>A stretch of characters of one file.</summary>
internal readonly record struct TextSpan(int Start, int Length)
{
    public int End => Start + Length;

    public static TextSpan FromBounds(int start, int end) => new(start, Math.Max(0, end - start));

    /// <summary>The smallest span that covers both.</summary>
    public TextSpan To(TextSpan other) => FromBounds(Math.Min(Start, other.Start), Math.Max(End, other.End));
}

/// <summary>A place in a text, both parts counted from zero.</summary>
internal readonly record struct LinePosition(int Line, int Column);

/// <summary>The text of one file and where its lines begin.</summary>
internal sealed class SourceText
{
    private readonly int[] lineStarts;

    public SourceText(string path, string content)
    {
        Path = path;
        Content = content;
        lineStarts = FindLineStarts(content);
    }

    /// <summary>The name shown in diagnostics.</summary>
    public string Path { get; }

    public string Content { get; }

    public int LineCount => lineStarts.Length;

    public LinePosition PositionOf(int offset)
    {
        offset = Math.Max(0, Math.Min(offset, Content.Length));
        var line = Array.BinarySearch(lineStarts, offset);
        line = line < 0 ? ~line - 1 : line;
        return new LinePosition(line, offset - lineStarts[line]);
    }

    /// <summary>One line without its end.</summary>
    public string LineAt(int line)
    {
        var start = lineStarts[line];
        var end = line + 1 < lineStarts.Length ? lineStarts[line + 1] : Content.Length;
        return Content.Substring(start, end - start).TrimEnd('\r', '\n');
    }

    private static int[] FindLineStarts(string content)
    {
        var starts = new List<int> { 0 };
        for (var i = 0; i < content.Length; i++)
        {
            if (content[i] == '\n' || (content[i] == '\r' && (i + 1 == content.Length || content[i + 1] != '\n')))
            {
                starts.Add(i + 1);
            }
        }

        return [.. starts];
    }
}

/// <summary>A span together with the file it lies in: where a declaration, an expression or a diagnostic stands.</summary>
internal sealed record SourceSpan(SourceText Source, TextSpan Span)
{
    public LinePosition Start => Source.PositionOf(Span.Start);

    public LinePosition End => Source.PositionOf(Span.End);

    /// <summary>The characters themselves.</summary>
    public string Text => Source.Content.Substring(Span.Start, Span.Length);
}
