using LlmCostDsl.Compiler.Binding;

namespace LlmCostDsl.Compiler.Configs;

/// <summary>What reading alone knows of a value in a config: of a key, nothing.</summary>
internal enum ConfigKind
{
    Any,
    Number,
    Truth,
    Text,
    Set,
}

internal static class ConfigKinds
{
    public static ConfigKind Of(SpecType type) => type.Kind switch
    {
        TypeKind.Number => ConfigKind.Number,
        TypeKind.Truth => ConfigKind.Truth,
        TypeKind.Text => ConfigKind.Text,
        TypeKind.Counts => ConfigKind.Set,
        _ => ConfigKind.Any,
    };

    /// <summary>As messages call it.</summary>
    public static string Word(this ConfigKind kind) => kind switch
    {
        ConfigKind.Number => "a number",
        ConfigKind.Truth => "true or false",
        ConfigKind.Text => "a text",
        ConfigKind.Set => "a set",
        _ => "anything",
    };
}
