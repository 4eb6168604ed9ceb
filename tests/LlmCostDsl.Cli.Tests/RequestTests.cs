using System.Globalization;
using System.Text.Json;

namespace LlmCostDsl.Cli.Tests;

public sealed class RequestTests
{
    [Fact]
    public void Each_line_is_answered_in_its_place()
    {
        var ran = Tool.Request(
            """{"analysis":"ToyRun","inputs":{"length":5}}""",
            """{"analysis":"ToyRun","inputs":{"length":0}}""",
            """{"analysis":"ToyRun","inputs":""",
            """[]""",
            """{"model":"Toy_S","schedule":"toy_run","timing":"toy_time","device":"ToyFast","inputs":{"length":7}}""",
            """{"analysis":"Nothing"}""",
            """{"analysis":"ToyRun","device":"ToyBix"}""",
            """{"analysis":"ToyRun","device":"ToyBare"}""",
            """{"analyses":"ToyRun"}""",
            """{"analysis":"ToyRun","apply":"toy_narrow"}""",
            """{"analysis":"ToyRun","inputs":{"length":null}}""",
            """{"inputs":{}}""");

        Assert.Equal(1, ran.Code);
        var lines = ran.Lines.Select(l => JsonDocument.Parse(l).RootElement).ToArray();
        Assert.Equal(12, lines.Length);
        Assert.Equal(5, lines[0].GetProperty("inputs").GetProperty("length").GetDouble());
        Assert.Equal(7, lines[4].GetProperty("inputs").GetProperty("length").GetDouble());
        Assert.Equal("ToyFast", lines[4].GetProperty("device").GetString());
        foreach (var bad in new[] { 2, 3, 4, 6, 7, 8, 9, 10, 11, 12 })
        {
            Assert.Equal(["line", "error"], lines[bad - 1].EnumerateObject().Select(p => p.Name));
            Assert.Equal(bad, lines[bad - 1].GetProperty("line").GetInt32());
        }

        string Error(int line) => lines[line - 1].GetProperty("error").GetString()!;
        Assert.Equal("input 'length' is 0, which is outside its range: 1..1000", Error(2));
        Assert.StartsWith("this is no JSON: ", Error(3), StringComparison.Ordinal);
        Assert.Contains("'Nothing'", Error(6), StringComparison.Ordinal);
        Assert.Contains("did you mean 'ToyBox'", Error(7), StringComparison.Ordinal);
        Assert.Contains("ToyBare' does not state 'toy_flow'", Error(8), StringComparison.Ordinal);
        Assert.Equal("a request has no 'analyses'; did you mean 'analysis'?", Error(9));
    }

    [Fact]
    public void Blank_lines_count_but_ask_nothing()
    {
        var ran = Tool.Request("", """{"analysis":"ToyRun"}""", "  ", "x");

        Assert.Equal(2, ran.Lines.Length);
        Assert.StartsWith("""{"line":4,""", ran.Lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_result_line_is_the_object_of_format_json()
    {
        var single = Tool.Analyze("ToyRun", "--on", "ToyFast", "--apply", "toy_narrow(width: 4 bit)", "--length", "9", "--format", "json").Out;
        var line = Tool.Request("""{"analysis":"ToyRun","device":"ToyFast","apply":["toy_narrow(width: 4 bit)"],"inputs":{"length":9}}""").Out;

        Assert.Equal(JsonSerializer.Serialize(JsonDocument.Parse(single).RootElement), JsonSerializer.Serialize(JsonDocument.Parse(line).RootElement));
    }

    [Fact]
    public void A_model_takes_the_place_of_the_analysis_own()
    {
        using var scratch = new Scratch();
        var spec = scratch.Write("more.llmspec", "model Toy_L : Toy(size: 16, layers: 5) { title \"Toy, large\" }");
        var ran = Tool.Run("""{"analysis":"ToyRun","model":"Toy_L"}""", null, false, "analyze", "--requests", "-", "--spec", Tool.Toy, "--spec", spec);

        using var document = JsonDocument.Parse(ran.Out);
        Assert.Equal("Toy_L", document.RootElement.GetProperty("model").GetString());
        Assert.Equal(5, document.RootElement.GetProperty("steps").GetProperty("pass").GetProperty("operators")[0].GetProperty("count").GetDouble());
    }

    // The first are interpreted, the last compiled; nobody may see which.
    [Fact]
    public void A_plan_asked_often_gives_the_same_bits()
    {
        const string Line = """{"analysis":"ToyRun","inputs":{"length":7,"share":0.3,"w":3,"narrow":true}}""";

        var lines = Tool.Request([.. Enumerable.Repeat(Line, 60)]).Lines;

        Assert.Equal(60, lines.Length);
        Assert.Single(lines.Distinct());
    }

    [Fact]
    public void Thousands_of_lines_are_answered()
    {
        var lines = Enumerable.Range(0, 3000).Select(i => string.Create(
            CultureInfo.InvariantCulture,
            $$$"""{"analysis":"ToyRun","device":"{{{(i % 2 == 0 ? "ToyBox" : "ToyFast")}}}","inputs":{"length":{{{1 + (i % 1000)}}},"batch":{{{1 + (i % 64)}}} }}"""));

        var ran = Tool.Request([.. lines]);

        Assert.Equal((0, 3000), (ran.Code, ran.Lines.Length));
    }

    [Fact]
    public void Requests_come_from_files_too_and_take_no_other_questions()
    {
        using var scratch = new Scratch();
        var file = scratch.Write("requests.jsonl", """{"analysis":"ToyRun"}""");

        Assert.Equal(0, Tool.Run("analyze", "--requests", file, "--spec", Tool.Toy).Code);
        Assert.Equal(2, Tool.Run("analyze", "ToyRun", "--requests", file, "--spec", Tool.Toy).Code);
        Assert.Equal(2, Tool.Run("analyze", "--requests", file, "--on", "ToyBox", "--spec", Tool.Toy).Code);
        Assert.Equal(2, Tool.Run("analyze", "--requests", file + ".none", "--spec", Tool.Toy).Code);
    }
}
