using LlmCostDsl.Compiler.Tests.Shared;

namespace LlmCostDsl.Compiler.Tests.Lowering;

/// <summary>Timings: columns, bounds, the time of a step, rules that override.</summary>
public class TimingTests
{
    private static string Text(string timing, string apply = "", string transforms = "", string body = "a = mul(x, 8)  b = same(a)", string own = "", string device = "")
        => Question.Words + transforms + $$"""

            attribute hardware.speed: flops/seconds
            attribute hardware.lane: bytes/seconds = hw.bandwidth
            hardware Fast : Slow { speed = 2 FLOP/s  {{device}} }
            architecture Arch() steps run {
                x = input [batch, tokens, 8]
                {{body}}
            }
            model M : Arch()
            timing t(share: ratio in 0..1 = 50%) { {{timing}} }
            analysis A { model M  {{apply}}  schedule once  timing t  on Fast  {{own}} }
            """;

    private const string Plain = "compute = it.flops / hw.speed  memory = it.bytes / hw.bandwidth  time = max(compute, memory)";

    // a: 512 operations, 64 + 128 + 64 bytes; b: none, 128 bytes.
    [Fact]
    public void Every_definition_is_a_column_and_the_largest_is_the_bound()
    {
        var asked = Question.Ask(Text(Plain));
        Assert.Equal(256, asked.Cell("a", "compute"));
        Assert.Equal(256, asked.Cell("a", "memory"));
        Assert.Equal("compute", asked.Bound("a"));      // a tie: the one written first
        Assert.Equal("memory", asked.Bound("b"));
        Assert.Equal(256 + 128, asked.Output("seconds"));
        Assert.Equal(256 + 128, asked.Total("time"));
        Assert.Equal(256, asked.Total("compute"));
    }

    [Fact]
    public void Definitions_in_other_units_are_columns_and_no_bounds()
    {
        var asked = Question.Ask(Text(Plain + "  intensity = if it.bytes > 0 B then it.flops / it.bytes else 0 FLOP/B  let hidden = 3  twice = 2 * time"));
        Assert.Equal(2, asked.Cell("a", "intensity"));
        Assert.Equal(512, asked.Cell("a", "twice"));
        Assert.Equal("twice", asked.Bound("a"));
    }

    [Fact]
    public void What_takes_no_time_has_no_bound()
        => Assert.Null(Question.Ask(Text(Plain, body: "a = head(x)")).Bound("a"));

    [Fact]
    public void Steps_may_overlap_their_operators()
    {
        // Compute 256 in all, memory 256 + 128: the larger.
        Assert.Equal(384, Question.Ask(Text(Plain + "  step = max(total(compute), total(memory))")).Output("seconds"));
        Assert.Equal(256, Question.Ask(Text(Plain + "  step = total(it.time where tag is heavy)")).Output("seconds"));
        Assert.Equal(192, Question.Ask(Text(Plain + "  step = share * total(it.time)")).Output("seconds"));
        Assert.Equal(384 / 4.0, Question.Ask(Text(Plain + "  let quarter = 25%  step = quarter * total(it.time)")).Output("seconds"));
        Assert.Equal(384 + 32, Question.Ask(Text(Plain + "  step = total(it.time) + total(it.vector_flops) / hw.speed * 2")).Output("seconds"));
    }

    [Fact]
    public void A_rule_overrides_and_sees_what_it_overrides()
    {
        const string Rules = """
            transform slower { timing t { memory = 2 * base.memory } }
            transform later { timing t { time = base.time + (if it.flops > 0 FLOP then 1 s else 0 s) } }

            """;
        // a: compute 256, memory 512 + 1; b: 256.
        var asked = Question.Ask(Text(Plain, "apply slower  apply later", Rules));
        Assert.Equal(512, asked.Cell("a", "memory"));
        Assert.Equal(513, asked.Cell("a", "time"));
        Assert.Equal(513 + 256, asked.Output("seconds"));
        Assert.Equal("memory", asked.Bound("a"));
    }

    [Fact]
    public void Rules_stack_and_each_sees_the_one_before()
        => Assert.Equal(
            2 * (384 + 5) + 7,
            Question.Ask(Text(Plain, "apply a  apply b", "transform a { timing t { step = base.step + 5 s } }  transform b { timing t { let two = 2  step = two * base.step + 7 s } }")).Output("seconds"));

    [Fact]
    public void Rules_see_their_transforms_parameters_and_the_timings()
        => Assert.Equal(
            384 * 3 * 0.5, Question.Ask(Text(Plain, "apply a(3)", "transform a(n: count) { timing t { time = n * share * base.time } }")).Output("seconds"));

    [Fact]
    public void A_rule_for_another_timing_is_left_aside()
        => Assert.Equal(384, Question.Ask(Text(Plain, "apply a", "transform a { timing bytes { time = 100 * base.time } }")).Output("seconds"));

    [Fact]
    public void A_definition_may_ask_the_index()
    {
        // Layers 0 and 2 for nothing.
        var asked = Question.Ask(Text(Plain + "  held = if it.layer % 2 == 0 then 0 s else time", body: "repeat 4 as layer { a = mul(x, 8) }"));
        Assert.Equal([0, 256], new[] { "layer[0].a", "layer[1].a" }.Select(r => asked.Cell(r, "held")));
    }

    [Fact]
    public void An_absent_figure_is_refused_only_where_it_is_read()
    {
        const string Needs = Plain + "  other = if it.host_read > 0 B then it.host_read / hw.host_bandwidth else 0 s";
        Assert.Equal(384, Question.Ask(Text(Needs)).Output("seconds"));
        var asked = Question.Try(Text(Needs, "apply h", "transform h { every operator where name is b { host_read = 7 B } }"));
        Assert.Contains("host_bandwidth", Assert.Single(asked.Errors));
        Assert.Contains("Fast", Assert.Single(asked.Errors));
        // Whether it is read may hang on an input.
        var text = Text(Needs, "input n: bytes in 0 B..9 B = 0 B  apply h(n)", "transform h(n: bytes) { every operator where name is b { host_read = n } }");
        Assert.Empty(Question.Try(text).Errors);
        Assert.NotEmpty(Question.Try(text, null, ("n", 3)).Errors);
    }

    [Fact]
    public void Presence_is_asked_before_reading()
    {
        const string Asks = Plain + "  extra = if present(hw.host_bandwidth) then 1 B / hw.host_bandwidth else 5 s";
        Assert.Equal(5, Question.Ask(Text(Asks)).Cell("a", "extra"));
        Assert.Equal(0.25, Question.Ask(Text(Asks, device: "host_bandwidth = 4 B/s")).Cell("a", "extra"));
    }

    [Fact]
    public void A_default_is_a_formula_of_the_devices_other_figures()
    {
        Assert.Equal(256, Question.Ask(Text(Plain + "  lane = it.bytes / hw.lane")).Cell("a", "lane"));
        Assert.Equal(32, Question.Ask(Text(Plain + "  lane = it.bytes / hw.lane", device: "lane = 8 B/s")).Cell("a", "lane"));
    }

    [Fact]
    public void Outputs_that_divide_by_zero_are_refused_and_cells_are_not()
    {
        Assert.Contains("LLM2506", Question.Try(Text(Plain, own: "bad = run.time / (run.wire / 1 B)")).Ids);
        Assert.True(double.IsNaN(Question.Ask(Text("odd = it.flops / it.bytes  time = it.bytes / hw.bandwidth", body: "a = head(x)")).Cell("a", "odd")));
    }

    [Fact]
    public void Requirements_of_a_timing_are_asked_of_the_device()
    {
        const string Requires = "require hw.speed > 1 FLOP/s else \"too slow to count\"  " + Plain;
        Assert.Equal(384, Question.Ask(Text(Requires)).Output("seconds"));
        Assert.Contains("too slow", Assert.Single(Question.Try(Text(Requires).Replace("speed = 2", "speed = 0.5", StringComparison.Ordinal)).Errors));
    }
}
