using System.Text.Json;

namespace LlmCostDsl.Cli.Tests;

public sealed class OtherCommandTests
{
    [Theory]
    [InlineData("models", "Toy_S")]
    [InlineData("devices", "ToyBox")]
    [InlineData("operators", "toy_map")]
    [InlineData("transforms", "toy_narrow")]
    [InlineData("schedules", "toy_run")]
    [InlineData("timings", "toy_time")]
    [InlineData("analyses", "ToyRun")]
    public void List_shows_the_catalogue_with_ones_own(string kind, string name)
    {
        var ran = Tool.Run("list", kind, "--spec", Tool.Toy);

        Assert.Equal(0, ran.Code);
        Assert.Contains($"\n  {name}", ran.Out, StringComparison.Ordinal);
        Assert.True(ran.Lines.Length > 4, "the catalogue is missing");
        Assert.All(ran.Lines, l => Assert.True(l.Length <= 100, l));
        using var json = JsonDocument.Parse(Tool.Run("list", kind, "--spec", Tool.Toy, "--format", "json").Out);
        Assert.Contains(json.RootElement.EnumerateArray(), e => e.GetProperty("name").GetString() == name);
    }

    [Fact]
    public void Explain_writes_formulas_in_terms_of_their_neighbours()
    {
        var ran = Tool.Run("explain", "ToyPlain.up", "--spec", Tool.Toy);

        Assert.Equal(0, ran.Code);
        Assert.Contains("  time = max(compute, memory)\n", ran.Out, StringComparison.Ordinal);
        Assert.Contains("  compute = flops / hw.toy_rate\n", ran.Out, StringComparison.Ordinal);
        Assert.Contains("= 448 µs\n", ran.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_puts_numbers_in_the_place_of_names()
    {
        var ran = Tool.Run("explain", "ToyPlain.up.flops", "--length", "5", "--batch", "3", "--spec", Tool.Toy);

        Assert.Contains("  flops = 256·batch·length\n        = 256·3·5 = 3.84 kFLOP\n", ran.Out.Replace("length·batch", "batch·length", StringComparison.Ordinal).Replace("5·3", "3·5", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_knows_outputs_and_other_declarations()
    {
        Assert.Contains("part = latency·share", Tool.Run("explain", "ToyPlain.part", "--spec", Tool.Toy).Out.Replace("share·latency", "latency·share", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("y = x · W.", Tool.Run("explain", "toy_map", "--spec", Tool.Toy).Out, StringComparison.Ordinal);
        Assert.Contains("did you mean 'down'", Tool.Run("explain", "ToyPlain.dwn", "--spec", Tool.Toy).Error, StringComparison.Ordinal);
        Assert.Equal(1, Tool.Run("explain", "Nothing", "--spec", Tool.Toy).Code);
    }

    [Theory]
    [InlineData("bind")]
    [InlineData("graph")]
    [InlineData("rewrite")]
    [InlineData("lower")]
    [InlineData("plan")]
    public void Explain_prints_the_state_after_a_pass(string pass)
    {
        var ran = Tool.Run("explain", "ToyRun", "--after", pass, "--spec", Tool.Toy);

        Assert.Equal((0, string.Empty), (ran.Code, ran.Error));
        Assert.NotEmpty(ran.Out);
    }

    [Fact]
    public void Format_writes_files_once_and_then_leaves_them_alone()
    {
        using var scratch = new Scratch();
        var file = scratch.Write("a.llmspec", "hardware   X{\n bandwidth=1 GB/s // slow\n}\n");

        Assert.Equal(1, Tool.Run("format", file, "--check").Code);
        Assert.Equal(file + "\n", Tool.Run("format", file).Out);
        Assert.Equal((0, string.Empty), (Tool.Run("format", file).Code, Tool.Run("format", file).Out));
        Assert.Equal(0, Tool.Run("format", file, "--check").Code);
        Assert.Contains("// slow", File.ReadAllText(file), StringComparison.Ordinal);
        Assert.Equal(File.ReadAllText(file), Tool.Run("hardware   X{\n bandwidth=1 GB/s // slow\n}\n", null, false, "format", "-").Out);
    }

    [Fact]
    public void Format_leaves_what_it_cannot_read()
    {
        using var scratch = new Scratch();
        var file = scratch.Write("a.llmspec", "hardware {{{");

        Assert.Equal(1, Tool.Run("format", file).Code);
        Assert.Equal("hardware {{{", File.ReadAllText(file));
    }
}
