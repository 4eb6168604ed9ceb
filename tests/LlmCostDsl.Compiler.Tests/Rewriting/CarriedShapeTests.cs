using LlmCostDsl.Compiler.Tests.Shared;

namespace LlmCostDsl.Compiler.Tests.Rewriting;

/// <summary>A rule that changes what one iteration hands on changes all iterations behind it.</summary>
public class CarriedShapeTests
{
    private const string Rest = "operator half(x: tensor) { result [x.batch, x.length / 2, x.features] }\n";

    private static Question With(string body, string rules)
        => Question.Ask(Question.Of(body, "apply t", $"transform t {{ {rules} }}\n{Rest}"));

    [Fact]
    public void Iterations_behind_it_are_handed_what_it_leaves()
    {
        // 4 rows of 8 features before layer 1 has run, 2 after: products of 2 · rows · 64 operations.
        var asked = With("repeat 5 as layer carrying x { a = mul(x, 8)  x = same(a) }  y = mul(x, 4)", "replace { n = same(a) } where n.layer == 1 with { s = n  n = half(s) }");
        Assert.Equal([1, 4, 8], asked.Shape("layer[0].a"));
        Assert.Equal([1, 4, 8], asked.Shape("layer[1].a"));
        Assert.Equal([1, 2, 8], asked.Shape("layer[2].a"));
        Assert.Equal(3, asked.Count("layer[2].a"));
        Assert.Equal([1, 2, 4], asked.Shape("y"));
        Assert.Equal((2 * 2 * 4 * 8 * 8) + (3 * 2 * 2 * 8 * 8) + (2 * 2 * 8 * 4), asked.Total("flops"));
    }

    [Fact]
    public void Every_iteration_may_leave_less()
    {
        var asked = With("repeat 3 as layer carrying x { x = mul(x, 8) }  y = same(x)", "replace { n = mul(x) } with { full = mul(x, 8)  n = half(full) }");
        Assert.Equal([1, 2, 8], asked.Shape("layer[0].x"));
        Assert.Equal([1, 1, 8], asked.Shape("layer[1].x"));
        Assert.Equal([1, 0.5, 8], asked.Shape("layer[2].x"));
    }

    [Fact]
    public void Weights_follow_the_features()
    {
        // Layer 0 hands on 4 features: 8·4 weights there, 4·8 in the one behind it, though that was made for 8 · 8, and 8·8 in the last.
        var asked = With("repeat 3 as layer carrying x { x = mul(x, 8) }", "replace { n = mul(x) } where n.layer == 0 with { n = mul(x, 4) }");
        Assert.Equal(((8 * 4) + (4 * 8) + (8 * 8)) * 2, asked.Output("weights"));
    }

    [Fact]
    public void Iterations_that_cannot_be_told_apart_may_not_differ()
    {
        var asked = Question.Try(Question.Of("repeat n carrying x { x = mul(x, 8) }", "apply t", "transform t { replace { n = mul(x) } with { n = mul(x, 4) } }\n")
            .Replace("architecture Arch()", "architecture Arch(n: count)", StringComparison.Ordinal)
            .Replace("model M : Arch()", "model M : Arch(n: 3)", StringComparison.Ordinal)
            .Replace("analysis A { model M ", "analysis A { input n: count in 1..9 = 3  model M(n: n) ", StringComparison.Ordinal));
        Assert.Contains("LLM3012", asked.Ids);
    }
}
