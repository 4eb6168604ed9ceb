using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Plan;
using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler;

/// <summary>A device's values for the attributes a plan reads, in base units: what an evaluator is bound to.</summary>
/// <param name="Name">The device.</param>
/// <param name="Values">By attribute name; an attribute that is not here is absent. Defaults are part of the plan, not of the device.</param>
internal sealed record DeviceValues(string Name, IReadOnlyDictionary<string, double> Values);

/// <summary>What one question compiles to.</summary>
/// <param name="Plan">The evaluator; null where an error stopped it.</param>
/// <param name="Model">The model's title and name.</param>
/// <param name="Device">The device asked for or the default one; null where neither is known.</param>
/// <param name="Diagnostics">All that was said, warnings included.</param>
internal sealed record CompiledAnalysis(EvaluatorPlan? Plan, string Model, DeviceValues? Device, EquatableArray<Diagnostic> Diagnostics);

/// <summary>What <c>llmspec list</c> shows of a declaration.</summary>
/// <param name="Kind">model, hardware, operator, transform, schedule, timing, analysis, architecture, function.</param>
/// <param name="Parameters">As written, or empty.</param>
internal sealed record CatalogueEntry(string Kind, string Name, string Module, string Title, string Documentation, string Parameters);

/// <summary>The compiler as its hosts see it: load specs once, ask many questions.</summary>
internal sealed partial class SpecCompiler
{
    /// <summary>Loads the prelude and the catalogue that travel in the compiler, with the user's files as one module.</summary>
    public static SpecCompiler Load(IEnumerable<SourceText> files) => throw new NotImplementedException();

    /// <summary>Every diagnostic of the user's files: syntax, names, units, graphs, expectations.</summary>
    public EquatableArray<Diagnostic> Check() => throw new NotImplementedException();

    /// <summary>Compiles one question. Never throws for what a user wrote.</summary>
    public CompiledAnalysis Compile(AnalysisRequest request) => throw new NotImplementedException();

    /// <summary>A device by the name typed, or null with a diagnostic's sentence.</summary>
    public DeviceValues? FindDevice(string name, out string? error) => throw new NotImplementedException();

    /// <summary>All declarations of one kind, the user's and the catalogue's, in the order of their names.</summary>
    public IReadOnlyList<CatalogueEntry> List(string kind) => throw new NotImplementedException();
}
