using System.Globalization;
using LlmCostDsl.Analysis.Reports;
using LlmCostDsl.Compiler;
using LlmCostDsl.Compiler.Emit;

namespace LlmCostDsl.Analysis.Exports;

/// <summary>An export as a page: models by module, devices with their figures, and how much else there is.</summary>
internal static class CataloguePage
{
    public static string Write(Export export, SpecCompiler compiler) => MarkdownRenderer.Render(Build(export, compiler));

    private static IEnumerable<Block> Build(Export export, SpecCompiler compiler)
    {
        yield return new Title("The catalogue", string.Empty, 1);
        yield return new Paragraph($"{export.Models.Count} models and {export.Devices.Count} devices. This page is what `llmspec export --format markdown` writes.");
        if (export.Models.Count > 0)
        {
            yield return new Title("Models", string.Empty, 2);
        }

        foreach (var module in Modules(export.Models, m => m.Module))
        {
            yield return new Title(module.Key.Length == 0 ? "of this project" : module.Key, string.Empty, 3);
            yield return new Grid(
                [new("name", false), new("title", false), new("parameters", true), new("active", true), new("architecture", false), new("source", false)],
                [.. module.Select(m => new GridRow([m.Name, m.Title, Count(m.ParameterCount), m.ActiveCount == m.ParameterCount ? string.Empty : Count(m.ActiveCount), m.Architecture, m.Source ?? string.Empty]))]);
        }

        if (export.Devices.Count > 0)
        {
            yield return new Title("Devices", string.Empty, 2);
        }

        foreach (var module in Modules(export.Devices, d => d.Module))
        {
            yield return new Title(module.Key.Length == 0 ? "of this project" : module.Key, string.Empty, 3);
            yield return new Grid(
                [new("name", false), new("title", false), new("figures", false), new("source", false)],
                [.. module.Select(d => new GridRow([d.Name, d.Title ?? string.Empty, Figures(export, d), d.Source ?? string.Empty]))]);
        }

        yield return new Title("Everything else", string.Empty, 2);
        yield return new Paragraph("`llmspec list KIND` names them, and `llmspec list KIND NAME` shows one.");
        yield return new Grid(
            [new("kind", false), new("how many", true)],
            [.. SpecCompiler.Kinds.Where(k => k is not ("models" or "devices")).Select(k => new GridRow([k, compiler.List(k).Count.ToString(CultureInfo.InvariantCulture)]))]);
    }

    // The folder with the most comes first: what stands elsewhere is somebody's example.
    private static IEnumerable<IGrouping<string, T>> Modules<T>(IEnumerable<T> items, Func<T, string> module)
        => items.GroupBy(module).GroupBy(g => g.Key.Split('.')[0]).OrderByDescending(f => f.Sum(g => g.Count())).SelectMany(f => f);

    private static string Figures(Export export, DeviceFigures device)
        => string.Join(", ", export.Attributes.Select(a => device.Values.FirstOrDefault(v => v.Attribute == a.Name)).OfType<DeviceFigure>().Select(v => $"{v.Attribute.Replace('_', ' ')} {v.Text}"));

    private static string Count(long? count) => count is { } known ? known.ToString("#,0", CultureInfo.InvariantCulture) : string.Empty;
}
