using System.Globalization;

namespace LlmCostDsl.Cli.Tests;

public sealed class AnalyzeTableTests
{
    // up: 2·4·8·16 = 1024 operations; 8·16 weights, 4·8 read and 4·16 written of two bytes each: 448 B, which take 448 µs at 1 MB/s.
    [Fact]
    public void The_table_says_what_was_asked_and_what_came_of_it()
    {
        const string Expected = """
            Toy, small on ToyBox  ToyRun, Toy_S
            batch = 1, length = 4, share = 0.5, w = 8 bit, narrow = false

            pass  2.99 ms
              operator  ×  shape        flops    bytes  intensity  bound      time   share
                                                           FLOP/B
              ────────────────────────────────────────────────────────────────────────────
              layer
                up      3  1×4×16  1.02 kFLOP    448 B       2.29  memory   448 µs  44.9 %
                down    3  1×4×8   1.02 kFLOP    448 B       2.29  memory   448 µs  44.9 %
              head         1×4×10    640 FLOP    304 B       2.11  memory   304 µs  10.2 %
              ────────────────────────────────────────────────────────────────────────────
              total                6.78 kFLOP  2.99 kB             memory  2.99 ms

            outputs
              latency  2.99 ms  From the first to the last
              part     1.50 ms
              inverse   -0.111

            memory
              total  1.89 kB  47.2 % of 4.00 kB toy_room
              fits       yes

            limit
              Memory limits the run: pass is 100 % memory-bound: 2.99 kB (57 % weight read) at 1.00 MB/s take 2.99 ms of its 2.99 ms, 441 times the 6.78 µs of compute.

            """;

        var ran = Tool.Analyze("ToyRun");

        Assert.Equal(Expected, ran.Out, ignoreLineEndingDifferences: true);
        Assert.Equal((0, string.Empty), (ran.Code, ran.Error));
    }

    [Fact]
    public void Another_device_has_another_limit()
    {
        var ran = Tool.Analyze("ToyRun", "--on", "ToyFast");

        Assert.Contains(
            "Compute limits the run: pass is 100 % compute-bound: 6.78 kFLOP at 1.00 GFLOP/s take 6.78 µs of its 6.78 µs, 2267 times the 2.99 ns of memory.",
            ran.Out,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_alone_can_be_asked_with_a_schedule_and_a_timing()
    {
        var ran = Tool.Analyze("Toy_S", "--on", "ToyBox", "--schedule", "toy_run", "--timing", "toy_time", "--share", "20%");

        Assert.Contains("part      598 µs", ran.Out, StringComparison.Ordinal);
        Assert.Equal(0, ran.Code);
    }

    // Half the weights' bytes: 448 - 128 = 320 B.
    [Fact]
    public void Transforms_are_applied()
        => Assert.Contains("320 µs", Tool.Analyze("ToyRun", "--apply", "toy_narrow(width: 8 bit)").Out, StringComparison.Ordinal);

    [Theory]
    [InlineData("Llama2_7B")]
    [InlineData("DeepSeek_V3")]
    [InlineData("models.dit.DiT_XL_2")]
    [InlineData("Gemma3_27B")]
    public void Tables_of_the_catalogue_fit_100_characters(string model)
    {
        var ran = Tool.Run("analyze", model, "--on", "H100_SXM");

        Assert.Equal(0, ran.Code);
        Assert.All(ran.Lines.Where(l => !l.Contains("limits the run", StringComparison.Ordinal)), l => Assert.True(l.Length <= 100, l));
        Assert.Contains("limits the run", ran.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_narrow_terminal_gets_fewer_columns_and_broken_sentences()
    {
        var ran = Tool.Run(string.Empty, 60, false, "analyze", "ToyRun", "--spec", Tool.Toy);

        Assert.All(ran.Lines, l => Assert.True(l.Length <= 60, l));
        Assert.Contains(" time", ran.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Wide_shows_every_channel_and_every_definition()
    {
        var header = Tool.Analyze("ToyRun", "--wide").Lines.First(l => l.Contains("operator", StringComparison.Ordinal));

        Assert.All(["flops", "weight_read", "cache_write", "bytes", "compute", "memory", "intensity", "bound", "time", "share"], c => Assert.Contains(c, header, StringComparison.Ordinal));
    }

    [Fact]
    public void Colours_are_for_terminals_only()
    {
        Assert.Contains("\u001b[", Tool.Run(string.Empty, 100, true, "analyze", "ToyRun", "--spec", Tool.Toy).Out, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[", Tool.Analyze("ToyRun").Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hostile_culture_changes_nothing()
    {
        var expected = Tool.Analyze("ToyRun").Out + Tool.Analyze("ToyRun", "--format", "json").Out + Tool.Analyze("ToyRun", "--share", "0.25").Out;
        var before = CultureInfo.CurrentCulture;
        try
        {
            var hostile = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            hostile.NumberFormat.NumberDecimalSeparator = ",";
            hostile.NumberFormat.NumberGroupSeparator = ".";
            hostile.NumberFormat.NegativeSign = "\u2212";
            CultureInfo.CurrentCulture = hostile;

            Assert.Equal(expected, Tool.Analyze("ToyRun").Out + Tool.Analyze("ToyRun", "--format", "json").Out + Tool.Analyze("ToyRun", "--share", "0.25").Out);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
