using LlmCostDsl.Compiler.Tests.Shared;

namespace LlmCostDsl.Compiler.Tests.Catalogue;

/// <summary>
/// The prelude is right where the reference tool is not. Expectations are arithmetic on Llama-2-7B's dimensions, or the corrected figures of an
/// independent re-derivation of LLM-Viewer 472f71f ("LLM-Viewer vs corrected", items 1-3, 5-10 and 27-29 of specs/std/README.md).
/// </summary>
public class PreludeTests
{
    // Llama-2-7B: hidden, MLP width, layers, vocabulary; a prompt.
    private const double H = 4096, I = 11008, L = 32, V = 32000, S = 2048, Heads = 32;

    [Theory]
    [InlineData("Llama-2-7b-hf", "Llama2_7B", false, -0.084)]
    [InlineData("Llama-2-70b-hf", "Llama2_70B", false, -0.079)]
    [InlineData("Llama-2-7b-hf", "Llama2_7B", true, 0.71)]
    [InlineData("Llama-2-70b-hf", "Llama2_70B", true, 0.53)]
    public void Prefill_traffic_differs_from_the_reference_by_what_was_wrong(string theirs, string ours, bool flash, double difference)
    {
        var reference = Ask("ViewerAnalyze", "nvidia_A100_80G", "compat.llm_viewer." + theirs, [], ("flash", flash ? 1 : 0));
        var right = Ask(ours, "A100_80GB_SXM", null, flash ? ["flash_attention"] : []);
        Assert.Equal(difference, (reference.Total("bytes", "prefill") / right.Total("bytes", "prefill")) - 1, 0.006);
    }

    [Fact]
    public void A_residual_add_reads_two_tensors_and_the_gated_activation_is_as_wide_as_the_mlp()
    {
        var a = Ask("Llama2_7B", "A6000", null, []);
        Assert.Equal(3 * S * H * 2, a.Cell("layer.attn_add", "bytes", "prefill"));
        Assert.Equal(3 * S * I * 2, a.Cell("layer.act", "bytes", "prefill"));
        Assert.Equal(2 * S * H * 2 + H * 2, a.Cell("layer.attn_norm", "bytes", "prefill"));
    }

    [Fact]
    public void The_head_multiplies_and_adds_for_every_sequence()
    {
        var a = Ask("Llama2_7B", "A6000", null, [], ("batch", 16));
        Assert.Equal(2 * 16 * H * V, a.Cell("lm_head", "flops", "decode"));
        Assert.Equal(16 * (H + V) * 2 + H * V * 2, a.Cell("lm_head", "bytes", "decode"));
        Assert.Equal(16 * (H + V) * 2 + H * V * 2, a.Cell("lm_head", "bytes", "prefill"));
    }

    [Fact]
    public void Fused_attention_writes_one_row_a_query_and_skips_what_the_mask_hides()
    {
        var eager = Ask("Llama2_7B", "A6000", null, []);
        var fused = Ask("Llama2_7B", "A6000", null, ["flash_attention"]);
        Assert.Equal(S * H * 2, fused.Cell("layer.fused_attention", "activation_write", "prefill"));
        Assert.Equal(3 * S * H * 2, fused.Cell("layer.fused_attention", "activation_read", "prefill"));
        Assert.Equal(4 * S * S * H * (S + 1) / (2 * S), fused.Cell("layer.fused_attention", "flops", "prefill"));
        Assert.Equal(4 * S * S * H, eager.Cell("layer.scores", "flops", "prefill") + eager.Cell("layer.mixed", "flops", "prefill"));
    }

    [Fact]
    public void Grouped_keys_are_read_once_for_their_group()
    {
        // Llama-2-70B: 8 key heads of 128; keys and values of 2049 positions, decode step after a prompt of 2048.
        var a = Ask("Llama2_70B", "A100_80GB_SXM", null, ["flash_attention"], ("output", 2));
        Assert.Equal(2 * 2048 * 8 * 128 * 2, a.Cell("layer.fused_attention", "cache_read", "decode"));
    }

    [Fact]
    public void The_footprint_holds_everything_once_and_the_moment_that_needs_most()
    {
        var eager = Ask("Llama2_7B", "A6000", null, []);
        Assert.Equal(6_738_415_616 * 2d, eager.Output("memory.weights"));
        // At the softmax: the residual, scores and probabilities of all heads.
        Assert.Equal((S * H + 2 * Heads * S * S) * 2, eager.Output("memory.activations"));
        // At the activation: the residual, gate, up and their product.
        Assert.Equal((S * H + 3 * S * I) * 2, Ask("Llama2_7B", "A6000", null, ["flash_attention"]).Output("memory.activations"));
        // Keys and values of the prompt and of every token but the last, which is never attended.
        Assert.Equal(2 * L * (S + 255) * H * 2, eager.Output("memory.cache"));
    }

    [Fact]
    public void A_request_of_one_token_is_its_prefill()
    {
        var one = Ask("Llama2_7B", "A6000", null, [], ("output", 1));
        Assert.Equal(one.Output("ttft"), one.Output("latency"));
        Assert.Equal(0, one.Output("tpot"));
        var two = Ask("Llama2_7B", "A6000", null, [], ("output", 2));
        // The one decode step attends the prompt and itself.
        Assert.Equal(two.Output("ttft") + two.Total("time", "decode"), two.Output("latency"), 1e-12);
        Assert.Equal(2 * Heads * (S + 1) * 128, two.Cell("layer.scores", "flops", "decode"));
    }

    [Fact]
    public void A_diffusion_transformer_keeps_no_cache_and_costs_what_its_paper_says()
    {
        // Peebles and Xie, table 4: DiT-XL/2 at 256 × 256 is 118.64 Gflops, a multiply-add counted once.
        var a = Ask("models.dit.DiT_XL_2", "A100_80GB_SXM", null, []);
        Assert.Equal(118.64e9, a.Total("flops", "pass") / 2, 0.05e9);
        Assert.Equal(0, a.Total("cache_write", "pass"));
    }

    [Fact]
    public void The_math_runs_where_operands_and_device_allow()
    {
        double Rate(string device, string transform)
        {
            var a = Ask("Llama2_7B", device, null, [transform]);
            return a.Cell("layer.q_proj", "flops", "prefill") / a.Cell("layer.q_proj", "compute", "prefill");
        }

        // W8A8 on INT8; on V100 whose INT8 is slower than FP16, on FP16; W4A4 on a part without INT4, on INT8; W4A16 on FP16.
        Assert.Equal(624e12, Rate("A100_80GB_SXM", "quantize(w: 8 bit, a: 8 bit)"), 1e6);
        Assert.Equal(125e12, Rate("V100_SXM2", "quantize(w: 8 bit, a: 8 bit)"), 1e6);
        Assert.Equal(1248e12, Rate("A100_80GB_SXM", "quantize(w: 4 bit, a: 4 bit)"), 1e6);
        Assert.Equal(1978.9e12, Rate("H100_SXM", "quantize(w: 4 bit, a: 4 bit)"), 1e6);
        Assert.Equal(989.4e12, Rate("H100_SXM", "weight_only(width: 4 bit)"), 1e6);
    }

    private static Question Ask(string target, string device, string? model, string[] transforms, params (string Name, double Value)[] inputs)
        => Question.Ask(string.Empty, new AnalysisRequest(target, model, device, new(transforms)), inputs);
}
