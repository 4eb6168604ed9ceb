namespace LlmCostDsl.Analysis.Reports;

/// <summary>A document as lines of text.</summary>
internal static class TextRenderer
{
    /// <param name="width">What tables have to fit in, or null.</param>
    /// <param name="isWrapped">Whether sentences are broken at the width as well: in a terminal, not in a pipe.</param>
    public static IEnumerable<IReadOnlyList<Segment>> Lines(IEnumerable<Block> document, int? width, bool isWrapped)
    {
        var isFirst = true;
        foreach (var block in document)
        {
            if (!isFirst && block is Title)
            {
                yield return [];
            }

            isFirst = false;
            foreach (var line in Lines(block, width, isWrapped))
            {
                yield return line;
            }
        }
    }

    private static IEnumerable<IReadOnlyList<Segment>> Lines(Block block, int? width, bool isWrapped) => block switch
    {
        Title { Remark.Length: 0 } title => [[new(title.Text, Tone.Strong)]],
        Title title => [[new(title.Text, Tone.Strong), new("  " + title.Remark, Tone.Dim)]],
        Grid grid => GridLayout.Lines(grid, width),
        Paragraph paragraph => (isWrapped && width is { } w ? Wrap(paragraph.Text, w) : [paragraph.Text])
            .Select(l => (IReadOnlyList<Segment>)[new(l, paragraph.Tone)]),
        _ => [],
    };

    /// <summary>A sentence as lines of some width, all indented as it is.</summary>
    /// <param name="hanging">What further lines begin with beyond that.</param>
    public static IEnumerable<string> Wrap(string text, int width, string hanging = "")
    {
        var indent = new string(' ', text.Length - text.TrimStart().Length);
        var line = string.Empty;
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && indent.Length + line.Length + 1 + word.Length > width)
            {
                yield return indent + line;
                line = hanging + word;
                continue;
            }

            line = line.Length == 0 ? word : line + " " + word;
        }

        yield return indent + line;
    }
}
