using System.Text.Json;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Analysis.Reports;

/// <summary>Diagnostics as SARIF 2.1.0, which code hosts show beside the lines of a change.</summary>
internal static class SarifReport
{
    public static string Write(IReadOnlyList<Diagnostic> diagnostics) => JsonText.Write(indented: true, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        writer.WriteString("version", "2.1.0");
        writer.WriteStartArray("runs");
        writer.WriteStartObject();
        writer.WriteString("columnKind", "utf16CodeUnits");
        var rules = diagnostics.Select(d => d.Kind).Distinct().OrderBy(k => k.Id, StringComparer.Ordinal).ToList();
        WriteTool(writer, rules);
        writer.WriteStartArray("results");
        foreach (var diagnostic in diagnostics)
        {
            WriteResult(writer, diagnostic, rules.IndexOf(diagnostic.Kind));
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    private static void WriteTool(Utf8JsonWriter writer, IEnumerable<DiagnosticKind> rules)
    {
        writer.WriteStartObject("tool");
        writer.WriteStartObject("driver");
        writer.WriteString("name", "llmspec");
        writer.WriteString("semanticVersion", typeof(SarifReport).Assembly.GetName().Version?.ToString(3) ?? "0.0.0");
        writer.WriteStartArray("rules");
        foreach (var rule in rules)
        {
            writer.WriteStartObject();
            writer.WriteString("id", rule.Id);
            WriteText(writer, "shortDescription", rule.Title);
            writer.WriteStartObject("defaultConfiguration");
            writer.WriteString("level", Level(rule.Severity));
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter writer, Diagnostic diagnostic, int rule)
    {
        writer.WriteStartObject();
        writer.WriteString("ruleId", diagnostic.Id);
        writer.WriteNumber("ruleIndex", rule);
        writer.WriteString("level", Level(diagnostic.Severity));
        WriteText(writer, "message", diagnostic.Remedy is null ? diagnostic.Message : $"{diagnostic.Message} {diagnostic.Remedy}");
        writer.WriteStartArray("locations");
        WriteLocation(writer, diagnostic.At, null);
        writer.WriteEndArray();
        if (diagnostic.Related is { } related)
        {
            writer.WriteStartArray("relatedLocations");
            WriteLocation(writer, related, diagnostic.RelatedMessage);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static void WriteLocation(Utf8JsonWriter writer, SourceSpan at, string? message)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("physicalLocation");
        writer.WriteStartObject("artifactLocation");
        writer.WriteString("uri", Address(at.Source.Path));
        writer.WriteEndObject();
        writer.WriteStartObject("region");
        writer.WriteNumber("startLine", at.Start.Line + 1);
        writer.WriteNumber("startColumn", at.Start.Column + 1);
        writer.WriteNumber("endLine", at.End.Line + 1);
        writer.WriteNumber("endColumn", at.End.Column + 1);
        writer.WriteEndObject();
        writer.WriteEndObject();
        if (message is not null)
        {
            WriteText(writer, "message", message);
        }

        writer.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter writer, string name, string text)
    {
        writer.WriteStartObject(name);
        writer.WriteString("text", text);
        writer.WriteEndObject();
    }

    // Relative where the path is: the host knows where the repository lies.
    private static string Address(string path)
        => Path.IsPathRooted(path) ? new Uri(Path.GetFullPath(path)).AbsoluteUri : string.Join('/', path.Split('/', '\\').Select(Uri.EscapeDataString));

    private static string Level(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "note",
    };
}
