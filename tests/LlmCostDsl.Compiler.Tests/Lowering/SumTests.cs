using LlmCostDsl.Compiler.Tests.Shared;

namespace LlmCostDsl.Compiler.Tests.Lowering;

/// <summary>Sums and totals, against loops written out here.</summary>
public class SumTests
{
    private static Question With(string definitions, params (string, double)[] inputs)
        => Question.Ask(Question.Words + $$"""
            architecture Arch() steps run {
                x = input [batch, tokens, 8]
                k = same(x) in cache { width = 8 bit }
                s = look(x, k)
                y = mul(s, 3) @last
            }
            model M : Arch()
            schedule s(n: count in 0..1000 = 6, r: ratio in 0..1000 = 2.5) { {{definitions}} }
            analysis A { model M  schedule s  timing bytes  on Slow }
            """, inputs);

    // Bytes of one step of t tokens at context c: k reads x and writes 1-byte rows; s reads x, fresh and stored rows, writes t·c; y reads that, c × 3 weights, writes t × 3.
    private static double Bytes(double t, double c)
    {
        var fresh = Math.Min(t, c);
        return (16 * t + 8 * Math.Min(t, c)) + (16 * t + 16 * fresh + 8 * (c - fresh) + 2 * t * c) + (2 * t * c + 2 * c * 3 + 2 * t * 3);
    }

    private static double Loop(double low, double high, Func<double, double> body)
    {
        var sum = 0.0;
        for (var i = low; i <= high; i++)
        {
            sum += body(i);
        }

        return sum;
    }

    [Fact]
    public void A_sum_that_another_reads_is_not_inside_it()
    {
        // y = 1 + 0.6 + 0.6² + 0.6³ is summed in a loop of its own, once, and each body reads it.
        var y = 1 + 0.6 + 0.36 + 0.216;
        var asked = With("let y = 1 + sum(k in 1..3, 0.6 ^ k)  time = sum(i in 1..ceil(n / y), min(5 + i * y, 20)) * 1 s", ("n", 100));
        Assert.Equal(Loop(1, Math.Ceiling(100 / y), i => Math.Min(5 + i * y, 20)), asked.Output("time"), 9);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(333)]
    public void Over_whole_indices(double n)
        => Assert.Equal(
            Loop(1, n, i => Bytes(1, 10 + i)),
            With("let all = sum(i in 1..n, step(run, tokens: 1, context: 10 + i))  time = all.time", ("n", n)).Output("time"), 6);

    [Theory]
    [InlineData(0.5, 7)]
    [InlineData(2.3616, 40)]    // a speculative yield
    [InlineData(3, 30)]
    public void With_a_real_stride_and_a_real_end(double r, double n)
        => Assert.Equal(
            Loop(1, Math.Ceiling((n - 1) / r), i => Bytes(5, Math.Min(100 + i * r, 100 + n - 1) + 4)),
            With("turn(c) = step(run, tokens: 5, context: c + 4)  let all = sum(i in 1..ceil((n - 1) / r), turn(min(100 + i * r, 100 + n - 1)))  time = all.time", ("n", n), ("r", r)).Output("time"), 5);

    [Theory]
    [InlineData(2.5, 6)]        // 2.5, 3.5, 4.5, 5.5
    [InlineData(6, 6)]
    [InlineData(6.5, 6)]        // empty
    public void From_a_real_start(double r, double n)
        => Assert.Equal(Loop(r, n, i => i * i), With("v = sum(i in r..n, i * i)", ("n", n), ("r", r)).Output("v"), 9);

    [Theory]
    [InlineData(5)]
    [InlineData(0)]
    public void Nested_with_ends_that_depend_on_the_outer_index(double n)
    {
        var asked = With("v = sum(i in 1..n, sum(j in i..2 * i, i * j + 1))  w = sum(i in 1..n, sum(j in 1..n, i - j)) + sum(i in 1..n, i ^ 2)", ("n", n));
        Assert.Equal(Loop(1, n, i => Loop(i, 2 * i, j => i * j + 1)), asked.Output("v"), 9);
        Assert.Equal(Loop(1, n, i => i * i), asked.Output("w"), 9);
    }

    [Fact]
    public void Steps_in_a_nested_sum()
        => Assert.Equal(
            Loop(1, 6, i => Loop(1, i, j => Bytes(j, 20 + i))),
            With("let all = sum(i in 1..n, sum(j in 1..i, step(run, tokens: j, context: 20 + i)))  time = all.time").Output("time"), 6);

    [Fact]
    public void The_same_range_twice_is_the_same_sum()
    {
        var asked = With("a = sum(i in 1..n, i)  b = sum(j in 1..n, j * j)  c = sum(k in 1..n, k) - a");
        Assert.Equal([21, 91, 0], new[] { "a", "b", "c" }.Select(asked.Output));
    }

    [Fact]
    public void Chunks_of_a_prompt()
    {
        // 100 tokens in chunks of 24: 24, 24, 24, 24, 4.
        var asked = With("let chunk = 24  let all = sum(i in 1..ceil(100 / chunk), step(run, tokens: min(chunk, 100 - (i - 1) * chunk), context: min(i * chunk, 100)))  time = all.time  flops = all.flops");
        Assert.Equal(new[] { (24, 24), (24, 48), (24, 72), (24, 96), (4, 100) }.Sum(c => Bytes(c.Item1, c.Item2)), asked.Output("time"), 6);
    }

    [Fact]
    public void Totals_of_what_is_asked_for()
    {
        var asked = With("""
            a = step(run, tokens: 4, context: 16)
            all = a.total(it.bytes)
            heavy = a.total(it.flops where tag is heavy)
            times = a.total(it.time where name is not k)
            none = a.total(it.flops where name is nobody)
            some = sum(i in 1..n, a).total(it.flops where operator is mul | look)
            some2 = (2 * a + a).total(it.flops)
            """);
        double look = 2 * 32 * 16, mul = 2 * 64 * 3;
        Assert.Equal(Bytes(4, 16), asked.Output("all"));
        Assert.Equal(mul, asked.Output("heavy"));
        Assert.Equal(Bytes(4, 16) - (64 + 32), asked.Output("times"));
        Assert.Equal(0, asked.Output("none"));
        Assert.Equal(6 * (look + mul), asked.Output("some"));
        Assert.Equal(3 * (look + mul), asked.Output("some2"));
    }

    [Fact]
    public void A_total_may_ask_the_index_after_the_fact()
    {
        var asked = Question.Ask(Question.Of("repeat 6 as layer { y = mul(x, 8) }").Replace("analysis A {", "analysis A { odd = run.total(it.flops where it.layer % 2 == 1 and it.layer > 2)  weighted = run.total(it.layer * it.flops)", StringComparison.Ordinal));
        Assert.Equal(2 * 512, asked.Output("odd"));
        Assert.Equal(15 * 512, asked.Output("weighted"));
    }

    [Fact]
    public void A_table_of_a_composite_step_has_counts_and_means()
    {
        // Twice 4 tokens and once 1 token: 3 executions of each.
        var asked = With("all = 2 * step(run, tokens: 4, context: 16) + step(run, tokens: 1, context: 17)");
        Assert.Equal(3, asked.Count("y", "all"));
        Assert.Equal((2 * 2 * 64 * 3 + 2 * 17 * 3) / 3.0, asked.Cell("y", "flops", "all"), 9);
        Assert.Equal(2 * (2 * 32 * 16 + 2 * 64 * 3) + (2 * 8 * 17 + 2 * 17 * 3), asked.Total("flops", "all"), 9);
        Assert.Equal(2 * Bytes(4, 16) + Bytes(1, 17), asked.Total("time", "all"), 9);
    }

    [Fact]
    public void Far_too_many_iterations_are_refused_and_not_run()
    {
        var asked = Question.Try(Question.Words + """
            architecture Arch() steps run { x = input [batch, tokens, 8]  y = mul(x, 3) }
            model M : Arch()
            schedule s(n: ratio in 0..1e30 = 1e15) { v = sum(i in 1..n, log2(i + n))  let all = sum(i in 1..n, step(run, tokens: 1, context: 1))  t = all.time }
            analysis A { model M  schedule s  timing bytes  on Slow }
            """);
        Assert.NotEmpty(asked.Errors);
    }

    [Fact]
    public void What_is_no_cost_is_worked_out_of_mean_costs()
    {
        // Steps of 10 and 30 positions: 160 and 480 operations on 40 and 60 bytes together are 320 on 50 at the mean, 6.4 a byte; the mean of 4 and 8 is 6.
        var asked = Question.Ask("""
            operator work(x: tensor) { result [x.., x.features]  flops = 16 * context  activation_read = 20 B + 1 B * context  activation_write = 10 B  reads nothing  writes nothing }
            hardware Slow { bandwidth = 1 B/s }
            timing bytes { time = it.bytes / hw.bandwidth  intensity = it.flops / it.bytes  rate = it.flops / time }
            architecture Arch() steps run { x = input [batch, tokens, 8]  y = work(x) }
            model M : Arch()
            schedule s(n: count in 1..1000 = 2) { all = sum(i in 1..n, step(run, tokens: 1, context: 20 * i - 10)) }
            analysis A { model M  schedule s  timing bytes  on Slow }
            """);
        Assert.Equal(320, asked.Cell("y", "flops", "all"), 1e-12);
        Assert.Equal(50, asked.Cell("y", "bytes", "all"), 1e-12);
        Assert.Equal(6.4, asked.Cell("y", "intensity", "all"), 1e-12);
        Assert.Equal(6.4, asked.Cell("y", "rate", "all"), 1e-12);
        Assert.Empty(asked.Compiled.Remaining);
    }

    [Fact]
    public void A_billion_steps_are_no_loop()
    {
        var asked = Question.Ask("""
            operator work(x: tensor) { result [x.., x.features]  flops = 16 * context }
            hardware Slow { bandwidth = 1 B/s }
            timing bytes { time = it.bytes / hw.bandwidth }
            architecture Arch() steps run { x = input [batch, tokens, 8]  y = work(x) }
            model M : Arch()
            schedule s(n: count in 1..1e12 = 1e9) { let all = sum(i in 1..n, step(run, tokens: 1, context: min(i, 4096)))  flops = all.flops }
            analysis A { model M  schedule s  timing bytes  on Slow }
            """);
        Assert.Equal(16 * ((4096.0 * 4097 / 2) + ((1e9 - 4096) * 4096)), asked.Output("flops"), 1e-3);
        Assert.Empty(asked.Plan.Loops);
    }

    [Theory]
    [InlineData(0, true)]       // 1 / 0 values
    [InlineData(1e-300, true)]  // more values than there are doubles
    [InlineData(0.5, false)]
    public void A_range_without_end_is_refused_where_it_is_read(double r, bool isRefused)
    {
        const string Text = """
            hardware Slow { bandwidth = 1 B/s }
            timing bytes { time = 0 s }
            operator work(x: tensor) { result [x.., x.features] }
            architecture Arch() steps run { x = input [batch, tokens, 8]  y = work(x) }
            model M : Arch()
            schedule s(r: ratio in 0..10 = 1, wanted: bool = true) { v = if wanted then sum(i in 1..1 / r, i) else 0 }
            analysis A { model M  schedule s  timing bytes  on Slow }
            """;
        var asked = Question.Try(Text, null, ("r", r));
        Assert.Empty(asked.Plan.Loops);
        Assert.Equal(isRefused, asked.Errors.Any(e => e.StartsWith("the range at test.llmspec:6 is not finite", StringComparison.Ordinal)));
        Assert.Empty(Question.Try(Text, null, ("r", r), ("wanted", 0)).Errors);
    }

    [Fact]
    public void What_stays_a_loop_is_told_to_its_author()
    {
        const string Text = """
            hardware Slow { bandwidth = 1 B/s }
            timing bytes { time = 0 s }
            operator work(x: tensor) { result [x.., x.features] }
            architecture Arch() steps run { x = input [batch, tokens, 8]  y = work(x) }
            model M : Arch()
            schedule s(n: count in 1..100 = 10) { v = sum(i in 1..n, i + 1 / (n + i)) }
            analysis A { model M  schedule s  timing bytes  on Slow }
            """;
        var asked = Question.Ask(Text);
        var remaining = Assert.Single(asked.Compiled.Remaining);
        Assert.Equal(("test.llmspec:6", "1 / (n + i)"), (remaining.Origin, remaining.Text));

        // The part that can be closed is.
        Assert.Equal(55 + Enumerable.Range(1, 10).Sum(i => 1.0 / (10 + i)), asked.Output("v"), 1e-12);
        Assert.Equal("LLM6011", Assert.Single(SpecCompiler.Load([new Text.SourceText("test.llmspec", Text)]).Check()).Id);
        Assert.EndsWith("  test.llmspec:6: 1 / (n + i)\n", SpecCompiler.Load([new Text.SourceText("test.llmspec", Text)]).After("plan", new AnalysisRequest("A"), out _), StringComparison.Ordinal);
    }
}
