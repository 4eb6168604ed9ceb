using System.Text.Json;

namespace LlmCostDsl.Cli.Tests;

/// <summary>Whether it fits into the device, in <c>analyze</c>.</summary>
public sealed class FitTests
{
    // Toy_S holds 1696 B of weights and 48 B of activations a row (worked out in SolveTests), n = batch · length rows.
    private const string Schedule = """
        schedule held(length: count in 1..1000 = 4, batch: count in 1..64 = 1) {
            pass               = step(run, tokens: length, context: length)
            memory.weights     = pass.weights
            memory.activations = pass.activations
            memory.total       = memory.weights + memory.activations
            fits memory.total in hw.toy_room for batch, length
        }
        """;

    [Fact]
    public void What_fits_is_shown_with_its_parts_and_how_far_it_would_go()
    {
        // 1696 + 48 · 4 = 1888 of 4000 B; 2304 B are room for 48 rows: 12 batches of 4, or a length of 48.
        var ran = Analyze("--on", "ToyBox");

        Assert.Equal((0, string.Empty), (ran.Code, ran.Error));
        Assert.Contains("fits: 1.89 kB of 4.00 kB toy_room (47.2 %): weights 1.70 kB, activations 192 B\n", ran.Out, StringComparison.Ordinal);
        Assert.Contains("the largest batch that fits is 12; the largest length that fits is 48\n", ran.Out, StringComparison.Ordinal);

        var fit = Json("--on", "ToyBox");
        Assert.Equal(("memory.total", "toy_room", true), (fit.GetProperty("output").GetString(), fit.GetProperty("in").GetString(), fit.GetProperty("fits").GetBoolean()));
        Assert.Equal((1888, 4000), (fit.GetProperty("size").GetDouble(), fit.GetProperty("room").GetDouble()));
        Assert.Equal((1696, 192), (fit.GetProperty("parts").GetProperty("weights").GetDouble(), fit.GetProperty("parts").GetProperty("activations").GetDouble()));
        Assert.Equal((12, 48), (fit.GetProperty("largest").GetProperty("batch").GetInt32(), fit.GetProperty("largest").GetProperty("length").GetInt32()));
    }

    [Fact]
    public void What_does_not_fit_says_by_how_much()
    {
        // 1696 + 48 · 13 · 4 = 4192: 192 B too much; at batch 13 a length of 3 fits, at length 4 a batch of 12.
        var ran = Analyze("--on", "ToyBox", "--batch", "13");

        Assert.Contains("does not fit: 4.19 kB against 4.00 kB toy_room, 192 B (4.8 %) too much", ran.Out, StringComparison.Ordinal);
        Assert.Contains("the largest batch that fits is 12; the largest length that fits is 3\n", ran.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void What_never_fits_and_what_always_does_are_said()
    {
        var none = Analyze("--on", "Tiny");
        Assert.Contains("no batch and no length makes it fit", none.Out, StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, Json("--on", "Tiny").GetProperty("largest").GetProperty("batch").ValueKind);

        // 1696 + 48 · 64 · 4 = 13984 B and 1696 + 48 · 1000 = 49696 B.
        Assert.Contains("every batch up to 64 fits; every length up to 1000 fits", Analyze("--on", "Huge").Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_device_that_does_not_state_the_figure_is_not_asked()
    {
        var ran = Analyze("--on", "Bare");

        Assert.Equal(0, ran.Code);
        Assert.DoesNotContain("fits", ran.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_parameter_that_is_given_a_formula_is_no_variable()
    {
        var ran = Analyze("--on", "ToyBox", "--schedule", "held(length: 4)");

        Assert.Contains("the largest batch that fits is 12\n", ran.Out, StringComparison.Ordinal);
    }

    private static JsonElement Json(params string[] args)
        => JsonDocument.Parse(Analyze([.. args, "--format", "json"]).Out).RootElement.GetProperty("fit")[0];

    private static Ran Analyze(params string[] args)
    {
        using var scratch = new Scratch();
        var own = scratch.Write("own.llmspec", Schedule + """

            hardware Tiny { toy_rate = 1 GFLOP/s  toy_flow = 1 MB/s  toy_room = 1 kB }
            hardware Huge { toy_rate = 1 GFLOP/s  toy_flow = 1 MB/s  toy_room = 1 MB }
            hardware Bare { toy_rate = 1 GFLOP/s  toy_flow = 1 MB/s }
            """);
        var schedule = args.Contains("--schedule") ? Array.Empty<string>() : ["--schedule", "held"];
        return Tool.Run(["analyze", "Toy_S", "--timing", "toy_time", .. schedule, .. args, "--spec", Tool.Toy, "--spec", own]);
    }
}
