using LlmCostDsl.Compiler;
using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Emit;
using LlmCostDsl.Compiler.Support;

namespace LlmCostDsl.Generator;

/// <summary>Two declarations that would be one type.</summary>
/// <param name="Winner">Null where generated code has the name itself.</param>
internal sealed record NameClash(DeclarationName Loser, DeclarationName? Winner, string Type);

/// <summary>
/// Which declarations become code, and in which files: those of the project in the order of its files, then those it imports in the order it does.
/// The first of a name has it.
/// </summary>
internal sealed class EmittedDeclarations
{
    private static readonly string[] Containers = [ModelEmitter.Container, DeviceEmitter.Container, AttributeEmitter.Container];

    private readonly Dictionary<DeclarationName, string> suffixes = [];

    public EmittedDeclarations(EquatableArray<SpecSurface> files, CatalogueMode mode)
    {
        Own = [.. OwnNames(files)];
        var types = Containers.ToDictionary(c => c, _ => (DeclarationName?)null, StringComparer.Ordinal);

        // Where files are told apart by their names, upper and lower case are one.
        var names = Containers.ToDictionary(c => c, _ => 1, StringComparer.OrdinalIgnoreCase);
        foreach (var declaration in Own.Where(d => d.Ordinal == 0).Concat(FromCatalogue(files, mode)).Where(d => KindOf(d.Kind) is not null))
        {
            var type = TypeOf(declaration);
            if (types.TryGetValue(type, out var winner))
            {
                Clashes.Add(new NameClash(declaration, winner, type));
                continue;
            }

            types.Add(type, declaration);
            names.TryGetValue(type, out var count);
            names[type] = count + 1;
            suffixes.Add(declaration, count == 0 ? string.Empty : "-" + CSharpLiteral.Of((long)count + 1));
            All.Add(declaration);
        }
    }

    /// <summary>The project's declarations, of all kinds.</summary>
    public IReadOnlyList<DeclarationName> Own { get; }

    /// <summary>What becomes code.</summary>
    public List<DeclarationName> All { get; } = [];

    public List<NameClash> Clashes { get; } = [];

    /// <summary>What keeps the name of its file apart from others'; null for what does not become code.</summary>
    public string? SuffixOf(DeclarationName declaration) => suffixes.TryGetValue(declaration, out var suffix) ? suffix : null;

    private static string TypeOf(DeclarationName declaration)
        => GeneratedNames.TypeOf(new GeneratedName(KindOf(declaration.Kind)!.Value, declaration.Key, declaration.Module)).Replace("@", string.Empty);

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

        var imports = files.SelectMany(f => f.Parsed.Tree.Imports).Select(i => i.Text).Distinct().ToList();
        return SpecLibrary.Embedded.Files
            .Where(f => mode == CatalogueMode.All || imports.Contains(f.Module))
            .OrderBy(f => imports.IndexOf(f.Module) is >= 0 and var place ? place : int.MaxValue)
            .SelectMany(f => f.Index.Select(d => new DeclarationName(d.Kind, d.Key, f.Module)));
    }

    private static GeneratedKind? KindOf(DeclarationKind kind) => kind switch
    {
        DeclarationKind.Analysis => GeneratedKind.Analysis,
        DeclarationKind.Model => GeneratedKind.Model,
        DeclarationKind.Hardware => GeneratedKind.Device,
        _ => null,
    };
}
