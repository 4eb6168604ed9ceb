using LlmCostDsl.Analysis.Questions;
using LlmCostDsl.Compiler.Algebra;

namespace LlmCostDsl.Analysis.Tests.Questions;

public sealed class UnitTextTests
{
    [Theory]
    [InlineData("bit", 0.125, "B")]
    [InlineData("b", 0.125, "B")]
    [InlineData("Mb", 125_000, "B")]
    [InlineData("KiB", 1024, "B")]
    [InlineData("TiB", 1_099_511_627_776, "B")]
    [InlineData("GB", 1e9, "B")]
    [InlineData("us", 1e-6, "s")]
    [InlineData("µs", 1e-6, "s")]
    [InlineData("min", 60, "s")]
    [InlineData("hour", 3600, "s")]
    [InlineData("TFLOP/s", 1e12, "FLOP/s")]
    [InlineData("TOP/s", 1e12, "FLOP/s")]
    [InlineData("usd/hour", 1.0 / 3600, "usd/s")]
    [InlineData("kW", 1e3, "J/s")]
    [InlineData("mJ", 1e-3, "J")]
    public void Units_of_specs(string text, double scale, string dimension)
    {
        var unit = UnitText.Parse(text);

        Assert.Equal(scale, unit!.Value.Scale.ToDouble());
        Assert.Equal(dimension, unit.Value.Dimension.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("bits")]
    [InlineData("GBps")]
    [InlineData("Kbit")]
    [InlineData("ib")]
    [InlineData("B/s/s")]
    [InlineData("B/")]
    [InlineData("/s")]
    public void What_is_no_unit(string text) => Assert.Null(UnitText.Parse(text));

    [Fact]
    public void Base_units_measure_what_they_say()
        => Assert.Equal(Dimension.Watts, UnitText.Parse("W")!.Value.Dimension);
}
