using System.Globalization;
using LlmCostDsl.Compiler.Algebra;

namespace LlmCostDsl.Compiler.Tests.Algebra;

public class RationalTests
{
    [Theory]
    [InlineData("0.85", 0.85)]
    [InlineData("1e-6", 1e-6)]
    [InlineData("6738415616", 6738415616d)]
    [InlineData("1.5E3", 1500d)]
    [InlineData("0.1", 0.1)]
    [InlineData("123456789012345678901234567890", 123456789012345678901234567890d)]
    public void Digits_become_the_nearest_double(string digits, double expected)
        => Assert.Equal(expected, Rational.Parse(digits)!.Value.ToDouble());

    [Fact]
    public void Decimal_fractions_are_exact()
        => Assert.Equal(Rational.Parse("0.3")!.Value, Rational.Parse("0.1")!.Value + Rational.Parse("0.2")!.Value);

    [Fact]
    public void A_number_beyond_a_double_is_no_number() => Assert.Null(Rational.Parse("1e400"));

    [Theory]
    [InlineData(7, 2, 3, 4)]
    [InlineData(-7, 2, -4, -3)]
    [InlineData(6, 2, 3, 3)]
    public void Floor_and_ceiling(int above, int below, int floor, int ceiling)
    {
        var value = (Rational)above / below;
        Assert.Equal((Rational)floor, value.Floor());
        Assert.Equal((Rational)ceiling, value.Ceiling());
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(1e300)]
    [InlineData(-4.9e-324)]
    [InlineData(1.7976931348623157e308)]
    [InlineData(3.0000000000000004)]
    public void Doubles_survive_exactly(double value) => Assert.Equal(value, Rational.FromDouble(value).ToDouble());

    [Fact]
    public void Long_products_round_instead_of_growing()
    {
        var value = Rational.One;
        for (var i = 0; i < 5000; i++)
        {
            value *= Rational.Parse("1.000123456789")!.Value;
        }

        Assert.Equal(Math.Pow(1.000123456789, 5000), value.ToDouble(), 1e-9);
    }

    // The framework's conversion of a BigInteger cuts instead of rounding; reading decimals does round.
    [Fact]
    public void The_nearest_double_is_the_one_that_reading_decimals_gives()
    {
        var random = new Random(20261121);
        for (var i = 0; i < 20_000; i++)
        {
            var digits = string.Concat(Enumerable.Range(0, random.Next(1, 30)).Select(_ => (char)('0' + random.Next(10)))) + "e" + random.Next(-300, 270).ToString(CultureInfo.InvariantCulture);

            Assert.Equal(double.Parse(digits, CultureInfo.InvariantCulture), Rational.Parse(digits)!.Value.ToDouble());
        }
    }

    [Theory]
    [InlineData("1e300", 1e300)]
    [InlineData("0e99999999999", 0)]
    [InlineData("1e-99999999999", 0)]
    [InlineData("18446744073709551615", 18446744073709551615d)]
    public void Extremes_are_read_as_well(string digits, double expected) => Assert.Equal(expected, Rational.Parse(digits)!.Value.ToDouble());
}
