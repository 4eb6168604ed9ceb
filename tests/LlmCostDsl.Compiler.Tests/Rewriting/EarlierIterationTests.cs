using LlmCostDsl.Compiler.Tests.Shared;

namespace LlmCostDsl.Compiler.Tests.Rewriting;

/// <summary><c>k.before(n)</c>: what stands at the same place of an earlier iteration, and what goes when it is used instead.</summary>
public class EarlierIterationTests
{
    // A matrix of 8 · 8 · 2 B makes rows that are cached, 16 positions of 8 · 2 B.
    private const string Layers = "repeat 4 as layer carrying x { k = mul(x, 8) in cache  s = look(x, k)  x = same(x) }";

    private static Question With(string body, string rules) => Question.Ask(Question.Of(body, "apply t", $"transform t {{ {rules} }}"));

    private static (string Id, string At)[] Said(string rules, string body = Layers)
        => [.. Question.Try(Question.Of(body, "apply t", $"transform t {{ {rules} }}")).Compiled.Diagnostics.Select(d => (d.Id, d.At.Text))];

    [Fact]
    public void Layers_share_what_others_make()
    {
        var asked = With(Layers, "replace { y = mul(x) } where y.layer % 2 == 1 with { y = y.before(1) }");
        Assert.Equal(["layer[0].k × 2", "layer[0].s × 2", "layer[0].x × 2", "layer[1].s × 2", "layer[1].x × 2"], asked.Rows());
        // Two matrices and two caches are left of four; what is shared is read as its own was: 12 positions stored before, four fresh.
        Assert.Equal(2 * 8 * 8 * 2, asked.Output("weights"));
        Assert.Equal(2 * 16 * 8 * 2, asked.Output("cache"));
        Assert.Equal(12 * 8 * 2, asked.Cell("layer[1].s", "cache_read"));
        Assert.Equal([1, 4, 16], asked.Shape("layer[1].s"));
    }

    [Fact]
    public void Many_layers_look_back_to_one()
    {
        // Layers 2 and 3 attend the rows of layer 1: two and one before.
        var asked = With(Layers, "replace { y = mul(x) } where y.layer > 1 with { y = y.before(y.layer - 1) }");
        Assert.Equal(["layer[0].k × 2", "layer[0].s × 2", "layer[0].x × 2", "layer[2].s × 2", "layer[2].x × 2"], asked.Rows());
        Assert.Equal(2 * 8 * 8 * 2, asked.Output("weights"));
    }

    [Fact]
    public void What_was_itself_replaced_leads_on()
    {
        // Each looks one back, and there is layer 0's in the end.
        var asked = With(Layers, "replace { y = mul(x) } where y.layer >= 1 with { y = y.before(1) }");
        Assert.Equal(8 * 8 * 2, asked.Output("weights"));
        Assert.Equal(16 * 8 * 2, asked.Output("cache"));
        Assert.Equal(4 * 12 * 8 * 2, asked.Total("cache_read"));
    }

    [Fact]
    public void None_before_is_itself()
        => Assert.Equal(2 * 8 * 8 * 2, With(Layers, "replace { y = mul(x) } where y.layer >= 0 with { y = y.before(y.layer % 2) }").Output("weights"));

    [Fact]
    public void What_fed_only_that_goes_with_it()
    {
        // p feeds n, n feeds k, which goes; q feeds s as well and stays.
        var asked = With(
            "repeat 2 as layer { p = mul(x, 8)  n = same(p)  q = mul(x, 8)  j = join(n, q)  k = same(j) in cache  s = look(q, k) }",
            "replace { y = same(z) } where y.name is k and y.layer == 1 with { y = y.before(1) }");
        Assert.Equal(["layer[1].q × 1", "layer[1].s × 1"], asked.Rows().Where(r => r.StartsWith("layer[1]", StringComparison.Ordinal)));
        Assert.Equal(3 * 8 * 8 * 2, asked.Output("weights"));
    }

    [Fact]
    public void What_an_iteration_was_handed()
    {
        // Layer i makes 8 + i features of what it is handed: 8, 8, 9. Layer 2 is to read what layer 1 was handed: 8 · 10 weights in place of 9 · 10, and nobody
        // reads what layer 1 made.
        var asked = With(
            "repeat 3 as layer carrying x { x = mul(x, 8 + layer) }", "replace { y = mul(x) } where y.layer == 2 with { y = mul(x.before(1), y.features) }");
        Assert.Equal((8 * 8 + 8 * 10) * 2, asked.Output("weights"));
    }

    [Fact]
    public void A_layer_may_hand_on_what_the_one_before_made()
    {
        // Layers 1 and 3 do nothing: two matrices of 8 · 8 and what comes after, 8 · 3, are left.
        var asked = With("repeat 4 as layer carrying x { a = mul(x, 8)  x = same(a) }  b = mul(x, 3)", "replace { y = same(z) } where y.layer % 2 == 1 with { y = y.before(1) }");
        Assert.Equal(["layer[0].a × 2", "layer[0].x × 2", "b × 1"], asked.Rows());
        Assert.Equal((2 * 8 * 8 + 8 * 3) * 2, asked.Output("weights"));
        Assert.Equal(64 + 64, asked.Output("activations"));
    }

    [Fact]
    public void In_a_condition_an_iteration_without_one_does_not_match()
    {
        // Features are 8, 9, 10: of layer 1 alone the one before has 8, and layer 0 has none before.
        var asked = With("repeat 3 as layer { a = mul(x, 8 + layer)  b = same(a) }", "replace { y = mul(x) } where y.before(1).features == 8 with { y = mul(x, 1) }");
        Assert.Equal([1, 4, 8], asked.Shape("layer[0].a"));
        Assert.Equal([1, 4, 1], asked.Shape("layer[1].a"));
        Assert.Equal([1, 4, 10], asked.Shape("layer[2].a"));
    }

    [Fact]
    public void A_condition_divides_those_that_have_one_before_from_those_that_have_none()
        // It is asked of the layers as they were: that layer 2 has one feature by now does not keep layer 4 from matching.
        => Assert.Equal(
            8 * (8 + 8 + 1 + 1 + 1) * 2,
            With("repeat 5 as layer { a = mul(x, 8) }", "replace { y = mul(x) } where y.before(2).features == 8 with { y = mul(x, 1) }").Output("weights"));

    [Fact]
    public void What_waits_takes_memory()
    {
        // Rows of four tokens: x 64 B, a 128 B, b and the next x 64 B each. Where a is made for two layers it is still there when the next x is:
        // x, a, b, x; where it is read last it goes before: without the rule x, a, b are the most at once.
        const string Body = "repeat 4 as layer carrying x { a = mul(x, 16)  b = mul(a, 8)  x = join(x, b) }";
        Assert.Equal(64 + 128 + 64, Question.Ask(Question.Of(Body)).Output("activations"));
        var asked = With(Body, "replace { y = mul(x) } where y.out == 16 and y.layer % 2 == 1 with { y = y.before(1) }");
        Assert.Equal(64 + 128 + 64 + 64, asked.Output("activations"));
    }

    [Fact]
    public void All_that_wait_at_once_take_memory()
    {
        // Layers 2 and 3 read what layers 0 and 1 made: both wait, 128 B each, beside x, layer 2's b and the next x.
        const string Body = "repeat 4 as layer carrying x { a = mul(x, 16)  b = mul(a, 8)  x = join(x, b) }";
        var asked = With(Body, "replace { y = mul(x) } where y.out == 16 and y.layer >= 2 with { y = y.before(2) }");
        Assert.Equal(64 + 2 * 128 + 64 + 64, asked.Output("activations"));
        Assert.Equal((2 * 8 * 16 + 4 * 16 * 8) * 2, asked.Output("weights"));
    }

    [Theory]
    [InlineData(1, 4)]
    [InlineData(2, 5)]
    [InlineData(3, 5)]
    public void What_was_handed_waits_too(int back, int tensors)
    {
        // All tensors are of 64 B; let h(i) be what is handed to layer i. Layer 3 reads h(3), then its own b and h(3 - back), and makes h(4). One back: h(2), h(3),
        // which layer 4 reads, b and h(4). Two back: h(1), h(2) and h(3) for layers 4 and 5, b and h(4). Three back: h(0), h(1), h(2), b, and h(3) before h(4).
        var asked = With("repeat 6 as layer carrying x { b = same(x)  x = join(b, x) }", $"replace {{ y = join(p, z) }} where y.layer >= 3 with {{ y = join(p, z.before({back})) }}");
        Assert.Equal(64 * tensors, asked.Output("activations"));
    }

    [Fact]
    public void Beside_its_own()
    {
        var asked = With(
            "repeat 4 as layer { k = mul(x, 8)  b = same(k) }", "replace { y = mul(x) } where y.layer % 2 == 1 with { y = join(y, y.before(1)) }");
        Assert.Equal(["layer[1].k.base × 2", "layer[1].k × 2", "layer[1].b × 2"], asked.Rows().Where(r => r.StartsWith("layer[1]", StringComparison.Ordinal)));
        Assert.Equal(128, asked.Cell("layer[1].k", "activation_read"));
    }

    [Theory]
    [InlineData("replace { y = mul(x) } with { y = y.before(1) }", "LLM3007", "y.before(1)")]
    [InlineData("replace { y = mul(x) } where y.layer == 1 with { y = y.before(2) }", "LLM3007", "y.before(2)")]
    [InlineData("replace { y = mul(x) } where y.layer == 1 with { y = y.before(y.layer - 2) }", "LLM2503", "y.layer - 2")]
    [InlineData("replace { y = mul(x) } where y.layer == 1 with { y = y.before(tokens) }", "LLM3005", "tokens")]
    [InlineData("replace { y = mul(x) } where y.layer == 1 with { y = y.before() }", "LLM1025", "y.before")]
    [InlineData("every operator where name is k { flops = it.before(1).flops }", "LLM1010", "it")]
    public void What_is_not_there_is_said(string rules, string id, string at) => Assert.Contains((id, at), Said(rules));

    [Fact]
    public void Outside_a_repeat_nothing_is_earlier()
        => Assert.Contains(("LLM3007", "y.before(1)"), Said("replace { y = mul(x) } with { y = y.before(1) }", "a = mul(x, 8)  b = same(a)"));

    [Fact]
    public void An_architecture_names_the_iteration()
        => Assert.Contains(("LLM1010", "before"), Said("every operator { flops = 0 }", "repeat 4 as layer { k = mul(x, 8)  s = look(x, k.before(1)) }"));
}
