using System.Globalization;
using System.Text;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Tests.Shared;

/// <summary>
/// The source of a baseline, each line followed by what a phase made of it: <c>//@[04:09) …</c> with the columns of the characters it speaks of.
/// </summary>
internal static class AnnotatedSource
{
    /// <summary>The text with its annotations, each after the line its span begins in, in the order of their spans.</summary>
    public static string Annotate(SourceText source, IEnumerable<(TextSpan Span, string Text)> annotations)
    {
        // Stable: what begins at one place keeps the order it was given in.
        var byLine = annotations.OrderBy(a => a.Span.Start).ToLookup(a => source.PositionOf(a.Span.Start).Line);
        var result = new StringBuilder();
        for (var line = 0; line < source.LineCount; line++)
        {
            var last = line == source.LineCount - 1;
            if (!last || source.LineAt(line).Length > 0)
            {
                result.Append(source.LineAt(line)).Append('\n');
            }

            foreach (var (span, text) in byLine[line])
            {
                result.Append(Prefix(source, span)).Append(' ').Append(text).Append('\n');
            }
        }

        return result.ToString();
    }

    // The end of a span in another line is shown as a distance: (+2:05) is two lines further down.
    private static string Prefix(SourceText source, TextSpan span)
    {
        var start = source.PositionOf(span.Start);
        var end = source.PositionOf(span.End);
        var further = end.Line == start.Line ? string.Empty : string.Create(CultureInfo.InvariantCulture, $"+{end.Line - start.Line}/");
        return string.Create(CultureInfo.InvariantCulture, $"//@[{start.Column:00}:{further}{end.Column:00})");
    }
}
