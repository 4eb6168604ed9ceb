namespace LlmCostDsl.Compiler.Tests.Combinations;

/// <summary>Every technique of the catalogue: its arguments on a small stack, what it claims to save, whether once is as good as twice.</summary>
internal static class Techniques
{
    private const string Smaller = "weights cache activations flops weight_read cache_read";
    private const string Matrices = "weights weight_read";

    public static readonly Technique[] All =
    [
        // Weights
        new("weight_only", Saves: Matrices),
        new("gptq", Saves: Matrices),
        new("awq", Saves: Matrices),
        new("nf4", Saves: Matrices),
        new("mixed_precision", "edge: 1", Matrices),
        new("weight_layers", "first: 0, last: 1", Matrices),
        new("weight_roles", "attention: 8 bit, mlp: 4 bit, embedding: 8 bit, head: 8 bit", Matrices),
        new("weights_of", "role: attention", Matrices),
        new("stored_as", "part: q_proj, width: 4 bit, beside: 0.5 bit", Matrices),
        new("stored_in", "part: q_proj, places: {0}, width: 4 bit, beside: 0.5 bit", Matrices),
        new("unstructured_sparsity", Saves: Matrices),
        new("nm_sparsity", Saves: Matrices),
        new("low_rank", "rank: 64", Matrices + " flops", Again: true),
        new("svd", Saves: Matrices + " flops"),

        // Weights and activations
        new("quantize", "w: 8 bit, a: 8 bit, kv: 8 bit", Matrices + " cache cache_read"),
        new("smooth_quant", Saves: Matrices + " cache cache_read"),
        new("llm_int8", Saves: "weights"),
        new("fp8", Saves: Matrices),
        new("fp8_blocks", Saves: Matrices),
        new("w4a8", Saves: Matrices + " cache cache_read"),
        new("mx", Saves: Matrices),
        new("nvfp4", Saves: Matrices),
        new("attention_math", Again: true),

        // Parameters
        new("prune_heads", Saves: Smaller),
        new("prune_ffn", Saves: Smaller),
        new("prune_hidden", Saves: Smaller),
        new("drop_layers", Saves: Smaller),
        new("shear", "hidden: 256, layers: 2, heads: 4, ffn: 512", Smaller, Again: true),
        new("student", Saves: Smaller),
        new("distill", "student: X_Small", Smaller, Again: true),
        new("gqa_convert", "groups: 2", Smaller, Again: true),
        new("mqa_convert", Saves: Smaller, Again: true),
        new("mla_absorbed", "prefill: true", Again: true),

        // Adapters
        new("lora"),
        new("merged_lora", Saves: Smaller, Again: true),
        new("s_lora", "adapters: 4"),

        // Attention and its cache
        new("flash_attention", Saves: "activations activation_read activation_write flops", Again: true),
        new("tiled_attention", Saves: "activations activation_write flops", Again: true),
        new("flash_decoding", "splits: 4", "activations prefill.activation_read prefill.activation_write flops", Again: true),
        new("expand_heads"),
        new("sliding_window", "window: 128", "cache cache_read", Again: true),
        new("streaming_llm", "window: 124", "cache cache_read", Again: true),
        new("h2o", "budget: 64", "cache decode.cache_read"),
        new("compressed_cache", "ratio: 2", "cache decode.cache_read"),
        new("paged_kv", Again: true),
        new("contiguous_kv", "reserve: 1024", Again: true),
        new("narrow_cache", Saves: "cache cache_read"),
        new("kivi", Saves: "cache cache_read"),
        new("shared_prefix", "prefix: 100", "cache"),
        new("cross_layer_attention", Saves: "weights cache flops", Again: true),
        new("shared_attention_maps", Saves: "weights cache", Again: true),

        // Structure
        new("upcycle", "experts: 4"),
        new("early_exit", "every_layers: 1", Rereads: "each exit reads the vocabulary head"),
        new("skip_layers", "skipped: {1}", "weights cache activations decode.flops decode.bytes", Again: true),
        new("mixture_of_depths", Saves: "cache flops"),
        new("deja_vu", "rank: 16", "decode.flops decode.weight_read"),
        new("predicted_mlp", "rank: 16", "decode.flops decode.weight_read"),
        new("predicted_heads", "rank: 16", "decode.flops decode.weight_read"),
        new("power_infer", "active: 20%", "weights decode.flops decode.weight_read"),

        // Fusion
        new("fuse_qkv", Saves: "activation_read", Again: true),
        new("fuse_gate_up", Saves: "activation_read", Again: true),
        new("fuse_gated", Saves: "activations activation_read activation_write", Again: true),
        new("fuse_activation", Saves: "activations activation_read activation_write", Again: true),
        new("fuse_norm", Saves: "activation_write", Again: true),
        new("fuse_add_norm", Saves: "activation_read activation_write", Again: true),
        new("fuse_rope", Saves: "activation_read activation_write", Again: true),

        // Serving and parallelism
        new("chunked_prefill", "chunk: 256", "cache"),
        new("recorded_launches", Saves: "time", Again: true),
        new("offload_weights", Saves: "weights", Rereads: "what the host keeps is fetched and then read"),
        new("offload_cache", Saves: "cache"),
        new("tensor_parallel", Saves: "weights flops"),
        new("vision", "tower: Tower, positions: 17"),

        // Decoding
        new("speculative", "draft: X_Small"),
        new("self_speculative", "draft: X_Thin", "weights"),
        new("tree_speculative", "draft: X_Small, acceptance: 60%, wide: 80%"),
        new("lookahead", "acceptance: 60%"),
        new("medusa"),
        new("medusa_tree", "hit: 60%, heads: 3"),
        new("medusa_heads"),
        new("on_features", Rereads: "embedding and vocabulary head are stored with the target"),
        new("eagle", "draft: X_Head, accepted: 3"),
        new("eagle_chain", "draft: X_Head, acceptance: 80%"),
        new("multi_token_prediction", "draft: X_Head"),
    ];
}
