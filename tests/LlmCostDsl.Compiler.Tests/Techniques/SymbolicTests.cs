using static LlmCostDsl.Compiler.Tests.Techniques.Bench;

namespace LlmCostDsl.Compiler.Tests.Techniques;

/// <summary>Arguments that decide no structure may be inputs: compiled once with the input at another value, a technique answers as with the argument written out.</summary>
public class SymbolicTests
{
    [Theory]
    [InlineData("weight_only(width: {0})", "bits in 1 bit..16 bit = 4 bit", "6 bit", 0.75)]
    [InlineData("quantize(w: 8 bit, a: 8 bit, kv: {0})", "bits in 1 bit..16 bit = 16 bit", "4 bit", 0.5)]
    [InlineData("fp8_blocks(block: {0})", "count in 1..128 = 128", "64", 64)]
    [InlineData("kivi(residual: {0})", "count in 0..256 = 128", "64", 64)]
    [InlineData("mixed_precision(width: {0}, edge: 1)", "bits in 1 bit..16 bit = 4 bit", "3 bit", 0.375)]
    [InlineData("unstructured_sparsity(sparsity: {0})", "ratio in 0..90% = 50%", "75%", 0.75)]
    [InlineData("prune_ffn(keep: {0})", "ratio in 10%..100% = 100%", "50%", 0.5)]
    [InlineData("predicted_mlp(rank: 32, active: {0})", "ratio in 1%..100% = 100%", "25%", 0.25)]
    [InlineData("lora(rank: {0})", "count in 1..64 = 8", "16", 16)]
    [InlineData("compressed_cache(ratio: {0})", "ratio in 1..8 = 1", "2", 2)]
    [InlineData("shared_prefix(prefix: {0})", "count in 1..200 = 1", "100", 100)]
    [InlineData("mixture_of_depths(capacity: {0})", "ratio in 1%..100% = 100%", "50%", 0.5)]
    [InlineData("early_exit(depth: {0})", "ratio in 1%..100% = 100%", "50%", 0.5)]
    [InlineData("speculative(draft: Half, gamma: {0})", "count in 1..8 = 4", "2", 2)]
    [InlineData("speculative(draft: Half, acceptance: {0})", "ratio in 0..1 = 80%", "50%", 0.5)]
    [InlineData("lookahead(acceptance: {0})", "ratio in 0..1 = 80%", "50%", 0.5)]
    [InlineData("chunked_prefill(chunk: {0})", "count in 1..512 = 512", "100", 100)]
    [InlineData("offload_weights(share: {0})", "ratio in 0..1 = 0", "25%", 0.25)]
    [InlineData("tensor_parallel(ways: {0})", "count in 1..8 = 1", "2", 2)]
    public void An_argument_as_an_input(string transform, string input, string argument, double value)
    {
        string[] figures = ["latency", "memory.weights", "memory.cache"];
        string Apply(string with) => "apply " + string.Format(System.Globalization.CultureInfo.InvariantCulture, transform, with);
        var written = With(Apply(argument), device: "Hosted", inputs: ("output", 20));
        var open = With(Apply("v") + "  input v: " + input, device: "Hosted", inputs: [("output", 20), ("v", value)]);
        Assert.All(figures, f => Assert.Equal(1, open.Output(f) / written.Output(f), 9));
    }
}
