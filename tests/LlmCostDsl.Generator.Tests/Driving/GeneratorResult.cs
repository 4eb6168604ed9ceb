using System.Globalization;
using Microsoft.CodeAnalysis;

namespace LlmCostDsl.Generator.Tests.Driving;

/// <summary>What one run of the driver gave, and why each step ran.</summary>
internal sealed class GeneratorResult(GeneratorRunResult result)
{
    /// <summary>By file name.</summary>
    public IReadOnlyDictionary<string, string> Sources { get; } = result.GeneratedSources.ToDictionary(s => s.HintName, s => s.SourceText.ToString());

    /// <summary>As the build prints them, with the text they are about: <c>chat.llmspec(3,5)-(3,9): error LLM1002: …</c>.</summary>
    public IReadOnlyList<string> Diagnostics { get; } = [.. result.Diagnostics.Select(Print)];

    public IReadOnlyList<Diagnostic> Raw => result.Diagnostics;

    /// <summary>The units that were compiled in this run, by name.</summary>
    public IReadOnlyList<string> Compiled => [.. Steps(StepNames.Results)
        .Where(s => s.Outputs.Any(o => o.Reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Removed)) && s.Inputs.All(i => i.Source.Outputs[i.OutputIndex].Value is SpecUnit))
        .Select(s => s.Inputs.Single().Source.Outputs[s.Inputs.Single().OutputIndex].Value.ToString()!)
        .Order(StringComparer.Ordinal)];

    /// <summary>Everything that the steps of our own hold on to.</summary>
    public IEnumerable<object> Held => Names.SelectMany(Steps).SelectMany(s => s.Outputs).Select(o => o.Value).Where(v => v is not null);

    public IEnumerable<IncrementalGeneratorRunStep> Steps(string name) => result.TrackedSteps.TryGetValue(name, out var steps) ? steps : [];

    /// <summary>Reasons of the steps of one name, each once.</summary>
    public IReadOnlyCollection<IncrementalStepRunReason> Reasons(string name) => [.. Steps(name).SelectMany(s => s.Outputs).Select(o => o.Reason).Distinct()];

    public IEnumerable<(string Step, IncrementalStepRunReason Reason)> OwnReasons
        => Names.SelectMany(n => Reasons(n).Select(r => (n, r)));

    public IEnumerable<IncrementalStepRunReason> OutputReasons => result.TrackedOutputSteps.Values.SelectMany(s => s).SelectMany(s => s.Outputs).Select(o => o.Reason);

    private static IEnumerable<string> Names => typeof(StepNames).GetFields().Select(f => (string)f.GetRawConstantValue()!);

    private static string Print(Diagnostic diagnostic)
    {
        var at = diagnostic.Location.GetLineSpan();
        var (start, end) = (at.StartLinePosition, at.EndLinePosition);
        var place = diagnostic.Location.Kind == LocationKind.None
            ? "-"
            : string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(at.Path)}({start.Line + 1},{start.Character + 1})-({end.Line + 1},{end.Character + 1})");
        return $"{place}: {diagnostic.Severity.ToString().ToLowerInvariant()} {diagnostic.Id}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}";
    }
}
