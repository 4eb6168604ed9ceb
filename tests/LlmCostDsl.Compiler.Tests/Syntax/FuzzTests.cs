using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Syntax;
using LlmCostDsl.Compiler.Syntax.Formatting;
using LlmCostDsl.Compiler.Tests.Shared;
using Xunit.Abstractions;

namespace LlmCostDsl.Compiler.Tests.Syntax;

/// <summary>No text throws, hangs, or is blamed outside itself.</summary>
public class FuzzTests(ITestOutputHelper output)
{
    private const int Texts = 3000;

    [Fact]
    public void Any_text_is_answered()
    {
        output.WriteLine($"seed {Fuzzing.Seed}");
        foreach (var source in Fuzzing.Texts(Texts))
        {
            var parsed = SpecParser.Parse(source);
            foreach (var diagnostic in parsed.Diagnostics)
            {
                Assert.InRange(diagnostic.At.Span.Start, 0, source.Content.Length);
                Assert.InRange(diagnostic.At.Span.End, diagnostic.At.Span.Start, source.Content.Length);
                Assert.NotEmpty(DiagnosticRenderer.Render(diagnostic));
            }

            Assert.Equal(parsed.Diagnostics.Count, parsed.Diagnostics.Select(d => (d.Id, d.At.Span)).Distinct().Count());
            SpanTests.AssertNested(source, parsed.Tree);
        }
    }

    /// <summary>Whatever mutation left readable is formatted without changing what it means.</summary>
    [Fact]
    public void Any_readable_text_is_formatted_faithfully()
    {
        output.WriteLine($"seed {Fuzzing.Seed}");
        var readable = 0;
        foreach (var source in Fuzzing.Texts(Texts).Where(s => SpecParser.Parse(s).Diagnostics.Count == 0))
        {
            readable++;
            FormatterTests.AssertFaithful(source);
        }

        output.WriteLine($"{readable} readable");
        Assert.True(readable > 100);
        Assert.NotNull(SpecFormatter.Format(SpecFiles.All[0]).Text);
    }
}
