using LlmCostDsl.Compiler.Tests.Shared;

namespace LlmCostDsl.Compiler.Tests.Graph;

/// <summary>Caches: what readers see, what a step reads of its own rows and of stored ones, what it writes, what is held.</summary>
public class CacheTests
{
    // k is 8 features a position, fresh rows 2 bytes an element; the store below is 1 byte an element unless said.
    private const string Body = "k = same(x) in cache { width = 8 bit  ";

    private static Question With(string attributes, double tokens, double context)
        => Question.Ask(Question.Of(Body + attributes + " }  s = look(x, k)"), ("t", tokens), ("c", context));

    [Theory]
    [InlineData(16, 16)]    // prefill: all fresh
    [InlineData(1, 16)]     // decode: one fresh, fifteen stored
    [InlineData(5, 16)]     // in between
    public void Fresh_positions_are_read_at_the_tensors_width_and_the_others_at_the_caches(double tokens, double context)
    {
        var asked = With("", tokens, context);
        Assert.Equal([1, tokens, context], asked.Shape("s"));
        // x itself, 16 bytes a position, and the fresh part of k, 16 bytes a position.
        Assert.Equal(16 * tokens + 16 * tokens, asked.Cell("s", "activation_read"));
        Assert.Equal(8 * (context - tokens), asked.Cell("s", "cache_read"));
        Assert.Equal(8 * tokens, asked.Cell("k", "cache_write"));
        Assert.Equal(0, asked.Cell("k", "activation_write"));
        Assert.Equal(8 * context, asked.Output("cache"));
    }

    [Theory]
    [InlineData(16, 16)]
    [InlineData(1, 16)]
    [InlineData(2, 16)]
    [InlineData(1, 3)]
    public void A_sliding_window(double tokens, double context)
    {
        const double Window = 6;
        var asked = With("length = min(context, 6)  fetched = min(context, 6 + tokens - 1)", tokens, context);
        double length = Math.Min(context, Window), fetched = Math.Min(context, Window + tokens - 1);
        Assert.Equal([1, tokens, length], asked.Shape("s"));
        Assert.Equal(16 * tokens + 16 * Math.Min(tokens, fetched), asked.Cell("s", "activation_read"));
        Assert.Equal(8 * (fetched - Math.Min(tokens, fetched)), asked.Cell("s", "cache_read"));
        // Kept: as many as can be attended; written: what stays.
        Assert.Equal(8 * Math.Min(tokens, length), asked.Cell("k", "cache_write"));
        Assert.Equal(8 * length, asked.Output("cache"));
    }

    [Fact]
    public void Each_attribute_is_one_thing()
    {
        var asked = With("length = 10  fetched = 12  held = 20  written = 3  fresh = 1", 4, 16);
        Assert.Equal([1, 4, 10], asked.Shape("s"));
        Assert.Equal(64 + 16 * 1, asked.Cell("s", "activation_read"));
        Assert.Equal(8 * (12 - 1), asked.Cell("s", "cache_read"));
        Assert.Equal(8 * 3, asked.Cell("k", "cache_write"));
        Assert.Equal(8 * 20, asked.Output("cache"));
    }

    [Fact]
    public void Held_and_fetched_follow_the_length_and_what_is_written_follows_what_is_held()
    {
        var asked = With("length = 3", 4, 16);
        Assert.Equal(64 + 16 * 3, asked.Cell("s", "activation_read"));
        Assert.Equal(0, asked.Cell("s", "cache_read"));
        Assert.Equal(8 * 3, asked.Cell("k", "cache_write"));
        Assert.Equal(8 * 3, asked.Output("cache"));
    }

    [Fact]
    public void A_state_without_tokens_is_read_and_written_whole()
    {
        // 1 × 8 × 8 elements of 4 bytes, whatever the step.
        var asked = Question.Ask(Question.Of(
            "h = state(x) in cache { width = 32 bit }  y = join(x, h)", rest: "operator state(x: tensor) { result [x.batch, x.features, 8] }"), ("t", 1));
        Assert.Equal(64 * 4, asked.Cell("h", "cache_write"));
        Assert.Equal(64 * 4, asked.Cell("y", "cache_read"));
        Assert.Equal(16, asked.Cell("y", "activation_read"));
        Assert.Equal(64 * 4, asked.Output("cache"));
    }

    [Fact]
    public void A_store_that_an_operator_declares_is_read_and_written_whole()
    {
        var asked = Question.Ask(Question.Of(
            "y = scan(x)", rest: "operator scan(x: tensor) { cache h: [x.batch, 5, x.features] of 32 bit  result [x.., 8] }"), ("t", 1));
        Assert.Equal(5 * 8 * 4, asked.Cell("y", "cache_read"));
        Assert.Equal(5 * 8 * 4, asked.Cell("y", "cache_write"));
        Assert.Equal(16, asked.Cell("y", "activation_read"));
        Assert.Equal(5 * 8 * 4, asked.Output("cache"));
    }

    [Fact]
    public void Readers_of_a_view_see_its_own_length_and_fetched()
    {
        // One store, 16 positions; the view shows 6 of them and fetches 9: 4 fresh at 2 bytes, 5 stored at 1.
        var asked = Question.Ask(Question.Of(
            "k = same(x) in cache { width = 8 bit }  some = part(k)  s = look(x, some)  a = look(x, k)",
            rest: "operator part(k: tensor) { result [k.., k.features] view k { length = 6  fetched = 9 } }"));
        Assert.Equal([1, 4, 6], asked.Shape("s"));
        Assert.Equal(64 + 4 * 16, asked.Cell("s", "activation_read"));
        Assert.Equal(5 * 8, asked.Cell("s", "cache_read"));
        Assert.Equal([1, 4, 16], asked.Shape("a"));
        Assert.Equal(12 * 8, asked.Cell("a", "cache_read"));
        Assert.Equal(0, asked.Cell("some", "bytes"));
        Assert.Equal(16 * 8, asked.Output("cache"));
    }

    [Fact]
    public void A_view_of_some_features_is_fetched_in_part()
    {
        // 3 of 8 features of 16 positions: 4 fresh, 12 stored.
        var asked = Question.Ask(Question.Of("k = same(x) in cache { width = 8 bit }  p = take(k, 3)  s = same(p)"));
        Assert.Equal([1, 16, 3], asked.Shape("s"));
        Assert.Equal(4 * 3 * 2, asked.Cell("s", "activation_read"));
        Assert.Equal(12 * 3, asked.Cell("s", "cache_read"));
    }

    [Fact]
    public void A_view_of_one_position_is_one_position()
    {
        // `head` shows the last row only: nothing of the stored positions is seen.
        var asked = Question.Ask(Question.Of("k = same(x) in cache { width = 8 bit }  p = head(k)  s = same(p)"));
        Assert.Equal([1, 1, 8], asked.Shape("s"));
    }

    [Fact]
    public void A_factor_multiplies_fresh_and_stored_alike()
    {
        var asked = Question.Ask(Question.Of(
            "k = same(x) in cache { width = 8 bit }  s = again(x, k)", rest: "operator again(q: tensor, k: tensor) { result [q.batch, q.length, k.length]  reads q, k * 2.5 }"));
        Assert.Equal(64 + 2.5 * 64, asked.Cell("s", "activation_read"));
        Assert.Equal(2.5 * 12 * 8, asked.Cell("s", "cache_read"));
    }

    [Fact]
    public void Widest_operand_counts_both_widths_of_a_cached_one_and_elements_are_those_fetched()
    {
        var asked = Question.Ask(Question.Of(
            "k = same(x) in cache { width = 32 bit  length = 10 }  s = look(x, k)",
            "apply probe",
            "transform probe { every operator where name is s { flops = it.widest / 1 bit  vector_flops = it.cache_elements  overhead = it.widest_input / 1 bit * 1 s } }"));
        Assert.Equal(32, asked.Cell("s", "flops"));
        Assert.Equal(32, asked.Cell("s", "overhead"));
        Assert.Equal(80, asked.Cell("s", "vector_flops"));
    }

    [Fact]
    public void An_alias_has_nothing_of_its_own_to_cache()
        => Assert.Contains("LLM3016", Question.Try(Question.Of("k = same(x)  l = k in cache")).Ids);
}
