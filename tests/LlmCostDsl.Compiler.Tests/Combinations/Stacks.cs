using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Tests.Combinations;

/// <summary>
/// The five kinds of architecture, each as a stack of four small layers, with the companions that techniques ask for: <c>X_Small</c>, a model of its own with
/// the same vocabulary; <c>X_Thin</c>, X without a layer in decode; <c>X_Head</c>, a layer on X's features. A <c>Tower</c> serves all.
/// </summary>
internal static class Stacks
{
    /// <summary>Every query head with keys of its own, groups of two, routed experts, latent attention, state spaces.</summary>
    public static readonly string[] All = ["Dense", "Grouped", "Mixture", "Latent", "Recurrent"];

    // A prompt of no round number and several sequences: what is rounded up, shared or touched by chance shows. All is constant, so that formulas are numbers
    // and a combination costs milliseconds; techniques alone are evaluated with open inputs elsewhere.
    private const string Words = """
        import architectures.decoder
        import architectures.deepseek
        import architectures.mamba
        import architectures.vit

        model Dense           : Decoder(hidden: 512, layers: 4, heads: 8, ffn: 1024, vocab: 1000)
        model Dense_Small     : Decoder(hidden: 256, layers: 2, heads: 4, ffn: 512, vocab: 1000)
        model Grouped         : Decoder(hidden: 512, layers: 4, heads: 8, kv_heads: 4, ffn: 1024, vocab: 1000, tied: true, qk_norm: true)
        model Grouped_Small   : Decoder(hidden: 256, layers: 2, heads: 4, kv_heads: 2, ffn: 512, vocab: 1000)
        model Mixture         : Decoder(hidden: 512, layers: 4, heads: 8, kv_heads: 4, ffn: 1024, vocab: 1000, experts: 4, active: 2)
        model Mixture_Small   : Decoder(hidden: 256, layers: 2, heads: 4, kv_heads: 2, ffn: 512, vocab: 1000, experts: 2, active: 1)
        model Latent          : DeepSeek(hidden: 512, layers: 4, heads: 8, vocab: 1000, kv_lora: 128, nope: 64, rotary: 32, v_dim: 64, dense_layers: 1, ffn: 1024,
                                         experts: 4, active: 2, shared: 1, expert_ffn: 512)
        model Latent_Small    : DeepSeek(hidden: 256, layers: 2, heads: 4, vocab: 1000, kv_lora: 64, nope: 32, rotary: 16, v_dim: 32, dense_layers: 1, ffn: 512,
                                         experts: 4, active: 2, shared: 1, expert_ffn: 128)
        model Recurrent       : Mamba(hidden: 512, layers: 4, vocab: 1000)
        model Recurrent_Small : Mamba(hidden: 256, layers: 2, vocab: 1000)
        model Tower           : ViT(hidden: 256, layers: 2, heads: 4, image: 64)

        hardware Complete {
            bandwidth = 1 TB/s      peak_fp32 = 10 TFLOP/s  peak_fp16 = 100 TFLOP/s  peak_fp8 = 200 TFLOP/s  peak_int8 = 200 TFLOP/s  peak_fp4 = 400 TFLOP/s
            peak_int4 = 400 TFLOP/s sparse_speedup = 2      onchip = 32 KiB
        }

        /// Work at a pace that all devices keep: every channel counts.
        timing pace {
            compute = it.flops * it.math / 16 bit / it.speedup / 100 TFLOP/s
            vector  = it.vector_flops / 10 TFLOP/s
            traffic = (it.bytes + it.wire + it.host_read + it.host_write + it.host_work) / 1 TB/s
            time    = compute + vector + traffic + it.overhead + it.launches * 1 us
        }

        /// One step of each phase, for what changes no turns.
        schedule steps {
            prefill = step(prefill, tokens: 701, context: 701, batch: 3)
            decode  = step(decode, tokens: 1, context: 702, batch: 3)
            let both = prefill + decode
            memory.weights     = both.weights
            memory.cache       = both.cache
            memory.activations = both.activations
        }

        """;

    /// <summary>Models, device, and two analyses for each stack: <c>Steps_X</c> of a step of each phase, <c>Turns_X</c> of a request.</summary>
    public static readonly SourceText Text = new("combinations.llmspec", Words + string.Concat(All.Select(Analyses)));

    private static string Analyses(string stack) => $$"""

        model {{stack}}_Thin : {{stack}} { apply skip_layers(skipped: {1}) }
        model {{stack}}_Head : {{stack}}_Small(layers: 1) { apply on_features }
        analysis Steps_{{stack}} {
            model {{stack}}  schedule steps  timing pace  on Complete
            parts.prefill.weights     = prefill.weights
            parts.prefill.cache       = prefill.cache
            parts.prefill.activations = prefill.activations
            parts.decode.weights      = decode.weights
            parts.decode.cache        = decode.cache
            parts.decode.activations  = decode.activations
        }
        analysis Turns_{{stack}} { model {{stack}}  schedule generate(prompt: 701, output: 3, batch: 3)  timing pace  on Complete }

        """;
}
