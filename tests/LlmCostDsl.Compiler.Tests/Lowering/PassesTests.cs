using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Tests.Shared;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Tests.Lowering;

/// <summary>The state after every pass can be printed, whatever the graph.</summary>
public class PassesTests
{
    public static TheoryData<string, string> Cases()
    {
        var cases = new TheoryData<string, string>();
        foreach (var pass in SpecCompiler.Passes)
        {
            // Widths that change while they are carried; groups that a rule divides; variants; nothing at all.
            cases.Add(pass, Question.Of("repeat 4 as layer carrying x { x = narrow(x) }", rest: "operator narrow(x: tensor) { result [x.., 8] of 8 bit }"));
            cases.Add(pass, Question.Of("repeat 4 as layer carrying x { x = mul(x, 8) }", "apply t", "transform t { every activation where it.layer == 2 { width = 8 bit } }"));
            cases.Add(pass, Question.Of("k = same(x) in cache  s = look(x, k)", "input p: bool = true  apply t when p", "transform t { fuse { a = same(x)  b = look(q, a) } into f }"));
            cases.Add(pass, Question.Of(string.Empty));
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void After_each_pass(string pass, string text)
    {
        var printed = SpecCompiler.Load([new SourceText("test.llmspec", text)]).After(pass, new AnalysisRequest("A"), out var diagnostics);
        Assert.DoesNotContain(diagnostics, d => d.Severity == Severity.Error);
        Assert.NotEmpty(printed!);
    }
}
