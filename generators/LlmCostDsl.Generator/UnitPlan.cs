using LlmCostDsl.Compiler;
using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Emit;
using LlmCostDsl.Compiler.Support;

namespace LlmCostDsl.Generator;

/// <summary>Divides a project into units of work, each with all that it may depend on.</summary>
internal sealed class UnitPlan
{
    private readonly SpecSnapshot snapshot;
    private readonly GeneratorOptions options;
    private readonly ReachableDeclarations reachable;
    private readonly string surroundings;

    private UnitPlan(SpecSnapshot snapshot, GeneratorOptions options)
    {
        this.snapshot = snapshot;
        this.options = options;
        reachable = new ReachableDeclarations([.. snapshot.Files.SelectMany(f => f.Declarations)]);
        surroundings = string.Join("\n", snapshot.Files.Select(f => f.Names));
    }

    /// <summary>The units of a project, its own declarations first.</summary>
    public static EquatableArray<SpecUnit> Of(EquatableArray<SpecSurface> files, GeneratorOptions options)
        => files.IsEmpty || options.IsLanguageTooOld
            ? EquatableArray<SpecUnit>.Empty
            : new UnitPlan(new SpecSnapshot(files, options.Catalogue == CatalogueMode.None), options).Units().ToEquatable();

    /// <summary>What would become code, and the names it would have: the project's own before the catalogue's.</summary>
    public static IEnumerable<DeclarationName> Emitted(EquatableArray<SpecSurface> files, CatalogueMode mode)
        => Own(files).Where(d => d.Ordinal == 0).Concat(FromCatalogue(files, mode)).Where(d => KindOf(d.Kind) is not null);

    public static GeneratedName NameOf(DeclarationName declaration) => new(KindOf(declaration.Kind)!.Value, declaration.Key, declaration.Module);

    private IEnumerable<SpecUnit> Units()
    {
        var clashes = new HashSet<GeneratedName>(GeneratedNames.Clashes(Emitted(snapshot.Files, options.Catalogue).Select(NameOf)).Select(c => c.Loser));
        var emitted = new List<DeclarationName>();
        var own = Own(snapshot.Files).Zip(snapshot.Files.SelectMany(f => f.Declarations).Where(IsNamed), (name, text) => (name, text)).ToList();
        var globals = reachable.Globals;
        foreach (var (name, text) in own)
        {
            var closure = reachable.From(text);
            yield return Unit(new UnitTarget(UnitKind.Declaration, name, IsEmitted(name)), closure, surroundings);
        }

        foreach (var name in FromCatalogue(snapshot.Files, options.Catalogue).Where(IsEmitted))
        {
            // What devices may state and operators may cost is the whole program's; nothing else of a project is seen by the catalogue.
            yield return Unit(new UnitTarget(UnitKind.Declaration, name, IsEmitted: true), globals, string.Empty);
        }

        emitted.AddRange(Emitted(snapshot.Files, options.Catalogue).Where(IsEmitted));
        yield return Unit(new UnitTarget(UnitKind.Attributes, null, IsEmitted: true), globals, surroundings);
        if (Names(DeclarationKind.Model) is { IsEmpty: false })
        {
            yield return Unit(new UnitTarget(UnitKind.Models, null, IsEmitted: true), default, string.Empty);
        }

        if (Names(DeclarationKind.Hardware) is { IsEmpty: false } devices)
        {
            yield return Unit(new UnitTarget(UnitKind.Devices, null, IsEmitted: true, devices), default, string.Empty);
        }

        EquatableArray<string> Names(DeclarationKind kind) => emitted.Where(e => e.Kind == kind).Select(e => e.Key).ToEquatable();

        bool IsEmitted(DeclarationName name) => name.Ordinal == 0 && KindOf(name.Kind) is not null && !clashes.Contains(NameOf(name));
    }

    private SpecUnit Unit(UnitTarget target, EquatableArray<DeclarationText> closure, string around) => new(target, options.Emit, closure, around, snapshot);

    // In the order of the files; of several with one name the first is meant.
    private static IEnumerable<DeclarationName> Own(EquatableArray<SpecSurface> files)
    {
        var counts = new Dictionary<(DeclarationKind, string, string), int>();
        foreach (var file in files)
        {
            foreach (var declaration in file.Declarations.Where(IsNamed))
            {
                var key = (declaration.Kind!.Value, declaration.Key, file.Module);
                counts.TryGetValue(key, out var ordinal);
                counts[key] = ordinal + 1;
                yield return new DeclarationName(declaration.Kind.Value, declaration.Key, file.Module, ordinal);
            }
        }
    }

    private static IEnumerable<DeclarationName> FromCatalogue(EquatableArray<SpecSurface> files, CatalogueMode mode)
    {
        if (mode == CatalogueMode.None)
        {
            return [];
        }

        var imported = new HashSet<string>(files.SelectMany(f => f.Parsed.Tree.Imports).Select(i => i.Text), StringComparer.Ordinal);
        return SpecLibrary.Embedded.Files
            .Where(f => mode == CatalogueMode.All || imported.Contains(f.Module))
            .SelectMany(f => f.Index.Where(d => KindOf(d.Kind) is not null).Select(d => new DeclarationName(d.Kind, d.Key, f.Module)));
    }

    private static bool IsNamed(DeclarationText declaration) => declaration is { Kind: not null, Key.Length: > 0 };

    /// <summary>What a declaration becomes; null for what only others are made of.</summary>
    public static GeneratedKind? KindOf(DeclarationKind? kind) => kind switch
    {
        DeclarationKind.Analysis => GeneratedKind.Analysis,
        DeclarationKind.Model => GeneratedKind.Model,
        DeclarationKind.Hardware => GeneratedKind.Device,
        _ => null,
    };
}
