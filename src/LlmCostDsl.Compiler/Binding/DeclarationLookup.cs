using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Syntax;

namespace LlmCostDsl.Compiler.Binding;

/// <summary>Finds what a name means among declarations: the own module first, then the imports, then std.</summary>
internal static class DeclarationLookup
{
    /// <summary>The declaration a path names, or null and a diagnostic.</summary>
    /// <param name="nearby">Names that could have been meant beside the declared ones.</param>
    public static TSymbol? Resolve<TSymbol>(this Place place, IReadOnlyList<Identifier> path, IEnumerable<string>? nearby = null)
        where TSymbol : Symbol
    {
        if (path.Count == 0 || path[path.Count - 1].Text.Length == 0)
        {
            return null;
        }

        var kind = DeclarationKinds.Of<TSymbol>();
        var name = path[path.Count - 1];
        var at = place.At(path[0].Span.To(name.Span));
        var hits = Hits(place.File, kind, path);
        switch (hits.Count)
        {
            case 0:
                place.Report(Unknown(place, kind, path, nearby ?? []));
                return null;
            case 1:
                place.Refer(hits[0], at);
                return hits[0] as TSymbol;
            default:
                place.Report(at.AmbiguousName(kind.Word(), name.Text, [.. hits.Select(h => h.ToString())], hits[0].At));
                return null;
        }
    }

    /// <summary>The declaration a path names, if there is one and only one; quiet.</summary>
    public static TSymbol? TryResolve<TSymbol>(this Place place, IReadOnlyList<Identifier> path)
        where TSymbol : Symbol
        => path.Count > 0 && Hits(place.File, DeclarationKinds.Of<TSymbol>(), path) is [var hit] ? hit as TSymbol : null;

    public static bool IsDeclared(this Place place, DeclarationKind kind, IReadOnlyList<Identifier> path) => Hits(place.File, kind, path).Count > 0;

    /// <summary>An attribute or a channel by its key; quiet.</summary>
    public static Symbol? TryFind(this SpecFile file, DeclarationKind kind, string key) => Visible(file, kind, key).FirstOrDefault();

    /// <summary>The modules a file sees, nearest first.</summary>
    public static IEnumerable<SpecModule> VisibleModules(this SpecFile file)
    {
        var program = file.Module.Program;
        var near = new[] { file.Module }.Concat(file.Imports).Concat(new[] { program.Prelude });
        return (file.SeesEverything ? near.Concat(program.Modules) : near).Distinct();
    }

    /// <summary>Keys of one kind a file can name, for suggestions.</summary>
    public static IEnumerable<string> VisibleKeys(this SpecFile file, DeclarationKind kind) => file.VisibleModules().SelectMany(m => m.KeysOf(kind)).Distinct();

    private static List<Symbol> Hits(SpecFile file, DeclarationKind kind, IReadOnlyList<Identifier> path)
    {
        var key = path[path.Count - 1].Text;
        if (path.Count == 1)
        {
            return Visible(file, kind, key);
        }

        var module = string.Join(".", path.Take(path.Count - 1).Select(p => p.Text));
        return [.. file.VisibleModules().Where(m => m.Path == module).Select(m => m.Find(kind, key)).OfType<Symbol>()];
    }

    private static List<Symbol> Visible(SpecFile file, DeclarationKind kind, string key)
    {
        if (file.Module.Find(kind, key) is { } own)
        {
            return [own];
        }

        var imported = file.Imports.Select(m => m.Find(kind, key)).OfType<Symbol>().ToList();
        if (imported.Count > 0)
        {
            return imported;
        }

        if (file.Module.Program.Prelude.Find(kind, key) is { } common)
        {
            return [common];
        }

        return file.SeesEverything ? [.. file.Module.Program.Modules.Select(m => m.Find(kind, key)).OfType<Symbol>()] : [];
    }

    private static Diagnostic Unknown(Place place, DeclarationKind kind, IReadOnlyList<Identifier> path, IEnumerable<string> nearby)
    {
        var name = path[path.Count - 1];
        var at = place.At(path[0].Span.To(name.Span));
        var program = place.Program;
        if (path.Count > 1)
        {
            var module = string.Join(".", path.Take(path.Count - 1).Select(p => p.Text));
            if (program.FindModule(module) is not { IsProject: false } known)
            {
                return place.At(path[0].Span.To(path[path.Count - 2].Span)).UnknownModule(module, place.Suggest(module, program.Modules.Where(m => !m.IsProject).Select(m => m.Path)));
            }

            return place.File.VisibleModules().Contains(known)
                ? at.UnknownDeclaration(kind.Word(), name.Text, place.Suggest(name.Text, known.KeysOf(kind)), null)
                : at.UnknownDeclaration(kind.Word(), name.Text, null, module);
        }

        var elsewhere = program.Modules.FirstOrDefault(m => m.Declares(kind, name.Text))?.Path;
        return at.UnknownDeclaration(kind.Word(), name.Text, place.Suggest(name.Text, nearby.Concat(place.File.VisibleKeys(kind)).Where(k => k != place.Owner.Name)), elsewhere);
    }
}
