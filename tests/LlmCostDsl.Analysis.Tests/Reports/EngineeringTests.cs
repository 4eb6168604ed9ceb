using LlmCostDsl.Analysis.Reports;
using LlmCostDsl.Compiler.Algebra;

namespace LlmCostDsl.Analysis.Tests.Reports;

public sealed class EngineeringTests
{
    [Theory]
    [InlineData(0.00421, "4.21 ms")]
    [InlineData(1.5, "1.50 s")]
    [InlineData(0, "0 s")]
    [InlineData(0.0009997, "1.00 ms")]
    [InlineData(0.9996, "1.00 s")]
    [InlineData(43.7e-6, "43.7 µs")]
    [InlineData(21.3e-9, "21.3 ns")]
    [InlineData(1e-12, "0.001 ns")]
    [InlineData(7200, "7200 s")]
    [InlineData(double.NaN, "–")]
    [InlineData(double.PositiveInfinity, "∞")]
    public void Seconds(double value, string expected) => Assert.Equal(expected, Engineering.Format(value, Dimension.Seconds));

    [Theory]
    [InlineData(13.5e9, "13.5 GB")]
    [InlineData(448, "448 B")]
    [InlineData(0.5, "0.5 B")]
    [InlineData(999.7e6, "1.00 GB")]
    [InlineData(1e21, "1000 EB")]
    [InlineData(-2048, "-2.05 kB")]
    public void Bytes(double value, string expected) => Assert.Equal(expected, Engineering.Format(value, Dimension.Bytes));

    [Fact]
    public void Other_quantities()
    {
        Assert.Equal("68.7 GFLOP", Engineering.Format(68.7e9, Dimension.Flops));
        Assert.Equal("155 TFLOP/s", Engineering.Format(154.8e12, Dimension.Flops / Dimension.Seconds));
        Assert.Equal("1215 FLOP/B", Engineering.Format(1215.2, Dimension.Flops / Dimension.Bytes));
        Assert.Equal("0.167 FLOP/B", Engineering.Format(1.0 / 6, Dimension.Flops / Dimension.Bytes));
        Assert.Equal("300 W", Engineering.Format(300, Dimension.Watts));
        Assert.Equal("1.50 kJ", Engineering.Format(1500, Dimension.Joules));
        Assert.Equal("0.8 usd/hour", Engineering.Format(0.8 / 3600, Dimension.Dollars / Dimension.Seconds));
        Assert.Equal("0.00111 usd", Engineering.Format(0.0011135, Dimension.Dollars));
        Assert.Equal("51.1 /s", Engineering.Format(51.088, Dimension.None / Dimension.Seconds));
        Assert.Equal("4 bit", Engineering.Format(0.5, Dimension.Bytes, "bits"));
        Assert.Equal("yes", Engineering.Format(1, Dimension.None, "bool"));
        Assert.Equal("32", Engineering.Format(32, Dimension.None, "count"));
    }

    [Theory]
    [InlineData(0.281, "28.1 %")]
    [InlineData(1, "100 %")]
    [InlineData(0.9999, "100 %")]
    [InlineData(0.0001, "<0.1 %")]
    [InlineData(0, "0.0 %")]
    public void Shares(double share, string expected) => Assert.Equal(expected, Engineering.Percent(share));
}
