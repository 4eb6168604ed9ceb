using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Support;

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
        "devices" => Entries<HardwareSymbol>(d => d.Title),
        "operators" => Entries<OperatorSymbol>(_ => null, parameters: o => o.Parameters),
        "transforms" => Entries<TransformSymbol>(_ => null, parameters: t => t.Parameters, outline: TransformOutline.Of),
        "schedules" => Entries<ScheduleSymbol>(_ => null, parameters: s => s.Parameters),
        "timings" => Entries<TimingSymbol>(_ => null, parameters: t => t.Parameters),
        "analyses" => Entries<AnalysisSymbol>(a => a.Title, parameters: a => a.Inputs),
        "architectures" => Entries<ArchitectureSymbol>(_ => null, parameters: a => a.Parameters),
        "functions" => Entries<FunctionSymbol>(_ => null, parameters: f => f.Parameters),
        _ => [],
    };

    private List<CatalogueEntry> Entries<T>(
        Func<T, string?> title, Func<T, string>? remark = null, Func<T, EquatableArray<BoundParameter>>? parameters = null, Func<T, TransformOutline>? outline = null)
        where T : Symbol
        => [.. program.All<T>().OrderBy(s => s.Name, StringComparer.OrdinalIgnoreCase).Select(s =>
        {
            var list = parameters?.Invoke(s).Select(p => new CatalogueParameter(Text(p), p.Documentation ?? string.Empty)).ToEquatable() ?? default;
            return new CatalogueEntry(
                typeof(T).Name.Replace("Symbol", string.Empty).ToLowerInvariant(),
                s.Name,
                s.Module,
                title(s) ?? string.Empty,
                s.Documentation ?? string.Empty,
                remark?.Invoke(s) ?? string.Join(", ", list.Select(p => p.Text)))
            {
                File = s.At.Source.Path,
                ParameterList = list,
                Transform = outline?.Invoke(s),
            };
        })];

    private static string Text(BoundParameter p)
        => p.Name + ": " + p.Type.Name
            + (p is { Low: { } low, High: { } high } ? $" in {low.At.Text}..{high.At.Text}" : string.Empty)
            + (p.Default is { } d ? " = " + d.At.Text : string.Empty);
}
