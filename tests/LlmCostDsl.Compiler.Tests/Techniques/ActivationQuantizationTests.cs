using static LlmCostDsl.Compiler.Tests.Techniques.Bench;

namespace LlmCostDsl.Compiler.Tests.Techniques;

/// <summary>Narrow operands on both sides, and the unit that multiplies them. One token in decode: 512 inputs and 512 results of a query projection.</summary>
public class ActivationQuantizationTests
{
    private const double Q = H * H;

    [Fact]
    public void Weights_activations_and_cache()
    {
        var asked = With("apply quantize(w: 8 bit, a: 8 bit, kv: 8 bit)", device: "Whole");
        Assert.Equal(Q, asked.Cell("layer.q_proj", "weight_read", "decode"));
        // The norm is read by q, k and v alone: written narrow, at a scale and a rounding more than its own 4 operations an element.
        Assert.Equal(H, asked.Cell("layer.attn_norm", "activation_write", "decode"));
        Assert.Equal(H, asked.Cell("layer.q_proj", "activation_read", "decode"));
        Assert.Equal((4 + 2) * H, asked.Cell("layer.attn_norm", "vector_flops", "decode"));
        // Results come back by one scale each, at 16 bit, and the residual never left.
        Assert.Equal(H, asked.Cell("layer.q_proj", "vector_flops", "decode"));
        Assert.Equal(2 * H, asked.Cell("layer.q_proj", "activation_write", "decode"));
        // Of values this token's alone, narrowed once more for the cache: one scale, and two operations.
        Assert.Equal(3 * KV, asked.Cell("layer.v_proj", "vector_flops", "decode"));
        Assert.Equal(3 * 2 * H, asked.Cell("layer.attn_add", "bytes", "decode"));
        Assert.Equal(200e12, asked.Rate("layer.q_proj"), 1);
        // The head multiplies what it always did.
        Assert.Equal(V * H * 2 + H * 2 + V * 2, asked.Cell("lm_head", "bytes", "decode"));
        // Keys and values of 4 layers, 256 positions, one byte each.
        Assert.Equal(L * 2 * C * KV, asked.Output("memory.cache"));
        Assert.Equal((Parameters - L * Layer) * 2 + L * Layer, asked.Output("memory.weights"));
    }

    [Theory]
    [InlineData("quantize(w: 8 bit, a: 8 bit)", "Whole", 200e12, false)]
    [InlineData("quantize(w: 4 bit, a: 4 bit)", "Whole", 400e12, false)]
    [InlineData("quantize(w: 4 bit, a: 4 bit)", "Newer", 200e12, true)]                  // no INT4: widened to INT8
    [InlineData("quantize(w: 8 bit, a: 8 bit)", "Newest", 100e12, true)]                 // INT8 cut: FP16 is faster
    [InlineData("quantize(w: 8 bit, a: 8 bit)", "Plain", 100e12, true)]
    [InlineData("fp8", "Newer", 200e12, false)]
    [InlineData("fp8", "Whole", 100e12, true)]                                          // no FP8: INT8 multiplies no floats
    [InlineData("mx", "Newest", 400e12, false)]
    [InlineData("nvfp4", "Newest", 400e12, false)]
    [InlineData("mx", "Newer", 200e12, true)]                                           // no FP4: widened to FP8
    [InlineData("mx(w: 6 bit, a: 6 bit)", "Newest", 200e12, false)]                      // FP6 goes at the rate of FP8
    [InlineData("mx(w: 4 bit, a: 16 bit)", "Newest", 100e12, true)]
    [InlineData("w4a8", "Whole", 200e12, true)]                                         // 4-bit weights become INT8 in registers
    public void The_unit_is_what_the_device_has(string transform, string device, double rate, bool widened)
    {
        var asked = With("apply " + transform, device: device);
        Assert.Equal(rate, asked.Rate("layer.q_proj"), 1);
        // One operation a weight where they are widened; an operation for each of 512 inputs and 512 results at most beside it.
        Assert.Equal(widened, asked.Cell("layer.q_proj", "vector_flops", "decode") >= Q);
    }

    [Theory]
    [InlineData("fp8", 8, 8)]
    [InlineData("fp8_blocks", 8 + 32.0 / (128 * 128), 8 + 32.0 / 128)]
    [InlineData("mx(w: 8 bit, a: 8 bit)", 8.25, 8.25)]                                  // OCP MX: 8 bit for 32
    [InlineData("mx", 4.25, 4.25)]
    [InlineData("nvfp4", 4.5, 4.5)]                                                     // 8 bit for 16
    [InlineData("w4a8", 4 + 12.0 / 128, 8)]
    public void Scales_are_stored_beside(string transform, double weight, double activation)
    {
        var asked = With("apply " + transform, device: "Newest");
        Assert.Equal(weight, asked.Cell("layer.q_proj", "weight_read", "decode") * 8 / Q, 9);
        Assert.Equal(activation, asked.Cell("layer.q_proj", "activation_read", "decode") * 8 / H, 9);
    }

    [Fact]
    public void Blocks_are_summed_outside_the_matrix_unit()
    {
        // 512 products a result are 4 blocks of 128: 512 results · 4 multiply-adds, 2 operations each, and a scale for each result. The norm before finds
        // its own scales: absolute value, maximum, scale, round beside its 4.
        var asked = With("apply fp8_blocks", device: "Newer");
        Assert.Equal(H * 4 * 2 + H, asked.Cell("layer.q_proj", "vector_flops", "decode"));
        Assert.Equal((4 + 4) * H, asked.Cell("layer.attn_norm", "vector_flops", "decode"));
    }

    [Fact]
    public void Smooth_quant_multiplies_attention_at_eight_bit_too()
    {
        var asked = With("apply smooth_quant", device: "Whole");
        Assert.Equal(200e12, asked.Rate("layer.scores"), 1);
        Assert.Equal(200e12, asked.Rate("layer.down_proj"), 1);
        Assert.Equal(L * 2 * C * KV, asked.Output("memory.cache"));
        Assert.Equal(100e12, With("apply smooth_quant", device: "Newest").Rate("layer.scores"), 1);
    }

    [Fact]
    public void Outliers_take_a_product_of_their_own()
    {
        // 1/128 of 512 features: 4 outliers at 16 bit; all features at 8 bit, as the kernel zeroes the outliers. More than 99% of the products are of 8 bit.
        var asked = With("apply llm_int8(outliers: 1 / 128)", device: "Whole");
        Assert.Equal(Q, asked.Cell("layer.q_proj.main", "weight_read", "decode"));
        Assert.Equal(4 * H * 2, asked.Cell("layer.q_proj.wide", "weight_read", "decode"));
        Assert.Equal(2 * Q, asked.Cell("layer.q_proj.main", "flops", "decode"));
        Assert.Equal(2 * 4 * H, asked.Cell("layer.q_proj.wide", "flops", "decode"));
        Assert.Equal(200e12, asked.Rate("layer.q_proj.main"), 1);
        Assert.Equal(100e12, asked.Rate("layer.q_proj.wide"), 1);
        // The pass that narrows: 2 bytes in, 1 out, 4 operations an element.
        Assert.Equal(3 * H, asked.Cell("layer.q_proj.narrow", "bytes", "decode"));
        Assert.Equal(4 * H, asked.Cell("layer.q_proj.narrow", "vector_flops", "decode"));
        // Back by the scales of row and column.
        Assert.Equal(2 * H, asked.Cell("layer.q_proj.main", "vector_flops", "decode"));
        // 512 inputs have 4 outliers, the 1024 of the down projection 8.
        var outliers = 4 * (2 * H + 2 * KV + 2 * F) + 8 * H;
        Assert.Equal((Parameters - L * Layer) * 2 + L * (Layer + outliers * 2), asked.Output("memory.weights"));
    }

    [Fact]
    public void Outliers_of_experts()
    {
        // One layer of 4 experts, 2 of them active, inner features 256. 1/128 of 512 features are 4, of 256 are 2; the active slices of the second matrix have 2 each.
        var asked = With("apply llm_int8(outliers: 1 / 128)", "Mixed", "Whole", "model Mixed : Decoder(hidden: 512, layers: 1, heads: 8, ffn: 1024, vocab: 1000, experts: 4, active: 2, expert_ffn: 256)");
        Assert.Equal(2 * H * 256, asked.Cell("layer.gate_proj.main", "weight_read", "decode"));
        Assert.Equal(2 * 4 * 256 * 2, asked.Cell("layer.gate_proj.wide", "weight_read", "decode"));
        Assert.Equal(2 * 2 * H * 2, asked.Cell("layer.down_proj.wide", "weight_read", "decode"));
        Assert.Equal(2 * 2 * 2 * H, asked.Cell("layer.down_proj.wide", "flops", "decode"));
        // Queries, keys, values, outputs; four experts' three matrices; beside them router, norms, embedding and head at 16 bit.
        var matrices = 4 * H * H + 4 * 3 * H * 256;
        var outliers = 4 * 4 * H + 4 * (2 * 4 * 256 + 2 * H);
        Assert.Equal(matrices + (outliers + 4 * H + 2 * H + 2 * V * H + H) * 2, asked.Output("memory.weights"));
    }

    [Fact]
    public void Attention_math()
        => Assert.Equal(200e12, With("apply attention_math", device: "Newer").Rate("layer.mixed"), 1);

    [Fact]
    public void What_is_no_width_is_refused()
    {
        Assert.Contains("LLM3013", Said("apply quantize(w: 0 bit)"));
        Assert.Contains("LLM3013", Said("apply mx(w: 16 bit)"));
        Assert.Contains("LLM3013", Said("apply llm_int8(outliers: 0)"));
    }
}
