using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Syntax;
using LlmCostDsl.Compiler.Syntax.Lexing;
using LlmCostDsl.Compiler.Tests.Shared;


namespace LlmCostDsl.Compiler.Tests.Docs;

/// <summary>Every spec that the documentation shows compiles, and the figures it states are the compiler's.</summary>
public sealed class LanguagePageTests
{
    private static IEnumerable<string> Files => Directory.EnumerateFiles(DocPage.Folder, "*.md").Append(Path.Combine(SpecFiles.Root, "README.md")).Where(File.Exists);

    public static TheoryData<string, int, string> Specs
    {
        get
        {
            var data = new TheoryData<string, int, string>();
            foreach (var page in Files.Select(DocPage.Read))
            {
                foreach (var spec in page.Specs)
                {
                    data.Add(Path.GetRelativePath(SpecFiles.Root, page.Path), spec.Line, spec.Text);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Specs))]
    public void What_is_shown_compiles(string page, int line, string text)
    {
        Assert.True(page.Length > 0 && line > 0);
        Assert.Empty(DiagnosticPagesTests.Check(text).Select(DiagnosticRenderer.Render));
    }

    [Fact]
    public void Each_section_of_the_reference_that_shows_text_shows_a_spec()
    {
        var page = DocPage.Read(Path.Combine(DocPage.Folder, "language.md"));
        Assert.Equal(
            ["A first analysis", "Types and dimensions", "Operators and channels", "Architectures and models", "Transforms", "Hardware", "Timing", "Schedules", "Configs"],
            page.Specs.Select(s => s.Section));
    }

    [Fact]
    public void Limits_are_the_compilers()
    {
        var text = DocPage.Read(Path.Combine(DocPage.Folder, "language.md")).Text;
        Assert.All(
            new[] { SpecParser.MaximumLength, TokenContext.MaximumDepth, TokenContext.MaximumTerms, LimitDiagnostics.NodeLimit, LimitDiagnostics.GroupLimit, LimitDiagnostics.VariantLimit },
            limit => Assert.Contains($"| {Grouped(limit)} |", text, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_unit_of_the_lexer_has_a_meaning()
        => Assert.All(TokenText.Units(), unit => Assert.True(Compiler.Binding.Units.TryRead(unit, out _, out _), unit));

    // As the page writes numbers: blanks from five digits on.
    private static string Grouped(int number)
        => number < 10_000 ? number.ToString(System.Globalization.CultureInfo.InvariantCulture) : number.ToString("#,0", System.Globalization.CultureInfo.InvariantCulture).Replace(',', ' ');
}
