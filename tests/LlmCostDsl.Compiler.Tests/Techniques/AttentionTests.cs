using LlmCostDsl.Compiler.Tests.Shared;
using static LlmCostDsl.Compiler.Tests.Techniques.Bench;

namespace LlmCostDsl.Compiler.Tests.Techniques;

/// <summary>Kernels of attention, and fewer keys for them. 255 queries have 255 · 256 / 2 pairs under the mask.</summary>
public class AttentionTests
{
    [Fact]
    public void Flash_attention()
    {
        var asked = With("apply flash_attention");
        // Queries, keys and values once, outputs once; half of the square.
        Assert.Equal(P * (H + 2 * KV) * 2, asked.Cell("layer.fused_attention", "activation_read", "prefill"));
        Assert.Equal(P * H * 2, asked.Cell("layer.fused_attention", "activation_write", "prefill"));
        Assert.Equal(4 * H * P * 256 / 2, asked.Cell("layer.fused_attention", "flops", "prefill"), 3);
        Assert.Equal(4 * H * P * P, With("apply flash_attention(causal: false)").Cell("layer.fused_attention", "flops", "prefill"), 3);
        Assert.Equal(4 * H * C, asked.Cell("layer.fused_attention", "flops", "decode"), 3);
    }

    [Fact]
    public void What_has_no_mask_is_not_halved()
    {
        // DiT-S/2, 256 patches of 384 features, attends all of them: 4 · 256² · 384.
        var asked = Question.Ask(string.Empty, new AnalysisRequest("models.dit.DiT_S_2", null, "A6000", new(["flash_attention"])));
        Assert.Equal(4.0 * 256 * 256 * 384, asked.Cell("layer.fused_attention", "flops", "pass"), 3);
    }

    [Fact]
    public void Keys_are_read_again_for_each_block()
    {
        // 32 KiB hold 32768 / (4 · 64 · 2) = 64 rows: 256 queries are 4 blocks, which read 64, 128, 192 and 256 keys under the mask: 2.5 times all.
        var asked = With("apply tiled_attention", device: "Hosted", inputs: ("prompt", 256));
        Assert.Equal((256 * H + 2.5 * 2 * 256 * KV) * 2, asked.Cell("layer.fused_attention", "activation_read", "prefill"), 6);
        Assert.Equal(4 * H * 256 * 257 / 2, asked.Cell("layer.fused_attention", "flops", "prefill"), 3);
        var full = With("apply tiled_attention(causal: false)", device: "Hosted", inputs: ("prompt", 256));
        Assert.Equal((256 * H + 4 * 2 * 256 * KV) * 2, full.Cell("layer.fused_attention", "activation_read", "prefill"), 6);
        // One row is one block.
        Assert.Equal(2 * 256 * KV * 2, asked.Cell("layer.fused_attention", "cache_read", "decode"), 6);
    }

    [Fact]
    public void Split_keys_leave_partial_rows()
    {
        // 4 splits: for each of 8 heads 64 sums and a normaliser in FP32, written and read: 4 · (512 + 8) · 4 bytes; two operations each to add them up.
        double partial = 4 * (H + Heads) * 4;
        var flash = With("apply flash_attention", device: "Hosted");
        var asked = With("apply flash_decoding(splits: 4)", device: "Hosted");
        Assert.Equal(flash.Cell("layer.fused_attention", "bytes", "decode") + 2 * partial, asked.Cell("layer.fused_attention", "bytes", "decode"));
        Assert.Equal(flash.Cell("layer.fused_attention", "vector_flops", "decode") + partial / 2, asked.Cell("layer.fused_attention", "vector_flops", "decode"), 6);
        // And a second launch, of 1 µs; nothing changes in the prefill.
        Assert.Equal(1e-6 + 2 * partial / 1e12, asked.Cell("layer.fused_attention", "time", "decode") - flash.Cell("layer.fused_attention", "time", "decode"), 12);
        Assert.Equal(flash.Output("ttft"), asked.Output("ttft"));
    }

    [Fact]
    public void Fewer_key_heads()
    {
        // From 8 to 4 to 1 heads of 64: weights 2 · 512 · 64 a head and layer, cache 2 · 64 a head, layer and position.
        var two = With("apply gqa_convert(groups: 4)", "Alike");
        var one = With("apply mqa_convert", "Alike");
        var eight = With(string.Empty, "Alike");
        Assert.Equal(L * 4 * 2 * H * D * 2, eight.Output("memory.weights") - two.Output("memory.weights"));
        Assert.Equal(eight.Output("memory.cache") / 2, two.Output("memory.cache"));
        Assert.Equal(eight.Output("memory.cache") / 8, one.Output("memory.cache"));
        Assert.Contains("LLM3013", Said("apply gqa_convert(groups: 3)", "Alike"));
    }

    [Fact]
    public void Copied_heads()
    {
        // 2 key heads become 8 before they are read: 255 stored rows and the step's own, read at 128 features, written and read at 512.
        var asked = With("apply expand_heads");
        Assert.Equal(C * H * 2, asked.Cell("layer.scores.keys", "activation_write", "decode"));
        Assert.Equal(C * H * 2 + H * 2, asked.Cell("layer.scores", "activation_read", "decode"));
        Assert.Contains("LLM3013", Said("apply expand_heads", "Alike"));
    }

    [Fact]
    public void Latent_attention_folded_and_written_out()
    {
        // Folded: 8 heads against rows of 128 + 32. Written out: 256 latent rows times 128 × 8 · 64 for the keys, 8 heads against 64 + 32.
        var folded = With("apply mla_absorbed", "Latent");
        Assert.Equal(2 * Heads * (128 + 32) * C, folded.Cell("layer[0].scores", "flops", "decode"));
        Assert.Equal(2 * Heads * D * 128, folded.Cell("layer[0].q_latent", "flops", "decode"));
        var plain = With("apply mla_absorbed(decode: false)", "Latent");
        Assert.Equal(2 * Heads * (64 + 32) * C, plain.Cell("layer[0].scores", "flops", "decode"));
        Assert.Equal(2 * C * 128 * Heads * 64, plain.Cell("layer[0].k_nope", "flops", "decode"));
        // One stored latent row and one rotary row either way, and no weight more.
        Assert.Equal(2 * C * (128 + 32) * 2, folded.Output("memory.cache"));
        Assert.Equal(folded.Output("memory.weights"), plain.Output("memory.weights"));
        Assert.Contains("LLM3013", Said("apply mla_absorbed"));
    }
}
