using LlmCostDsl.Compiler.Tests.Shared;
using static LlmCostDsl.Compiler.Tests.Techniques.Bench;

namespace LlmCostDsl.Compiler.Tests.Techniques;

/// <summary>Weights, heads, features and layers left out, for good or for a token.</summary>
public class SparsityTests
{
    private const double Q = H * H;

    [Fact]
    public void Half_of_the_weights_at_four_bit_take_what_three_bit_take()
    {
        // SparseGPT, section 4: 50% of 4-bit weights and a bitmask of one bit a weight: 0.5 · 4 + 1 = 3 bit.
        var asked = With("apply quantize(w: 4 bit)  apply unstructured_sparsity(sparsity: 50%)");
        Assert.Equal(3, asked.Cell("layer.q_proj", "weight_read", "decode") * 8 / Q, 9);
        Assert.Equal((Parameters - L * Layer) * 2 + L * Layer * 3 / 8, asked.Output("memory.weights"));
        // No gain on dense units, and a mask does not widen an operand: 16-bit products at 100 T.
        Assert.Equal(2 * Q, asked.Cell("layer.q_proj", "flops", "decode"));
        Assert.Equal(100e12, asked.Rate("layer.q_proj"), 1);
        // Listed positions of 16 bit instead: 0.5 · (4 + 16) = 10 bit, more than before.
        Assert.Equal(10, With("apply quantize(w: 4 bit)  apply unstructured_sparsity(mask: 0 bit, index: 16 bit)").Cell("layer.q_proj", "weight_read", "decode") * 8 / Q, 9);
    }

    [Theory]
    [InlineData("apply weight_only(width: 4 bit, group: 64)  apply nm_sparsity", 0.5 * (4 + 0.25) + 1)]            // an index of 2 bit for each of the half that is kept
    [InlineData("apply nm_sparsity  apply weight_only(width: 4 bit, group: 64)", 0.5 * (4 + 0.25) + 1)]
    [InlineData("apply quantize(w: 4 bit, w_scale: 1 bit)  apply unstructured_sparsity", 0.5 * (4 + 1) + 1)]   // a bit for each, kept or not
    [InlineData("apply unstructured_sparsity  apply quantize(w: 4 bit, w_scale: 1 bit)", 0.5 * (4 + 1) + 1)]
    [InlineData("apply mixed_precision(edge: 0, group: 16)  apply nm_sparsity", 0.5 * (4 + 1) + 1)]
    [InlineData("apply nm_sparsity  apply mixed_precision(edge: 0, group: 16)", 0.5 * (4 + 1) + 1)]
    [InlineData("apply nm_sparsity  apply weight_only  apply weight_only(width: 8 bit, group: 64)", 0.5 * (8 + 0.25) + 1)]  // the later width brings its own scales
    public void Quantised_and_thinned_in_either_order(string apply, double bits)
    {
        var asked = With(apply);
        Assert.Equal(bits, asked.Cell("layer.q_proj", "weight_read", "decode") * 8 / Q, 9);
        Assert.Equal((Parameters - L * Layer) * 2 + L * Layer * bits / 8, asked.Output("memory.weights"), 3);
        // Neither scales nor indices are operands: products of 16 bit.
        Assert.Equal(100e12, asked.Rate("layer.q_proj"), 1);
    }

    [Theory]
    [InlineData("", "Whole", 9, 2)]                       // half of 16 bit, 2 bit for each kept: 0.5 · 18; products of 2:4 at twice the rate
    [InlineData("", "Plain", 9, 1)]                       // no such unit
    [InlineData("n: 4, m: 8", "Whole", 9.5, 1)]           // 0.5 · (16 + 3); the unit wants two of four
    [InlineData("n: 3, m: 4", "Whole", 13.5, 1)]          // 0.75 · 18
    [InlineData("structured: false", "Whole", 9, 1)]
    public void N_of_m(string arguments, string device, double bits, double gain)
    {
        var asked = With($"apply nm_sparsity({arguments})", device: device);
        Assert.Equal(bits, asked.Cell("layer.q_proj", "weight_read", "decode") * 8 / Q, 9);
        Assert.Equal(gain * 100e12, asked.Rate("layer.q_proj"), 1);
        // Elsewhere the kept weights are put in their places first.
        Assert.Equal(gain > 1, asked.Cell("layer.q_proj", "vector_flops", "decode") == 0);
    }

    [Theory]
    [InlineData("hidden: 2048, layers: 24, heads: 16, ffn: 5504", 1_345_423_360)]   // Sheared-LLaMA-1.3B and 2.7B, config.json of the published checkpoints:
    [InlineData("hidden: 2560, layers: 32, heads: 20, ffn: 6912", 2_701_560_320)]   // layers · (4 h² + 3 h f + 2 h) + 2 · 32000 h + h
    public void Sheared_llama(string shape, double parameters)
        => Assert.Equal(2 * parameters, Question.Ask(string.Empty, new AnalysisRequest("Llama2_7B", null, "A6000", new([$"shear({shape})"]))).Output("memory.weights"));

    [Theory]
    [InlineData("Llama2_7B", "23 / 32", 0.271)]
    [InlineData("Llama2_13B", "30 / 40", 0.246)]
    public void ShortGpt(string model, string keep, double share)
    {
        // Table 2 of the paper: 9 of 32 layers are 27.1% of Llama-2-7B's weights, 10 of 40 are 24.6% of 13B's (embeddings make the difference to 28.1% and 25%).
        double Weights(params string[] transforms) => Question.Ask(string.Empty, new AnalysisRequest(model, null, "A6000", new(transforms))).Output("memory.weights");
        Assert.Equal(share, 1 - Weights($"drop_layers(keep: {keep})") / Weights(), 0.003);
    }

    [Fact]
    public void Heads_go_by_groups()
    {
        // One of two key heads, with its four query heads: queries and outputs of 256 features, keys and values of 64.
        var asked = With("apply prune_heads(keep: 50%)");
        Assert.Equal((Parameters - L * (H * H + H * KV)) * 2, asked.Output("memory.weights"));
        Assert.Equal(L * 2 * C * KV / 2 * 2, asked.Output("memory.cache"));
        // Never less than one group.
        Assert.Equal(asked.Output("memory.cache"), With("apply prune_heads(keep: 1%)").Output("memory.cache"));
    }

    [Fact]
    public void Features_of_the_mlp_and_of_the_stream()
    {
        // 768 of 1024; 384 of 512: every weight of the model lies along that extent once.
        Assert.Equal((Parameters - L * 3 * H * 256) * 2, With("apply prune_ffn(keep: 75%)").Output("memory.weights"));
        Assert.Equal(Parameters * 0.75 * 2, With("apply prune_hidden(keep: 75%)").Output("memory.weights"));
        Assert.Equal((Parameters - 2 * (Layer + 2 * H)) * 2, With("apply drop_layers(keep: 50%)").Output("memory.weights"));
        // A model without heads, and without MLPs.
        Assert.Contains("LLM3013", Said("apply prune_heads", "Blank"));
        Assert.Contains("LLM3013", Said("apply prune_ffn", "Blank"));
    }

    [Fact]
    public void One_pruning_for_all_families()
    {
        // Latent attention has no key heads: 4 of 8 heads are left, each with a query of 64 + 32 features.
        var heads = With("apply prune_heads(keep: 50%)", "Latent");
        Assert.Equal(2 * H * 4 * (64 + 32), heads.Cell("layer[0].q_up", "flops", "decode"));
        // 768 of the dense layer's 1024 features, and 192 of 256 in the mixture's four experts and in the one that all tokens share.
        var whole = With(string.Empty, "Latent").Output("memory.weights");
        Assert.Equal(2 * 3 * H * (256 + (5 * 64)), whole - With("apply prune_ffn(keep: 75%, multiple: 64)", "Latent").Output("memory.weights"));
    }

    [Fact]
    public void Deja_vu_reads_what_any_sequence_needs()
    {
        // Batch 2, a quarter each: 1 − 0.75² = 43.75% of an MLP matrix is read, a quarter is multiplied.
        var asked = With("apply deja_vu(rank: 32, mlp: 25%, attention: 25%)", inputs: ("batch", 2));
        Assert.Equal(0.4375 * H * F * 2, asked.Cell("layer.up_proj", "weight_read", "decode"));
        Assert.Equal(0.25 * 2 * 2 * H * F, asked.Cell("layer.down_proj", "flops", "decode"));
        Assert.Equal(0.4375 * Q * 2, asked.Cell("layer.q_proj", "weight_read", "decode"));
        // Keys are made for all heads, and read for a quarter of them.
        Assert.Equal(H * KV * 2, asked.Cell("layer.k_proj", "weight_read", "decode"));
        Assert.Equal(0.25 * 2 * P * KV * 2, asked.Cell("layer.scores", "cache_read", "decode"));
        // The prefill is as it was, and all weights are kept: predictors of 512 × 32 and 32 × 1024 or 32 × 8 besides.
        Assert.Equal(H * F * 2, asked.Cell("layer.up_proj", "weight_read", "prefill"));
        Assert.Equal((Parameters + L * (H * 32 + 32 * F + H * 32 + 32 * Heads)) * 2, asked.Output("memory.weights"));
    }

    [Fact]
    public void PowerInfer_leaves_the_cold_ones_to_the_host()
    {
        // Half the features are hot and draw 80%; of 20% that a token needs, 16% lie here and 4% on the host.
        var asked = With("apply power_infer(active: 20%, hot: 50%, hits: 80%)", device: "Hosted");
        Assert.Equal(0.16 * H * F * 2, asked.Cell("layer.up_proj", "weight_read", "decode"), 6);
        Assert.Equal(0.04 * H * F * 2, asked.Cell("layer.up_proj", "host_work", "decode"), 6);
        Assert.Equal(0.04 * H * F * 2 / 50e9, asked.Cell("layer.up_proj", "host_memory", "decode"), 12);
        Assert.Equal((Parameters - L * 3 * H * F / 2) * 2, asked.Output("memory.weights"));
        // The prefill needs them all.
        Assert.Equal(H * F * 2 / 2, asked.Cell("layer.up_proj", "weight_read", "prefill"));
        Assert.Contains("LLM3013", Said("apply power_infer(active: 90%)"));
        // A device that says nothing of its host is asked for it.
        Assert.Contains(Refusals("apply power_infer(active: 10%)"), e => e.Contains("host_memory_bandwidth", StringComparison.Ordinal));
    }
}
