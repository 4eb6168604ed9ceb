using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Configs;

/// <summary>A value that a config cannot work with; the file is at fault, or the config is.</summary>
internal sealed class ConfigFailure(SourceSpan at, string message) : Exception(message)
{
    /// <summary>The characters of the config that could not be worked out.</summary>
    public SourceSpan At { get; } = at;
}
