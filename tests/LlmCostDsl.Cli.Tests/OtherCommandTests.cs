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
    public void List_says_of_transforms_what_they_take_and_what_they_rewrite()
    {
        var lines = Tool.Run("list", "transforms", "--spec", Tool.Toy).Lines;
        var at = Array.FindIndex(lines, l => l.StartsWith("  weight_only(", StringComparison.Ordinal));

        Assert.StartsWith("  weight_only(width: bits = 4 bit, group: count = 128, scale: bits = 16 bit", lines[at], StringComparison.Ordinal);
        Assert.Contains(lines.Skip(at).Take(3), l => l.StartsWith("    storage, operators: Weights narrow", StringComparison.Ordinal));
        using var json = JsonDocument.Parse(Tool.Run("list", "transforms", "--format", "json").Out);
        string[] Levels(string name) => [.. json.RootElement.EnumerateArray().First(e => e.GetProperty("name").GetString() == name).GetProperty("levels").EnumerateArray().Select(l => l.GetString()!)];
        Assert.Equal(["storage", "operators"], Levels("gptq"));
        Assert.Equal(["parameters"], Levels("drop_layers"));
        Assert.Equal(["schedule"], Levels("speculative"));
        Assert.Contains("graph", Levels("flash_attention"));
    }

    [Fact]
    public void List_shows_one_in_full()
    {
        using var scratch = new Scratch();
        var own = scratch.Write("own.llmspec", """
            /// Everything at once. And more.
            transform all_levels(share: ratio in 10%..100% = 50%) {
                require share > 0 else "a share is something"
                set layers = 2
                every weight { density *= share }
                if share < 1 {
                    every operator {
                        flops *= share  // less of it
                    }
                }
                timing toy_time { time = base.time }
                apply toy_narrow
            }
            """);

        var ran = Tool.Run("list", "transforms", "ALL_LEVELS", "--spec", Tool.Toy, "--spec", own);

        Assert.Equal((0, string.Empty), (ran.Code, ran.Error));
        Assert.Contains("It rewrites parameters, storage, operators, timing.", ran.Out, StringComparison.Ordinal);
        Assert.Contains("  share: ratio in 10%..100% = 50%\n", ran.Out, StringComparison.Ordinal);
        Assert.Contains("  share > 0: a share is something\n", ran.Out, StringComparison.Ordinal);
        Assert.Contains("operators\n  if share < 1: every operator { flops *= share }\n", ran.Out, StringComparison.Ordinal);
        Assert.Contains("applied\n  apply toy_narrow\n", ran.Out, StringComparison.Ordinal);
        Assert.Equal(ran.Out, Tool.Run("explain", "all_levels", "--spec", Tool.Toy, "--spec", own).Out);
        Assert.Equal(2, Tool.Run("list", "transforms", "toy_narow", "--spec", Tool.Toy).Code);
        Assert.Contains("did you mean 'toy_narrow'?", Tool.Run("list", "transforms", "toy_narow", "--spec", Tool.Toy).Error, StringComparison.Ordinal);
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
    [InlineData("optimize")]
    public void Explain_prints_the_state_after_a_pass(string pass)
    {
        var ran = Tool.Run("explain", "ToyRun", "--after", pass, "--spec", Tool.Toy);

        Assert.Equal((0, string.Empty), (ran.Code, ran.Error));
        Assert.NotEmpty(ran.Out);
    }

    // Above the plan a line a pass; no pass makes an evaluation dearer.
    [Fact]
    public void Explain_prints_what_each_pass_made_of_the_plan()
    {
        var lines = Tool.Run("explain", "ToyRun", "--plan", "--spec", Tool.Toy).Out.Split('\n');
        var passes = lines.Skip(2).TakeWhile(l => l.Length > 0).Select(l => l.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToList();

        Assert.StartsWith("operations (add, multiply, compare, choose, round 1; divide, root 4; power, logarithm 20)", lines[0], StringComparison.Ordinal);
        Assert.Equal(["nodes", "bind", "evaluate", "with tables"], lines[1].Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(4));
        Assert.Equal(["lowered", "merge", "regroup", "reciprocals", "merge again", "drop"], passes.Select(p => p[0]));
        var evaluations = passes.Select(p => int.Parse(p[3], System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(evaluations.OrderDescending(), evaluations);
        Assert.Equal("plan ToyRun", lines[passes.Count + 3]);
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
