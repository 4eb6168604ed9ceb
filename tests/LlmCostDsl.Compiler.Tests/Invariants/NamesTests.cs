using System.Text.RegularExpressions;
using LlmCostDsl.Compiler.Syntax;
using LlmCostDsl.Compiler.Tests.Shared;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Tests.Invariants;

/// <summary>The engine knows graphs and algebra; the specs know everything else. No C# names what a spec declares.</summary>
public partial class NamesTests
{
    // Names of the specs that are also words of a compiler, each with the reason.
    private static readonly Dictionary<string, string> AlsoWords = new()
    {
        ["activation"] = "a storage class of the language, beside weight and cache",
        ["add"] = "what sums and lists do",
        ["last"] = "a position",
        ["multiply"] = "what products do",
        ["positions"] = "places in a text",
        ["take"] = "LINQ's word, and what a rule does with a name",
        ["accumulate"] = "what sums do",
        ["linear"] = "how time grows",
        ["lookahead"] = "Pidgin's word, and what every parser does",
        ["mix"] = "a word",
        ["concat"] = "LINQ's word",
        ["convert"] = "a remedy in messages",
        ["scale"] = "a factor",
        ["sum"] = "a node of the algebra",
        ["embedding"] = "putting a value into a text",
    };

    [Fact]
    public void No_identifier_contains_a_name_of_the_specs()
    {
        var names = Declared().Where(n => !AlsoWords.ContainsKey(n)).Select(n => n.Replace("_", string.Empty, StringComparison.Ordinal)).Where(n => n.Length > 2).ToHashSet();
        var found = new List<string>();
        foreach (var (file, text) in Sources())
        {
            var code = Comments().Replace(Strings().Replace(text, "\"\""), string.Empty);
            foreach (Match identifier in Identifiers().Matches(code))
            {
                var words = Words().Matches(identifier.Value).Select(w => w.Value.ToLowerInvariant()).ToList();
                for (var start = 0; start < words.Count; start++)
                {
                    for (var length = 1; length <= words.Count - start; length++)
                    {
                        var joined = string.Concat(words.Skip(start).Take(length));
                        if (names.Contains(joined))
                        {
                            found.Add($"{file}: {identifier.Value} contains '{joined}'");
                        }
                    }
                }
            }
        }

        Assert.True(found.Count == 0, string.Join("\n", found.Distinct().Take(40)));
    }

    [Fact]
    public void No_text_equals_a_name_of_the_specs()
    {
        var names = Declared().Where(n => !AlsoWords.ContainsKey(n)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var found = Sources().SelectMany(s => Strings().Matches(s.Text).Select(m => (s.File, Value: m.Value.Trim('"'))))
            .Where(s => names.Contains(s.Value)).Select(s => $"{s.File}: \"{s.Value}\"").Distinct().ToList();
        Assert.True(found.Count == 0, string.Join("\n", found));
    }

    private static HashSet<string> Declared()
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Root(), "specs"), "*.llmspec", SearchOption.AllDirectories))
        {
            foreach (var declaration in SpecParser.Parse(new SourceText(file, File.ReadAllText(file))).Tree.Declarations)
            {
                if (declaration is OperatorSyntax or BlockSyntax or ArchitectureSyntax or TransformSyntax or ModelSyntax or HardwareSyntax)
                {
                    names.Add(declaration.Name.Text.ToLowerInvariant());
                }
            }
        }

        Assert.True(names.Count > 100, "the specs were not found");
        return names;
    }

    private static IEnumerable<(string File, string Text)> Sources()
        => new[] { "src", "generators" }.Select(d => Path.Combine(Root(), d)).Where(Directory.Exists)
            .SelectMany(d => Directory.EnumerateFiles(d, "*.cs", SearchOption.AllDirectories))
            .Select(f => (Path.GetRelativePath(Root(), f), File.ReadAllText(f)));

    private static string Root() => SpecFiles.Root;

    [GeneratedRegex("//.*$", RegexOptions.Multiline)]
    private static partial Regex Comments();

    [GeneratedRegex("\"(?:[^\"\\\\\n]|\\\\.)*\"")]
    private static partial Regex Strings();

    [GeneratedRegex("[A-Za-z_][A-Za-z0-9_]*")]
    private static partial Regex Identifiers();

    [GeneratedRegex("[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")]
    private static partial Regex Words();
}
