using System.Text.Json;

namespace LlmCostDsl.Cli.Tests;

/// <summary>How inputs are given, and what is said where they cannot be.</summary>
public sealed class InputTests
{
    [Theory]
    [InlineData("w", "4", 4)]
    [InlineData("w", "4 bit", 4)]
    [InlineData("w", "4bit", 4)]
    [InlineData("w", "1 B", 8)]
    [InlineData("share", "20%", 0.2)]
    [InlineData("share", "0.2", 0.2)]
    [InlineData("share", "2e-1", 0.2)]
    [InlineData("length", "1_000", 1000)]
    [InlineData("length", "1e2", 100)]
    public void Values_have_natural_units_or_units_of_their_own(string name, string text, double natural)
    {
        Assert.Equal(natural, InputOf(name, Tool.Analyze("ToyRun", "--" + name, text, "--format", "json")));
        Assert.Equal(natural, InputOf(name, Tool.Analyze("ToyRun", $"--{name}={text}", "--format", "json")));
        Assert.Equal(natural, InputOf(name, Tool.Analyze("ToyRun", "--set", $"{name}={text}", "--format", "json")));
        Assert.Equal(natural, InputOf(name, Tool.Request($$$"""{"analysis":"ToyRun","inputs":{"{{{name}}}":"{{{text}}}"}}""")));
    }

    [Fact]
    public void A_flag_needs_no_value()
        => Assert.Equal(Tool.Analyze("ToyRun", "--narrow", "true").Out, Tool.Analyze("ToyRun", "--narrow").Out);

    [Theory]
    [InlineData("w", "4 GB/s", "input 'w' is measured in bit, '4 GB/s' is not; it accepts 1 bit..16 bit")]
    [InlineData("w", "32", "input 'w' is 32 bit, which is outside its range: 1 bit..16 bit")]
    [InlineData("w", "4 bits", "input 'w': 'bits' is no unit; it accepts 1 bit..16 bit")]
    [InlineData("length", "0", "input 'length' is 0, which is outside its range: 1..1000")]
    [InlineData("length", "-5", "input 'length' is -5, which is outside its range: 1..1000")]
    [InlineData("length", "1e300", "input 'length' is 1E+300, which is outside its range: 1..1000")]
    [InlineData("length", "1e999", "input 'length' is Infinity, which is outside its range: 1..1000")]
    [InlineData("length", "2.5", "input 'length' is 2.5, but only whole numbers are accepted: 1..1000")]
    [InlineData("length", "NaN", "input 'length': 'NaN' is no number; it accepts 1..1000")]
    [InlineData("length", "", "input 'length': '' is no number; it accepts 1..1000")]
    [InlineData("length", "4 s", "input 'length' is a plain number, '4 s' is not; it accepts 1..1000")]
    [InlineData("narrow", "maybe", "input 'narrow': 'maybe' is no truth value; it accepts true or false")]
    public void A_value_that_cannot_be_is_refused_with_what_can(string name, string text, string expected)
    {
        var ran = Tool.Analyze("ToyRun", "--" + name, text);

        Assert.Equal("llmspec: " + expected + "\n", ran.Error);
        Assert.Equal((2, string.Empty), (ran.Code, ran.Out));
    }

    [Fact]
    public void An_unknown_input_lists_the_known_ones()
    {
        var ran = Tool.Analyze("ToyRun", "--lenght", "4");

        Assert.Equal(
            "llmspec: ToyRun has no input 'lenght'; did you mean 'length'? Its inputs are batch: count in 1..64 = 1; length: count in 1..1000 = 4; "
            + "share: ratio in 0..1 = 0.5; w: bits in 1 bit..16 bit = 8 bit; narrow: bool = false\n",
            ran.Error);
        Assert.Equal(2, ran.Code);
    }

    [Fact]
    public void A_misspelt_option_is_recognised() => Assert.Contains("is the option '--format' meant?", Tool.Analyze("ToyRun", "--formt", "json").Error, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"analysis":"ToyRun","inputs":{"w":4,"narrow":true}}""", "w", 4)]
    [InlineData("""{"analysis":"ToyRun","inputs":{"length":1e2}}""", "length", 100)]
    public void Requests_take_numbers_in_natural_units(string line, string name, double natural) => Assert.Equal(natural, InputOf(name, Tool.Request(line)));

    private static double InputOf(string name, Ran ran)
    {
        Assert.Equal((0, string.Empty), (ran.Code, ran.Error));
        using var document = JsonDocument.Parse(ran.Out);
        return document.RootElement.GetProperty("inputs").GetProperty(name).GetDouble();
    }
}
