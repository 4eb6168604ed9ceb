using System.Globalization;
using System.Text;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Diagnostics;

/// <summary>
/// Diagnostics as text, with the source line and carets under the characters meant:
/// <code>
/// chat.llmspec(3,13): error LLM0016: 'GBps' is not a unit; did you mean 'GB'?
///   3 |     bandwidth = 768 GBps
///     |                     ^^^^
///     = Write 'GB'.
/// </code>
/// </summary>
internal static class DiagnosticRenderer
{
    /// <summary>The longest piece of a source line that is shown.</summary>
    private const int Width = 120;

    private const int TabWidth = 4;

    public static string Render(IEnumerable<Diagnostic> diagnostics) => string.Join("\n", diagnostics.Select(Render));

    public static string Render(Diagnostic diagnostic)
    {
        var result = new StringBuilder();
        Head(result, diagnostic.At, $"{Name(diagnostic.Severity)} {diagnostic.Id}: {diagnostic.Message}");
        var gutter = Excerpt(result, diagnostic.At);
        if (diagnostic.Remedy is { } remedy)
        {
            result.Append(' ', gutter).Append(" = ").Append(remedy).Append('\n');
        }

        if (diagnostic.Related is { } related)
        {
            Head(result, related, "note: " + (diagnostic.RelatedMessage ?? "see here"));
            Excerpt(result, related);
        }

        return result.ToString();
    }

    public static string Name(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "info",
    };

    private static void Head(StringBuilder result, SourceSpan at, string text)
    {
        var start = at.Start;
        result.Append(at.Source.Path).Append('(').Append(Number(start.Line + 1)).Append(',').Append(Number(start.Column + 1)).Append("): ")
            .Append(text).Append('\n');
    }

    /// <summary>The line and the carets; returns the width of the gutter.</summary>
    private static int Excerpt(StringBuilder result, SourceSpan at)
    {
        var number = Number(at.Start.Line + 1);
        var gutter = number.Length + 2;
        var (line, start, end) = Visible(at);
        result.Append("  ").Append(number).Append(" | ").Append(line).Append('\n');
        result.Append(' ', gutter).Append(" | ").Append(' ', start).Append('^', end - start).Append('\n');
        return gutter;
    }

    /// <summary>The part of the line around the span, tabs spread, and the columns of the carets in it.</summary>
    private static (string Line, int Start, int End) Visible(SourceSpan at)
    {
        var raw = at.Source.LineAt(at.Start.Line);
        var start = Math.Min(at.Start.Column, raw.Length);
        // Of a span over several lines the first is shown; an empty span still gets a caret.
        var end = at.End.Line == at.Start.Line ? Math.Min(at.End.Column, raw.Length) : raw.Length;
        var from = raw.Length <= Width ? 0 : Math.Max(0, Math.Min(start - (Width / 3), raw.Length - Width));
        var to = Math.Min(raw.Length, from + Width);
        end = Math.Min(end, to);

        var line = new StringBuilder(from > 0 ? "…" : string.Empty);
        var caretStart = -1;
        var caretEnd = -1;
        for (var i = from; i <= to; i++)
        {
            caretStart = i == start ? line.Length : caretStart;
            caretEnd = i == end ? line.Length : caretEnd;
            if (i < to)
            {
                Spread(line, raw[i]);
            }
        }

        line.Append(to < raw.Length ? "…" : string.Empty);
        return (line.ToString(), caretStart, Math.Max(caretEnd, caretStart + 1));
    }

    private static void Spread(StringBuilder line, char c)
    {
        if (c == '\t')
        {
            line.Append(' ', TabWidth - (line.Length % TabWidth));
        }
        else
        {
            line.Append(char.IsControl(c) ? '?' : c);
        }
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
