using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace LlmCostDsl.Generator;

/// <summary>
/// Compiles the project's <c>.llmspec</c> files while it is built: evaluators for its analyses, constants for models and devices, and whatever
/// <c>llmspec check</c> says, at the spec's own line and column.
/// </summary>
[Generator]
public sealed class SpecGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var options = context.AnalyzerConfigOptionsProvider.Combine(context.ParseOptionsProvider)
            .Select(static (given, _) => GeneratorOptions.Read(given.Left.GlobalOptions, given.Right))
            .WithTrackingName(StepNames.Options);

        var files = context.AdditionalTextsProvider.Combine(context.AnalyzerConfigOptionsProvider)
            .Where(static given => SpecText.IsSpec(given.Left, given.Right))
            .Select(static (given, cancel) => SpecText.Read(given.Left, given.Right, cancel))
            .WithTrackingName(StepNames.Files);

        var surfaces = files.Combine(options)
            .Select(static (given, _) => SpecSurface.Of(given.Left, given.Right))
            .WithTrackingName(StepNames.Surfaces)
            .Collect()
            .Select(static (all, _) => SpecSurface.InOrder(all))
            .Combine(options);

        var results = surfaces
            .SelectMany(static (given, _) => UnitPlan.Of(given.Left, given.Right))
            .WithTrackingName(StepNames.Units)
            .Select(static (unit, cancel) => UnitCompiler.Compile(unit, cancel))
            .WithTrackingName(StepNames.Results);

        var sources = results
            .Select(static (result, _) => result.File)
            .WithTrackingName(StepNames.Sources);
        context.RegisterSourceOutput(sources, static (output, file) =>
        {
            if (file is not null)
            {
                output.AddSource(file.Name, SourceText.From(file.Text, Encoding.UTF8));
            }
        });

        var projectDiagnostics = surfaces
            .Select(static (given, _) => ProjectCheck.Of(given.Left, given.Right))
            .WithTrackingName(StepNames.ProjectDiagnostics);

        // Apart from the sources, so that a warning that moves writes no code anew.
        var diagnostics = results.Select(static (result, _) => result.Diagnostics).Collect().Combine(projectDiagnostics).Combine(surfaces)
            .Select(static (given, _) => DiagnosticReport.Of(given.Left.Left.SelectMany(static d => d).Concat(given.Left.Right), given.Right.Left))
            .WithTrackingName(StepNames.Diagnostics);
        context.RegisterSourceOutput(diagnostics, static (output, all) =>
        {
            foreach (var diagnostic in all)
            {
                output.ReportDiagnostic(diagnostic.ToDiagnostic());
            }
        });
    }
}
