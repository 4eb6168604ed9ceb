using System.Text.Json;

namespace LlmCostDsl.Cli.Tests;

public sealed class CheckTests
{
    private const string Bad = "hardware Broken {\n    bandwidth = 768 GBps\n}\n";

    [Fact]
    public void A_good_file_is_fine()
    {
        var ran = Tool.Run("check", Tool.Toy);

        Assert.Equal((0, "nothing to complain about in 1 file\n"), (ran.Code, ran.Out));
    }

    [Fact]
    public void Text_shows_the_line_and_a_caret()
    {
        using var scratch = new Scratch();
        var file = scratch.Write("bad.llmspec", Bad);

        var ran = Tool.Run("check", file);

        Assert.Equal(1, ran.Code);
        Assert.StartsWith($"{file}(2,", ran.Out, StringComparison.Ordinal);
        Assert.Contains("  2 |     bandwidth = 768 GBps\n", ran.Out, StringComparison.Ordinal);
        Assert.Contains("^^^^", ran.Out, StringComparison.Ordinal);
        Assert.Contains(" in 1 file\n", ran.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_and_sarif_carry_the_same_places()
    {
        using var scratch = new Scratch();
        var file = scratch.Write("bad.llmspec", Bad);

        using var json = JsonDocument.Parse(Tool.Run("check", file, "--format", "json").Out);
        using var sarif = JsonDocument.Parse(Tool.Run("check", file, "--format", "sarif").Out);

        var first = json.RootElement[0];
        Assert.Equal("error", first.GetProperty("severity").GetString());
        Assert.Equal(2, first.GetProperty("line").GetInt32());
        var run = sarif.RootElement.GetProperty("runs")[0];
        Assert.Equal("2.1.0", sarif.RootElement.GetProperty("version").GetString());
        var result = run.GetProperty("results")[0];
        var region = result.GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("region");
        Assert.Equal(first.GetProperty("id").GetString(), result.GetProperty("ruleId").GetString());
        Assert.Equal(first.GetProperty("column").GetInt32(), region.GetProperty("startColumn").GetInt32());
        Assert.Equal(first.GetProperty("endColumn").GetInt32(), region.GetProperty("endColumn").GetInt32());
        Assert.Contains(
            run.GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray(),
            r => r.GetProperty("id").GetString() == result.GetProperty("ruleId").GetString());
    }

    [Fact]
    public void A_folder_stands_for_the_specs_in_it()
        => Assert.Contains("in 1 file", Tool.Run("check", Path.GetDirectoryName(Tool.Toy)!).Out, StringComparison.Ordinal);

    [Fact]
    public void A_file_that_is_not_there_is_a_matter_of_usage()
    {
        var ran = Tool.Run("check", "nowhere.llmspec");

        Assert.Equal((2, "llmspec: there is no file 'nowhere.llmspec'\n"), (ran.Code, ran.Error));
    }
}
