using System.Collections.Immutable;
using LlmCostDsl.Compiler;
using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Text;
using Microsoft.CodeAnalysis;

namespace LlmCostDsl.Generator;

/// <summary>
/// Checks the project's <c>.llmspec</c> files while it is built: whatever <c>llmspec check</c> says, the build says, at the spec's own line and column.
/// </summary>
[Generator]
public sealed class SpecGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var files = context.AdditionalTextsProvider
            .Where(static text => text.Path.EndsWith(".llmspec", StringComparison.OrdinalIgnoreCase))
            .Select(static (text, cancel) => new SpecFile(text.Path, text.GetText(cancel)?.ToString() ?? string.Empty))
            .WithTrackingName("Specs");

        var diagnostics = files.Collect()
            .Select(static (all, _) => Check(all))
            .WithTrackingName("Diagnostics");

        context.RegisterSourceOutput(diagnostics, static (output, all) =>
        {
            foreach (var diagnostic in all)
            {
                output.ReportDiagnostic(diagnostic.ToDiagnostic());
            }
        });
    }

    private static EquatableArray<SpecDiagnostic> Check(ImmutableArray<SpecFile> files)
        => files.IsEmpty
            ? EquatableArray<SpecDiagnostic>.Empty
            : SpecCompiler.Load(files.Select(f => new SourceText(f.Path, f.Content))).Check().Select(SpecDiagnostic.From).ToEquatable();

    /// <summary>A spec by its content: equal texts are equal, whatever object they came in.</summary>
    private sealed record SpecFile(string Path, string Content);
}
