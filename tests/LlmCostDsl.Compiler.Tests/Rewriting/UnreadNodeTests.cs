using LlmCostDsl.Compiler.Tests.Shared;

namespace LlmCostDsl.Compiler.Tests.Rewriting;

/// <summary>Whose last reader a rule takes away goes with it; what nobody read before was written for its own sake.</summary>
public class UnreadNodeTests
{
    private static Question With(string body, string rules, string rest = "")
        => Question.Ask(Question.Of(body, "apply t", $"transform t {{ {rules} }}\n{rest}"));

    [Fact]
    public void What_only_the_removed_one_read_goes_with_it()
    {
        // x → a → b → c, and d = x + c becomes x: three products of 8 × 8 weights at 2 bytes are gone.
        var asked = With("a = mul(x, 8)  b = mul(a, 8)  c = mul(b, 8)  d = join(x, c)  e = mul(d, 4)", "replace { d = join(x, c) } with { d = x }");
        Assert.Equal(["e × 1"], asked.Rows());
        Assert.Equal(8 * 4 * 2, asked.Output("weights"));
    }

    [Fact]
    public void Its_cache_goes_as_well()
    {
        var asked = With("k = mul(x, 8) in cache  s = look(x, k)  d = same(x)  e = join(d, s)", "replace { e = join(d, s) } with { e = d }");
        Assert.Equal(["d × 1"], asked.Rows());
        Assert.Equal(0, asked.Output("cache"));
    }

    [Fact]
    public void What_nobody_read_before_stays()
    {
        var asked = With("a = mul(x, 8)  beside = mul(a, 2)  d = join(x, a)  e = same(d)", "replace { d = join(x, a) } with { d = x }");
        Assert.Equal(["a × 1", "beside × 1", "e × 1"], asked.Rows());
    }

    [Fact]
    public void What_a_rule_writes_and_does_not_read_stays()
    {
        var asked = With("a = mul(x, 8)  b = same(a)", "replace { b = same(a) } with { guess = mul(a, 2)  b = a }");
        Assert.Equal(["a × 1", "b.guess × 1"], asked.Rows());
    }

    [Fact]
    public void In_some_iterations_only()
    {
        // Layers 2 and 3 lose their product, which two others keep.
        var asked = With(
            "repeat 4 as layer carrying x { a = mul(x, 8)  x = join(x, a) }  y = same(x)",
            "replace { s = join(x, a) } where s.layer >= 2 with { s = x }");
        Assert.Equal(["layer[0].a × 2", "layer[0].x × 2", "y × 1"], asked.Rows());
        Assert.Equal(2 * 8 * 8 * 2, asked.Output("weights"));
    }

    [Fact]
    public void Through_views()
    {
        var asked = With("a = mul(x, 8)  h = head(a)  d = join(x, h)  e = same(d)", "replace { d = join(x, h) } with { d = x }");
        Assert.DoesNotContain("a × 1", asked.Rows());
    }
}
