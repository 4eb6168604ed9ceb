using LlmCostDsl.Compiler.Tests.Shared;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Tests.Lowering;

/// <summary>An expectation that fails shows what was found of all that it compares.</summary>
public class ExpectationTests
{
    private static string Failing(string expectation)
    {
        var text = Question.Of("y = mul(x, 8)").Replace("on Slow }", "on Slow  ratio_a = 2 + 1  ratio_b = 4 + 1  good = 1 > 2  expect " + expectation + " }", StringComparison.Ordinal);
        var said = Assert.Single(SpecCompiler.Load([new SourceText("test.llmspec", text)]).Check());
        Assert.Equal("LLM6001", said.Id);
        return said.Message;
    }

    [Theory]
    [InlineData("ratio_a > ratio_b", "Expected ratio_a > ratio_b, found 3 against 5.")]
    [InlineData("ratio_a == 4", "Expected ratio_a == 4, found 3 against 4.")]
    [InlineData("ratio_a < ratio_b and weights < 100 B", "Expected ratio_a < ratio_b and weights < 100 B, found ratio_a = 3, ratio_b = 5, weights = 128 B.")]
    [InlineData("ratio_a > ratio_b or (ratio_b > 6 and ratio_a < 9)", "Expected ratio_a > ratio_b or (ratio_b > 6 and ratio_a < 9), found ratio_a = 3, ratio_b = 5.")]
    [InlineData("not (ratio_a < ratio_b)", "Expected not (ratio_a < ratio_b), found ratio_a = 3, ratio_b = 5.")]
    [InlineData("weights in 1 B..100 B", "Expected weights in 1 B..100 B, found weights = 128 B.")]
    [InlineData("good and ratio_a < 5", "Expected good and ratio_a < 5, found good = false, ratio_a = 3.")]
    [InlineData("good", "Expected good, found that it does not hold.")]
    public void Shows_what_was_found(string expectation, string message) => Assert.Equal(message, Failing(expectation));

    [Fact]
    public void What_the_device_does_not_state_is_not_shown()
        => Assert.Equal(
            "Expected if present(hw.power) then hw.power < 1 W else hw.bandwidth > 2 B/s, found hw.bandwidth = 1 B/s.",
            Failing("if present(hw.power) then hw.power < 1 W else hw.bandwidth > 2 B/s"));
}
