using LlmCostDsl.Compiler.Tests.Shared;
using static LlmCostDsl.Compiler.Tests.Techniques.Bench;

namespace LlmCostDsl.Compiler.Tests.Techniques;

/// <summary>
/// Several tokens a turn. Of a request with 2 tokens there is one turn, at a context of 256 before it drafts; the number of turns of a longer one says how
/// many tokens each yields.
/// </summary>
public class DecodingTests
{
    private const string Draft = "model Draft : Decoder(hidden: 256, layers: 1, heads: 4, ffn: 512, vocab: 1000)\n";

    // Operations of the model's matrices for a token in decode, of its attention for a pair, and the same of the draft.
    private const double Token = 2 * (L * Layer + V * H), Pair = L * 4 * H;
    private const double DraftToken = 2 * (4 * 256 * 256 + 3 * 256 * 512 + V * 256), DraftPair = 4 * 256;

    [Fact]
    public void Speculative_decoding()
    {
        // 4 steps of the draft at contexts 256 to 259, on average 257.5; 5 tokens of the target at 260.
        var asked = With("apply speculative(draft: Draft, gamma: 4, acceptance: 50%)", rest: Draft);
        Assert.Equal(4 * (DraftToken + DraftPair * 257.5) + 5 * (Token + Pair * 260), asked.Total("flops", "decode"), 3);
        // (1 − 0.5⁵) / (1 − 0.5) = 1.9375 tokens: 31 tokens after the first are 16 turns.
        Assert.Equal(16, Turns("apply speculative(draft: Draft, gamma: 4, acceptance: 50%)", 31));
        // Always right: 5 a turn.
        Assert.Equal(2, Turns("apply speculative(draft: Draft, gamma: 4, acceptance: 100%)", 10));
        Assert.Contains("LLM3013", Said("apply speculative(draft: Other)"));
    }

    [Fact]
    public void A_target_that_drafts_for_itself()
    {
        // The draft runs layers 0 and 3 and the head. Weights and cache are the target's alone: 4 layers, 260 positions.
        const string Thin = "model Thin : Small { apply skip_layers(skipped: {1, 2}) }\n";
        var asked = With("apply self_speculative(draft: Thin, gamma: 4, acceptance: 50%)", rest: Thin);
        Assert.Equal(4 * (2 * (2 * Layer + V * H) + Pair / 2 * 257.5) + 5 * (Token + Pair * 260), asked.Total("flops", "decode"), 3);
        Assert.Equal(Parameters * 2, asked.Output("memory.weights"));
        Assert.Equal(L * 2 * 260 * KV * 2, asked.Output("memory.cache"));
    }

    [Fact]
    public void A_tree_of_guesses()
    {
        // Levels 1 and 2 of one guess, 3 and 4 of two: 6 positions, 7 tokens of the target at 262; the draft runs 3 steps of a token at 256 to 258 and one of two.
        const string Tree = "apply tree_speculative(draft: Draft, acceptance: 50%, wide: 75%, depth: 4, split: 3, width: 2)";
        var asked = With(Tree, rest: Draft);
        Assert.Equal(3 * (DraftToken + DraftPair * 257) + 2 * (DraftToken + DraftPair * 260) + 7 * (Token + Pair * 262), asked.Total("flops", "decode"), 3);
        // 1 + 0.5 + 0.25 + 0.75 · 0.25 + 0.75 · 0.125 = 2.03125: 65 tokens are 32 turns.
        Assert.Equal(32, Turns(Tree, 65));
    }

    [Fact]
    public void Lookahead()
    {
        // 2-grams are one row: 3 guesses of the future and 2 candidates are 5 tokens. Of two candidates one is right with 1 − (1 − 0.5)² = 0.75: 1.75 tokens.
        const string Two = "apply lookahead(acceptance: 50%, window: 3, ngram: 2, guesses: 2)";
        Assert.Equal(5 * (Token + Pair * 260), With(Two).Total("flops", "decode"), 3);
        Assert.Equal(4, Turns(Two, 7));
        // 3-grams: 3 − (1 − 0.5)² − (1 − 0.25)² = 2.1875; found in one of two steps, (2 − 1 + 2.1875) / 2 = 1.59375 a step: 51 tokens are 32 steps.
        Assert.Equal(32, Turns("apply lookahead(acceptance: 50%, hold: 2, ngram: 3, guesses: 2)", 51));
        // The paper's table 4: 120 times the operations of a token for 7B models (W = G = 15, N = 5), 80 for 13B (10), 56 for 34B (7); attention's grow besides.
        Assert.Equal(120 * Token, With("apply lookahead(acceptance: 50%)").Total("flops", "decode") - 120 * Pair * (256 + 119), 3);
    }

    [Fact]
    public void Medusa()
    {
        // 2 heads, each 512 × 512 with a bias and 512 × 1000; 8 positions of a tree at 256 + 7.
        var asked = With("apply medusa(heads: 2, tree: 8, accepted: 2)");
        Assert.Equal((Parameters + 2 * (H * H + H + H * V)) * 2, asked.Output("memory.weights"));
        Assert.Equal(8 * (Token + Pair * 263 + 2 * 2 * (H * H + H * V)), asked.Total("flops", "decode"), 3);
        Assert.Equal(5, Turns("apply medusa(heads: 2, tree: 8, accepted: 2)", 10));
        Assert.Contains("LLM3013", Said("apply medusa(heads: 2, accepted: 4)"));
        // The heads of the paper's Vicuna-7B, on Llama-2-7B's shape: 5 · (4096² + 4096 + 4096 · 32000) weights.
        var seven = Question.Ask(string.Empty, new AnalysisRequest("Llama2_7B", null, "A6000", new(["medusa"]))).Output("memory.weights");
        Assert.Equal(2 * (6_738_415_616 + 5.0 * (4096.0 * 4096 + 4096 + 4096.0 * 32000)), seven);
    }

    [Fact]
    public void A_full_tree_of_medusa()
    {
        // 2 heads, 2 guesses: 1 + 2 + 4 positions. Half the time right: 1 + 0.5 + 0.25 = 1.75 tokens.
        const string Tree = "apply medusa_tree(hit: 50%, heads: 2, top: 2)";
        Assert.Equal(7 * (Token + Pair * 262 + 2 * 2 * (H * H + H * V)), With(Tree).Total("flops", "decode"), 3);
        Assert.Equal(4, Turns(Tree, 7));
    }

    [Theory]
    [InlineData("Llama2_7B", "hidden: 4096, heads: 32, ffn: 11008", 0.24)]
    [InlineData("Llama2_13B", "hidden: 5120, heads: 40, ffn: 13824", 0.37)]
    [InlineData("Llama2_70B", "hidden: 8192, heads: 64, kv_heads: 8, ffn: 28672", 0.99)]
    public void The_drafts_of_eagle_are_as_large_as_published(string target, string shape, double billions)
    {
        // "# EAGLE Parameters" of SafeAILab/EAGLE: one layer and the matrix that joins token and feature; embedding and head are the target's.
        var head = $"model Head : Decoder({shape}, layers: 1, vocab: 32000) {{ apply on_features }}\n";
        var with = With("apply eagle(draft: Head, accepted: 4)", target, rest: head).Output("memory.weights");
        Assert.Equal(billions, (with - With(string.Empty, target).Output("memory.weights")) / 2e9, 0.005);
    }

    [Fact]
    public void Eagle()
    {
        // A draft of one layer on 512 features. 2 levels: over the 2 tokens accepted last at 256, over 3 best at 256 + 3; 8 guesses and the last token at 264.
        const string Head = "model Head : Decoder(hidden: 512, layers: 1, heads: 8, kv_heads: 2, ffn: 1024, vocab: 1000) { apply on_features }\n";
        const string Transform = "apply eagle(draft: Head, accepted: 2, depth: 2, top: 3, tree: 8)";
        const double Drafted = 2 * (2 * H * H + Layer + V * H);
        var asked = With(Transform, rest: Head);
        Assert.Equal(2 * (Drafted + Pair / 4 * 256) + 3 * (Drafted + Pair / 4 * 259) + 9 * (Token + Pair * 264), asked.Total("flops", "decode"), 3);
        Assert.Equal(5, Turns(Transform, 10, Head));
        // A chain of one guess, right half the time: 1.5 tokens, 9 of them in 6 turns.
        Assert.Equal(6, Turns("apply eagle_chain(draft: Head, acceptance: 50%, gamma: 1)", 9, Head));
    }

    [Fact]
    public void Multi_token_prediction()
    {
        // One guess, right in 85%: 1.85 tokens a turn; 36 tokens are 20 turns. A module of DeepSeek-V3 has 11.5 billion weights of its own (README_WEIGHTS.md).
        Assert.Equal(20, Turns("apply multi_token_prediction(draft: Draft)", 36));
        const string Module = """
            model Module : DeepSeek(hidden: 7168, layers: 1, dense_layers: 0, heads: 128, vocab: 129280, q_lora: 1536, kv_lora: 512, nope: 128, rotary: 64, v_dim: 128,
                                    ffn: 18432, experts: 256, active: 8, shared: 1, expert_ffn: 2048, router_bias: true) { apply on_features }
            model V3 : DeepSeek(hidden: 7168, layers: 61, dense_layers: 3, heads: 128, vocab: 129280, q_lora: 1536, kv_lora: 512, nope: 128, rotary: 64, v_dim: 128,
                                ffn: 18432, experts: 256, active: 8, shared: 1, expert_ffn: 2048, router_bias: true)

            """;
        var with = With("apply multi_token_prediction(draft: Module)", "V3", rest: Module).Output("memory.weights");
        Assert.Equal(11.5, (with - With(string.Empty, "V3", rest: Module).Output("memory.weights")) / 2e9, 0.15);
    }

    // Turns after the first token, counted by a clock on which every step takes a second, whatever it does.
    private static double Turns(string apply, double tokens, string rest = Draft)
    {
        double Decode(double output)
        {
            var asked = With(apply, rest: rest + "timing ticks { time = 1 s  step = 1 s }\n", timing: "ticks", inputs: ("output", output));
            return asked.Output("latency") - asked.Output("ttft");
        }

        return Decode(tokens + 1) / Decode(2);
    }
}
