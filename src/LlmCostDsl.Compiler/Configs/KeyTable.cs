namespace LlmCostDsl.Compiler.Configs;

/// <summary>The keys of a file while a config reads them: looked for below a prefix first, then at the top, and noted.</summary>
internal sealed class KeyTable
{
    /// <summary>Below which key the tensors of a file stand.</summary>
    private const string Tensors = "tensors.";

    private readonly ConfigFile file;
    private readonly HashSet<string> tensors;
    private readonly Dictionary<string, ConfigValue> values = new(StringComparer.Ordinal);
    private readonly HashSet<string> structures = new(StringComparer.Ordinal);

    /// <param name="allowed">Patterns of keys that are left out of account, as if they were not there.</param>
    public KeyTable(ConfigFile file, IReadOnlyCollection<string> allowed)
    {
        this.file = file;
        tensors = new HashSet<string>(file.Tensors.Select(t => t.Name), StringComparer.Ordinal);
        foreach (var key in file.Keys)
        {
            if (allowed.Any(p => Covers(p, key.Path)))
            {
                Allowed.Add(key.Path);
                continue;
            }

            values[key.Path] = key.Value;
            for (var dot = key.Path.IndexOf('.'); dot > 0; dot = key.Path.IndexOf('.', dot + 1))
            {
                structures.Add(key.Path.Substring(0, dot));
            }
        }
    }

    public ConfigFile File => file;

    /// <summary>Below which key others are looked for first; empty for none.</summary>
    public string Under { get; set; } = string.Empty;

    /// <summary>The keys that are left out of account.</summary>
    public HashSet<string> Allowed { get; } = new(StringComparer.Ordinal);

    /// <summary>The keys that were read, by their full paths.</summary>
    public HashSet<string> Read { get; } = new(StringComparer.Ordinal);

    public ConfigValue Find(string key)
    {
        if (Under.Length > 0 && At(Under + "." + key) is { } below)
        {
            return below;
        }

        return At(key) ?? new AbsentValue(key);
    }

    /// <summary>Whether a pattern, in which <c>*</c> stands for anything, means a key, or one that holds it.</summary>
    public bool Means(string pattern, string path)
        => Covers(pattern, path) || (Under.Length > 0 && path.StartsWith(Under + ".", StringComparison.Ordinal) && Covers(pattern, path.Substring(Under.Length + 1)));

    /// <summary>Whether a key as a config writes it is this one.</summary>
    public bool Is(string key, string path) => key == path || (Under.Length > 0 && path == Under + "." + key);

    /// <summary>Whether a text is as a pattern says; what each <c>*</c> stands for.</summary>
    public static bool Matches(string pattern, string text, out string star)
    {
        // One star is a layer's number or the rest of a name; several match greedily from the left, which names do not need better.
        star = string.Empty;
        var parts = pattern.Split('*');
        if (parts.Length == 1)
        {
            return pattern == text;
        }

        if (!text.StartsWith(parts[0], StringComparison.Ordinal))
        {
            return false;
        }

        var at = parts[0].Length;
        for (var i = 1; i < parts.Length; i++)
        {
            var isLast = i == parts.Length - 1;
            var next = isLast ? Math.Max(at, text.Length - parts[i].Length) : text.IndexOf(parts[i], at, StringComparison.Ordinal);
            if (next < at || (isLast && !text.EndsWith(parts[i], StringComparison.Ordinal)) || next + parts[i].Length > text.Length)
            {
                return false;
            }

            star = i == 1 ? text.Substring(at, next - at) : star;
            at = next + parts[i].Length;
        }

        return true;
    }

    private static bool Covers(string pattern, string path)
    {
        if (Matches(pattern, path, out _))
        {
            return true;
        }

        for (var dot = path.IndexOf('.'); dot > 0; dot = path.IndexOf('.', dot + 1))
        {
            if (Matches(pattern, path.Substring(0, dot), out _))
            {
                return true;
            }
        }

        return false;
    }

    private ConfigValue? At(string path)
    {
        if (values.TryGetValue(path, out var value))
        {
            Read.Add(path);
            return value is AbsentValue ? null : value;
        }

        return structures.Contains(path) || (path.StartsWith(Tensors, StringComparison.Ordinal) && tensors.Contains(path.Substring(Tensors.Length))) ? new StructureValue() : null;
    }
}
