namespace LlmCostDsl.Analysis.Sweeps;

/// <summary>A part of a text that still knows where it stands; spaces around it are none of it.</summary>
internal readonly record struct TextPart
{
    private readonly string whole;
    private readonly int at;

    private TextPart(string whole, int from, int to)
    {
        while (from < to && char.IsWhiteSpace(whole[from]))
        {
            from++;
        }

        while (to > from && char.IsWhiteSpace(whole[to - 1]))
        {
            to--;
        }

        (this.whole, at, Text) = (whole, from, whole[from..to]);
    }

    public string Text { get; }

    public static TextPart Of(string text) => new(text, 0, text.Length);

    public AxisError Wrong(string message) => new(whole, at, Text.Length, message);

    /// <summary>What stands from one character of this part to before another.</summary>
    public TextPart Slice(int from, int to) => new(whole, at + from, at + to);

    /// <summary>The two sides of the first occurrence of a separator; the right one is null where there is none.</summary>
    public (TextPart Left, TextPart? Right) Cut(string separator)
        => Text.IndexOf(separator, StringComparison.Ordinal) is var i && i < 0 ? (this, null) : (Slice(0, i), Slice(i + separator.Length, Text.Length));

    /// <summary>The parts between separators that stand in no bracket and in no quotes.</summary>
    public IReadOnlyList<TextPart> Split(char separator)
    {
        var parts = new List<TextPart>();
        var (depth, isQuoted, from) = (0, false, 0);
        for (var i = 0; i < Text.Length; i++)
        {
            var c = Text[i];
            isQuoted ^= c == '"';
            depth += isQuoted ? 0 : c is '(' or '[' or '{' ? 1 : c is ')' or ']' or '}' ? -1 : 0;
            if (c == separator && depth == 0 && !isQuoted)
            {
                parts.Add(Slice(from, i));
                from = i + 1;
            }
        }

        parts.Add(Slice(from, Text.Length));
        return parts;
    }
}
