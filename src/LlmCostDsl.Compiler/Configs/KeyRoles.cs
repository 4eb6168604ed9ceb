using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Syntax;

namespace LlmCostDsl.Compiler.Configs;

/// <summary>What became of each key once a config has read all it asks for.</summary>
internal static class KeyRoles
{
    public static IEnumerable<ImportEntry> Of(ConfigDeclared config, KeyTable keys, IReadOnlyCollection<string> allowed)
    {
        var ignored = config.Others.Select(o => o.Syntax).OfType<IgnoreSyntax>().SelectMany(i => i.Keys).Select(k => k.Pattern).Distinct().ToList();
        var mentioned = Mentioned(config).Distinct().ToList();
        var roles = keys.File.Keys.Select(k => (Key: k, Role: Role(k, keys, ignored, mentioned))).ToList();
        var known = new HashSet<string>(roles.Where(r => r.Role is not (KeyRole.Unknown or KeyRole.Allowed)).SelectMany(r => Prefixes(r.Key.Path)));
        var seen = new HashSet<string>();
        foreach (var (key, role) in roles.Where(r => r.Role != KeyRole.Used))
        {
            // Of a structure nobody knows, one line says enough.
            var subject = role is KeyRole.Unknown or KeyRole.Allowed ? Prefixes(key.Path).FirstOrDefault(p => !known.Contains(p)) ?? key.Path : key.Path;
            if (seen.Add(subject))
            {
                yield return new(role, subject, subject == key.Path ? key.Value is AbsentValue ? "null" : key.Value.Shown : "{…}", string.Empty);
            }
        }

        foreach (var tensor in keys.File.Tensors.Where(t => !Patterns(config).Concat(ignored).Any(p => KeyTable.Matches(p, t.Name, out _))))
        {
            yield return new(allowed.Contains(tensor.Name) ? KeyRole.Allowed : KeyRole.Unknown, tensor.Name, "a tensor", string.Empty);
        }
    }

    private static KeyRole Role(ConfigKey key, KeyTable keys, List<string> ignored, List<string> mentioned)
        => keys.Allowed.Contains(key.Path) ? KeyRole.Allowed
            : keys.Read.Contains(key.Path) && key.Value is not AbsentValue ? KeyRole.Used
            : ignored.Exists(p => keys.Means(p, key.Path)) || key.Value is AbsentValue ? KeyRole.Ignored
            : mentioned.Exists(p => keys.Is(p, key.Path)) ? KeyRole.Idle
            : KeyRole.Unknown;

    /// <summary>The names of tensors that the config knows.</summary>
    private static IEnumerable<string> Patterns(ConfigDeclared config)
        => config.Others.Select(o => o.Syntax).OfType<ApplyToSyntax>().SelectMany(a => a.Tensors).Select(t => t.Pattern);

    // A word that an argument holds may look like a key; then a key of that name counts as known.
    private static IEnumerable<string> Mentioned(ConfigDeclared config)
    {
        var open = new Stack<SyntaxNode>(config.Lets.Values.Concat(config.Fills.Values).SelectMany(f => f.Syntax.Alternatives).Cast<SyntaxNode>()
            .Concat(config.Title is { } title ? title.Syntax.Alternatives : [])
            .Concat(config.Others.Select(o => o.Syntax)));
        while (open.Count > 0)
        {
            var node = open.Pop();
            if (node is ExpressionSyntax expression && ConfigEvaluator.PathOf(expression) is { } path)
            {
                yield return path;
                continue;
            }

            if (node is CallSyntax { Target: NameSyntax { Name: "key" }, Arguments: [{ Value: TextSyntax text }] })
            {
                yield return text.Value;
            }

            foreach (var child in node.Children())
            {
                open.Push(child);
            }
        }
    }

    private static IEnumerable<string> Prefixes(string path)
    {
        for (var dot = path.IndexOf('.'); dot > 0; dot = path.IndexOf('.', dot + 1))
        {
            yield return path.Substring(0, dot);
        }

        yield return path;
    }
}
