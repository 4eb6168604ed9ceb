using static LlmCostDsl.Compiler.Tests.Techniques.Bench;

namespace LlmCostDsl.Compiler.Tests.Techniques;

/// <summary>Thin matrices: in the place of wide ones, and beside them.</summary>
public class LowRankTests
{
    [Fact]
    public void A_product_of_two_thin_matrices()
    {
        // Rank 64: queries 64 · (512 + 512), keys 64 · (512 + 128), the MLP 64 · (512 + 1024), all smaller than before.
        var asked = With("apply low_rank(rank: 64)");
        Assert.Equal((Parameters - L * Layer + L * 64 * (2 * 1024 + 2 * 640 + 3 * 1536)) * 2, asked.Output("memory.weights"));
        Assert.Equal(2 * 64 * H, asked.Cell("layer.q_proj.a", "flops", "decode"));
        // Rank 128 would make keys and values larger, 128 · 640 > 512 · 128: they stay.
        var stays = With("apply low_rank(rank: 128)");
        Assert.Equal(2 * H * KV, stays.Cell("layer.k_proj", "flops", "decode"));
        Assert.Equal(2 * 128 * H, stays.Cell("layer.q_proj", "flops", "decode"));
    }

    [Fact]
    public void A_share_of_the_weights()
    {
        // 80%: ranks ⌊0.8 · 512² / 1024⌋ = 204, ⌊0.8 · 512 · 128 / 640⌋ = 81, ⌊0.8 · 512 · 1024 / 1536⌋ = 273.
        var asked = With("apply svd(keep: 80%)");
        Assert.Equal((Parameters - L * Layer + L * (2 * 204 * 1024 + 2 * 81 * 640 + 3 * 273 * 1536)) * 2, asked.Output("memory.weights"));
        Assert.Contains("LLM3013", Said("apply svd(keep: 100%)"));
    }

    [Fact]
    public void Lora_beside_queries_and_values()
    {
        // The paper's table 4: rank 8 on GPT-3 175B (hidden 12288, 96 layers) has 37.7 million weights.
        const string Gpt3 = "model GPT3 : Decoder(hidden: 12288, layers: 96, heads: 96, ffn: 49152, vocab: 50257, gated: false, rotary: 0, learned_positions: 2048)\n";
        var before = With("", "GPT3", rest: Gpt3).Output("memory.weights");
        Assert.Equal(37.7e6, (With("apply lora(rank: 8)", "GPT3", rest: Gpt3).Output("memory.weights") - before) / 2, 0.05e6);

        var asked = With("apply lora(rank: 8)");
        Assert.Equal(2 * 8 * H, asked.Cell("layer.q_proj.a", "flops", "decode"));
        Assert.Equal(3 * H * 2, asked.Cell("layer.q_proj", "bytes", "decode"));
        Assert.Equal((Parameters + L * 8 * (1024 + 640)) * 2, asked.Output("memory.weights"));
        // Beside all matrices: queries, outputs, keys, values, and three of the MLP.
        Assert.Equal((Parameters + L * 8 * (2 * 1024 + 2 * 640 + 3 * 1536)) * 2, With("apply lora(rank: 8, everywhere: true)").Output("memory.weights"));
        // Merged, nothing is left of it.
        Assert.Equal(With(string.Empty).Output("latency"), With("apply merged_lora").Output("latency"));
    }

    [Fact]
    public void The_sum_behind_an_adapter_is_no_product()
    {
        // What a product alone reads is 8 bit: the thin half of the pair. The other half is read by the sum.
        var asked = With("apply lora(rank: 8)  apply quantize(w: 8 bit, a: 8 bit)");
        Assert.Equal(8, asked.Cell("layer.v_proj.a", "activation_write", "decode"));
        Assert.Equal(KV * 2, asked.Cell("layer.v_proj.b", "activation_write", "decode"));
    }

    [Fact]
    public void Many_adapters_in_a_batch()
    {
        // 3 sequences draw from 2 adapters: 1 − (1/2)³ = 7/8 of the 2 are read, each 512 × 8 and 8 × 512 for queries; each row multiplies one.
        var asked = With("apply s_lora(adapters: 2)", inputs: ("batch", 3));
        Assert.Equal(0.875 * 2 * H * 8 * 2, asked.Cell("layer.q_proj.a", "weight_read", "decode"));
        Assert.Equal(3 * 2 * 8 * H, asked.Cell("layer.q_proj.a", "flops", "decode"));
        // Queries and outputs 8 · 1024, keys and values 8 · 640; those in use are here, or all of them.
        var adapters = L * 2 * 8 * (2 * 1024 + 2 * 640);
        Assert.Equal((Parameters + 0.875 * adapters) * 2, asked.Output("memory.weights"), 6);
        Assert.Equal((Parameters + adapters) * 2, With("apply s_lora(adapters: 2, on_host: false)").Output("memory.weights"), 6);
    }
}
