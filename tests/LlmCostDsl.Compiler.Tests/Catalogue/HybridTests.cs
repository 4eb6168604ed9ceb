using LlmCostDsl.Compiler.Tests.Shared;

namespace LlmCostDsl.Compiler.Tests.Catalogue;

/// <summary>
/// Recurrent mixers and the models that mix them with attention. Expectations are the matrix products of the papers, written out chunk by chunk, and
/// arithmetic on the models' config.json.
/// </summary>
public class HybridTests
{
    private const double P = 2048;

    [Fact]
    public void A_delta_rule_in_chunks_is_its_matrix_products()
    {
        // Qwen3-Next: 32 value heads, keys and values of 128, chunks of 64 positions (2412.06464, section 3.3; torch_chunk_gated_delta_rule).
        const double C = 64, K = 128, V = 128, Heads = 32;
        var within = Product(C, K, C) + (C * C * C / 3) + Product(C, C, K) + Product(C, C, V) + Product(C, K, C) + Product(C, C, V);
        var across = Product(C, K, V) + Product(C, K, V) + Product(K, C, V);
        var a = Ask("Qwen3_Next_80B_A3B", [], ("prompt", P));
        Assert.Equal(P / C * Heads * (within + across), a.Cell("layer[0].mixer.scan", "flops", "prefill"), 1);
        // The last position alone makes the next: one by one, all is work of the vector unit, 7 operations an element of the state.
        Assert.Equal(0, a.Cell("layer[0].mixer.scan", "flops", "decode"));
        Assert.InRange(a.Cell("layer[0].mixer.scan", "vector_flops", "decode"), 7 * Heads * K * V, 1.02 * 7 * Heads * K * V);
    }

    [Fact]
    public void A_decode_step_reads_and_writes_the_states_once()
    {
        var next = Ask("Qwen3_Next_80B_A3B", [], ("batch", 4));
        Assert.Equal(4 * 32 * 128 * 128 * 4, next.Cell("layer[0].mixer.scan", "cache_read", "decode"));
        Assert.Equal(4 * 32 * 128 * 128 * 4, next.Cell("layer[0].mixer.scan", "cache_write", "decode"));
        // Three inputs of the convolution: queries and keys of 16 heads, values of 32.
        Assert.Equal(4 * 3 * (2 * 16 + 32) * 128 * 2, next.Cell("layer[0].mixer.conv", "cache_read", "decode"));

        var codestral = Ask("Codestral_Mamba_7B", []);
        Assert.Equal(128 * 64 * 128 * 4, codestral.Cell("layer.mixer.scan", "cache_read", "decode"));
        Assert.Equal(3 * (8192 + (2 * 8 * 128)) * 2, codestral.Cell("layer.mixer.conv", "cache_read", "decode"));
    }

    [Fact]
    public void State_space_duality_in_chunks_is_its_matrix_products()
    {
        // Codestral: 128 heads of 64 in 8 groups, a state of 128, chunks of 256 (2405.21060, section 6: within a chunk C·Bᵀ and that times x, then the chunk's
        // state, then the state before it out of C).
        const double C = 256, N = 128, Heads = 128, D = 64, Groups = 8;
        var chunk = (Groups * Product(C, N, C)) + (Heads * (Product(C, C, D) + Product(N, C, D) + Product(C, N, D)));
        var a = Ask("Codestral_Mamba_7B", [], ("prompt", P));
        Assert.Equal(P / C * chunk, a.Cell("layer.mixer.scan", "flops", "prefill"), 1);
    }

    [Fact]
    public void Without_attention_a_prefill_grows_with_its_prompt_and_no_faster()
    {
        double Layers(double prompt)
        {
            var a = Ask("Codestral_Mamba_7B", [], ("prompt", prompt));
            return a.Total("flops", "prefill") - a.Cell("lm_head", "flops", "prefill");
        }

        Assert.Equal(16, Layers(65536) / Layers(4096), 1e-9);
    }

    [Theory]
    // Layers that attend × keys and values × heads × width × bytes.
    [InlineData("Qwen3_Next_80B_A3B", 12 * 2 * 2 * 256 * 2)]
    [InlineData("Qwen35_397B_A17B", 15 * 2 * 2 * 256 * 2)]
    [InlineData("Nemotron_H_56B", 10 * 2 * 8 * 128 * 2)]
    [InlineData("Nemotron3_Nano_30B_A3B", 6 * 2 * 2 * 128 * 2)]
    [InlineData("Granite4_H_Small", 4 * 2 * 8 * 128 * 2)]
    // 7 layers of a latent row of 512 and 64 features beside it.
    [InlineData("Kimi_Linear_48B_A3B", 7 * 576 * 2)]
    // 5 global layers; the 25 local ones are full.
    [InlineData("Gemma4_26B_A4B", 5 * 2 * 2 * 512 * 2)]
    [InlineData("Codestral_Mamba_7B", 0)]
    public void The_cache_grows_with_the_attention_layers_alone(string model, double bytes)
    {
        double Cache(double output) => Ask(model, [], ("prompt", 4096), ("output", output)).Output("memory.cache");
        Assert.Equal(bytes, Cache(257) - Cache(256));
    }

    [Fact]
    public void Jamba_keeps_four_gibibytes_for_256_k_positions()
    {
        // 2403.19887, table 1: 4 GB of keys and values at a context of 256 K, 16 bit; Mixtral's 32 layers keep 32 GB.
        double Grown(string model) => Ask(model, [], ("prompt", 262144), ("output", 2)).Output("memory.cache") - Ask(model, [], ("prompt", 1), ("output", 1)).Output("memory.cache");
        Assert.Equal(4.0 * (1 << 30), Grown("Jamba_Mini"));
        Assert.Equal(32.0 * (1 << 30), Grown("Mixtral_8x7B"));
    }

    [Theory]
    // Groups of equal layers: the pattern's letters.
    [InlineData("Nemotron_H_56B", 54, 10, 54)]
    [InlineData("Nemotron_H_8B", 24, 4, 24)]
    public void Nemotrons_layers_are_its_patterns(string model, double mamba, double attention, double mlp)
    {
        var a = Ask(model, []);
        Assert.Equal(mamba, a.Count("layer[0].mixer.scan", "prefill"));
        Assert.Equal(mlp, a.Count("layer[1].mixer.up_proj", "prefill"));
        Assert.Equal(attention, a.Count("layer[7].mixer.q_proj", "prefill"));
    }

    [Fact]
    public void Matrices_in_decode_multiply_what_is_active()
    {
        // Twice the active weights that are matrices, embedding apart, and what attention adds: Qwen3-Next, context 2049. Small are norms, convolutions, decays.
        var a = Ask("Qwen3_Next_80B_A3B", [], ("prompt", P), ("output", 2));
        var attention = 12 * 2 * 2 * 16 * 256 * (P + 1);
        var matrices = 3_874_929_408.0 - (151936 * 2048);
        Assert.Equal(2 * matrices, a.Total("flops", "decode") - attention, 2 * matrices * 0.001);
    }

    [Theory]
    [InlineData("Qwen3_Next_80B_A3B", "layer[0].mixer.scan")]
    [InlineData("Jamba_Mini", "layer[0].mixer.scan")]
    [InlineData("Nemotron3_Nano_30B_A3B", "layer[0].mixer.scan")]
    [InlineData("Kimi_Linear_48B_A3B", "layer[0].mixer.scan")]
    [InlineData("Codestral_Mamba_7B", "layer.mixer.scan")]
    public void Devices_share_the_states_of_recurrent_mixers(string model, string scan)
    {
        double State(string[] apply) => Ask(model, apply).Cell(scan, "cache_read", "decode");
        Assert.Equal(State([]) / 4, State(["tensor_parallel(ways: 4)"]));
    }

    private static double Product(double rows, double inner, double columns) => 2 * rows * inner * columns;

    private static Question Ask(string model, string[] transforms, params (string Name, double Value)[] inputs)
        => Question.Ask(string.Empty, new AnalysisRequest(model, null, "H200_SXM", new(transforms)), inputs);
}
