using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Tests.Shared;

namespace LlmCostDsl.Compiler.Tests.Rewriting;

/// <summary>What goes wrong inside a transform is said where its user wrote the argument, or the <c>apply</c>, that it comes from.</summary>
public class BlameTests
{
    private const string Rules = """
        transform narrow(w: bits = 4 bit, group: count = 8) {
            require w <= 16 bit else "too wide"
            require group > 0 else "a group is positive"
            every weight { width = w }
        }
        transform outer(bits: bits) { apply narrow(w: bits) }
        transform needs(n: count) { require model.inner % n == 0 else "it does not divide" }
        transform every_nth(n: count) { every operator where it.layer % n == 0 { flops *= 2 } }
        transform scaled(factor: ratio, n: count) { every operator where it.layer % n == 0 { flops *= factor } }
        transform around(m: count) { apply every_nth(n: m + 1) }
        transform whole { require model.inner > 100 else "too thin" }

        """;

    private static Diagnostic Said(string apply, string inputs = "")
        => Assert.Single(Question.Try(Question.Of("repeat 4 as layer carrying x { x = mul(x, inner) }", apply, Rules, "inner: count", "inner: 8")
            .Replace("schedule once  timing", inputs + "  schedule once  timing", StringComparison.Ordinal)).Compiled.Diagnostics, d => d.Severity == Severity.Error);

    [Theory]
    [InlineData("apply narrow(w: 32 bit)", "32 bit", "'narrow': too wide.", "w <= 16 bit")]
    [InlineData("apply narrow(w: 4 bit, group: 0)", "0", "'narrow': a group is positive.", "group > 0")]
    [InlineData("apply outer(bits: 20 bit)", "20 bit", "'narrow': too wide.", "w <= 16 bit")]
    [InlineData("apply needs(n: 3)", "3", "'needs': it does not divide.", "model.inner % n == 0")]
    [InlineData("apply whole", "apply whole", "'whole': too thin.", "model.inner > 100")]
    public void A_requirement_that_is_not_met(string apply, string at, string message, string requirement)
    {
        var said = Said(apply);
        Assert.Equal(("LLM3013", at, message, requirement), (said.Id, said.At.Text, said.Message, said.Related!.Text));
    }

    [Theory]
    [InlineData("apply every_nth(n: n)", "n", "'n' decides the structure of the graph that 'every_nth' leaves, by 'it.layer % n == 0'")]
    [InlineData("apply scaled(factor: n, n: n)", "n", "'n' decides the structure of the graph that 'scaled' leaves, by 'it.layer % n == 0'")]
    [InlineData("apply around(m: n)", "n", "'m' decides the structure of the graph that 'around' leaves, by 'it.layer % n == 0'")]
    public void An_argument_that_decides_structure(string apply, string at, string message)
    {
        var said = Said(apply, "input n: count in 1..4 = 2");
        Assert.Equal(("LLM3005", at, "it.layer % n == 0"), (said.Id, said.At.Text, said.Related!.Text));
        Assert.StartsWith(message, said.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_width_without_a_unit_is_answered_in_bits()
    {
        var said = Said("apply narrow(w: 4)");
        Assert.Equal(("'w' is in bit, but this is a plain number.", "Give it a unit, such as '4 bit'."), (said.Message, said.Remedy));
    }
}
