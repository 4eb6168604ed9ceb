using static LlmCostDsl.Compiler.Tests.Techniques.Bench;

namespace LlmCostDsl.Compiler.Tests.Techniques;

/// <summary>
/// What is kept of keys and values. A layer keeps 128 features of each; after the turn at 256 positions 255 of them were stored, one is its own. Keys are read
/// by `scores`, values by `mixed`.
/// </summary>
public class CacheTests
{
    [Fact]
    public void Narrow_cache()
    {
        // 8 bit; an operation for each stored element that is read, two for each that is written (beside the rotation's 3).
        var asked = With("apply narrow_cache(width: 8 bit)");
        Assert.Equal(L * 2 * C * KV, asked.Output("memory.cache"));
        Assert.Equal(P * KV, asked.Cell("layer.scores", "cache_read", "decode"));
        Assert.Equal(2 * Heads * C + P * KV, asked.Cell("layer.scores", "vector_flops", "decode"), 6);
        Assert.Equal((3 + 2) * KV, asked.Cell("layer.k", "vector_flops", "decode"));
        // The prefill reads what it has just made.
        Assert.Equal(2 * Heads * P * P, asked.Cell("layer.scores", "vector_flops", "prefill"), 6);
        // 4 bit with a scale and a zero point of 16 bit for 128: 4.25, two operations.
        var four = With("apply narrow_cache(width: 4 bit, group: 128, scale: 16 bit, zero: 16 bit)");
        Assert.Equal(L * 2 * C * KV * 4.25 / 8, four.Output("memory.cache"));
        Assert.Equal(2 * Heads * C + 2 * P * KV, four.Cell("layer.scores", "vector_flops", "decode"), 6);
    }

    [Fact]
    public void Kivi_keeps_the_last_positions_wide()
    {
        // 128 of 256 positions at 16 bit, 128 at 2 + 32/32 = 3: 9.5 on average.
        var asked = With("apply kivi");
        Assert.Equal(L * 2 * C * KV * 9.5 / 8, asked.Output("memory.cache"));
        Assert.Equal(P * KV * 9.5 / 8, asked.Cell("layer.scores", "cache_read", "decode"));
        // 128 positions are widened with two operations each.
        Assert.Equal(2 * Heads * C + 2 * 128 * KV, asked.Cell("layer.scores", "vector_flops", "decode"), 6);
        // A short cache is all wide.
        Assert.Equal(L * 2 * 101 * KV * 2, With("apply kivi", inputs: ("prompt", 100)).Output("memory.cache"));
    }

    [Fact]
    public void A_window()
    {
        // 64 positions kept; decode attends 64, one of them its own; 255 queries of the prefill attend 64 · 65 / 2 + 191 · 64 pairs under the mask.
        var asked = With("apply sliding_window(window: 64)  apply flash_attention");
        Assert.Equal(L * 2 * 64 * KV * 2, asked.Output("memory.cache"));
        Assert.Equal(2 * 63 * KV * 2, asked.Cell("layer.fused_attention", "cache_read", "decode"));
        Assert.Equal(4 * H * (64 * 65 / 2 + 191 * 64), asked.Cell("layer.fused_attention", "flops", "prefill"), 3);
        Assert.Equal(L * 2 * 64 * KV * 2, With("apply streaming_llm(sinks: 4, window: 60)").Output("memory.cache"));
    }

    [Fact]
    public void H2o_keeps_a_budget_and_pays_for_the_scores()
    {
        var asked = With("apply h2o(budget: 64)  apply flash_attention");
        Assert.Equal(L * (2 * 64 * KV * 2 + Heads * 64 * 4), asked.Output("memory.cache"));
        Assert.Equal(2 * 63 * KV * 2, asked.Cell("layer.fused_attention", "cache_read", "decode"));
        // The prefill attends all, and writes its probabilities for who adds them up.
        Assert.Equal(P * H * 2 + Heads * P * P * 2, asked.Cell("layer.fused_attention", "activation_write", "prefill"));
        Assert.Equal(Heads * P * P * 2, asked.Cell("layer.probs.acc", "activation_read", "prefill"));
    }

    [Fact]
    public void Compressed_to_a_quarter()
    {
        // 64 of 256 positions; the prefill attends all 255.
        var asked = With("apply compressed_cache(ratio: 4)");
        Assert.Equal(L * 2 * 64 * KV * 2, asked.Output("memory.cache"));
        Assert.Equal(63 * KV * 2, asked.Cell("layer.scores", "cache_read", "decode"));
        Assert.Equal(2 * P * P * H, asked.Cell("layer.scores", "flops", "prefill"));
    }

    [Fact]
    public void Pages_and_reservations()
    {
        // 251 positions are 16 pages of 16; a server before them sets 1000 aside.
        Assert.Equal(L * 2 * 256 * KV * 2, With("apply paged_kv(block: 16)", inputs: ("prompt", 250)).Output("memory.cache"));
        Assert.Equal(L * 2 * 1000 * KV * 2, With("apply contiguous_kv(reserve: 1000)").Output("memory.cache"));
    }

    [Fact]
    public void Prompts_that_begin_alike()
    {
        // 4 sequences of 256 positions, the first 128 in common: 128 + 4 · 128 rows are held. The prefill computes the other 127 tokens of each.
        var asked = With("apply shared_prefix(prefix: 128)", inputs: ("batch", 4));
        Assert.Equal(L * 2 * (128 + 4 * 128) * KV * 2, asked.Output("memory.cache"));
        Assert.Equal(4 * 127 * 2 * H * H, asked.Cell("layer.q_proj", "flops", "prefill"));
        Assert.Equal(4 * 255 * KV * 2, asked.Cell("layer.scores", "cache_read", "decode"));
        // Where nobody has computed the prefix before, one sequence does.
        Assert.Equal((128 + 4 * 127) * 2 * H * H, With("apply shared_prefix(prefix: 128, ready: false)", inputs: ("batch", 4)).Sum("layer.q_proj", "flops"), 3);
        // Kernels that know of it read 128 rows once and 127 for each.
        Assert.Equal((128 + 4 * 127) * KV * 2, With("apply shared_prefix(prefix: 128, grouped: true)", inputs: ("batch", 4)).Cell("layer.scores", "cache_read", "decode"));
    }

    [Fact]
    public void Two_layers_share_a_cache()
    {
        // Layers 1 and 3 have no projections of keys and values, no rotation of keys and no cache, and read those of 0 and 2.
        var asked = With("apply cross_layer_attention");
        Assert.Equal(2 * 2 * C * KV * 2, asked.Output("memory.cache"));
        Assert.Equal((Parameters - 2 * 2 * H * KV) * 2, asked.Output("memory.weights"));
        Assert.Equal(
            ["layer[0].k_proj × 2", "layer[0].k × 2", "layer[0].v_proj × 2"],
            asked.Rows("decode").Where(r => r.Contains(".k", StringComparison.Ordinal) || r.Contains(".v_", StringComparison.Ordinal)));
        Assert.Equal(P * KV * 2, asked.Cell("layer[1].scores", "cache_read", "decode"));
    }

    [Fact]
    public void What_is_shared_is_gone_from_the_parameters()
    {
        // Of four layers three have no keys and values of their own; norms of heads between projection and rotation go as well: 64 weights a layer.
        var asked = With("apply cross_layer_attention(share: 4)", "Normed", rest: """
            model Normed : Decoder(hidden: 512, layers: 4, heads: 8, kv_heads: 2, ffn: 1024, vocab: 1000, qk_norm: true)
            model Shared : Normed { apply cross_layer_attention(share: 4)  expect parameters == 4 * (2 * 512 * 512 + 3 * 512 * 1024 + 2 * 512 + 64) + 2 * 512 * 128 + 64 + 2 * 1000 * 512 + 512 }
            """);
        Assert.Equal(1 * 2 * C * KV * 2, asked.Output("memory.cache"));
        Assert.Equal((4 * (2 * H * H + 3 * H * F + 2 * H + D) + 2 * H * KV + D + 2 * V * H + H) * 2, asked.Output("memory.weights"));
        Assert.Single(asked.Rows("decode"), r => r.Contains("k.head_norm", StringComparison.Ordinal));
    }

    [Fact]
    public void Two_layers_share_a_map()
    {
        // Layers 1 and 3 have values alone; the maps of 0 and 2, 8 heads · 256 positions a token in decode, are read twice.
        var asked = With("apply shared_attention_maps");
        Assert.Equal(["layer[1].attn_norm × 2", "layer[1].v_proj × 2", "layer[1].mixed × 2", "layer[1].o_proj × 2"], asked.Rows("decode").Where(r => r.StartsWith("layer[1]", StringComparison.Ordinal)).Take(4));
        Assert.Equal((Parameters - 2 * (H * H + H * KV)) * 2, asked.Output("memory.weights"));
        Assert.Equal((4 + 2) * C * KV * 2, asked.Output("memory.cache"));
        Assert.Equal(Heads * C * 2 + KV * 2, asked.Cell("layer[1].mixed", "activation_read", "decode"));
        Assert.Equal(P * KV * 2, asked.Cell("layer[1].mixed", "cache_read", "decode"));
        // Fused, the first of two layers writes the map beside its row.
        Assert.Equal(H * 2 + Heads * C * 2, With("apply shared_attention_maps  apply flash_attention").Cell("layer[0].fused_attention", "activation_write", "decode"));
    }

    [Fact]
    public void Narrow_weights_first_or_last()
    {
        // What goes had been assigned: nothing new starts afresh, so nothing is said.
        Assert.Empty(Said("apply weight_only(width: 8 bit)  apply cross_layer_attention"));
        Assert.Equal(
            With("apply cross_layer_attention  apply weight_only(width: 8 bit)").Output("memory.weights"),
            With("apply weight_only(width: 8 bit)  apply cross_layer_attention").Output("memory.weights"));
    }

    [Fact]
    public void What_does_not_fit_is_said()
    {
        Assert.Contains("LLM4502", Said("apply kivi", "Blank"));
        Assert.Contains("LLM3013", Said("apply sliding_window(window: 0)"));
        Assert.Contains("LLM3013", Said("apply compressed_cache(ratio: 50%)"));
        Assert.Contains("LLM3013", Said("apply cross_layer_attention(share: 5)"));
    }
}
