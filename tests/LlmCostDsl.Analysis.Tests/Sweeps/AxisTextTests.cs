using System.Globalization;
using LlmCostDsl.Analysis.Sweeps;
using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Analysis.Tests.Sweeps;

public sealed class AxisTextTests
{
    private static readonly PlanInput Count = new("n", "count", Dimension.None, 1, 1, 1e6, 1, true, null);
    private static readonly PlanInput Ratio = new("r", "ratio", Dimension.None, 1, -10, 10, 0, false, null);
    private static readonly PlanInput Bits = new("w", "bits", Dimension.Bytes, 0.125, 0.25, 2, 0.5, false, null);
    private static readonly PlanInput Bytes = new("b", "bytes", Dimension.Bytes, 1, 0, 1e12, 0, false, null);
    private static readonly PlanInput Truth = new("t", "bool", Dimension.None, 1, 0, 1, 0, false, null);

    [Theory]
    [InlineData("4", "4")]
    [InlineData("2,3,4,8,16", "2 3 4 8 16")]
    [InlineData(" 8 , 2 ", "8 2")]
    [InlineData("5..9", "5 6 7 8 9")]
    [InlineData("4..4", "4")]
    [InlineData("1..256:x2", "1 2 4 8 16 32 64 128 256")]
    [InlineData("1..255:x2", "1 2 4 8 16 32 64 128")]
    [InlineData("1..100:x10", "1 10 100")]
    [InlineData("4..5:x3", "4")]
    [InlineData("1..10:+4", "1 5 9")]
    [InlineData("1..9:+4", "1 5 9")]
    // 1, 4, 7, 10: three steps of 3.
    [InlineData("1..10:n4", "1 4 7 10")]
    // Thirds of 7: 1, 3.33, 5.67, 8, to the nearest whole number.
    [InlineData("1..8:n4", "1 3 6 8")]
    // 1, 1.5 → 2, 2.25 → 2 again, 3.375 → 3, 5.06 → 5.
    [InlineData("1..6:x1.5", "1 2 3 5")]
    [InlineData("1..3:n9", "1 2 3")]
    [InlineData("1..4,3..6,1", "1 2 3 4 5 6")]
    [InlineData("1_000..1e4:x10", "1000 10000")]
    public void Whole_numbers(string text, string expected) => Assert.Equal(expected, Values(Count, text));

    [Theory]
    // A tenth is no double; ten times the nearest one would be, but the third would read 0.30000000000000004.
    [InlineData("0..1:+0.1", "0 0.1 0.2 0.3 0.4 0.5 0.6 0.7 0.8 0.9 1")]
    [InlineData("10..30%:+10", "0.1 0.2 0.3")]
    [InlineData("10%..30%:+10%", "0.1 0.2 0.3")]
    [InlineData("-1..1:n5", "-1 -0.5 0 0.5 1")]
    [InlineData("0.001..10:x10", "0.001 0.01 0.1 1 10")]
    [InlineData("1..2:n4", "1 1.3333333333333333 1.6666666666666667 2")]
    [InlineData("0.5", "0.5")]
    public void Real_numbers(string text, string expected) => Assert.Equal(expected, Values(Ratio, text));

    [Theory]
    [InlineData("2,4 bit,1 B", "0.25 0.5 1")]
    [InlineData("2..16:x2", "0.25 0.5 1 2")]
    [InlineData("2 bit..16 bit:x2", "0.25 0.5 1 2")]
    [InlineData("2..4:+1", "0.25 0.375 0.5")]
    // An end without a unit has the other's, and so has the step.
    [InlineData("1..2 B:+0.5", "1 1.5 2")]
    [InlineData("1 B..2:+0.5", "1 1.5 2")]
    [InlineData("1..2 B:+4 bit", "1 1.5 2")]
    public void Units(string text, string expected) => Assert.Equal(expected, Values(Bits, text));

    [Fact]
    public void A_range_of_gigabytes_begins_at_gigabytes() => Assert.Equal("1000000000 2000000000 3000000000 4000000000", Values(Bytes, "1..4 GB:+1"));

    [Fact]
    public void Truth_is_listed() => Assert.Equal("1 0", Values(Truth, "true,false"));

    [Theory]
    [InlineData("1,,2", 2, 0, "input 'n': a value is missing here")]
    [InlineData("", 0, 0, "input 'n': a value is missing here")]
    [InlineData("1,2,", 4, 0, "input 'n': a value is missing here")]
    [InlineData("1, two", 3, 3, "input 'n': 'two' is no number; it accepts 1..1000000")]
    [InlineData("1..x", 3, 1, "input 'n': 'x' is no number; it accepts 1..1000000")]
    [InlineData("4,9..8", 2, 4, "input 'n': this range runs backwards; the smaller end comes first")]
    [InlineData("1..8:y2", 5, 2, "input 'n': a step is ':+STEP', ':xFACTOR' or ':nCOUNT'")]
    [InlineData("1..8:", 5, 0, "input 'n': a step is ':+STEP', ':xFACTOR' or ':nCOUNT'")]
    [InlineData("1..8:x1", 5, 2, "input 'n': a factor is a number above 1, as in ':x2'")]
    [InlineData("1..8:x-2", 5, 3, "input 'n': a factor is a number above 1, as in ':x2'")]
    [InlineData("0..8:x2", 5, 2, "input 'n': a factor needs a range that begins above 0")]
    [InlineData("1..8:+0", 5, 2, "input 'n': a step is more than 0")]
    [InlineData("1..8:+s", 6, 1, "input 'n': 's' is no number; it accepts 1..1000000")]
    [InlineData("1..8:n1", 5, 2, "input 'n': a count of values is a whole number from 2 to 1000000, as in ':n9'")]
    [InlineData("8:x2", 0, 4, "input 'n': a step belongs to a range, LOW..HIGH:+STEP, LOW..HIGH:xFACTOR or LOW..HIGH:nCOUNT")]
    [InlineData("0..1000000", 0, 10, "input 'n': this range has more than 1000000 values")]
    [InlineData("1..1e9:x1.000001", 0, 16, "input 'n': this range has more than 1000000 values")]
    [InlineData("1..4 GB", 3, 4, "input 'n' is a plain number, '4 GB' is not; it accepts 1..1000000")]
    public void What_is_wrong_is_said_at_its_characters(string text, int at, int length, string message)
    {
        var error = AxisText.Parse(Count, text).Error!;

        Assert.Equal((text, at, length, message), (error.Text, error.At, error.Length, error.Message));
    }

    [Fact]
    public void Numbers_that_are_not_whole_need_a_step()
        => Assert.StartsWith("input 'r' is no whole number: say how the range goes on", AxisText.Parse(Ratio, "0..1").Error!.Message, StringComparison.Ordinal);

    [Fact]
    public void Truth_has_no_range() => Assert.Equal("input 't' is true or false: write 'true,false'", AxisText.Parse(Truth, "false..true").Error!.Message);

    [Fact]
    public void An_error_is_shown_under_its_text()
        => Assert.Equal("input 'n': a factor is a number above 1, as in ':x2'\n  1..8:x1\n       ^^", AxisText.Parse(Count, "1..8:x1").Error!.Render());

    private static string Values(PlanInput input, string text)
    {
        var (values, error) = AxisText.Parse(input, text);
        Assert.Null(error);
        return string.Join(' ', values.Select(v => v.ToString("R", CultureInfo.InvariantCulture)));
    }
}
