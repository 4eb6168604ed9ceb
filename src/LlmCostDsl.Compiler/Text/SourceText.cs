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

/// <summary>Where a piece of a text that was made comes from.</summary>
/// <param name="At">Its offset there.</param>
/// <param name="Original">Its offset in the text it was made of.</param>
internal readonly record struct TextPlace(int At, int Original, int Length);

/// <summary>The text of one file and where its lines begin.</summary>
internal sealed class SourceText
{
    private readonly int[] lineStarts;
    private readonly SourceText? original;
    private readonly IReadOnlyList<TextPlace> places = [];

    /// <summary>A text that was made of another: what is said of it is shown in that one.</summary>
    /// <param name="places">Where its pieces come from, in their order; what stands between belongs to the piece before.</param>
    public SourceText(SourceText original, string content, IReadOnlyList<TextPlace> places)
        : this(original.Path, content)
        => (this.original, this.places) = (original, places);

    public SourceText(string path, string content)
    {
        Path = path;
        Content = content;
        lineStarts = FindLineStarts(content);
    }

    /// <summary>The name shown in diagnostics.</summary>
    public string Path { get; }

    public string Content { get; }

    public int LineCount => original?.LineCount ?? lineStarts.Length;

    /// <summary>Whether somebody wrote it in another form.</summary>
    public bool IsMade => original is not null;

    public LinePosition PositionOf(int offset)
    {
        if (original is not null)
        {
            return original.PositionOf(OriginOf(offset));
        }

        offset = Math.Max(0, Math.Min(offset, Content.Length));
        var line = Array.BinarySearch(lineStarts, offset);
        line = line < 0 ? ~line - 1 : line;
        return new LinePosition(line, offset - lineStarts[line]);
    }

    /// <summary>One line without its end.</summary>
    public string LineAt(int line)
    {
        if (original is not null)
        {
            return original.LineAt(line);
        }

        var start = lineStarts[line];
        var end = line + 1 < lineStarts.Length ? lineStarts[line + 1] : Content.Length;
        return Content.Substring(start, end - start).TrimEnd('\r', '\n');
    }

    private int OriginOf(int offset)
    {
        var (low, high) = (0, places.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = places[middle].At <= offset ? (middle, high) : (low, middle - 1);
        }

        return places.Count == 0 ? 0 : places[low].Original + Math.Max(0, Math.Min(offset - places[low].At, places[low].Length));
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
