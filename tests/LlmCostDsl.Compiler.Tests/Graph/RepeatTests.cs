using LlmCostDsl.Compiler.Tests.Shared;

namespace LlmCostDsl.Compiler.Tests.Graph;

/// <summary>Repeats: iterations that answer alike are built once, with their count.</summary>
public class RepeatTests
{
    [Fact]
    public void A_body_that_never_asks_is_one_group()
    {
        var asked = Question.Ask(Question.Of("repeat 5 as layer carrying x { y = mul(x, 8)  x = same(y) }"));
        Assert.Equal(["layer.y × 5", "layer.x × 5"], asked.Rows());
        // Figures are of one execution, totals of all.
        Assert.Equal(128, asked.Cell("layer.y", "weight_read"));
        Assert.Equal(5 * 128, asked.Total("weight_read"));
        Assert.Equal(5 * 128, asked.Output("weights"));
    }

    [Fact]
    public void Leading_iterations_that_differ_are_a_group_of_their_own()
        => Assert.Equal(
            ["layer[0].a × 3", "layer[0].y × 3", "layer[3].b × 7", "layer[3].y × 7"],
            Question.Ask(Question.Of("repeat 10 as layer carrying x { if layer < 3 { a = same(x) } else { b = mul(x, 8) }  y = same(x)  x = y }")).Rows());

    [Fact]
    public void Every_sixth_iteration_differs()
    {
        // Of 0..19, three leave 5 when divided by six: 5, 11, 17.
        var asked = Question.Ask(Question.Of("repeat 20 as layer carrying x { y = mul(x, if layer % 6 == 5 then 8 else 2)  x = mul(y, 8) }"));
        Assert.Equal(["layer[0].y × 17", "layer[0].x × 17", "layer[5].y × 3", "layer[5].x × 3"], asked.Rows());
        Assert.Equal(17 * 16 * 2 + 3 * 64 * 2, asked.Rows().Length == 4 ? asked.Cell("layer[0].y", "weight_read") * 17 + asked.Cell("layer[5].y", "weight_read") * 3 : 0);
        Assert.Equal(17 * (16 + 16) * 2 + 3 * (64 + 64) * 2, asked.Output("weights"));
    }

    [Fact]
    public void A_set_of_iterations_makes_two_groups()
        => Assert.Equal(
            ["layer[0].y × 27", "layer[7].z × 3"],
            Question.Ask(Question.Of("repeat 30 as layer { if layer in some { z = same(x) } else { y = same(x) } }", parameters: "some: counts = {7, 18, 29}")).Rows());

    [Fact]
    public void Costs_may_depend_on_the_index_and_equal_ones_meet()
    {
        // The inner width is 2, 4, 2, 4, …: two groups.
        var asked = Question.Ask(Question.Of("repeat 6 as layer carrying x { let inner = 2 + 2 * (layer % 2)  y = mul(x, inner)  x = mul(y, 8) }"));
        Assert.Equal(["layer[0].y × 3", "layer[0].x × 3", "layer[1].y × 3", "layer[1].x × 3"], asked.Rows());
        Assert.Equal(2 * 8 * 2 * 2, asked.Cell("layer[0].y", "weight_read") + asked.Cell("layer[0].x", "weight_read"));
        Assert.Equal(3 * (16 + 16 + 32 + 32) * 2, asked.Output("weights"));
    }

    [Fact]
    public void Each_iteration_of_its_own_size_is_a_group_of_its_own()
    {
        var asked = Question.Ask(Question.Of("repeat 4 as layer { y = mul(x, 1 + layer) }"));
        Assert.Equal(["layer[0].y × 1", "layer[1].y × 1", "layer[2].y × 1", "layer[3].y × 1"], asked.Rows());
        Assert.Equal(8 * (1 + 2 + 3 + 4) * 2, asked.Output("weights"));
    }

    [Fact]
    public void Caches_whose_attributes_ask_the_index_are_grouped_by_the_answer()
    {
        // Of 6 layers, 2 and 5 attend all 16 positions, the others 4; 16 bytes a position.
        var asked = Question.Ask(Question.Of("repeat 6 as layer { k = same(x) in cache { length = if layer % 3 == 2 then context else 4 }  s = look(x, k) }"));
        Assert.Equal(["layer[0].k × 4", "layer[0].s × 4", "layer[2].k × 2", "layer[2].s × 2"], asked.Rows());
        Assert.Equal(16 * (4 * 4 + 2 * 16), asked.Output("cache"));
    }

    [Fact]
    public void Weights_an_architecture_declares_in_a_body_are_grouped_too()
    {
        // 8 × 1 and 8 × 2 elements in turn, each shared by the node below it.
        var asked = Question.Ask(Question.Of("repeat 4 as layer { weight t: [8, 1 + layer % 2]  y = same(x) }"));
        Assert.Equal((2 * 8 + 2 * 16) * 2, asked.Output("weights"));
    }

    [Fact]
    public void Widths_of_inputs_inside_a_body_are_asked_for_each_iteration()
    {
        var asked = Question.Ask(Question.Of("repeat 2 as layer { v = input [8] of (1 + layer) * 8 bit  y = same(v) }"));
        Assert.Equal(8, asked.Cell("layer[0].y", "activation_read"));
        Assert.Equal(16, asked.Cell("layer[1].y", "activation_read"));
    }

    [Fact]
    public void Repeats_nest()
    {
        var asked = Question.Ask(Question.Of("repeat 3 as outer carrying x { a = same(x)  repeat 2 as inner carrying x { y = mul(x, 8)  x = y } }"));
        Assert.Equal(["outer.a × 3", "outer.inner.y × 6"], asked.Rows());
        Assert.Equal(6 * 128, asked.Output("weights"));
    }

    [Fact]
    public void An_inner_body_may_ask_both_indices()
    {
        // outer 0: inner 0..3 → 0 0 0 0; outer 1: widths 1 + inner % 2 → 1 2 1 2; outer 2 as 0.
        var asked = Question.Ask(Question.Of("repeat 3 as outer { repeat 4 as inner { y = mul(x, if outer == 1 then 1 + inner % 2 else 5) } }"));
        Assert.Equal(["outer[0].inner.y × 8", "outer[1].inner[0].y × 2", "outer[1].inner[1].y × 2"], asked.Rows());
        Assert.Equal(8 * 2 * (8 * 5 + 2 * 1 + 2 * 2), asked.Output("weights"));
    }

    [Fact]
    public void How_often_an_inner_body_runs_may_depend_on_the_outer_index()
        => Assert.Equal(
            ["outer[0].inner.y × 1", "outer[1].inner.y × 2", "outer[2].inner.y × 3"],
            Question.Ask(Question.Of("repeat 3 as outer { repeat outer + 1 as inner { y = same(x) } }")).Rows());

    [Fact]
    public void A_count_may_be_symbolic_where_nobody_asks_the_index()
    {
        var text = Question.Of("repeat layers as layer carrying x { y = mul(x, 8)  x = y }", parameters: "layers: count", model: "layers: 3")
            .Replace("analysis A { model M", "analysis A { input n: count in 0..100 = 7  model M(layers: n)", StringComparison.Ordinal);
        Assert.Equal(["layer.y × 7"], Question.Ask(text).Rows());
        Assert.Equal(11 * 128, Question.Ask(text, ("n", 11)).Output("weights"));
        Assert.Equal(0, Question.Ask(text, ("n", 0)).Total("bytes"));
    }

    [Fact]
    public void The_index_of_a_symbolic_count_is_refused()
    {
        var text = Question.Of("repeat layers as layer { y = mul(x, 1 + layer) }", parameters: "layers: count", model: "layers: 3")
            .Replace("analysis A { model M", "analysis A { input n: count in 0..100 = 7  model M(layers: n)", StringComparison.Ordinal);
        Assert.Contains("LLM3006", Question.Try(text).Ids);
    }

    [Fact]
    public void What_is_carried_may_change_its_shape_where_the_body_says_so()
    {
        // 8 → 4 → 4 → 4: the first iteration reads 8 features, the others 4.
        var asked = Question.Ask(Question.Of("repeat 4 as layer carrying x { x = mul(x, 4) }"));
        Assert.Equal(["layer[0].x × 1", "layer[1].x × 3"], asked.Rows());
        Assert.Equal((8 * 4 + 3 * 4 * 4) * 2, asked.Output("weights"));
    }

    [Fact]
    public void What_is_carried_may_change_its_width()
    {
        // x is 2 bytes wide, y 1 byte: the first iteration reads 64 bytes, the others 32.
        var asked = Question.Ask(Question.Of("repeat 4 as layer carrying x { x = narrow(x) }", rest: "operator narrow(x: tensor) { result [x.., 8] of 8 bit }"));
        Assert.Equal(["layer[0].x × 1", "layer[1].x × 3"], asked.Rows());
        Assert.Equal(64, asked.Cell("layer[0].x", "activation_read"));
        Assert.Equal(32, asked.Cell("layer[1].x", "activation_read"));
    }

    [Fact]
    public void What_is_carried_may_keep_its_width_by_following_it()
    {
        // A result as wide as its input: 4 bytes all the way.
        var asked = Question.Ask(Question.Of("w = input [batch, tokens, 8] of 32 bit  repeat 4 as layer carrying w { w = keep(w) }", rest: "operator keep(x: tensor) { result [x.., 8] of x.width }"));
        Assert.Equal(["layer.w × 4"], asked.Rows());
        Assert.Equal(128, asked.Cell("layer.w", "activation_read"));
        Assert.Equal(128, asked.Cell("layer.w", "activation_write"));
    }

    [Fact]
    public void A_symbolic_repeat_keeps_the_shape_of_what_it_carries()
    {
        var text = Question.Of("repeat layers as layer carrying x { x = mul(x, 4) }", parameters: "layers: count", model: "layers: 3")
            .Replace("analysis A { model M", "analysis A { input n: count in 0..100 = 7  model M(layers: n)", StringComparison.Ordinal);
        Assert.Contains("LLM3012", Question.Try(text).Ids);
    }

    [Fact]
    public void Earlier_iterations_are_reached_by_their_number()
    {
        // The cache of iteration 1 is read by iterations 2 and 3, which have none of their own.
        var asked = Question.Ask(Question.Of("repeat 4 as layer { if layer < 2 { k = same(x) in cache  s = look(x, k) } else { s = look(x, layer[1].k) } }"));
        Assert.Equal(["layer[0].k × 2", "layer[0].s × 2", "layer[2].s × 2"], asked.Rows());
        Assert.Equal(2 * 16 * 16, asked.Output("cache"));
        Assert.Equal(12 * 16, asked.Cell("layer[2].s", "cache_read"));
    }

    [Fact]
    public void After_a_repeat_any_iteration_is_reached()
    {
        var asked = Question.Ask(Question.Of("repeat 3 as layer { y = mul(x, 1 + layer) }  z = same(layer[2].y)"));
        Assert.Equal([1, 4, 3], asked.Shape("z"));
    }

    [Fact]
    public void A_later_iteration_is_not_there_yet()
        => Assert.Contains("LLM3007", Question.Try(Question.Of("repeat 4 as layer { k = same(x)  s = look(x, layer[3].k) }")).Ids);

    [Theory]
    [InlineData("-1")]
    [InlineData("2.5")]
    [InlineData("200_000")]
    public void Counts_that_cannot_be_are_refused(string count)
        => Assert.NotEmpty(Question.Try(Question.Of($"repeat {count} as layer {{ y = same(x) }}")).Ids);

    [Fact]
    public void No_iteration_at_all_hands_on_what_came_in()
    {
        var asked = Question.Ask(Question.Of("repeat 0 as layer carrying x { x = mul(x, 8) }  y = same(x)"));
        Assert.Equal(["y × 1"], asked.Rows());
        Assert.Equal(64, asked.Cell("y", "activation_read"));
    }

    [Fact]
    public void Iterations_of_a_repeat_are_those_of_all_its_groups()
    {
        var asked = Question.Ask(Question.Of(
            "repeat 3 as outer { repeat 10 as layer { if layer < 4 { y = same(x) } else { z = same(x) } } }",
            "apply probe",
            "transform probe { every operator where operator is same { flops = it.iterations } }"));
        Assert.Equal(30, asked.Cell("outer.layer[0].y", "flops"));
        Assert.Equal(30, asked.Cell("outer.layer[4].z", "flops"));
    }
}
