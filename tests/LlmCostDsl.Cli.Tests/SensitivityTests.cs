using System.Globalization;
using System.Text.Json;

namespace LlmCostDsl.Cli.Tests;

/// <summary><c>analyze --sensitivity</c>, worked out on paper.</summary>
public sealed class SensitivityTests
{
    // Each layer moves 2·(256 + 48·length) bytes, the head 160 + 36·length: 1696 + 324·length in all, 2992 at length 4, at 1 MB/s; so the latency has the
    // elasticity 1296/2992 to the length, and to the batch, and -1 to the rate. Memory is 1696 bytes of weights and 48·length of activations: 192/1888.
    private const string Table = """
        sensitivity  what one percent more of each would change, in percent
                                latency              part           memory.total
                                  slope     +1 %    slope     +1 %         slope    +1 %
          ──────────────────────────────────────────────────────────────────────────────
          toy_flow  1.00 MB/s    -1.000  -0.99 %   -1.000  -0.99 %             0
          batch         1 → 2     0.433  +43.3 %    0.433  +43.3 %         0.102  +10.2 %
          length        4 → 5     0.433  +10.8 %    0.433  +10.8 %         0.102  +2.54 %
          share           0.5         0             1.000  +1.00 %             0
        """;

    [Fact]
    public void The_table_says_what_a_percent_of_each_would_change()
    {
        var ran = Tool.Analyze("ToyRun", "--sensitivity");

        Assert.Equal((0, string.Empty), (ran.Code, ran.Error));
        Assert.All(Table.Split('\n').Where(l => !l.Contains('─', StringComparison.Ordinal)), line => Assert.Contains(Squeezed(line), ran.Lines.Select(Squeezed)));
        Assert.Contains("  No effect: toy_rate, toy_room, w.", ran.Lines);
        Assert.Contains("  +1 % toy_flow: latency -0.99 %; batch 1 → 2: latency +43.3 %.", ran.Lines);
    }

    [Fact]
    public void At_the_end_of_its_range_an_input_goes_the_other_way()
    {
        var ran = Tool.Analyze("ToyRun", "--sensitivity", "--length", "1000", "--share", "100%");

        // 324·1000 of 325696 bytes: a hundredth less is 10 steps back, -0.995 %.
        Assert.Contains(ran.Lines.Select(Squeezed), l => l.StartsWith("length 1000 → 990 0.995 -0.99 %", StringComparison.Ordinal));
        Assert.Contains(ran.Lines.Select(Squeezed), l => l.StartsWith("share 1 → 0.99", StringComparison.Ordinal));
    }

    [Fact]
    public void A_kink_within_the_step_is_marked()
    {
        // At 436 MB/s a layer's 448 bytes take 1.0275 µs and its 1024 operations 1.024 µs: a third of a percent more, and it computes. So one percent more buys 0.41 %.
        using var scratch = new Scratch();
        var spec = scratch.Write("kink.llmspec", File.ReadAllText(Tool.Toy) + "\nhardware Edge { toy_rate = 1 GFLOP/s  toy_flow = 436 MB/s  toy_room = 4 kB }\n");
        var ran = Tool.Run("analyze", "ToyPlain", "--on", "Edge", "--sensitivity", "--want", "latency", "--spec", spec);

        Assert.Contains(ran.Lines.Select(Squeezed), l => l == "toy_flow 436 MB/s -1.000 -0.41 %≠");
        Assert.Contains(ran.Lines, l => l.StartsWith("  ≠ the step does not do what the slope says", StringComparison.Ordinal));
    }

    [Fact]
    public void A_slope_through_a_rounding_is_marked()
    {
        using var scratch = new Scratch();
        var spec = scratch.Write("rounded.llmspec", File.ReadAllText(Tool.Toy) + """

            analysis Blocks {
                model    Toy_S
                schedule toy_run(length, share: 100%)
                timing   toy_time
                on       ToyBox
                input length: count in 1..1000 = 100
                padded: seconds = round(length, multiple: 64) * 1 us + latency
            }
            """);
        var ran = Tool.Run("analyze", "Blocks", "--sensitivity", "--want", "padded,latency", "--spec", spec);

        // length → 101 stays in its block of 128.
        Assert.Contains(ran.Lines.Select(Squeezed), l => l.StartsWith("length 100 → 101", StringComparison.Ordinal) && l.Contains('~', StringComparison.Ordinal));
        Assert.Contains(ran.Lines, l => l.StartsWith("  ~ the slope leads through a rounding", StringComparison.Ordinal));
    }

    [Fact]
    public void What_the_device_does_not_state_and_what_is_nothing_is_said()
    {
        var ran = Tool.Run("analyze", "Llama2_7B", "--on", "ToyBoard", "--sensitivity", "--spec", Board(out var scratch));
        using (scratch)
        {
            Assert.Contains(ran.Lines, l => l.StartsWith("  Not stated by ToyBoard: ", StringComparison.Ordinal) && l.Contains("power", StringComparison.Ordinal) && l.Contains("price", StringComparison.Ordinal));
            Assert.Contains("  No percents of cost (0 usd), energy (0 J).", ran.Lines);
        }
    }

    [Fact]
    public void As_json_it_stands_in_the_answer()
    {
        using var document = JsonDocument.Parse(Tool.Analyze("ToyRun", "--sensitivity", "--w", "8 bit", "--format", "json").Out);
        var rows = document.RootElement.GetProperty("sensitivity").EnumerateArray().ToList();
        JsonElement Row(string output, string variable) => rows.Single(r => r.GetProperty("output").GetString() == output && r.GetProperty("variable").GetString() == variable);

        var flow = Row("latency", "hw.toy_flow");
        Assert.Equal((1e6, 1.01e6), (flow.GetProperty("value").GetDouble(), flow.GetProperty("step").GetDouble()));
        Assert.Equal(-1, flow.GetProperty("elasticity").GetDouble(), 1e-12);
        Assert.Equal((1 / 1.01) - 1, flow.GetProperty("change").GetDouble(), 1e-12);
        Assert.False(flow.GetProperty("rounded").GetBoolean() || flow.GetProperty("kinked").GetBoolean());
        Assert.Equal(324 / 2992.0, Row("latency", "length").GetProperty("change").GetDouble(), 1e-12);
    }

    [Fact]
    public void As_csv_it_is_the_table_alone()
    {
        var lines = Tool.Analyze("ToyRun", "--sensitivity", "--want", "latency", "--format", "csv").Lines;

        Assert.Equal("output,variable,value,elasticity,rounded,step,change,kinked", lines[0]);
        var flow = lines.Single(l => l.StartsWith("latency,hw.toy_flow,", StringComparison.Ordinal)).Split(',');
        Assert.Equal(-1, double.Parse(flow[3], CultureInfo.InvariantCulture), 1e-12);
        Assert.Equal(4, lines.Length);
    }

    [Fact]
    public void Markdown_has_it_as_well()
        => Assert.Contains("sensitivity", Tool.Analyze("ToyRun", "--sensitivity", "--format", "markdown").Out, StringComparison.Ordinal);

    [Theory]
    [InlineData("ToyRun has no output 'latnecy'; did you mean 'latency'?", "ToyRun", "--sensitivity", "--want", "latnecy")]
    [InlineData("'memory.fits' is true or false: there are no percents of it", "ToyRun", "--sensitivity", "--want", "latency,memory.fits")]
    [InlineData("--want says whose sensitivity is shown; add --sensitivity", "ToyRun", "--want", "latency")]
    public void What_cannot_be_asked_is_refused(string sentence, params string[] args)
    {
        var ran = Tool.Analyze(args);

        Assert.Equal(2, ran.Code);
        Assert.Contains(sentence, ran.Error, StringComparison.Ordinal);
        Assert.Empty(ran.Out);
    }

    private static string Squeezed(string line) => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static string Board(out Scratch scratch)
    {
        scratch = new Scratch();
        return scratch.Write("board.llmspec", "hardware ToyBoard { bandwidth = 1 TB/s  capacity = 64 GB  peak_fp32 = 50 TFLOP/s  peak_fp16 = 200 TFLOP/s }\n");
    }
}
