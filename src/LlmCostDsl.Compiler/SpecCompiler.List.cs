using LlmCostDsl.Compiler.Binding;

namespace LlmCostDsl.Compiler;

/// <content>What there is to choose from.</content>
internal sealed partial class SpecCompiler
{
    /// <summary>The kinds that can be listed.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["models", "devices", "operators", "transforms", "schedules", "timings", "analyses", "architectures", "functions"];

    /// <summary>All declarations of one kind, the user's and the catalogue's, in the order of their names.</summary>
    public IReadOnlyList<CatalogueEntry> List(string kind) => kind switch
    {
        "models" => Entries<ModelSymbol>(m => m.Title, m => m.Base?.Name ?? m.Architecture.Name),
        "devices" => Entries<HardwareSymbol>(d => d.Title, _ => string.Empty),
        "operators" => Entries<OperatorSymbol>(_ => null, o => Parameters(o.Parameters)),
        "transforms" => Entries<TransformSymbol>(_ => null, t => Parameters(t.Parameters)),
        "schedules" => Entries<ScheduleSymbol>(_ => null, s => Parameters(s.Parameters)),
        "timings" => Entries<TimingSymbol>(_ => null, t => Parameters(t.Parameters)),
        "analyses" => Entries<AnalysisSymbol>(a => a.Title, a => Parameters(a.Inputs)),
        "architectures" => Entries<ArchitectureSymbol>(_ => null, a => Parameters(a.Parameters)),
        "functions" => Entries<FunctionSymbol>(_ => null, f => Parameters(f.Parameters)),
        _ => [],
    };

    private List<CatalogueEntry> Entries<T>(Func<T, string?> title, Func<T, string> parameters)
        where T : Symbol
        => [.. program.All<T>().OrderBy(s => s.Name, StringComparer.OrdinalIgnoreCase)
            .Select(s => new CatalogueEntry(typeof(T).Name.Replace("Symbol", string.Empty).ToLowerInvariant(), s.Name, s.Module, title(s) ?? string.Empty, s.Documentation ?? string.Empty, parameters(s)))];

    private static string Parameters(IEnumerable<BoundParameter> parameters)
        => string.Join(", ", parameters.Select(p => p.Name + ": " + p.Type.Name + (p.Default is { } d ? " = " + d.At.Text : string.Empty)));
}
