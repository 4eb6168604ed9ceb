namespace LlmCostDsl.Compiler.Emit;

internal enum GeneratedKind
{
    Analysis,
    Model,
    Device,
}

/// <summary>A declaration that becomes C# under a name of its own.</summary>
/// <param name="Module">Where it is declared; empty for the project's own files.</param>
internal sealed record GeneratedName(GeneratedKind Kind, string Name, string Module);

/// <summary>Two declarations that would become one type, or one file: where file systems do not tell the case of letters apart.</summary>
/// <param name="Loser">The one that must not be generated.</param>
/// <param name="Winner">The one that is; null where the name belongs to a type that is generated anyway.</param>
/// <param name="Type">What the loser would be: <c>Models.Small</c>.</param>
internal sealed record GeneratedClash(GeneratedName Loser, GeneratedName? Winner, string Type)
{
    /// <summary>Whether only the case of letters tells them apart.</summary>
    public bool IsByCase => Winner is { } winner && winner.Name != Loser.Name;
}

/// <summary>
/// Which declarations become which types. Analyses are types of the namespace, models and devices members of a container each, so that an analysis, a
/// model and a device may share a name. Inside a container, a name that C# or the container needs gets a word behind; two declarations never do that to each
/// other: one would change the other's name.
/// </summary>
internal static class GeneratedNames
{
    private static readonly string[] Containers = [ModelEmitter.Container, DeviceEmitter.Container, AttributeEmitter.Container];

    /// <summary>The type or member a declaration becomes, as it is written in C#.</summary>
    public static string TypeOf(GeneratedName declared) => declared.Kind switch
    {
        GeneratedKind.Model => ModelEmitter.Container + "." + ModelEmitter.ClassName(declared.Name),
        GeneratedKind.Device => DeviceEmitter.Container + "." + DeviceEmitter.PropertyName(declared.Name),
        _ => AnalysisNames.TypeOf(declared.Name),
    };

    /// <summary>
    /// The file a declaration is generated into. Modules keep theirs apart, so that names of two modules that differ in case only do not meet; an analysis
    /// stands for itself.
    /// </summary>
    public static string FileOf(GeneratedName declared)
    {
        var module = declared.Module.Length == 0 ? string.Empty : declared.Module + ".";
        return declared.Kind switch
        {
            GeneratedKind.Model => ModelEmitter.Container + "." + module + declared.Name,
            GeneratedKind.Device => DeviceEmitter.Container + "." + module + declared.Name,
            _ => AnalysisNames.TypeOf(declared.Name).TrimStart('@'),
        } + ".g.cs";
    }

    /// <summary>
    /// The declarations that cannot be generated because another has the name. The project's own come before those it imports, and those in the order of
    /// their modules; else the first of a list.
    /// </summary>
    public static IReadOnlyList<GeneratedClash> Clashes(IEnumerable<GeneratedName> declared)
    {
        var clashes = new List<GeneratedClash>();
        var types = Containers.ToDictionary(c => c, _ => (GeneratedName?)null, StringComparer.Ordinal);
        var files = Containers.ToDictionary(c => c + ".g.cs", _ => (GeneratedName?)null, StringComparer.OrdinalIgnoreCase);
        foreach (var name in declared.Distinct().OrderBy(d => d.Module, StringComparer.Ordinal))
        {
            var (type, file) = (TypeOf(name), FileOf(name));
            if (types.TryGetValue(type, out var winner) || files.TryGetValue(file, out winner))
            {
                clashes.Add(new GeneratedClash(name, winner, type));
                continue;
            }

            types.Add(type, name);
            files.Add(file, name);
        }

        return clashes;
    }
}
