using LlmCostDsl.Compiler.Tests.Shared;

namespace LlmCostDsl.Compiler.Tests.Rewriting;

/// <summary><c>in cache</c> and <c>not in cache</c> where names are taken over.</summary>
public class CacheOfReplacedTests
{
    private static string Text(string body, string rules) => Question.Of(body, "apply t", $"transform t {{ {rules} }}\n");

    private static Question With(string body, string rules) => Question.Ask(Text(body, rules));

    [Fact]
    public void A_latent_is_kept_in_the_place_of_what_is_made_from_it()
    {
        // 16 positions of 2 features at 2 bytes instead of 8; the expansion makes all 16 rows in each step: 2 · 16 · 2 · 8 operations.
        var asked = With(
            "k = mul(x, 8) in cache @kv  s = look(x, k)",
            "replace { k = mul(x) } with { latent = mul(x, 2) in cache  k = mul(latent, k.features) not in cache }");
        Assert.Equal(["k.latent × 1", "k × 1", "s × 1"], asked.Rows());
        Assert.Equal(16 * 2 * 2, asked.Output("cache"));
        Assert.Equal(2 * 16 * 2 * 8, asked.Cell("k", "flops"));
        Assert.Equal(16 * 8 * 2, asked.Cell("k", "activation_write"));
        Assert.Equal([1, 4, 16], asked.Shape("s"));
    }

    [Fact]
    public void A_node_that_stays_may_leave_its_cache()
    {
        // Only the step's own 4 rows are there to be attended.
        var asked = With("k = mul(x, 8) in cache @kv  s = look(x, k)", "replace { k = mul(x) } where k.tag is kv with { k = k not in cache }");
        Assert.Equal(["k × 1", "s × 1"], asked.Rows());
        Assert.Equal(0, asked.Output("cache"));
        Assert.Equal([1, 4, 4], asked.Shape("s"));
        Assert.Equal(4 * 8 * 2, asked.Cell("k", "activation_write"));
    }

    [Fact]
    public void A_node_that_stays_may_be_cached_and_tagged()
    {
        var asked = With(
            "k = mul(x, 8)  s = look(x, k)",
            "replace { k = mul(x) } with { k = k in cache { width = 8 bit } @kv }  every cache where tag is kv { held = 20 }");
        Assert.Equal(20 * 8, asked.Output("cache"));
        Assert.Equal([1, 4, 16], asked.Shape("s"));
    }

    [Theory]
    [InlineData("k = mul(x, 8)  s = look(x, k)", "replace { k = mul(x) } with { k = k not in cache }", "'k' is in no cache")]
    [InlineData("k = mul(x, 8) in cache  s = look(x, k)", "replace { k = mul(x) } with { k = k in cache }", "'k' is in a cache already")]
    [InlineData("k = mul(x, 8) not in cache  s = look(x, k)", "every operator { overhead = 1 s }", "'k' is in no cache")]
    [InlineData("k = mul(x, 8) in cache  s = look(x, k)", "replace { s = look(x, k) } with { t = mul(x, 2) not in cache  s = s }", "'t' is in no cache")]
    public void Nothing_to_leave_or_to_enter(string body, string rules, string sentence)
    {
        var asked = Question.Try(Text(body, rules));
        Assert.Contains("LLM3017", asked.Ids);
        Assert.Contains(sentence, asked.Said, StringComparison.Ordinal);
    }

    [Fact]
    public void Attributes_of_no_cache_cannot_be_said()
        => Assert.Contains("LLM0012", Question.Try(Text("k = mul(x, 8) in cache", "replace { k = mul(x) } with { k = k not in cache { width = 8 bit } }")).Ids);
}
