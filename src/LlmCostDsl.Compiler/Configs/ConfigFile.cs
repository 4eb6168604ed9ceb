using LlmCostDsl.Compiler.Support;

namespace LlmCostDsl.Compiler.Configs;

/// <summary>A key of a file, by its path from the top: <c>text_config.hidden_size</c>.</summary>
internal sealed record ConfigKey(string Path, ConfigValue Value);

/// <summary>A tensor that a checkpoint stores.</summary>
/// <param name="Format">The number its file gives the format of its elements.</param>
internal sealed record StoredTensor(string Name, long Format, long Elements);

/// <summary>A file that describes a checkpoint, whatever form it has.</summary>
/// <param name="Keys">In the order written, each path once; null is <see cref="AbsentValue"/>.</param>
internal sealed record ConfigFile(EquatableArray<ConfigKey> Keys, EquatableArray<StoredTensor> Tensors);

/// <summary>How the model is to be called, and which keys need not be understood.</summary>
/// <param name="Name">Of the declaration; null where the file is to say.</param>
/// <param name="Fallback">What names the model where the file does not.</param>
/// <param name="Source">What the declaration names as its source.</param>
internal sealed record ImportOptions(string? Name, string Fallback, string Source, EquatableArray<string> Allowed);
