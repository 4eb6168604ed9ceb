namespace LlmCostDsl.Compiler.Binding;

/// <content>Names as people type them.</content>
internal sealed partial class BoundProgram
{
    /// <summary>
    /// The declaration a typed name means. Upper and lower case are one, and so is each run of characters that cannot stand in a name with <c>_</c>; the
    /// longest module in front is taken off first. The project's own come before the catalogue's.
    /// </summary>
    /// <param name="error">A sentence where there is none, or more than one.</param>
    public TSymbol? Find<TSymbol>(string typedName, out string? error)
        where TSymbol : Symbol
    {
        var kind = DeclarationKinds.Of<TSymbol>();
        error = null;
        var (module, name) = SplitModule(typedName.Trim());
        var modules = module is null ? Modules : [module];
        var wanted = Folded(name);
        List<Symbol> hits = [];
        foreach (var tier in modules.GroupBy(m => m.IsProject).OrderByDescending(g => g.Key))
        {
            hits = [.. tier.SelectMany(m => m.KeysOf(kind).Where(k => Folded(k) == wanted).Select(k => m.Find(kind, k))).OfType<TSymbol>()];

            // Of several, the one typed to the letter.
            if (hits.Count > 1 && hits.Count(h => h.Name == name) == 1)
            {
                hits = [hits.First(h => h.Name == name)];
            }

            if (hits.Count > 0)
            {
                break;
            }
        }

        if (hits.Count == 1)
        {
            return (TSymbol)hits[0];
        }

        if (hits.Count > 1)
        {
            error = $"'{typedName}' may be {Compiler.Diagnostics.NameDiagnostics.Listed([.. hits.Select(h => h.ToString()).OrderBy(h => h, StringComparer.Ordinal)], "or")}.";
            return null;
        }

        // Who types the beginning of a name means one of those that go on.
        var keys = modules.SelectMany(m => m.KeysOf(kind)).Distinct().ToList();
        var longer = wanted.Length < 2 ? [] : keys.Where(k => Folded(k).StartsWith(wanted, StringComparison.Ordinal)).OrderBy(k => k, StringComparer.Ordinal).Take(6).ToList();
        error = $"There is no {kind.Word()} '{typedName}'" + (longer.Count > 0
            ? $"; did you mean {Compiler.Diagnostics.NameDiagnostics.Listed(longer, "or")}?"
            : Compiler.Diagnostics.NameDiagnostics.DidYouMean(Suggest(wanted, keys)));
        return null;
    }

    private (SpecModule? Module, string Name) SplitModule(string typed)
    {
        for (var dot = typed.LastIndexOf('.'); dot > 0; dot = typed.LastIndexOf('.', dot - 1))
        {
            var prefix = string.Join(".", typed.Substring(0, dot).Split('.').Select(Folded));
            if (Modules.FirstOrDefault(m => !m.IsProject && string.Equals(m.Path, prefix, StringComparison.OrdinalIgnoreCase)) is { } module)
            {
                return (module, typed.Substring(dot + 1));
            }
        }

        return (null, typed);
    }

    private static string Folded(string text) => SpecLibrary.AsName(text).ToLowerInvariant();
}
