using System.Globalization;
using LlmCostDsl.Compiler.Diagnostics;

namespace LlmCostDsl.Analysis.Reports;

/// <summary>Diagnostics as lines for a terminal: each with its excerpt, then a count.</summary>
internal static class DiagnosticLines
{
    public static IEnumerable<IReadOnlyList<Segment>> Of(IReadOnlyList<Diagnostic> diagnostics, int files)
    {
        foreach (var diagnostic in diagnostics)
        {
            var lines = DiagnosticRenderer.Render(diagnostic).TrimEnd('\n').Split('\n');
            yield return [new(lines[0], ToneOf(diagnostic.Severity))];
            foreach (var line in lines.Skip(1))
            {
                yield return [new(line, line.Contains(" | ", StringComparison.Ordinal) ? Tone.Normal : Tone.Dim)];
            }

            yield return [];
        }

        yield return [new(Summary(diagnostics, files), diagnostics.Any(d => d.Severity == Severity.Error) ? Tone.Alarm : Tone.Strong)];
    }

    private static string Summary(IReadOnlyList<Diagnostic> diagnostics, int files)
    {
        string Count(Severity severity, string one) => diagnostics.Count(d => d.Severity == severity) is var n and > 0 ? Plural(n, one) : string.Empty;
        var parts = new[] { Count(Severity.Error, "error"), Count(Severity.Warning, "warning"), Count(Severity.Info, "remark") }.Where(p => p.Length > 0).ToList();
        return $"{(parts.Count == 0 ? "nothing to complain about" : string.Join(", ", parts))} in {Plural(files, "file")}";
    }

    private static string Plural(int count, string one) => count.ToString(CultureInfo.InvariantCulture) + " " + one + (count == 1 ? string.Empty : "s");

    private static Tone ToneOf(Severity severity) => severity switch
    {
        Severity.Error => Tone.Alarm,
        Severity.Warning => Tone.Caution,
        _ => Tone.Accent,
    };
}
