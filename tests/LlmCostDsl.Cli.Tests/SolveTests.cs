using System.Text.Json;

namespace LlmCostDsl.Cli.Tests;

/// <summary><c>solve</c>: one value under constraints, with what limits it and how that is known.</summary>
public sealed class SolveTests
{
    // With n = batch · length rows: memory.total is 1696 B of weights and 48 n B of activations, in 4000 B of room; the pass moves 324 n + 1696 B at 1 MB/s and waits for
    // memory in every operator (worked out in SweepTests).
    [Fact]
    public void A_line_is_solved_in_closed_form()
    {
        // 1696 + 48 · 4 · b <= 4000 up to b = 2304 / 192 = 12, where nothing is left; 13 takes 192 B too much.
        var ran = Solve("--for", "batch", "--max", "--subject-to", "memory.total <= hw.toy_room");

        Assert.Equal((0, string.Empty), (ran.Code, ran.Error));
        Assert.Contains("  batch = 12\n", ran.Out, StringComparison.Ordinal);
        Assert.Contains("  memory.total <= hw.toy_room  4.00 kB  4.00 kB  0 B (0 %)  4.19 kB  binds\n", ran.Out, StringComparison.Ordinal);
        Assert.Contains("Exact: 12 fits, 13 does not: memory.total 4.19 kB against hw.toy_room 4.00 kB, 192 B (4.8 %) too much.", ran.Out, StringComparison.Ordinal);
        Assert.Contains("In closed form", ran.Out, StringComparison.Ordinal);
    }

    [Theory]
    // 324 b + 1696 us <= 5000 us up to b = 10.19….
    [InlineData("batch", "--max", "latency <= 5 ms", 10)]
    [InlineData("batch", "--max", "latency <= 5 ms and memory.fits and batch % 4 == 3", 7)]
    // 1696 + 48 l <= 4000 up to l = 48; tighter than the time.
    [InlineData("length", "--max", "latency <= 20 ms and memory.total <= hw.toy_room", 48)]
    // 324 l + 1696 > 4000 from l = 7.11….
    [InlineData("length", "--min", "latency > 4 ms", 8)]
    [InlineData("length", "--min", "not memory.fits or latency > 10 ms", 26)]
    // 1 / (l - 13) is positive from 14 on, and infinite at 13, which compares as that.
    [InlineData("length", "--min", "inverse > 0", 13)]
    [InlineData("length", "--max", "inverse < 0", 12)]
    public void Whole_numbers_are_exact(string variable, string goal, string constraint, int expected)
    {
        var answer = Json("--for", variable, goal, "--subject-to", constraint, "--set", variable == "batch" ? "length=1" : "batch=1");

        Assert.Equal((expected, "solved"), (answer.GetProperty("value").GetInt32(), answer.GetProperty("status").GetString()));
    }

    [Fact]
    public void Attributes_are_solved_for_as_well()
    {
        // 324 · 4 + 1696 = 2992 B in 1 ms: 2.992 MB/s. The device states none, and needs none.
        var answer = Json("--for", "toy_flow", "--min", "--subject-to", "latency <= 1 ms", "--on", "ToyBare");

        Assert.Equal(2.992e6, answer.GetProperty("value").GetDouble(), 1e-6);
        Assert.Equal("latency <= 1 ms", answer.GetProperty("binding")[0].GetString());
    }

    [Fact]
    public void Values_have_the_unit_of_their_input()
    {
        // 848 weights of w bits and 192 B: 106 w + 192 <= 700 up to w = 4.79….
        var ran = Run("solve", "ToyRun", "--narrow", "--for", "w=2..8", "--max", "--subject-to", "memory.total <= 700 B");

        Assert.Contains("  w = 4.79245 bit  (4.79245283018", ran.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void An_expression_can_be_best()
    {
        // b / (324 b + 1696) rises, so the largest that fits is best: 12 at four rows each.
        var answer = Json("--for", "batch", "--maximize", "batch / latency", "--subject-to", "memory.fits");

        Assert.Equal(12, answer.GetProperty("value").GetInt32());
        Assert.Equal(12 / (((324 * 48) + 1696) * 1e-6), answer.GetProperty("objective").GetDouble(), 1e-9);

        // (l - 20)² has its least at 20.
        Assert.Equal(20, Json("--for", "length", "--minimize", "(length - 20)^2").GetProperty("value").GetInt32());
    }

    [Fact]
    public void Where_all_of_the_range_fits_the_range_is_the_limit()
    {
        var ran = Solve("--for", "batch", "--max", "--subject-to", "latency <= 1 s");

        Assert.Equal(0, ran.Code);
        Assert.Contains("  batch = 64\n", ran.Out, StringComparison.Ordinal);
        Assert.Contains("Every constraint still holds at 64, where the range ends: the range is the limit, no constraint is.", ran.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nothing_fits_the_nearest_end_is_told()
    {
        // One row takes 2020 us, 64 · 4 of them 84 640 us.
        var ran = Solve("--for", "batch", "--max", "--subject-to", "latency <= 1 ms", "--length", "1");

        Assert.Equal(3, ran.Code);
        Assert.Contains("none: no value meets all constraints", ran.Out, StringComparison.Ordinal);
        Assert.Contains("Nearer, at 1: latency 2.02 ms against 1 ms, 1.02 ms (102.0 %) too much.", ran.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Constraints_that_exclude_one_another_are_said_to()
    {
        var ran = Solve("--for", "batch", "--max", "--subject-to", "batch >= 10", "--subject-to", "batch <= 5");

        Assert.Equal(3, ran.Code);
        Assert.Contains("Each of them holds somewhere, but never all together.", ran.Out, StringComparison.Ordinal);
        Assert.Contains("Nearer, at 1: batch 1 against 10, 9 (90.0 %) too little.", ran.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("latncy <= 5 ms", "--subject-to(1,1): error LLM1006: Unknown name 'latncy'; did you mean 'latency'?\n  1 | latncy <= 5 ms\n    | ^^^^^^\n")]
    [InlineData("latency <= 4 kB", "--subject-to(1,12): error LLM2004: These cannot be compared: one side is in s, the other is in B.\n")]
    [InlineData("latency", "--subject-to(1,1): error LLM2006: A constraint is true or false, but this is a number in s.\n")]
    [InlineData("latency <=", "--subject-to(1,9): error LLM0013: After '<=', an expression is missing.\n")]
    [InlineData("latency <= 5 ms expect batch < 3", "--subject-to(1,17): error LLM0012: Expected the end of the expression, found 'expect'.\n")]
    [InlineData("latency <= 5 ms <= 6 ms", "--subject-to(1,17): error LLM0018")]
    [InlineData("hw.toy_rom > 4 kB", "hw.toy_rom")]
    [InlineData("", "--subject-to(1,1): error LLM0012: Expected an expression")]
    public void A_wrong_constraint_is_told_at_its_characters(string constraint, string expected)
    {
        var ran = Solve("--for", "batch", "--max", "--subject-to", constraint);

        Assert.Equal((1, string.Empty), (ran.Code, ran.Out));
        Assert.Contains(expected, ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_goal_is_told_at_its_characters()
    {
        Assert.Contains("--maximize(1,1): error LLM2006: What is to be largest or smallest is a number, but this is a step.\n", Solve("--for", "batch", "--maximize", "pass").Error, StringComparison.Ordinal);
        Assert.Contains("--minimize(1,11): error LLM2004", Solve("--for", "batch", "--minimize", "latency + 3 B").Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ToyPlain has no input 'bach'; did you mean 'batch'?", "--for", "bach", "--max")]
    [InlineData("there is no attribute 'hw.toy_flw'; did you mean 'hw.toy_flow'? Of the device it reads", "--for", "hw.toy_flw", "--max", "--subject-to", "latency < 1 s")]
    [InlineData("nothing that is asked depends on 'hw.power'", "--for", "hw.power", "--max", "--subject-to", "latency < 1 s")]
    [InlineData("this range of 'batch' is empty; the smaller end comes first\n  batch=8..4\n        ^^^^", "--for", "batch=8..4", "--max")]
    [InlineData("a range of 'batch' is written LOW..HIGH", "--for", "batch=8", "--max")]
    [InlineData("input 'batch' is 1.5, but only whole numbers are accepted: 1..64", "--for", "batch=1.5..4", "--max")]
    [InlineData("input 'batch' is 65, which is outside its range: 1..64", "--for", "batch=1..65", "--max")]
    [InlineData("'batch' is what is solved for: it cannot be set as well", "--for", "batch", "--max", "--batch", "4")]
    [InlineData("solve needs one goal", "--for", "batch")]
    [InlineData("solve needs one goal", "--for", "batch", "--max", "--minimize", "latency")]
    [InlineData("Option '--for' is required.", "--max")]
    public void What_is_asked_wrongly_is_refused_by_name(string expected, params string[] args)
    {
        var ran = Solve(args);

        Assert.Equal((2, string.Empty), (ran.Code, ran.Out));
        Assert.Contains(expected, ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_truth_is_not_solved_for()
        => Assert.Contains("'narrow' is true or false: ask the question once with each", Run("solve", "ToyRun", "--for", "narrow", "--max").Error, StringComparison.Ordinal);

    [Fact]
    public void What_evaluation_refuses_is_no_answer()
    {
        using var scratch = new Scratch();
        var spec = scratch.Write("guarded.llmspec", File.ReadAllText(Tool.Toy) + """

            schedule toy_guarded(length: count in 1..1000 = 4) {
                pass    = step(run, tokens: length, context: length)
                latency = pass.time
                require length <= 37 else "more than 37 do not go in"
            }
            analysis ToyGuarded { model Toy_S  schedule toy_guarded  timing toy_time  on ToyBox }
            """);

        var ran = Tool.Run("solve", "ToyGuarded", "--for", "length", "--max", "--subject-to", "latency < 100 ms", "--spec", spec);

        Assert.Equal((0, string.Empty), (ran.Code, ran.Error));
        Assert.Contains("  length = 37\n", ran.Out, StringComparison.Ordinal);
        Assert.Contains("Exact: 37 fits, 38 is refused: more than 37 do not go in.", ran.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_what_is_asked_needs_figures_of_the_device()
    {
        // ToyBare states neither flow nor room: time cannot be computed, a footprint can.
        Assert.Equal(12, Json("--for", "batch", "--max", "--subject-to", "memory.total <= 4 kB", "--on", "ToyBare").GetProperty("value").GetInt32());
        Assert.Equal(3, Solve("--for", "batch", "--max", "--subject-to", "latency <= 1 s", "--on", "ToyBare").Code);
    }

    [Fact]
    public void A_footprint_of_the_catalogue_is_what_arithmetic_says()
    {
        // Llama-2-7B, 2048 tokens in and 256 out, 16 bit throughout: 6 738 415 616 weights. A sequence keeps keys and values of 4096 for 2048 + 255 positions in 32 layers, and
        // where most lives, it is the residual stream of 2048 · 4096 and two maps, of scores and of probabilities, of 2048 · 2048 for each of 32 heads.
        const double Weights = 6738415616d * 2;
        const double Cache = 2303d * 2 * 4096 * 32 * 2;
        const double Alive = ((2048d * 4096) + (2 * 32 * 2048d * 2048)) * 2;
        var most = (int)Math.Floor((48e9 - Weights) / (Cache + Alive));

        var ran = Tool.Run("solve", "Llama2_7B", "--on", "A6000", "--for", "batch", "--max", "--subject-to", "memory.total <= 48 GB", "--format", "json");
        var answer = JsonDocument.Parse(ran.Out).RootElement;

        Assert.Equal((most, "closed form"), (answer.GetProperty("value").GetInt32(), answer.GetProperty("proof").GetString()));
        Assert.Equal(Weights + (most * (Cache + Alive)), answer.GetProperty("points").EnumerateArray().Single(p => p.GetProperty("at").GetInt32() == most).GetProperty("constraints")[0].GetProperty("left").GetDouble());
    }

    [Fact]
    public void What_is_not_proved_is_not_answered()
    {
        // Every second number is even, every fourth one more than a multiple of four, and none is both; to find that out, each of a million would have to be looked at.
        var ran = Tool.Run("solve", "Llama2_7B", "--on", "A6000", "--for", "prompt", "--max", "--subject-to", "prompt % 2 == 0", "--subject-to", "prompt % 4 == 1");

        Assert.Equal((4, string.Empty), (ran.Code, ran.Error));
        Assert.Contains("  not found\n", ran.Out, StringComparison.Ordinal);
        Assert.Contains("Not proved: no value was found that meets all constraints, and whether there is one in 1..", ran.Out, StringComparison.Ordinal);

        // Of a thousand it can be done.
        Assert.Equal(3, Solve("--for", "length", "--max", "--subject-to", "length % 2 == 0", "--subject-to", "length % 4 == 1").Code);
    }

    private static Ran Run(params string[] args) => Tool.Run([.. args, "--spec", Tool.Toy]);

    private static Ran Solve(params string[] args) => Run(["solve", "ToyPlain", .. args]);

    private static JsonElement Json(params string[] args)
    {
        var ran = Solve([.. args, "--format", "json"]);
        Assert.Equal((0, string.Empty), (ran.Code, ran.Error));
        return JsonDocument.Parse(ran.Out).RootElement;
    }
}
