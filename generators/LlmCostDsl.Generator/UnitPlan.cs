using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Support;

namespace LlmCostDsl.Generator;

/// <summary>Divides a project into units of work, each with all that it may depend on.</summary>
internal static class UnitPlan
{
    /// <summary>The units of a project, its own declarations first.</summary>
    public static EquatableArray<SpecUnit> Of(EquatableArray<SpecSurface> files, GeneratorOptions options)
        => files.IsEmpty || options.IsLanguageTooOld ? EquatableArray<SpecUnit>.Empty : Units(files, options).ToEquatable();

    private static IEnumerable<SpecUnit> Units(EquatableArray<SpecSurface> files, GeneratorOptions options)
    {
        var snapshot = new SpecSnapshot(files, options.Catalogue == CatalogueMode.None);
        var emitted = new EmittedDeclarations(files, options.Catalogue);
        var texts = files.SelectMany(f => f.Declarations).ToList();
        var reachable = new ReachableDeclarations(texts);
        var surroundings = string.Join("\n", files.Select(f => f.Names));
        foreach (var (name, text) in emitted.Own.Zip(texts.Where(t => t.IsNamed), (name, text) => (name, text)))
        {
            yield return Unit(new UnitTarget(UnitKind.Declaration, name, emitted.Contains(name)), reachable.From(text), surroundings);
        }

        // What devices may state and operators may cost is the whole program's; nothing else of a project is seen by the catalogue.
        foreach (var name in emitted.All.Where(e => !snapshot.IsCatalogue && e.Module.Length > 0))
        {
            yield return Unit(new UnitTarget(UnitKind.Declaration, name, emitted.Contains(name)), reachable.Globals, string.Empty);
        }

        yield return Unit(new UnitTarget(UnitKind.Attributes, null, IsEmitted: true), reachable.Globals, surroundings);
        if (!Names(DeclarationKind.Model).IsEmpty)
        {
            yield return Unit(new UnitTarget(UnitKind.Models, null, IsEmitted: true), default, string.Empty);
        }

        if (Names(DeclarationKind.Hardware) is { IsEmpty: false } devices)
        {
            yield return Unit(new UnitTarget(UnitKind.Devices, null, IsEmitted: true, devices), default, string.Empty);
        }

        EquatableArray<string> Names(DeclarationKind kind) => emitted.All.Where(e => e.Kind == kind).Select(e => e.Key).ToEquatable();

        SpecUnit Unit(UnitTarget target, EquatableArray<DeclarationText> closure, string around) => new(target, options.Emit, closure, around, snapshot);
    }
}
