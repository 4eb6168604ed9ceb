using LlmCostDsl.Compiler.Tests.Shared;

namespace LlmCostDsl.Compiler.Tests.Docs;

/// <summary>A spec in a page of the documentation.</summary>
/// <param name="Section">The last heading before it.</param>
/// <param name="Line">Where it begins, from 1.</param>
internal sealed record DocSpec(string Section, int Line, string Text);

/// <summary>A Markdown page, as far as tests read it: its first line and its fenced specs.</summary>
internal sealed record DocPage(string Path, string Title, string Text, IReadOnlyList<DocSpec> Specs)
{
    public static string Folder { get; } = System.IO.Path.Combine(SpecFiles.Root, "docs");

    public static DocPage Read(string path)
    {
        var text = File.ReadAllText(path).Replace("\r\n", "\n", StringComparison.Ordinal);
        var lines = text.Split('\n');
        var specs = new List<DocSpec>();
        var section = string.Empty;
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].StartsWith("## ", StringComparison.Ordinal))
            {
                section = lines[i][3..];
            }
            else if (lines[i] == "```llmspec")
            {
                var end = Array.IndexOf(lines, "```", i);
                specs.Add(new(section, i + 2, string.Concat(lines[(i + 1)..end].Select(l => l + "\n"))));
                i = end;
            }
            else if (lines[i].StartsWith("```", StringComparison.Ordinal))
            {
                i = Array.IndexOf(lines, "```", i + 1);
            }
        }

        return new(path, lines[0].TrimStart('#', ' '), text, specs);
    }

    public DocSpec? In(string section) => Specs.SingleOrDefault(s => s.Section == section);
}
