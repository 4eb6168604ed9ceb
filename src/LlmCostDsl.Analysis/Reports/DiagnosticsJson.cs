using System.Text.Json;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Analysis.Reports;

/// <summary>Diagnostics as a JSON list; lines and columns count from one.</summary>
internal static class DiagnosticsJson
{
    public static string Write(IEnumerable<Diagnostic> diagnostics) => JsonText.Write(indented: true, writer =>
    {
        writer.WriteStartArray();
        foreach (var diagnostic in diagnostics)
        {
            writer.WriteStartObject();
            writer.WriteString("id", diagnostic.Id);
            writer.WriteString("severity", DiagnosticRenderer.Name(diagnostic.Severity));
            WritePlace(writer, diagnostic.At);
            writer.WriteString("message", diagnostic.Message);
            writer.WriteString("remedy", diagnostic.Remedy);
            if (diagnostic.Related is { } related)
            {
                writer.WriteStartObject("related");
                WritePlace(writer, related);
                writer.WriteString("message", diagnostic.RelatedMessage);
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    private static void WritePlace(Utf8JsonWriter writer, SourceSpan at)
    {
        writer.WriteString("file", at.Source.Path);
        writer.WriteNumber("line", at.Start.Line + 1);
        writer.WriteNumber("column", at.Start.Column + 1);
        writer.WriteNumber("endLine", at.End.Line + 1);
        writer.WriteNumber("endColumn", at.End.Column + 1);
    }
}
