using LlmCostDsl.Compiler.Tests.Shared;

namespace LlmCostDsl.Compiler.Tests.Catalogue;

/// <summary>DeepSeek sparse attention (2512.02556): what the indexer reads grows with the context, what attention reads stops at 2048 positions.</summary>
public class SparseAttentionTests
{
    private const double Row = (512 + 64) * 2;

    [Theory]
    // The step's own row is not read from the cache.
    [InlineData(1000, 1000)]
    [InlineData(2047, 2047)]
    [InlineData(2048, 2047)]
    [InlineData(100_000, 2047)]
    public void A_decode_step_attends_2048_positions_at_most(double prompt, double read)
    {
        var a = Ask("DeepSeek_V3_2", ("prompt", prompt), ("output", 2));
        Assert.Equal(read * Row, a.Cell("layer[0].fused_attention", "cache_read", "decode"));
        // 128 heads against rows of 576, and probabilities times rows of 512.
        Assert.Equal(2 * 128 * (read + 1) * (576 + 512), a.Cell("layer[0].fused_attention", "flops", "decode"));
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(100_000)]
    public void The_indexer_scores_every_position(double prompt)
    {
        var a = Ask("DeepSeek_V3_2", ("prompt", prompt), ("output", 2));
        // Keys of 128 in FP8 with a scale of 4 bytes; 64 index heads.
        Assert.Equal(prompt * (128 + 4), a.Cell("layer[0].index", "cache_read", "decode"));
        Assert.Equal(2 * 64 * 128 * (prompt + 1), a.Cell("layer[0].index", "flops", "decode"));
    }

    [Fact]
    public void A_prefill_attends_the_causal_pairs_within_2048()
    {
        // Rows 1 to 2048 see what is before them, the others 2048 positions each.
        const double Prompt = 8192, Best = 2048;
        var a = Ask("DeepSeek_V3_2", ("prompt", Prompt));
        var pairs = (Best * (Best + 1) / 2) + ((Prompt - Best) * Best);
        Assert.Equal(2 * 128 * pairs * (576 + 512), a.Cell("layer[0].fused_attention", "flops", "prefill"), 1e3);
        Assert.Equal(2 * 64 * 128 * Prompt * (Prompt + 1) / 2, a.Cell("layer[0].index", "flops", "prefill"), 1e3);
    }

    [Fact]
    public void Its_cache_is_the_latent_one_and_the_index_keys()
    {
        double Position(string model)
        {
            double Cache(double output) => Ask(model, ("prompt", 4096), ("output", output)).Output("memory.cache");
            return Cache(257) - Cache(256);
        }

        Assert.Equal(61 * Row, Position("DeepSeek_V3"));
        Assert.Equal(61 * (Row + 132), Position("DeepSeek_V3_2"));
        Assert.Equal(78 * (Row + 132), Position("GLM5"));
    }

    [Fact]
    public void An_indexer_adds_its_matrices_to_each_layer()
    {
        // Queries from the compressed query, one key and a weight for each head from the layer's input, a LayerNorm on the key.
        double Weights(string model) => Ask(model).Output("memory.weights");
        Assert.Equal(2.0 * 61 * ((1536 * 64 * 128) + (7168 * 128) + (2 * 128) + (7168 * 64)), Weights("DeepSeek_V3_2") - Weights("DeepSeek_V3"));
    }

    private static Question Ask(string model, params (string Name, double Value)[] inputs)
        => Question.Ask(string.Empty, new AnalysisRequest(model, null, "H200_SXM", new(["flash_attention"])), inputs);
}
