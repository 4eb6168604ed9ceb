using System.Globalization;
using System.Text.RegularExpressions;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Tests.Docs;

/// <summary>Each diagnostic has its page, and each page tells the truth: its failing spec is refused for that reason, its mended one is not.</summary>
public sealed class DiagnosticPagesTests
{
    private static readonly string Pages = Path.Combine(DocPage.Folder, "diagnostics");

    public static TheoryData<string> Ids => [.. DiagnosticCatalogue.All.Select(k => k.Kind.Id).Distinct()];

    [Fact]
    public void Ids_are_unique_and_in_their_range()
    {
        Assert.Equal(DiagnosticCatalogue.All.Count, Ids.Count);
        Assert.All(DiagnosticCatalogue.All, k =>
        {
            Assert.Matches("^LLM[0-9]{4}$", k.Kind.Id);
            Assert.Contains(k.Kind.Id[3], DiagnosticCatalogue.Ranges[k.Owner]);
        });
    }

    [Fact]
    public void Ids_leave_no_gaps()
    {
        // Each hundred counts from 1 on, so that nothing that was taken out is forgotten.
        foreach (var range in DiagnosticCatalogue.All.GroupBy(k => k.Kind.Id[3..5] is "25" or "45" ? k.Kind.Id[3..5] : k.Kind.Id[3..4]))
        {
            var numbers = range.Select(k => int.Parse(k.Kind.Id[5..], CultureInfo.InvariantCulture)).ToList();
            Assert.Equal(Enumerable.Range(1, numbers.Count), numbers);
        }
    }

    [Fact]
    public void Titles_are_short_and_in_sentence_case() => Assert.All(DiagnosticCatalogue.All, k => Assert.Matches("^[A-Z'][^.]{5,59}$", k.Kind.Title));

    [Fact]
    public void There_is_a_page_for_each_id_and_no_other()
        => Assert.Equal(
            DiagnosticCatalogue.All.Select(k => k.Kind.Id).Append("README").Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(Pages, "*.md").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal));

    [Fact]
    public void The_table_lists_all()
    {
        var path = Path.Combine(Pages, "README.md");
        var table = DiagnosticCatalogue.Table();
        if (Environment.GetEnvironmentVariable("LLMSPEC_ACCEPT") == "1")
        {
            File.WriteAllText(path, table);
        }

        Assert.True(File.Exists(path) && File.ReadAllText(path).Replace("\r\n", "\n", StringComparison.Ordinal) == table, "docs/diagnostics/README.md is out of date; LLMSPEC_ACCEPT=1 rewrites it.");
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_page_has_its_parts(string id)
    {
        var kind = DiagnosticCatalogue.Find(id);
        var page = Page(id);
        Assert.Equal($"{id}: {kind.Title}", page.Title);
        Assert.StartsWith(DiagnosticCatalogue.Name(kind.Severity) + ". ", page.Text.Split('\n')[2], StringComparison.Ordinal);
        Assert.NotNull(page.In("Mended"));
        Assert.All(
            Regex.Matches(page.Text, @"\]\((?<file>[^)#]*)#?(?<part>[^)]*)\)").Select(m => (File: m.Groups["file"].Value, Part: m.Groups["part"].Value)),
            link =>
            {
                var target = Path.Combine(Pages, link.File);
                Assert.True(File.Exists(target), $"{id} links to {link.File}, which does not exist.");
                Assert.True(link.Part.Length == 0 || Anchors(target).Contains(link.Part), $"{id} links to #{link.Part}, which {link.File} does not have.");
            });
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_failing_spec_is_refused_for_this_reason(string id)
    {
        var failing = Page(id).In("Failing");
        Assert.True(failing is null == Provocations.Programs.ContainsKey(id), $"{id} is provoked either by its page or by a program here.");
        var said = failing is null ? Provocations.Programs[id]() : Check(failing.Text);
        Assert.Contains(said, d => d.Id == id);
        Assert.All(said, d =>
        {
            Assert.InRange(d.At.Span.Start, 0, d.At.Source.Content.Length);
            Assert.InRange(d.At.Span.End, d.At.Span.Start, d.At.Source.Content.Length);
            Assert.Matches(@"[.?]$", d.Message);
            Assert.Matches(@"^$|[.?]$", d.Remedy ?? string.Empty);
        });
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_mended_spec_is_clean(string id) => Assert.Empty(Check(Page(id).In("Mended")!.Text).Select(DiagnosticRenderer.Render));

    internal static EquatableArray<Diagnostic> Check(string text) => SpecCompiler.Load([new SourceText("page.llmspec", text)]).Check();

    private static DocPage Page(string id) => DocPage.Read(Path.Combine(Pages, id + ".md"));

    // As GitHub and most others make them of headings.
    private static HashSet<string> Anchors(string file)
        => [.. File.ReadLines(file).Where(l => l.StartsWith('#')).Select(l => Regex.Replace(l.TrimStart('#', ' ').ToLowerInvariant(), "[^a-z0-9 -]", string.Empty).Replace(' ', '-'))];
}
