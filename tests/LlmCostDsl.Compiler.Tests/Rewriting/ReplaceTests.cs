using LlmCostDsl.Compiler.Tests.Shared;

namespace LlmCostDsl.Compiler.Tests.Rewriting;

/// <summary><c>replace … with { … }</c>: who takes over what, what is kept, what goes.</summary>
public class ReplaceTests
{
    private static Question With(string body, string rules, string rest = "")
        => Question.Ask(Question.Of(body, "apply t", $"transform t {{ {rules} }}\n{rest}"));

    [Fact]
    public void What_steps_aside_twice_has_names_of_its_own()
        // The second application meets both the product and the sum that took its name and its tag; each steps aside.
        => Assert.Equal(
            ["y.base.base × 1", "y.base × 1", "y.base_2 × 1", "y × 1"],
            Question.Ask(Question.Of("y = mul(x, 8) @role", "apply t  apply t", "transform t { replace { a = @role(x) } with { a = join(a, a) } }")).Rows());

    [Fact]
    public void Insertion_after_a_node()
    {
        // The old node is kept as `a.base`; who read it reads the new one.
        var asked = With("a = mul(x, 3)  b = same(a)", "replace { y = mul(x) } with { y = wider(y) }", "operator wider(x: tensor) { result [x.., 8] }");
        Assert.Equal(["a.base × 1", "a × 1", "b × 1"], asked.Rows());
        Assert.Equal([1, 4, 3], asked.Shape("a.base"));
        Assert.Equal([1, 4, 8], asked.Shape("b"));
        Assert.Equal(64, asked.Cell("b", "activation_read"));
    }

    [Fact]
    public void Removal()
    {
        var asked = With("a = same(x)  b = mul(a, 2)  c = join(a, b)", "replace { n = same(x) } with { n = x }");
        Assert.Equal(["b × 1", "c × 1"], asked.Rows());
        Assert.Equal(64, asked.Cell("b", "activation_read"));
    }

    [Fact]
    public void Removal_in_a_chain()
    {
        var asked = With("a = same(x)  b = same(a)  c = mul(b, 2)", "replace { n = same(x) } with { n = x }");
        Assert.Equal(["c × 1"], asked.Rows());
        Assert.Equal(64, asked.Cell("c", "activation_read"));
    }

    [Fact]
    public void What_is_untouched_stays_and_others_stand_below_it()
    {
        var asked = With("a = mul(x, 3)  b = same(a)", "replace { y = mul(x) } with { y = y  extra = same(y) }");
        Assert.Equal(["a × 1", "a.extra × 1", "b × 1"], asked.Rows());
        Assert.Equal(24, asked.Cell("b", "activation_read"));
    }

    [Fact]
    public void To_mention_a_property_keeps_nothing()
    {
        var asked = With("a = mul(x, 6)  b = same(a)", "replace { y = mul(x) } with { p = mul(x, 2)  y = mul(p, y.features) }");
        Assert.Equal(["a.p × 1", "a × 1", "b × 1"], asked.Rows());
        Assert.Equal((8 * 2 + 2 * 6) * 2, asked.Output("weights"));
        Assert.Equal([1, 4, 6], asked.Shape("b"));
    }

    [Fact]
    public void From_the_next_statement_on_a_rebound_name_is_the_new_node()
    {
        // a: 8 → 4; b of the new a, by its own old width of 8.
        var asked = With("a = mul(x, 8)  b = same(a)", "replace { p = mul(x)  k = same(p) } with { p = mul(x, 4)  k = mul(p, k.features) }");
        Assert.Equal(["a × 1", "b × 1"], asked.Rows());
        Assert.Equal([1, 4, 4], asked.Shape("a"));
        Assert.Equal(4 * 4 * 2, asked.Cell("b", "activation_read"));
        Assert.Equal([1, 4, 8], asked.Shape("b"));
    }

    [Fact]
    public void Tags_and_cache_go_to_who_takes_the_name()
    {
        // 16 positions of 8 features at 1 byte, now made by another operator.
        var asked = With(
            "k = mul(x, 8) in cache { width = 8 bit } @kv  s = look(x, k)",
            "replace { y = mul(x) } with { y = same(x) }  every operator where tag is kv { overhead = 1 s }  every cache where tag is kv { held = 20 }");
        Assert.Equal(["k × 1", "s × 1"], asked.Rows());
        Assert.Equal(1, asked.Cell("k", "overhead"));
        Assert.Equal(8 * 20, asked.Output("cache"));
        Assert.Equal(8 * 4, asked.Cell("k", "cache_write"));
        Assert.Equal(8 * 12, asked.Cell("s", "cache_read"));
        Assert.Equal([1, 4, 16], asked.Shape("s"));
    }

    [Fact]
    public void What_steps_aside_twice_has_a_name_each_time()
    {
        var asked = With("a = mul(x, 8)", "replace { y = mul(x) } with { y = join(y, x) }  replace { y = join(p, q) } with { y = same(y) }");
        Assert.Equal(["a.base × 1", "a.base_2 × 1", "a × 1"], asked.Rows());
    }

    [Fact]
    public void An_operators_own_tags_stay_with_it()
    {
        // `heavy` is true of mul, `here` and `kv` of the place. Fused, both belong to what was fused; the fusion's own tag is the place's.
        const string Marks = "every operator where tag is heavy { overhead = 1 s }  every operator where tag is here { host_read = 1 B }";
        var asked = With("a = mul(x, 8) @here", "replace { y = mul(x) } with { y = join(y, x) }  " + Marks);
        Assert.Equal(["a.base × 1", "a × 1"], asked.Rows());
        Assert.Equal((1, 0), (asked.Cell("a.base", "overhead"), asked.Cell("a", "overhead")));
        Assert.Equal((1, 1), (asked.Cell("a.base", "host_read"), asked.Cell("a", "host_read")));
        asked = With("a = mul(x, 8)  b = same(a) @here", "fuse { y = mul(x)  z = same(y) } into both @over  replace { y = both(x) } with { y = join(y, x) }  every operator where tag is over { wire = 1 B }  " + Marks);
        Assert.Equal((1, 0), (asked.Cell("both.base", "overhead"), asked.Cell("both", "overhead")));
        Assert.Equal((1, 1), (asked.Cell("both", "host_read"), asked.Cell("both", "wire")));
    }

    [Fact]
    public void A_block_names_the_place_of_its_nodes()
    {
        var asked = With(
            "a = part(x) @here",
            "replace { y = mul(x) } with { y = same(x) }  every operator where tag is here { overhead = 1 s }  every operator where tag is heavy { wire = 1 B }",
            "block part(x: tensor) { m = mul(x, 8)  n = same(m) }\noperator other(x: tensor) @heavy { result [x.., x.features] }");
        Assert.Equal((1, 1), (asked.Cell("a.m", "overhead"), asked.Cell("a.n", "overhead")));
        Assert.Equal(0, asked.Total("wire"));
    }

    [Fact]
    public void Readers_are_asked_for_what_they_are()
    {
        // The sum that takes a product's name is no product: who has no other reader is read by none.
        var asked = With("a = mul(x, 8)", "replace { y = mul(x) } with { b = same(x)  y = join(y, b) }  every activation where readers is only heavy { width = 8 bit }");
        Assert.Equal(64, asked.Cell("a.b", "activation_write"));
    }

    [Fact]
    public void A_cached_node_that_is_kept_below_gives_its_cache_away()
    {
        var asked = With("k = mul(x, 8) in cache  s = look(x, k)", "replace { y = mul(x) } with { y = same(y) }");
        Assert.Equal(["k.base × 1", "k × 1", "s × 1"], asked.Rows());
        // The four fresh rows are an activation between the two, and rows of the cache after.
        Assert.Equal(64, asked.Cell("k.base", "activation_write"));
        Assert.Equal(0, asked.Cell("k.base", "cache_write"));
        Assert.Equal(64, asked.Cell("k", "activation_read"));
        Assert.Equal(64, asked.Cell("k", "cache_write"));
        Assert.Equal(16 * 16, asked.Output("cache"));
    }

    [Fact]
    public void A_kept_node_whose_name_nobody_takes_keeps_its_cache()
    {
        var asked = With("k = mul(x, 8) in cache  s = look(x, k)", "replace { y = mul(x)  s = look(q, y) } with { s = look(same(x), y) }");
        Assert.Equal(["k × 1", "s.same × 1", "s × 1"], asked.Rows());
        Assert.Equal(16 * 16, asked.Output("cache"));
    }

    [Fact]
    public void Removal_hands_the_cache_on()
    {
        var asked = With("p = mul(x, 8)  k = same(p) in cache  s = look(x, k)", "replace { k = same(p) } with { k = p }");
        Assert.Equal(["p × 1", "s × 1"], asked.Rows());
        Assert.Equal(16 * 16, asked.Output("cache"));
        Assert.Equal(64, asked.Cell("p", "cache_write"));
        Assert.Equal(12 * 16, asked.Cell("s", "cache_read"));
    }

    [Fact]
    public void What_a_kept_node_reads_is_kept_with_it()
    {
        // The body reads b, b reads a.
        var asked = With("a = mul(x, 3)  b = same(a)  c = same(b)", "replace { p = mul(x)  q = same(p) } with { q = same(q) }");
        Assert.Equal(["a × 1", "b.base × 1", "b × 1", "c × 1"], asked.Rows());
    }

    [Fact]
    public void A_node_that_somebody_else_reads_cannot_go()
        => Assert.Contains("LLM4508", Question.Try(Question.Of(
            "a = mul(x, 3)  b = same(a)  c = same(a)", "apply t", "transform t { replace { p = mul(x)  q = same(p) } where q.name is b with { q = mul(x, 3) } }")).Ids);

    [Fact]
    public void Named_results_pass_to_those_of_the_same_name()
    {
        const string Split = "operator split(x: tensor) { result lo: [x.., 2]  result hi: [x.., 6] }  operator other(x: tensor) { result lo: [x.., 4]  result hi: [x.., 5] }";
        var asked = With("s = split(x)  a = same(s)  b = same(s.hi)", "replace { y = split(x) } with { y = other(x) }", Split);
        Assert.Equal([1, 4, 4], asked.Shape("a"));
        Assert.Equal([1, 4, 5], asked.Shape("b"));
    }

    [Fact]
    public void Captures_reach_named_results_and_weights()
    {
        const string Split = "operator split(x: tensor) { weight t: [x.features, 8]  result lo: [x.., 2]  result hi: [x.., 6] }";
        var asked = With("s = split(x)", "replace { y = split(x) } with { y = y  z = same(y.hi)  w = mul(x, 8) sharing y.t }", Split);
        Assert.Equal([1, 4, 6], asked.Shape("s.z"));
        Assert.Equal(128, asked.Output("weights"));
        Assert.Equal(128, asked.Cell("s.w", "weight_read"));
    }

    [Fact]
    public void What_is_carried_is_the_new_tensor_in_every_iteration()
    {
        // Each iteration now hands on what `halve` makes: 4 features after the first iteration.
        var asked = With(
            "repeat 3 as layer carrying x { a = same(x)  x = a }  z = same(x)",
            "replace { y = same(x) } where y.inside is layer with { y = narrow(y) }",
            "operator narrow(x: tensor) { result [x.., x.features] of 8 bit }");
        Assert.Equal(32, asked.Cell("z", "activation_read"));
        // The first iteration reads 64 bytes, the others 32.
        Assert.Equal(64 + 2 * 32, asked.Cell("layer[0].a.base", "activation_read") + 2 * asked.Cell("layer[1].a.base", "activation_read"));
    }

    [Fact]
    public void Replaced_twice_is_replaced_by_the_second()
    {
        var asked = Question.Ask(Question.Of(
            "repeat 3 as layer carrying x { a = same(x)  x = a }  z = same(x)",
            "apply one  apply two",
            "transform one { replace { y = same(x) } where y.inside is layer with { y = mul(x, 8) } }  transform two { replace { y = mul(x) } with { y = join(y, x) } }"));
        Assert.Equal(["layer.a.base × 3", "layer.a × 3", "z × 1"], asked.Rows());
        Assert.Equal(128, asked.Cell("layer.a", "activation_read"));
        Assert.Equal(64, asked.Cell("z", "activation_read"));
    }

    [Fact]
    public void Captured_names_mean_their_nodes_before_any_of_this_rule()
    {
        // Two products, each to get an adder of its own input.
        var asked = With("a = mul(x, 8)  b = mul(a, 8)", "replace { y = mul(x) } with { y = join(y, x) }");
        Assert.Equal(["a.base × 1", "a × 1", "b.base × 1", "b × 1"], asked.Rows());
        Assert.Equal(128, asked.Cell("b", "activation_read"));
    }

    [Fact]
    public void What_an_earlier_match_has_replaced_is_captured_as_it_is_now()
    {
        // Low rank: b's thin product reads the new a, which is then no dead end: 64 + 16, 16 + 64, 64 + 16 (the new a and b.p), 16 + 64.
        var asked = With("a = mul(x, 8)  b = mul(a, 8)", "replace { y = mul(x) } with { p = mul(x, 2)  y = mul(p, y.features) }  every operator where name is a { overhead = it.uses * 1 s }");
        Assert.Equal(["a.p × 1", "a × 1", "b.p × 1", "b × 1"], asked.Rows());
        Assert.Equal(1, asked.Cell("a", "overhead"));
        Assert.Equal(80, asked.Output("activations"));
        var chained = With("a = mul(x, 8)  b = mul(a, 8)  c = mul(b, 8)", "replace { y = mul(x) } with { y = join(y, x) }  every operator where operator is join { overhead = it.uses * 1 s }");
        Assert.Equal([2, 2, 0], new[] { "a", "b", "c" }.Select(r => chained.Cell(r, "overhead")));
    }

    [Fact]
    public void Removal_of_a_chain_in_a_repeat_hands_on_what_came_in()
    {
        var asked = With("repeat 3 as layer carrying x { a = same(x)  b = same(a)  x = b }  c = mul(x, 2)", "replace { n = same(x) } with { n = x }");
        Assert.Equal(["c × 1"], asked.Rows());
        Assert.Equal(64, asked.Cell("c", "activation_read"));
        Assert.Equal(64 + 16, asked.Output("activations"));
    }

    [Fact]
    public void A_body_may_call_blocks_and_decide()
    {
        var asked = With(
            "a = mul(x, 8)  b = mul(x, 4)",
            "replace { y = mul(x) } with { if y.features > 4 { y = pair(x) } else { y = y } }",
            "block pair(x: tensor) { p = mul(x, 2)  q = mul(p, 8) }");
        Assert.Equal(["a.p × 1", "a.q × 1", "b × 1"], asked.Rows());
    }

    [Theory]
    [InlineData("p = cut(x)  y = join(p, p.b)", "replace { p = cut(x) } with { p = same(x) }", "p.b")]
    [InlineData("a = mul(x, 8)  b = mul(x, 8)  y = join(a, b)", "fuse { a = mul(x)  b = mul(x) } into both  replace { b = any(x) } where b.operator is both with { b = same(x) }", "b")]
    public void Other_results_that_are_read_cannot_be_lost(string body, string rules, string name)
    {
        const string Cut = "operator cut(x: tensor) { result a: [x.., 8]  result b: [x.., 8] }\n";
        var asked = Question.Try(Question.Of(body, "apply t", $"transform t {{ {rules} }}\n{Cut}"));
        Assert.Contains("LLM4508", asked.Ids);
        Assert.Contains($"'{name}", asked.Said, StringComparison.Ordinal);
    }

    [Fact]
    public void Costs_that_were_assigned_before_are_lost_and_that_is_said()
    {
        const string Two = "transform cost { every operator where name is a { flops *= 2 } }  transform t { replace { y = mul(x) } with { y = mul(x, 4) } }";
        var asked = Question.Ask(Question.Of("a = mul(x, 8)", "apply cost  apply t", Two));
        Assert.Equal(["LLM4504"], asked.Ids);
        Assert.Contains("'t' replaces 'a'", asked.Said, StringComparison.Ordinal);
        Assert.Equal(2 * 32 * 4, asked.Cell("a", "flops"));
        Assert.Empty(Question.Ask(Question.Of("a = mul(x, 8)", "apply t  apply cost", Two)).Ids);
    }

    [Fact]
    public void Rules_on_the_index_divide_groups_here_too()
    {
        var asked = With("repeat 4 as layer carrying x { a = mul(x, 8)  x = a }", "replace { y = mul(x) } where y.layer >= 3 with { p = mul(x, 2)  y = mul(p, 8) }");
        Assert.Equal(["layer[0].a × 3", "layer[3].a.p × 1", "layer[3].a × 1"], asked.Rows());
        Assert.Equal(3 * 128 + 64, asked.Output("weights"));
    }

    [Fact]
    public void Readers_that_stood_before_the_new_node_come_after_it()
    {
        // The pattern's last node is c; b, between, reads a, which now stands further down.
        var asked = With(
            "repeat 2 as layer carrying x { a = same(x)  b = mul(a, 8)  c = look(a, x)  x = b }",
            "replace { p = same(x)  q = look(p) } with { p = mul(x, 8)  q = look(p, x) }");
        Assert.Equal(["layer.a × 2", "layer.b × 2", "layer.c × 2"], asked.Rows());
    }

    [Fact]
    public void Applied_twice_it_is_applied_to_what_the_first_time_made()
    {
        const string Rules = "transform t { replace { y = mul(x) } with { p = mul(x, 2)  y = mul(p, y.features) } }";
        Assert.Equal(["a.p × 1", "a × 1"], Question.Ask(Question.Of("a = mul(x, 6)", "apply t", Rules)).Rows());
        var twice = Question.Ask(Question.Of("a = mul(x, 6)", "apply t  apply t", Rules));
        Assert.Equal(["a.p.p × 1", "a.p × 1", "a.p_2 × 1", "a × 1"], twice.Rows());
    }

    [Fact]
    public void Twice_within_another_transform_and_over_a_derivation_is_twice_as_well()
    {
        const string Rules = "transform t { replace { y = mul(x) } with { y = same(y) } }  transform both { apply t  apply t }";
        Assert.Equal(["a.base.base × 1", "a.base × 1", "a × 1"], Question.Ask(Question.Of("a = mul(x, 6)", "apply both", Rules)).Rows());
        var derived = Question.Of("a = mul(x, 6)", "apply t", Rules).Replace("model M : Arch()", "model N : Arch()  model M : N { apply t }", StringComparison.Ordinal);
        Assert.Equal(["a.base.base × 1", "a.base × 1", "a × 1"], Question.Ask(derived).Rows());
    }
}
