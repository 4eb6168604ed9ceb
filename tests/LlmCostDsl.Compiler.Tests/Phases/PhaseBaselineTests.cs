using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Tests.Shared;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Tests.Phases;

/// <summary>One small spec through every phase, as text to be read: the graph, the rewritten graph, the formulas, the plan; and its diagnostics: none.</summary>
public class PhaseBaselineTests
{
    private static readonly string Folder = Path.Combine(SpecFiles.Tests, "Phases");

    private static SourceText Source => new("Small.llmspec", File.ReadAllText(Path.Combine(Folder, "Small.llmspec")));

    [Fact]
    public void It_has_nothing_wrong() => Assert.Empty(SpecCompiler.Load([Source]).Check().Where(d => d.Severity != Severity.Info).Select(d => d.Message));

    [Theory]
    [InlineData("bind")]
    [InlineData("graph")]
    [InlineData("rewrite")]
    [InlineData("lower")]
    [InlineData("plan")]
    [InlineData("optimize")]
    public void After_each_pass(string pass)
    {
        var text = SpecCompiler.Load([Source]).After(pass, new AnalysisRequest("Question"), out var diagnostics);
        Assert.Empty(diagnostics.Where(d => d.Severity == Severity.Error).Select(d => d.Message));
        Snapshot.VerifyFile(text!, Path.Combine(Folder, "Small." + pass), "txt");
    }

    [Fact]
    public void The_lines_of_the_source_with_what_became_of_them()
    {
        var source = Source;
        var compiled = SpecCompiler.Load([source]).Compile(new AnalysisRequest("Question"));
        var lowered = compiled.Lowered!;
        var annotations = lowered.Outputs.Select(o => (o.At.Span, $"{o.Name}: {o.TypeName} = {o.Value}")).ToList();
        Snapshot.VerifyFile(AnnotatedSource.Annotate(source, annotations), Path.Combine(Folder, "Small.outputs"), "llmspec");
    }
}
