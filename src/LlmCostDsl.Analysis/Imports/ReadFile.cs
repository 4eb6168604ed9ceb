using LlmCostDsl.Compiler.Configs;

namespace LlmCostDsl.Analysis.Imports;

/// <summary>A file as its keys, or why it cannot be read.</summary>
internal sealed record ReadFile(ConfigFile? File, string? Error)
{
    public static ReadFile Try(string name, Func<ConfigFile> read)
    {
        try
        {
            return new(read(), null);
        }
        catch (UnreadableFileException e)
        {
            return new(null, $"'{name}' {e.Message}");
        }
    }
}
