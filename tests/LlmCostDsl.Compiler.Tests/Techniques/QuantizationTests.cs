using static LlmCostDsl.Compiler.Tests.Techniques.Bench;

namespace LlmCostDsl.Compiler.Tests.Techniques;

/// <summary>Narrow weights and mixed widths. A query projection holds 512 × 512 weights.</summary>
public class QuantizationTests
{
    private const double Q = H * H;

    [Fact]
    public void Weight_only()
    {
        // 4 bit and 16 bit for each 128: 4.125. One operation widens a weight, the product is one of 16 bit: 2 · 512 · 512 operations at 100 T.
        var asked = With("apply weight_only(width: 4 bit, group: 128)");
        Assert.Equal(Q * 4.125 / 8, asked.Cell("layer.q_proj", "weight_read", "decode"));
        Assert.Equal(Q, asked.Cell("layer.q_proj", "vector_flops", "decode"));
        Assert.Equal(100e12, asked.Rate("layer.q_proj"), 1);
        // Head, embedding and norms stay wide.
        Assert.Equal((Parameters - L * Layer) * 2 + L * Layer * 4.125 / 8, asked.Output("memory.weights"));
        Assert.Equal(V * H * 2, asked.Cell("lm_head", "weight_read", "decode"));
    }

    [Theory]
    [InlineData("gptq", 4 + 20.0 / 128, 2)]
    [InlineData("gptq(width: 3 bit)", 3 + 19.0 / 128, 2)]
    [InlineData("awq", 4 + 20.0 / 128, 2)]
    [InlineData("nf4", 4.127, 1)] // the paper's figure: 8/64 + 32/(64 · 256) = 0.127 bits a weight for the constants
    public void Storage_of_the_papers(string transform, double bits, double operations)
    {
        var asked = With("apply " + transform);
        Assert.Equal(bits, asked.Cell("layer.q_proj", "weight_read", "decode") * 8 / Q, 3);
        Assert.Equal(operations * Q, asked.Cell("layer.q_proj", "vector_flops", "decode"));
    }

    [Fact]
    public void Ends_of_the_stack_stay_wider()
    {
        // Layers 0 and 3 at 8.125 bits, 1 and 2 at 4.125.
        var asked = With("apply mixed_precision(width: 4 bit, wide: 8 bit, edge: 1)");
        Assert.Equal(Q * 8.125 / 8, asked.Cell("layer[0].q_proj", "weight_read", "decode"));
        Assert.Equal(Q * 4.125 / 8, asked.Cell("layer[1].q_proj", "weight_read", "decode"));
        Assert.Equal((Parameters - L * Layer) * 2 + 2 * Layer * (8.125 + 4.125) / 8, asked.Output("memory.weights"));
        Assert.Contains("LLM3013", Said("apply mixed_precision(edge: 3)"));
    }

    [Fact]
    public void Layers_of_a_range()
    {
        // Layers 1 to 2 at 4.125 bits.
        var asked = With("apply weight_layers(first: 1, last: 2)");
        Assert.Equal((Parameters - 2 * Layer) * 2 + 2 * Layer * 4.125 / 8, asked.Output("memory.weights"));
        Assert.Contains("LLM3013", Said("apply weight_layers(first: 1, last: 4)"));
    }

    [Fact]
    public void Roles_have_widths_of_their_own()
    {
        // Attention 8.125 bits, MLPs 4.125, head 8.125, the embedding 16.
        var asked = With("apply weight_roles(attention: 8 bit, mlp: 4 bit, head: 8 bit)");
        var attention = 2 * H * H + 2 * H * KV;
        Assert.Equal((Parameters - L * Layer - V * H) * 2 + (L * attention + V * H) * 8.125 / 8 + L * 3 * H * F * 4.125 / 8, asked.Output("memory.weights"));
        Assert.Equal(V * H * 8.125 / 8, asked.Cell("lm_head", "weight_read", "decode"));
    }

    [Fact]
    public void What_is_no_width_is_refused()
    {
        Assert.Contains("LLM3013", Said("apply weight_only(width: 32 bit)"));
        Assert.Contains("LLM3013", Said("apply weight_only(group: 0)"));
    }
}
