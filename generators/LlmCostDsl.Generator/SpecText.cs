using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LlmCostDsl.Generator;

/// <summary>A spec by its content: equal texts are equal, whatever object they came in.</summary>
/// <param name="Module">What the project calls its module; empty where it says nothing.</param>
internal sealed record SpecText(string Path, string Text, string Module)
{
    /// <summary>Whether a file of the project is a spec: it says so, or nobody said anything and it is called like one.</summary>
    public static bool IsSpec(AdditionalText file, AnalyzerConfigOptionsProvider options)
        => options.GetOptions(file).TryGetValue(OptionNames.Item, out var item) && item.Length > 0
            ? item == OptionNames.ItemName
            : file.Path.EndsWith(OptionNames.Extension, StringComparison.OrdinalIgnoreCase);

    public static SpecText Read(AdditionalText file, AnalyzerConfigOptionsProvider options, CancellationToken cancel)
        => new(
            file.Path,
            file.GetText(cancel)?.ToString() ?? string.Empty,
            options.GetOptions(file).TryGetValue(OptionNames.Module, out var module) ? module.Trim() : string.Empty);
}
