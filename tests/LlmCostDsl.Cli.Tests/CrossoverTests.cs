using System.Text.Json;

namespace LlmCostDsl.Cli.Tests;

/// <summary><c>crossover</c>: where bounds change.</summary>
public sealed class CrossoverTests
{
    // With n rows, up and down each do 256 n operations at 1 GFLOP/s and move 48 n + 256 B; the head does 160 n and moves 36 n + 160 B. At n = 4 the two sides of up
    // take equally long at 448 B / 1.024 us = 437.5 MB/s, those of the head at 304 B / 0.64 us = 475 MB/s.
    [Fact]
    public void A_bandwidth_is_where_both_sides_meet()
    {
        var pass = Json("--for", "hw.toy_flow").GetProperty("steps").GetProperty("pass");

        var head = Assert.Single(pass.GetProperty("operators").EnumerateArray(), o => o.GetProperty("name").GetString() == "head").GetProperty("bounds");
        Assert.Equal(["memory", "compute"], head.EnumerateArray().Select(b => b.GetProperty("bound").GetString()));
        Assert.Equal(475e6, head[1].GetProperty("from").GetDouble(), 475e6 * 2e-12);
        var up = Assert.Single(pass.GetProperty("operators").EnumerateArray(), o => o.GetProperty("name").GetString() == "up").GetProperty("bounds");
        Assert.Equal(437.5e6, up[1].GetProperty("from").GetDouble(), 437.5e6 * 2e-12);

        // Six of the seven operators change there, so the step does.
        Assert.Equal(437.5e6, pass.GetProperty("limits")[1].GetProperty("from").GetDouble(), 437.5e6 * 2e-12);
    }

    [Fact]
    public void A_batch_is_the_last_whole_number_before_and_the_first_behind()
    {
        // At 420 MB/s: (48 n + 256) / 0.42 > 256 n up to n = 4.3; of the head (36 n + 160) / 0.42 > 160 n up to n = 5.13.
        using var scratch = new Scratch();
        var spec = scratch.Write("ridge.llmspec", File.ReadAllText(Tool.Toy) + "\nhardware ToyRidge { toy_rate = 1 GFLOP/s  toy_flow = 420 MB/s  toy_room = 4 kB }\n");

        var ran = Tool.Run("crossover", "ToyPlain", "--on", "ToyRidge", "--for", "batch", "--length", "1", "--spec", spec);

        Assert.Equal((0, string.Empty), (ran.Code, ran.Error));
        Assert.Contains("  pass: memory-bound up to 4 (100 % of its time), compute-bound from 5 (", ran.Out, StringComparison.Ordinal);
        Assert.Contains("           5  memory  → compute   layer.up, layer.down\n           6  memory  → compute   head\n", ran.Out, StringComparison.Ordinal);
        Assert.Contains("Exact: between these values no bound changes", ran.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_projection_of_the_catalogue_changes_at_its_ridge()
    {
        // b rows through a square matrix of n = 4096 at 16 bit: 2 b n² operations at 154.8 TFLOP/s, and 2 n² bytes of weights, 2 b n read and 2 b n written at 768 GB/s.
        // 2 b n² / P = (2 n² + 4 b n) / B where b = n / (n B / P - 2).
        const double N = 4096;
        var ridge = N / ((N * 768e9 / 154.8e12) - 2);

        var ran = Tool.Run("crossover", "Llama2_7B", "--on", "A6000", "--for", "batch", "--format", "json");

        var operators = JsonDocument.Parse(ran.Out).RootElement.GetProperty("steps").GetProperty("decode").GetProperty("operators").EnumerateArray();
        var bounds = Assert.Single(operators, o => o.GetProperty("name").GetString() == "q_proj").GetProperty("bounds");
        Assert.Equal(("memory", Math.Floor(ridge)), (bounds[0].GetProperty("bound").GetString(), bounds[0].GetProperty("to").GetDouble()));
        Assert.Equal(("compute", Math.Floor(ridge) + 1), (bounds[1].GetProperty("bound").GetString(), bounds[1].GetProperty("from").GetDouble()));
    }

    [Fact]
    public void A_range_without_a_change_is_proved_to_have_none()
    {
        var ran = Run("--for", "batch");

        Assert.Equal(0, ran.Code);
        Assert.Contains("  pass: memory-bound throughout (100 % of its time)\n", ran.Out, StringComparison.Ordinal);
        Assert.Contains("no bound changes, which was proved of the range as a whole", ran.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ToyPlain has no input 'bach'", "--for", "bach")]
    [InlineData("this range of 'batch' is empty", "--for", "batch=8..4")]
    [InlineData("'ToyBare' does not state 'toy_flow'", "--for", "batch", "--on", "ToyBare")]
    [InlineData("'batch' is what is solved for", "--for", "batch", "--batch", "3")]
    public void What_is_asked_wrongly_is_refused_by_name(string expected, params string[] args)
    {
        var ran = Run(args);

        Assert.Equal((2, string.Empty), (ran.Code, ran.Out));
        Assert.Contains(expected, ran.Error, StringComparison.Ordinal);
    }

    private static Ran Run(params string[] args) => Tool.Run(["crossover", "ToyPlain", .. args, "--spec", Tool.Toy]);

    private static JsonElement Json(params string[] args)
    {
        var ran = Run([.. args, "--format", "json"]);
        Assert.Equal((0, string.Empty), (ran.Code, ran.Error));
        var answer = JsonDocument.Parse(ran.Out).RootElement;
        Assert.True(answer.GetProperty("proved").GetBoolean());
        return answer;
    }
}
