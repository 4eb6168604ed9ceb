using System.Reflection;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Tests.Shared;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Tests.Syntax;

public class SyntaxDiagnosticsTests
{
    private static IReadOnlyList<DiagnosticKind> Kinds { get; } =
    [
        .. typeof(SyntaxDiagnostics).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => f.GetValue(null)).OfType<DiagnosticKind>(),
    ];

    [Fact]
    public void Ids_are_unique_and_contiguous() =>
        Assert.Equal(Enumerable.Range(1, Kinds.Count).Select(i => $"LLM{i:0000}"), Kinds.Select(k => k.Id));

    [Fact]
    public void Each_kind_has_a_method() =>
        Assert.All(
            typeof(SyntaxDiagnostics).GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.FieldType == typeof(DiagnosticKind)),
            f => Assert.NotNull(typeof(SyntaxDiagnostics).GetMethod(f.Name[..^"Kind".Length])));

    [Fact]
    public void A_line_is_cut_around_what_is_meant()
    {
        var text = "\t" + new string('a', 300) + " ! " + new string('b', 300);
        var diagnostic = Parsing.Parse(text).Diagnostics.Single(d => d.At.Text == "!");

        Snapshot.Verify(DiagnosticRenderer.Render(diagnostic));
    }

    [Fact]
    public void Tabs_empty_spans_and_several_lines_are_shown()
    {
        var source = new SourceText("dir/a.llmspec", "\tone\ttwo\nthree\n");
        Diagnostic[] diagnostics =
        [
            new SourceSpan(source, new TextSpan(5, 3)).UnknownUnit("two", null),
            new SourceSpan(source, new TextSpan(9, 0)).MissingAfter("a name", "two"),
            new SourceSpan(source, new TextSpan(1, 12)).UnopenedBracket(")"),
            new SourceSpan(source, new TextSpan(16, 0)).NotText(),
        ];

        Snapshot.Verify(DiagnosticRenderer.Render(diagnostics));
    }

    [Theory]
    [InlineData("wieght", "weight")]
    [InlineData("linaer", "linear")]
    [InlineData("LINEAR", "linear")]
    [InlineData("quantum", null)]
    [InlineData("linear", null)]
    public void Suggestions(string word, string? expected) => Assert.Equal(expected, Spelling.Suggest(word, ["weight", "linear", "x"]));
}
