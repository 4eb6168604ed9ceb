using static LlmCostDsl.Compiler.Tests.Techniques.Bench;

namespace LlmCostDsl.Compiler.Tests.Techniques;

/// <summary>Experts, depths, exits.</summary>
public class StructureTests
{
    [Fact]
    public void Dense_layers_become_experts()
    {
        // 8 copies of each MLP and a router of 512 × 8; 2 of them for a token: twice the operations, 2/8 of the experts read.
        var asked = With("apply upcycle");
        Assert.Equal((Parameters + L * (7 * 3 * H * F + 8 * H)) * 2, asked.Output("memory.weights"));
        Assert.Equal(2 * 2 * H * F, asked.Cell("layer.up_proj", "flops", "decode"));
        Assert.Equal(2 * H * F * 2, asked.Cell("layer.gate_proj", "weight_read", "decode"));
        // Every second layer, 32 experts, as in the paper.
        var half = With("apply upcycle(experts: 32, period: 2)");
        Assert.Equal((Parameters + 2 * (31 * 3 * H * F + 32 * H)) * 2, half.Output("memory.weights"));
        Assert.Contains("LLM3013", Said("apply upcycle(experts: 2, active: 3)"));
    }

    [Fact]
    public void Experts_of_an_mlp_without_gate_keep_their_biases()
    {
        // Two matrices and biases of 1024 and 512 a copy.
        var dense = With(string.Empty, "Ungated");
        var asked = With("apply upcycle", "Ungated");
        Assert.Equal(L * (7 * (2 * H * F + F + H) + 8 * H) * 2, asked.Output("memory.weights") - dense.Output("memory.weights"));
    }

    [Fact]
    public void Early_exit()
    {
        // Half of the layers on average; keys and values of all four; an exit behind every second layer but the last, on the vocabulary head.
        var asked = With("apply early_exit(depth: 50%, every_layers: 2)");
        Assert.Equal(0.5 * 2, asked.Count("layer[0].up_proj", "decode"));
        Assert.Equal(2, asked.Count("layer[0].v_proj", "decode"));
        Assert.Equal(0.5, asked.Count("layer[1].mlp_add.exit", "decode"));
        Assert.Equal(2 * V * H, asked.Cell("layer[1].mlp_add.exit", "flops", "decode"));
        Assert.Equal(Parameters * 2, asked.Output("memory.weights"));
        Assert.Equal(With(string.Empty).Output("ttft"), asked.Output("ttft"));
    }

    [Fact]
    public void Layers_left_out_in_decode()
    {
        // Two of four layers run; the head does.
        var asked = With("apply skip_layers(skipped: {1, 2})");
        Assert.Equal(2 * Layer + V * H, asked.Total("weight_read", "decode") / 2 - 2 * 2 * H - H - H);
        Assert.Equal(With(string.Empty).Output("memory.weights"), asked.Output("memory.weights"));
        Assert.Equal(With(string.Empty).Output("ttft"), asked.Output("ttft"), 15);
    }

    [Fact]
    public void Mixture_of_depths()
    {
        // A quarter of 256 tokens in layers 1 and 3: a quarter of a projection, a sixteenth of the pairs, a quarter of the cache; a router of 512 weights.
        var asked = With("apply mixture_of_depths(capacity: 25%)", inputs: [("prompt", 256), ("batch", 2)]);
        var dense = With(string.Empty, inputs: [("prompt", 256), ("batch", 2)]);
        Assert.Equal(dense.Cell("layer.q_proj", "flops", "prefill") / 4, asked.Cell("layer[1].q_proj", "flops", "prefill"));
        Assert.Equal(dense.Cell("layer.scores", "flops", "prefill") / 16, asked.Cell("layer[1].scores", "flops", "prefill"));
        Assert.Equal(dense.Cell("layer.q_proj", "flops", "prefill"), asked.Cell("layer[0].q_proj", "flops", "prefill"));
        Assert.Equal(dense.Output("memory.cache") * (1 + 0.25) / 2, asked.Output("memory.cache"), 6);
        Assert.Equal((Parameters + 2 * H) * 2, asked.Output("memory.weights"));
        // Decode reads a layer's weights if either sequence goes through it: 1 − 0.75².
        Assert.Equal(0.4375 * H * H * 2, asked.Cell("layer[1].q_proj", "weight_read", "decode"));
        Assert.Contains("LLM3013", Said("apply mixture_of_depths(capacity: 0)"));
    }
}
