using LlmCostDsl.Analysis.Sweeps;

namespace LlmCostDsl.Analysis.Tests.Sweeps;

public sealed class ProgressTests
{
    [Theory]
    // A quarter in 10 s: 25 a second, and three times as long to go.
    [InlineData(250, 1000, 10, " 25 % ██████░░░░░░░░░░░░░░░░░░  25 points/s  30 s left")]
    // 12 345 678 of ten times as many in 1000 s: 12 346 a second, 9000 s to go.
    [InlineData(12_345_678, 123_456_780, 1000, " 10 % ██░░░░░░░░░░░░░░░░░░░░░░  12 346 points/s  2 h 30 min left")]
    [InlineData(1, 201, 1, "  0 % ░░░░░░░░░░░░░░░░░░░░░░░░  1 points/s  3 min 20 s left")]
    [InlineData(10, 10, 2, "100 % ████████████████████████  5 points/s  0 s left")]
    [InlineData(0, 10, 2, "  0 % ░░░░░░░░░░░░░░░░░░░░░░░░")]
    [InlineData(0, 0, 0, "100 % ████████████████████████")]
    public void Share_rate_and_time_left(long done, long total, int seconds, string expected) => Assert.Equal(expected, Progress.Line(done, total, TimeSpan.FromSeconds(seconds)));
}
