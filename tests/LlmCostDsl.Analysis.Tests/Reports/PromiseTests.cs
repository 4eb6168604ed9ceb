using LlmCostDsl.Analysis.Sensitivities;
using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Analysis.Tests.Reports;

/// <summary>When a step did what its slope says, and which steps there are.</summary>
public sealed class PromiseTests
{
    [Theory]
    [InlineData(-1, 0.01, (1 / 1.01) - 1, true)] // y = c/x
    [InlineData(2, 0.01, (1.01 * 1.01) - 1, true)] // y = c·x²
    [InlineData(-1, 1, -0.5, true)] // y = c/x, x doubled
    [InlineData(0.5, 1, 0.5, true)] // y = 1 + x at 1, x doubled: a line
    [InlineData(0.5, 1, 0.41421356, true)] // y = √x, x doubled
    [InlineData(0, 0.01, 0, true)]
    [InlineData(-1, 0.01, -0.0041, false)] // something else limits after two fifths of the way
    [InlineData(0, 0.01, -0.0072, false)] // of two equal peaks, the one without the slope
    [InlineData(0.7, 0.01, 0, false)] // stays in its block
    [InlineData(0.5, -0.01, -0.005, true)]
    public void A_promise_is_kept_by_lines_and_powers_and_broken_by_kinks(double elasticity, double step, double change, bool isKept)
        => Assert.Equal(isKept, Promise.IsKept(elasticity, step, change));

    [Theory]
    [InlineData(true, 200, "202 198")]
    [InlineData(true, 201, "204 198")]
    [InlineData(true, 1, "2")]
    [InlineData(true, 1000, "990")]
    [InlineData(true, 999, "989")]
    [InlineData(false, 50, "50.5 49.5")]
    [InlineData(false, 1000, "990")]
    public void Steps_are_a_percent_or_the_next_whole_number_beyond_within_the_range(bool isWhole, double value, string expected)
    {
        var input = new PlanInput("x", isWhole ? "count" : "ratio", Dimension.None, 1, 1, 1000, 1, isWhole, null);

        Assert.Equal(expected, string.Join(' ', Nudge.Of(input, value).Select(v => v.ToString(System.Globalization.CultureInfo.InvariantCulture))));
    }
}
