using LlmCostDsl.Compiler;
using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Emit;

namespace LlmCostDsl.Analysis.Exports;

/// <summary>Devices and models as plain values.</summary>
/// <param name="Attributes">What devices may state.</param>
internal sealed record Export(IReadOnlyList<DeviceFigures> Devices, IReadOnlyList<ModelFigures> Models, IReadOnlyList<AttributeFigures> Attributes)
{
    /// <param name="targets">Names, with their module where two have one; none for all.</param>
    public static (Export? Found, IReadOnlyList<string> Errors, IReadOnlyList<Diagnostic> Diagnostics) Of(SpecCompiler compiler, IReadOnlyList<string> targets)
    {
        var (devices, models) = (compiler.Declared<HardwareSymbol>(), compiler.Declared<ModelSymbol>());
        var errors = targets.Where(t => !devices.Any(d => IsCalled(d, t)) && !models.Any(m => IsCalled(m, t))).Select(t => Unknown(t, devices.Select(d => d.Name).Concat(models.Select(m => m.Name)))).ToList();
        if (errors.Count > 0)
        {
            return (null, errors, []);
        }

        var bag = new DiagnosticBag();
        var found = new Export(
            [.. Wanted(devices, targets).Select(d => compiler.Figures(d, bag)).OfType<DeviceFigures>()],
            [.. Wanted(models, targets).Select(m => compiler.Figures(m, bag)).OfType<ModelFigures>()],
            compiler.HardwareAttributes());
        return bag.HasErrors ? (null, [], bag.Items) : (found, [], []);
    }

    /// <summary>The attribute a device states.</summary>
    public AttributeFigures? Attribute(DeviceFigure figure) => Attributes.FirstOrDefault(a => a.Name == figure.Attribute);

    // The project's come first: one of them hides the catalogue's of its name.
    private static IEnumerable<T> Wanted<T>(IReadOnlyList<T> declared, IReadOnlyList<string> targets)
        where T : Symbol
        => targets.Count == 0 ? declared.OrderBy(s => s.Module, StringComparer.Ordinal).ThenBy(s => s.At.Span.Start)
            : targets.Select(t => declared.FirstOrDefault(s => IsCalled(s, t))).OfType<T>().Distinct();

    private static bool IsCalled(Symbol symbol, string name) => symbol.Name == name || symbol.Module + "." + symbol.Name == name;

    private static string Unknown(string target, IEnumerable<string> known)
        => $"there is neither a device nor a model '{target}'{(Spelling.Suggest(target, known) is { } near ? $"; did you mean '{near}'?" : "; see 'llmspec list devices' and 'llmspec list models'")}";
}
