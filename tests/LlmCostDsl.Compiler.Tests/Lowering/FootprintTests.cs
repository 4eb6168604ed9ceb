using LlmCostDsl.Compiler.Tests.Shared;

namespace LlmCostDsl.Compiler.Tests.Lowering;

/// <summary>Costs add up and scale; footprints are the largest over the steps of one model, and the sum over models.</summary>
public class FootprintTests
{
    // x is 16 bytes a token, y of n features 2·n; the cache 16 bytes a position and layer.
    private const string Two = Question.Words + """
        architecture Arch(inner: count, layers: count = 3) steps run, other {
            x = input [batch, tokens, 8]
            repeat layers as layer carrying x {
                y = mul(x, inner)
                k = same(x) in cache
                x = mul(y, 8)
            }
            if phase is other { late = mul(x, 5) }
        }
        model Big : Arch(inner: 10)
        model Small : Arch(inner: 2, layers: 1)
        model Short : Big(layers: 2)
        transform narrow { every weight where name is y { width = 8 bit } }
        model Thin : Big { apply narrow }

        """;

    private const double BigLayer = 2 * (8 * 10 + 10 * 8), SmallWeights = 2 * (8 * 2 + 2 * 8);

    private static Question With(string definitions, string other = "Small", params (string, double)[] inputs)
        => Question.Ask(Two + $$"""
            schedule s(n: count in 0..1000 = 6, draft: model) {
                {{definitions}}
            }
            analysis A { model Big  schedule s(draft: {{other}})  timing bytes  on Slow }
            """, inputs);

    [Fact]
    public void Costs_add_and_scale()
    {
        var asked = With("a = step(run, tokens: 4, context: 4)  b = step(run, tokens: 1, context: 9)  let both = 2 * a + b / 4  f = both.flops  g = a.flops  h = b.flops  t = both.time  u = 2 * a.time + b.time / 4");
        Assert.Equal(2 * asked.Output("g") + asked.Output("h") / 4, asked.Output("f"));
        Assert.Equal(asked.Output("u"), asked.Output("t"), 9);
    }

    [Fact]
    public void Of_one_model_the_largest_step_counts()
    {
        // Cache: 3 layers of 16 bytes a position; activations: 2·4·(8 + 10) and 2·9·18.
        var asked = With("let both = step(run, tokens: 4, context: 30) + 5 * step(run, tokens: 9, context: 9)  w = both.weights  c = both.cache  m = both.activations");
        Assert.Equal(3 * BigLayer, asked.Output("w"));
        Assert.Equal(3 * 16 * 30, asked.Output("c"));
        Assert.Equal(2 * 9 * 18, asked.Output("m"));
    }

    [Fact]
    public void Of_several_models_the_sum_counts()
    {
        var asked = With(
            "let both = step(run, tokens: 4, context: 30) + draft.step(run, tokens: 9, context: 9) + step(run, tokens: 1, context: 40)  w = both.weights  c = both.cache  m = both.activations");
        Assert.Equal(3 * BigLayer + SmallWeights, asked.Output("w"));
        Assert.Equal(3 * 16 * 40 + 16 * 9, asked.Output("c"));
        // Big: 2·4·18; Small: x 16 · 9 and y 4 · 9.
        Assert.Equal(2 * 4 * 18 + 9 * (16 + 4), asked.Output("m"));
    }

    [Theory]
    [InlineData("Short", 3)]    // two of the same three layers
    [InlineData("Thin", 3)]     // the same weights at the same paths; the larger is stored
    [InlineData("Big", 3)]
    public void Models_of_one_root_share_their_weights_and_nothing_else(string other, double layers)
    {
        var asked = With("let both = step(run, tokens: 4, context: 30) + draft.step(run, tokens: 4, context: 30)  w = both.weights  c = both.cache", other);
        Assert.Equal(layers * BigLayer, asked.Output("w"));
        Assert.Equal((other == "Short" ? 5 : 6) * 16 * 30, asked.Output("c"));
    }

    [Fact]
    public void Over_phases_weights_of_one_path_count_once()
    {
        var asked = With("let both = step(run, tokens: 4, context: 4) + step(other, tokens: 4, context: 4)  w = both.weights");
        Assert.Equal(3 * BigLayer + 2 * 8 * 5, asked.Output("w"));
    }

    [Fact]
    public void Over_a_sum_the_largest_of_the_range_counts()
    {
        // Contexts 10, 20, …; the cache is largest at the end, or (falling) at the start.
        var asked = With(
            "let up = sum(i in 1..n, step(run, tokens: 1, context: 10 * i))  let down = sum(i in 1..n, step(run, tokens: 1, context: 100 - 10 * i))  u = up.cache  d = down.cache  w = up.weights",
            "Small",
            ("n", 6));
        Assert.Equal(3 * 16 * 60, asked.Output("u"));
        Assert.Equal(3 * 16 * 90, asked.Output("d"));
        Assert.Equal(3 * BigLayer, asked.Output("w"));
    }

    [Fact]
    public void In_the_middle_of_a_range_too()
    {
        // 10·i up to i = 5, then down again: 50 at i = 5.
        var asked = With("let tent = sum(i in 1..n, step(run, tokens: 1, context: min(10 * i, 100 - 10 * i)))  c = tent.cache", "Small", ("n", 9));
        Assert.Equal(3 * 16 * 50, asked.Output("c"));
    }

    [Fact]
    public void An_empty_sum_contributes_nothing()
    {
        var asked = With("let none = sum(i in 1..n, step(run, tokens: 1, context: 10 * i))  c = none.cache  w = none.weights  f = none.flops  let all = none + draft.step(run, tokens: 1, context: 7)  g = all.cache", "Small", ("n", 0));
        Assert.Equal([0, 0, 0, 16 * 7], new[] { "c", "w", "f", "g" }.Select(asked.Output));
    }

    [Fact]
    public void Of_a_choice_the_chosen_counts()
    {
        const string Choice = "let one = if n > 5 then step(run, tokens: 4, context: 30) else draft.step(run, tokens: 4, context: 10)  c = one.cache  w = one.weights  f = one.flops";
        Assert.Equal([3 * 16 * 30, 3 * BigLayer], new[] { "c", "w" }.Select(With(Choice, "Small", ("n", 6)).Output));
        Assert.Equal([16 * 10, SmallWeights], new[] { "c", "w" }.Select(With(Choice, "Small", ("n", 5)).Output));
    }

    [Fact]
    public void Facts_of_a_model_are_read_by_name()
    {
        var asked = With("p = draft.parameters  a = draft.active_parameters  w = draft.weights  l = draft.layers");
        Assert.Equal([SmallWeights / 2 + 40, SmallWeights / 2 + 40, SmallWeights + 80, 1], new[] { "p", "a", "w", "l" }.Select(asked.Output));
    }

    [Fact]
    public void A_step_may_have_a_batch_of_its_own()
    {
        var asked = With("let a = step(run, tokens: 4, context: 30, batch: 7)  c = a.cache  w = a.weights");
        Assert.Equal(7 * 3 * 16 * 30, asked.Output("c"));
        Assert.Equal(3 * BigLayer, asked.Output("w"));
    }

    [Fact]
    public void What_a_rule_keeps_in_one_phase_is_the_weight_of_the_other()
    {
        // y of 8 × 10 in both phases, once; beside it, in `other` alone, a of 8 × 3 and what took the name y, of 10 × 10.
        const string Rule = "transform t { replace { y = mul(x) } where y.name is y and phase is other with { a = mul(x, 3)  y = mul(y, 10) } }\n";
        var text = Two + Rule + """
            schedule s() { let both = step(run, tokens: 1, context: 1) + step(other, tokens: 1, context: 1)  w = both.weights }
            analysis A { model Big  apply t  schedule s  timing bytes  on Slow }
            """;
        Assert.Equal(3 * (BigLayer + 2 * (8 * 3 + 10 * 10)) + 2 * 8 * 5, Question.Ask(text).Output("w"));
    }
}
