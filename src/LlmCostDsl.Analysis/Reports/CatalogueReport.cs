using LlmCostDsl.Compiler;

namespace LlmCostDsl.Analysis.Reports;

/// <summary>Declarations as a list.</summary>
internal static class CatalogueReport
{
    public static Grid Grid(IReadOnlyList<CatalogueEntry> entries) => new(
        [new("name", false), new("module", false, 1), new("what it is", false, 2, MayBeCut: true)],
        [.. entries.Select(e => new GridRow([e.Name, e.Module, Summary(e)]))]);

    public static string Json(IReadOnlyList<CatalogueEntry> entries) => JsonText.Write(indented: true, writer =>
    {
        writer.WriteStartArray();
        foreach (var entry in entries)
        {
            writer.WriteStartObject();
            writer.WriteString("kind", entry.Kind);
            writer.WriteString("name", entry.Name);
            writer.WriteString("module", entry.Module);
            writer.WriteString("title", entry.Title);
            writer.WriteString("documentation", entry.Documentation);
            writer.WriteString("parameters", entry.Parameters);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    /// <summary>All that is known of one declaration.</summary>
    public static IEnumerable<Block> Page(CatalogueEntry entry)
    {
        yield return new Title($"{entry.Kind} {entry.Name}", entry.Module, 1);
        foreach (var text in new[] { entry.Title, entry.Documentation, entry.Parameters }.Where(t => t.Length > 0))
        {
            foreach (var line in text.Split('\n'))
            {
                yield return new Paragraph("  " + line.Trim());
            }
        }
    }

    private static string Summary(CatalogueEntry entry)
    {
        var words = entry.Title.Length > 0 ? entry.Title : entry.Documentation.Split('\n')[0].Trim();
        return entry.Parameters.Length == 0 ? words : words.Length == 0 ? entry.Parameters : $"{words.TrimEnd('.')} ({entry.Parameters})";
    }
}
