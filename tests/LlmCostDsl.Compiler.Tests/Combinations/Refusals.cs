namespace LlmCostDsl.Compiler.Tests.Combinations;

/// <summary>Where techniques alone do not fit, or do nothing and say so.</summary>
/// <param name="Id">The diagnostic that says it: an error, or a warning that nothing changes; empty where nothing is to be said.</param>
/// <param name="Because">What they ask for and the stack lacks.</param>
/// <param name="Techniques">Their names, by spaces.</param>
internal sealed record Refusal(string Stack, string Id, string Because, string Techniques)
{
    public bool Concerns(string stack, string technique) => Stack == stack && Techniques.Split(' ').Contains(technique);
}

/// <summary>Techniques that a stack refuses, or that change nothing there: a change of any is noticed, for better or worse.</summary>
internal static class Refusals
{
    public static readonly Refusal[] All =
    [
        new("Dense", "LLM3013", "every head has keys of its own", "expand_heads"),
        new("Dense", "LLM3013", "latent attention alone is absorbed", "mla_absorbed"),
        new("Dense", "LLM4502", "the MLP has a gate", "fuse_activation"),
        new("Dense", "LLM4502", "a norm is read by several products until those are fused", "fuse_norm"),

        new("Grouped", "LLM3013", "latent attention alone is absorbed", "mla_absorbed"),
        new("Grouped", "LLM4502", "the MLP has a gate", "fuse_activation"),
        new("Grouped", "LLM4502", "a norm is read by several products until those are fused", "fuse_norm"),
        new("Grouped", "LLM4502", "heads are normed between projection and rotation", "fuse_rope"),

        new("Mixture", "LLM3013", "latent attention alone is absorbed", "mla_absorbed"),
        new("Mixture", "LLM4502", "the MLP has a gate", "fuse_activation"),
        new("Mixture", "LLM4502", "a norm is read by several products until those are fused", "fuse_norm"),
        new("Mixture", "LLM4502", "experts stand in the place of the dense MLP", "power_infer upcycle"),

        new("Latent", "LLM3013", "there is one latent, and no key heads", "expand_heads gqa_convert mqa_convert"),
        new("Latent", "LLM4502", "scores are of two products", "tiled_attention"),
        new("Latent", "LLM4502", "keys and values come from the latent", "fuse_qkv"),
        new("Latent", "LLM4502", "no product is named after the whole query", "stored_as stored_in"),
        new("Latent", "LLM4502", "the MLP has a gate", "fuse_activation"),
        new("Latent", "LLM4502", "a norm is read by several products until those are fused", "fuse_norm"),

        new("Recurrent", "LLM3003", "there are no heads and no MLPs", "shear"),
        new("Recurrent", "LLM3013", "there are no heads and no MLPs", "expand_heads gqa_convert mqa_convert mla_absorbed prune_heads prune_ffn tensor_parallel"),
        new("Recurrent", "LLM4502", "there is no attention", "flash_attention tiled_attention flash_decoding attention_math fuse_qkv fuse_rope predicted_heads weights_of shared_attention_maps"),
        new("Recurrent", "LLM4502", "there are no keys and values", "sliding_window streaming_llm h2o compressed_cache paged_kv contiguous_kv narrow_cache kivi cross_layer_attention"),
        new("Recurrent", "LLM4502", "no projection is one of queries, keys, values", "lora s_lora stored_as stored_in"),
        new("Recurrent", "LLM4502", "there is no MLP", "fuse_activation fuse_gate_up fuse_gated power_infer upcycle"),
        new("Recurrent", "LLM4502", "residual and norm stand in different layers", "fuse_add_norm"),

        .. Stacks.All.Select(s => new Refusal(s, string.Empty, "merged, it is the model as it was", "merged_lora")),
    ];

    /// <summary>Pairs that do not fit, though each alone does.</summary>
    public static readonly (string First, string Second, string Id, string Because)[] Pairs =
    [
        ("mqa_convert", "gqa_convert", "LLM3013", "one key head makes no two groups"),
        ("prune_heads", "shear", "LLM3013", "three key heads serve no four heads alike"),
        ("prune_heads", "tensor_parallel", "LLM3013", "three key heads are not divided by two"),
        ("shear", "expand_heads", "LLM3013", "every head that is left has keys of its own"),
        ("llm_int8", "upcycle", "LLM3013", "one outlier feature is not divided among two experts"),
        ("prune_heads", "gqa_convert", "LLM3013", "three key heads of four make no two groups"),
        ("mixture_of_depths", "cross_layer_attention", "LLM3013", "layers that attend different positions share none"),
        ("fuse_qkv", "cross_layer_attention", "LLM3013", "what is fused with queries is not shared without them"),
    ];

    public static Refusal? Of(string stack, string technique) => All.FirstOrDefault(r => r.Concerns(stack, technique));
}
