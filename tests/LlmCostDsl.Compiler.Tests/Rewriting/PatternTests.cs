using LlmCostDsl.Compiler.Tests.Shared;

namespace LlmCostDsl.Compiler.Tests.Rewriting;

/// <summary>What a pattern matches: operators, tags, anything; in written order, without overlap, in one body.</summary>
public class PatternTests
{
    private static string[] Fused(string body, string pattern, string rest = "")
        => Question.Ask(Question.Of(body, "apply t", $"transform t {{ fuse {pattern} into f }}\n{rest}")).Rows();

    [Fact]
    public void A_chain_of_operators()
        => Assert.Equal(["f × 1", "c × 1"], Fused("a = mul(x, 8)  b = same(a)  c = mul(b, 2)", "{ m = mul(x)  s = same(m) }"));

    [Fact]
    public void A_tag()
        => Assert.Equal(["a × 1", "f × 1"], Fused("a = same(x)  b = mul(a, 2)  c = mul(b, 2)", "{ m = @heavy(x)  n = @heavy(m) }"));

    [Fact]
    public void Anything_that_reads_something()
        => Assert.Equal(["f × 1", "c × 1"], Fused("a = mul(x, 8)  b = same(a)  c = mul(b, 2)", "{ m = any(x)  s = any(m) }"));

    [Fact]
    public void Written_order_without_overlap()
        // a·b, c·d; e is left over.
        => Assert.Equal(["f × 1", "f_2 × 1", "e × 1"], Fused("a = same(x)  b = same(a)  c = same(b)  d = same(c)  e = same(d)", "{ m = same(x)  n = same(m) }"));

    [Fact]
    public void One_name_is_one_tensor()
        // Two products of the same tensor: p and q read x, r reads p.
        => Assert.Equal(["f × 1", "r × 1"], Fused("p = mul(x, 2)  r = mul(p, 2)  q = mul(x, 3)", "{ m = mul(x)  n = mul(x) }"));

    [Fact]
    public void Captures_are_the_first_inputs_as_written()
    {
        // join(a, b): the second is what matters; join(x, x) has two inputs that are one tensor.
        Assert.Equal(["a × 1", "f × 1"], Fused("a = same(x)  b = mul(x, 8)  c = join(a, b)", "{ m = mul(x)  j = join(y, m) }"));
        Assert.Equal(["a × 1", "f × 1"], Fused("a = same(x)  c = join(a, a)  d = same(c)", "{ j = join(p, p)  s = same(j) }"));
    }

    [Fact]
    public void Nothing_matches_across_bodies_or_iterations()
    {
        var asked = Question.Ask(Question.Of(
            "a = same(x)  repeat 3 as layer carrying a { a = same(a) }  b = same(a)", "apply t", "transform t { fuse { m = same(x)  n = same(m) } into f }"));
        Assert.Equal(["a × 1", "layer.a × 3", "b × 1"], asked.Rows());
        Assert.Equal(["LLM4502"], asked.Ids);
    }

    [Fact]
    public void Patterns_see_through_blocks()
        => Assert.Equal(["m.f × 1"], Fused("m = pair(x)", "{ m = mul(x)  s = same(m) }", "block pair(x: tensor) { a = mul(x, 8)  b = same(a) }"));

    [Fact]
    public void Every_group_of_a_repeat_is_searched()
        => Assert.Equal(
            ["layer[0].a × 2", "layer[0].f × 2", "layer[2].f × 3"],
            Fused("repeat 5 as layer { if layer < 2 { a = same(x) }  b = mul(x, 8)  c = same(b) }", "{ m = mul(x)  s = same(m) }"));

    [Theory]
    [InlineData("s.name is c", true)]
    [InlineData("s.name is b", false)]
    [InlineData("m.tag is heavy and x.features == 8", true)]
    [InlineData("x.features > 8", false)]
    [InlineData("m.uses == 1", true)]
    [InlineData("m.out == 8", true)]
    [InlineData("m.layer == 0", false)]
    [InlineData("m.tag is not heavy", false)]
    public void Conditions_speak_of_the_captures(string where, bool matches)
        => Assert.Equal(matches, Fused("b = mul(x, 8)  c = same(b)", "{ m = mul(x)  s = same(m) } where " + where).Length == 1);

    [Fact]
    public void A_condition_on_the_index_divides_the_group()
        => Assert.Equal(
            ["layer[0].f × 2", "layer[1].b × 2", "layer[1].c × 2"],
            Fused("repeat 4 as layer { b = mul(x, 8)  c = same(b) }", "{ m = mul(x)  s = same(m) } where m.layer % 2 == 0"));

    [Fact]
    public void An_earlier_fusion_is_an_operator_by_its_name()
    {
        var asked = Question.Ask(Question.Of(
            "a = mul(x, 8)  b = same(a)  c = same(b)", "apply one  apply two", "transform one { fuse { m = mul(x)  s = same(m) } into f }  transform two { fuse { g = f(x)  s = same(g) } into h }"));
        Assert.Equal(["h × 1"], asked.Rows());
        // In: x and the weights; out: the last result alone.
        Assert.Equal(64, asked.Cell("h", "activation_read"));
        Assert.Equal(64, asked.Cell("h", "activation_write"));
        Assert.Equal(128, asked.Cell("h", "weight_read"));
        Assert.Equal(512, asked.Cell("h", "flops"));
        Assert.Equal(64, asked.Cell("h", "vector_flops"));
    }

    [Fact]
    public void A_rule_never_matches_its_own_work()
    {
        // Each product becomes two products; those are not replaced again.
        var asked = Question.Ask(Question.Of("a = mul(x, 8)", "apply t", "transform t { replace { y = mul(x) } with { p = mul(x, 2)  y = mul(p, 8) } }"));
        Assert.Equal(["a.p × 1", "a × 1"], asked.Rows());
    }

    [Fact]
    public void What_would_have_to_run_both_before_and_after_is_no_match()
    {
        // b reads a, and c reads b: a and c cannot be one kernel while b stands between them.
        var asked = Question.Ask(Question.Of("a = mul(x, 8)  b = same(a)  c = join(a, b)", "apply t", "transform t { fuse { m = mul(x)  j = join(m) } into f }"));
        Assert.Equal(["a × 1", "b × 1", "c × 1"], asked.Rows());
        Assert.Equal(["LLM4502"], asked.Ids);
    }

    [Theory]
    [InlineData("same_2", true)]
    [InlineData("pair_12", true)]
    [InlineData("f_2", true)]
    [InlineData("base", true)]
    [InlineData("same_1", false)]
    [InlineData("same_02", false)]
    [InlineData("a_2", true)]
    [InlineData("nobody_2", false)]
    public void Names_that_the_compiler_gives_are_known(string name, bool isKnown)
    {
        var asked = Question.Try(Question.Of("a = join(same(x), same(x))", "apply t", "block pair(x: tensor) { a = same(x) }\ntransform t { fuse { m = mul(x)  n = mul(m) } into f  replace { m = mul(x) } with { m = same(m) }  every operator where name is " + name + " { overhead = 1 s } }"));
        Assert.Equal(!isKnown, asked.Ids.Contains("LLM1013"));
    }
}
