using System.Diagnostics;

namespace LlmCostDsl.Compiler.Tests.Binding;

/// <summary>Texts with thousands of mistakes take seconds, not minutes.</summary>
public sealed class LimitTests
{
    private const int Many = 5000;

    [Theory]
    [InlineData("function near_{0}(x: ratio): ratio = naer_{0}(x)\n", "", "", Many)]
    [InlineData("model m{0} : m{1}\n", "", "", 1)]
    [InlineData("d{0} = d{1}\n", "schedule s {", "}", 1)]
    [InlineData("node_{0} = norm(mode_{0})\n", "architecture A(n: count) steps run { x = input [batch, n]\n", "}", Many)]
    public void Many_mistakes(string line, string before, string after, int expected)
    {
        var clock = Stopwatch.StartNew();
        var text = before + string.Concat(Enumerable.Range(0, Many).Select(i => string.Format(System.Globalization.CultureInfo.InvariantCulture, line, i, (i + 1) % Many))) + after;
        Assert.Equal(expected, TestLibrary.Bind(text).Diagnostics.Items.Count);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"took {clock.Elapsed}");
    }
}
