using LlmCostDsl.Compiler;
using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Emit;
using LlmCostDsl.Compiler.Support;

namespace LlmCostDsl.Generator;

/// <summary>Which declarations become code: those of the project, and those of the catalogue that it imports.</summary>
internal sealed class EmittedDeclarations
{
    private readonly HashSet<DeclarationName> emitted;

    public EmittedDeclarations(EquatableArray<SpecSurface> files, CatalogueMode mode)
    {
        Own = [.. OwnNames(files)];
        var wanted = Own.Where(d => d.Ordinal == 0).Concat(FromCatalogue(files, mode)).Where(d => KindOf(d.Kind) is not null).ToList();
        Clashes = GeneratedNames.Clashes(wanted.Select(NameOf));
        var losers = new HashSet<GeneratedName>(Clashes.Select(c => c.Loser));
        All = [.. wanted.Where(d => !losers.Contains(NameOf(d)))];
        emitted = [.. All];
    }

    /// <summary>The project's declarations, of all kinds.</summary>
    public IReadOnlyList<DeclarationName> Own { get; }

    /// <summary>What becomes code.</summary>
    public IReadOnlyList<DeclarationName> All { get; }

    public IReadOnlyList<GeneratedClash> Clashes { get; }

    public bool Contains(DeclarationName declaration) => emitted.Contains(declaration);

    public static GeneratedKind? KindOf(DeclarationKind? kind) => kind switch
    {
        DeclarationKind.Analysis => GeneratedKind.Analysis,
        DeclarationKind.Model => GeneratedKind.Model,
        DeclarationKind.Hardware => GeneratedKind.Device,
        _ => null,
    };

    private static GeneratedName NameOf(DeclarationName declaration) => new(KindOf(declaration.Kind)!.Value, declaration.Key, declaration.Module);

    // Of several with one name the first is meant.
    private static IEnumerable<DeclarationName> OwnNames(EquatableArray<SpecSurface> files)
    {
        var counts = new Dictionary<(DeclarationKind, string, string), int>();
        foreach (var file in files)
        {
            foreach (var declaration in file.Declarations.Where(d => d.IsNamed))
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

        var imports = new HashSet<string>(files.SelectMany(f => f.Parsed.Tree.Imports).Select(i => i.Text), StringComparer.Ordinal);
        return SpecLibrary.Embedded.Files
            .Where(f => mode == CatalogueMode.All || imports.Contains(f.Module))
            .SelectMany(f => f.Index.Select(d => new DeclarationName(d.Kind, d.Key, f.Module)));
    }
}
