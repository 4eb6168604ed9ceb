using LlmCostDsl.Compiler.Tests.Shared;
using static LlmCostDsl.Compiler.Tests.Techniques.Bench;

namespace LlmCostDsl.Compiler.Tests.Techniques;

/// <summary>Fusion, launches, chunks, the host's memory, several devices.</summary>
public class SystemTests
{
    [Fact]
    public void Shared_inputs_are_read_once()
    {
        // Queries, keys and values: the norm is read once instead of three times, the rest as before. Gate and up alike.
        var asked = With("apply fuse_qkv  apply fuse_gate_up");
        Assert.Equal((H + H * (H + 2 * KV) + H + KV) * 2, asked.Cell("layer.qkv", "bytes", "decode") - asked.Cell("layer.qkv", "cache_write", "decode"));
        Assert.Equal((H + 2 * H * F + 2 * F) * 2, asked.Cell("layer.gate_up", "bytes", "decode"));
        Assert.Equal(2 * H * (H + 2 * KV), asked.Cell("layer.qkv", "flops", "decode"));
    }

    [Fact]
    public void What_passes_between_stays_on_the_chip()
    {
        // Gate, up and their product: one input, one output of 1024.
        Assert.Equal((H + 2 * H * F + F) * 2, With("apply fuse_gated").Cell("layer.gate_up_act", "bytes", "decode"));
        // A product with its bias and activation; a product and its rotation.
        Assert.Equal((H + H * F + F + F) * 2, With("apply fuse_activation", "Ungated").Cell("layer.up_act", "bytes", "decode"));
        Assert.Equal((H + H * H + H) * 2, With("apply fuse_rope").Cell("layer.rotated", "bytes", "decode"));
        // The sum is written for the next residual too: two in, two out, and the norm's 512 weights.
        Assert.Equal((2 * H + 2 * H + H) * 2, With("apply fuse_add_norm").Cell("layer.add_norm", "bytes", "decode"));
        // A norm that one product alone reads: 512 in, its weights, the product's.
        Assert.Equal((H + H + H * (H + 2 * KV) + H + KV) * 2, With("apply fuse_qkv  apply fuse_norm").Cell("layer.norm_matmul", "bytes", "decode") - With("apply fuse_qkv").Cell("layer.qkv", "cache_write", "decode"));
    }

    [Fact]
    public void Launches()
    {
        // 1 µs each; recorded, an operator keeps a tenth of it, and the first of a step all of it.
        var eager = With(string.Empty, device: "Hosted");
        var recorded = With("apply recorded_launches(rest: 10%)", device: "Hosted");
        Assert.Equal(0.9e-6, eager.Cell("layer.act", "time", "decode") - recorded.Cell("layer.act", "time", "decode"), 12);
        Assert.Equal(eager.Cell("embed", "time", "decode"), recorded.Cell("embed", "time", "decode"));
        // A layer has 17 operators that move something, the step two more beside the embedding.
        Assert.Equal((17 * L + 2) * 0.9e-6, eager.Total("time", "decode") - recorded.Total("time", "decode"), 11);
    }

    [Fact]
    public void A_prompt_in_pieces()
    {
        // 255 tokens in pieces of 100: 100, 100 and 55 at contexts 100, 200 and 255. Each reads the weights, and what was cached before it: 0, 100 and 200 rows.
        var asked = With("apply chunked_prefill(chunk: 100)");
        Assert.Equal(3 * H * H * 2, asked.Sum("layer.q_proj", "weight_read"), 6);
        Assert.Equal(300 * KV * 2, asked.Sum("layer.scores", "cache_read"), 6);
        Assert.Equal(2 * H * (100 * 100 + 100 * 200 + 55 * 255), asked.Sum("layer.scores", "flops"), 3);
        Assert.Equal(With(string.Empty).Output("memory.cache"), asked.Output("memory.cache"));
        Assert.Equal(With(string.Empty).Output("memory.weights"), asked.Output("memory.weights"));
        // The head, and the norm before it, run for the last piece alone: 512 · 1000 weights once, 55 normalised rows of 512.
        Assert.Equal(1, asked.Count("lm_head", "prefill"));
        Assert.Equal(H * V * 2, asked.Cell("lm_head", "weight_read", "prefill"));
        Assert.Equal(55 * H * 2, asked.Cell("final_norm", "activation_write", "prefill"));
        Assert.Equal(3 * L, asked.Count("layer.q_proj", "prefill"));
    }

    [Theory]
    [InlineData(100, 100)]
    [InlineData(101, 1)]
    [InlineData(99, 99)]
    public void A_prompt_of_whole_pieces_or_of_one(double prompt, double last)
    {
        var asked = With("apply chunked_prefill(chunk: 100)", inputs: ("prompt", prompt));
        Assert.Equal(prompt * 2 * H * H, asked.Sum("layer.q_proj", "flops"), 3);
        Assert.Equal(last * H * 2, asked.Cell("final_norm", "activation_write", "prefill"));
    }

    [Fact]
    public void Weights_of_the_host()
    {
        // Half of a matrix crosses at 10 GB/s, whether a step waits for each or fetches all the while.
        var asked = With("apply offload_weights(share: 50%)", device: "Hosted");
        Assert.Equal(H * H * 2 / 2 / 10e9, asked.Cell("layer.q_proj", "host", "decode"), 12);
        Assert.Equal((Parameters - L * (Layer + 2 * H) / 2) * 2, asked.Output("memory.weights"));
        Assert.Equal(L * (Layer + 2 * H) * 2 / 2 / 10e9, With("apply offload_weights(share: 50%)", device: "Hosted", timing: "overlapped_offload").Output("tpot"), 9);
    }

    [Fact]
    public void Cache_of_the_host()
    {
        // A quarter of 255 stored rows comes in for keys, a quarter of the new row goes out.
        var asked = With("apply offload_cache(share: 25%)", device: "Hosted");
        Assert.Equal(P * KV * 2 / 4, asked.Cell("layer.scores", "host_read", "decode"));
        Assert.Equal(KV * 2 / 4, asked.Cell("layer.v_proj", "host_write", "decode"));
        Assert.Equal(P * KV * 2 / 4 / 10e9, asked.Cell("layer.scores", "host", "decode"), 12);
        Assert.Equal(0.75 * L * 2 * C * KV * 2, asked.Output("memory.cache"));
    }

    [Fact]
    public void Two_devices()
    {
        // Half of the heads and inner features; the sums behind outputs and down projection send 2 · (2 − 1) / 2 · 512 · 2 bytes each.
        var asked = With("apply tensor_parallel(ways: 2)", device: "Hosted");
        Assert.Equal(2 * H * H / 2, asked.Cell("layer.q_proj", "flops", "decode"));
        Assert.Equal(H * 2, asked.Cell("layer.o_proj", "wire", "decode"));
        Assert.Equal(H * 2 / 100e9, asked.Cell("layer.down_proj", "network", "decode"), 12);
        Assert.Equal((Parameters - L * Layer / 2) * 2, asked.Output("memory.weights"));
        Assert.Equal(L * 2 * C * KV, asked.Output("memory.cache"));
        Assert.Contains("LLM3013", Said("apply tensor_parallel(ways: 3)"));
        // Of latent attention the heads divide, and the latent row does not: 2 layers of 256 rows of 128 + 32.
        var latent = With("apply tensor_parallel(ways: 2)", "Latent", "Hosted");
        Assert.Equal(2 * H * 4 * (64 + 32), latent.Cell("layer[0].q_up", "flops", "decode"));
        Assert.Equal(2 * C * (128 + 32) * 2, latent.Output("memory.cache"));
        // Heads keep their width where a model says no more than how many there are: 3 of 6 heads of 64, of 384 features, for 256 patches; two cards are paid.
        Question Drawn(params string[] transforms) => Question.Ask(string.Empty, new AnalysisRequest("models.dit.DiT_S_2", null, "A6000", new(transforms)));
        var (one, two) = (Drawn(), Drawn("tensor_parallel(ways: 2)"));
        Assert.Equal(2 * 256 * 384 * (3 * 64), two.Cell("layer.q_proj", "flops", "pass"));
        Assert.Equal(2 * one.Output("energy") / one.Output("latency"), two.Output("energy") / two.Output("latency"), 6);
        // Nothing to divide.
        Assert.Contains("LLM3013", Said("apply tensor_parallel(ways: 2)", "Blank"));
    }

    [Theory]
    [InlineData("apply lora(rank: 8, everywhere: true)  apply tensor_parallel(ways: 2)")]
    [InlineData("apply llm_int8  apply tensor_parallel(ways: 2)")]
    public void Two_devices_meet_once_behind_each_row_split_matrix(string apply)
    {
        // What stands in the matrix's place is summed, not the matrix as well: two sums a layer, 2 · (2 − 1) / 2 · 512 · 2 bytes each.
        var asked = With(apply, device: "Hosted");
        Assert.Equal(2 * L * H * 2, asked.Total("wire", "decode"));
    }
}
