using LlmCostDsl.Compiler.Tests.Shared;

namespace LlmCostDsl.Compiler.Tests.Techniques;

/// <summary>
/// A model small enough to count by hand and devices of round figures. Of 16 bit unless said: hidden 512, 4 layers, 8 heads of 64 over 2 key heads, inner
/// features 1024, vocabulary 1000. A request has 255 tokens in and 2 out, so that the one decode turn attends 256 positions.
/// </summary>
internal static class Bench
{
    public const double H = 512, L = 4, Heads = 8, D = 64, KV = 128, F = 1024, V = 1000;

    /// <summary>Tokens of the prompt, and positions of the decode turn.</summary>
    public const double P = 255, C = 256;

    /// <summary>Weights of a layer's matrices: queries, outputs, keys, values, and the three of the MLP.</summary>
    public const double Layer = 2 * H * H + 2 * H * KV + 3 * H * F;

    /// <summary>All weights: layers with two norms, embedding, head, last norm.</summary>
    public const double Parameters = L * (Layer + 2 * H) + 2 * V * H + H;

    public const string Words = """
        import architectures.decoder
        import architectures.deepseek
        import architectures.dit
        import architectures.mamba
        import models.llama
        model Small     : Decoder(hidden: 512, layers: 4, heads: 8, kv_heads: 2, ffn: 1024, vocab: 1000)
        model Alike     : Decoder(hidden: 512, layers: 4, heads: 8, ffn: 1024, vocab: 1000)
        model Ungated   : Decoder(hidden: 512, layers: 4, heads: 8, ffn: 1024, vocab: 1000, gated: false, rotary: 0, mlp_bias: true, activation_work: 1)
        model Half      : Decoder(hidden: 512, layers: 2, heads: 8, kv_heads: 2, ffn: 1024, vocab: 1000)
        model Other     : Decoder(hidden: 512, layers: 2, heads: 8, kv_heads: 2, ffn: 1024, vocab: 999)
        model Blank     : Mamba(hidden: 64, layers: 2, vocab: 1000)
        model Latent    : DeepSeek(hidden: 512, layers: 2, heads: 8, vocab: 1000, kv_lora: 128, nope: 64, rotary: 32, v_dim: 64, dense_layers: 1, ffn: 1024,
                                   experts: 4, active: 2, shared: 1, expert_ffn: 256)
        /// 100 TFLOP/s at 16 bit, 10 outside the matrix unit, 1 TB/s.
        hardware Plain   { bandwidth = 1 TB/s  capacity = 1 TB  peak_fp32 = 10 TFLOP/s  peak_fp16 = 100 TFLOP/s }
        /// INT8 and INT4, no floats of 8 bit; 2:4.
        hardware Whole   : Plain { peak_int8 = 200 TFLOP/s  peak_int4 = 400 TFLOP/s  sparse_speedup = 2 }
        /// INT8 and FP8, no INT4.
        hardware Newer   : Plain { peak_int8 = 200 TFLOP/s  peak_fp8 = 200 TFLOP/s  sparse_speedup = 2 }
        /// FP8 and FP4, INT8 cut to less than FP16.
        hardware Newest  : Plain { peak_int8 = 5 TFLOP/s  peak_fp8 = 200 TFLOP/s  peak_fp4 = 400 TFLOP/s }
        hardware Hosted  : Plain { host_bandwidth = 10 GB/s  host_memory_bandwidth = 50 GB/s  launch = 1 us  onchip = 32 KiB  link_bandwidth = 100 GB/s }

        """;

    /// <summary>The request under transforms: <c>apply a  apply b(…)</c>.</summary>
    public static Question With(string apply, string model = "Small", string device = "Plain", string rest = "", string timing = "roofline", params (string Name, double Value)[] inputs)
        => Question.Ask(Spec(apply, model, device, rest, timing), inputs);

    /// <summary>What is said of it where mistakes or warnings are expected.</summary>
    public static string[] Said(string apply, string model = "Small", string device = "Plain", string rest = "")
        => [.. Question.Try(Spec(apply, model, device, rest, "roofline")).Ids.Distinct()];

    /// <summary>What an evaluation refuses, in words.</summary>
    public static IReadOnlyList<string> Refusals(string apply, string device = "Plain") => Question.Try(Spec(apply, "Small", device, string.Empty, "roofline")).Errors;

    /// <summary>A figure over all executions of an operator in a layer: of a sum of steps a row shows the mean.</summary>
    public static double Sum(this Question asked, string row, string column, string step = "prefill") => asked.Cell(row, column, step) * asked.Count(row, step) / L;

    /// <summary>Operations of the matrix unit a second at which an operator runs.</summary>
    public static double Rate(this Question asked, string row, string step = "decode") => asked.Cell(row, "flops", step) / asked.Cell(row, "compute", step);

    private static string Spec(string apply, string model, string device, string rest, string timing) => Words + rest + $$"""

        analysis A {
            model {{model}}  {{apply}}  schedule generate(prompt, output)  timing {{timing}}  on {{device}}
            input batch:  count in 1..64 = 1
            input prompt: count in 1..65536 = 255
            input output: count in 1..65536 = 2
        }
        """;
}
