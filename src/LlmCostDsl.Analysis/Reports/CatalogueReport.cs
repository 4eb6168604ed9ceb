using System.Text.Json;
using LlmCostDsl.Compiler;
using LlmCostDsl.Compiler.Binding;

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
            if (entry.Transform is { } transform)
            {
                WriteTransform(writer, transform);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    /// <summary>All that is known of one declaration.</summary>
    public static IEnumerable<Block> Page(CatalogueEntry entry)
    {
        yield return new Title($"{entry.Kind} {entry.Name}", entry.Module, 1);
        foreach (var line in Prose(entry.Title).Concat(Prose(entry.Documentation)))
        {
            yield return line;
        }

        // A model's says what it derives from.
        foreach (var line in entry.ParameterList.Count == 0 ? Prose(entry.Parameters) : [])
        {
            yield return line;
        }

        if (entry.Transform is { } known)
        {
            yield return new Paragraph("  It rewrites " + Levels(known) + ".");
        }

        if (entry.ParameterList.Count > 0)
        {
            yield return new Title("parameters", string.Empty, 2);
            yield return new Grid(
                [new(string.Empty, false), new(string.Empty, false, MayBeCut: true)],
                [.. entry.ParameterList.Select(p => new GridRow([p.Text, p.Documentation.ReplaceLineEndings(" ")]))]);
        }

        foreach (var block in entry.Transform is { } transform ? Rules(transform) : [])
        {
            yield return block;
        }

        yield return new Paragraph($"written in {entry.File}", Tone.Dim);
    }

    /// <summary>Transforms by the file they are written in: a line with parameters, then what each rewrites and is.</summary>
    public static IEnumerable<Block> Transforms(IReadOnlyList<CatalogueEntry> entries, int? width)
    {
        foreach (var file in entries.GroupBy(e => e.File).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            yield return new Title(file.Key, file.First().Module.Length == 0 ? string.Empty : file.First().Module, 2);
            foreach (var entry in file)
            {
                var head = entry.Name + (entry.Parameters.Length == 0 ? string.Empty : $"({entry.Parameters})");
                foreach (var line in TextRenderer.Wrap("  " + head, width ?? int.MaxValue, "        "))
                {
                    yield return new Paragraph(line, Tone.Accent);
                }

                foreach (var line in TextRenderer.Wrap($"    {(entry.Transform is { } transform ? Levels(transform) : string.Empty)}: {FirstSentence(entry.Documentation)}", width ?? int.MaxValue))
                {
                    yield return new Paragraph(line);
                }
            }
        }
    }

    private static IEnumerable<Block> Rules(TransformOutline transform)
    {
        if (transform.Requires.Count > 0)
        {
            yield return new Title("requires", string.Empty, 2);
        }

        foreach (var condition in transform.Requires)
        {
            yield return new Paragraph("  " + condition);
        }

        foreach (var level in transform.Rules.GroupBy(r => r.Level))
        {
            yield return new Title(level.Key, string.Empty, 2);
            foreach (var rule in level)
            {
                yield return new Paragraph("  " + rule.Text);
            }
        }
    }

    private static void WriteTransform(Utf8JsonWriter writer, TransformOutline transform)
    {
        writer.WriteStartArray("levels");
        foreach (var level in transform.Levels)
        {
            writer.WriteStringValue(level);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("requires");
        foreach (var condition in transform.Requires)
        {
            writer.WriteStringValue(condition);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("rules");
        foreach (var rule in transform.Rules)
        {
            writer.WriteStartObject();
            writer.WriteString("level", rule.Level);
            writer.WriteString("text", rule.Text);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static string Levels(TransformOutline transform) => transform.Levels.Count == 0 ? "nothing" : string.Join(", ", transform.Levels);

    private static IEnumerable<Paragraph> Prose(string text) => text.Length == 0 ? [] : text.Split('\n').Select(l => new Paragraph("  " + l.Trim()));

    // Dots stand in paper numbers and in abbreviations: a sentence ends where a capital follows.
    private static string FirstSentence(string text)
    {
        var line = text.ReplaceLineEndings(" ").Trim();
        for (var end = line.IndexOf(". ", StringComparison.Ordinal); end >= 0; end = line.IndexOf(". ", end + 1, StringComparison.Ordinal))
        {
            if (end + 2 < line.Length && char.IsUpper(line[end + 2]))
            {
                return line[..(end + 1)];
            }
        }

        return line;
    }

    private static string Summary(CatalogueEntry entry)
    {
        var words = entry.Title.Length > 0 ? entry.Title : entry.Documentation.Split('\n')[0].Trim();
        return entry.Parameters.Length == 0 ? words : words.Length == 0 ? entry.Parameters : $"{words.TrimEnd('.')} ({entry.Parameters})";
    }
}
