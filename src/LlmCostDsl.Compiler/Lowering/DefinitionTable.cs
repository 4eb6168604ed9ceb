using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Graph;

namespace LlmCostDsl.Compiler.Lowering;

/// <summary>A definition with the scope it was written in.</summary>
/// <param name="Layer">0 for the declaration's own, then one for each rule that overrides, in order.</param>
internal sealed record ScopedDefinition(BoundDefinition Definition, Scope Scope, int Layer);

/// <summary>Definitions by name, those that override on top of those they override.</summary>
internal sealed class DefinitionTable
{
    private readonly Dictionary<string, List<ScopedDefinition>> byPath = [];
    private readonly List<string> order = [];

    /// <summary>The names, as first written.</summary>
    public IReadOnlyList<string> Paths => order;

    public void Add(BoundDefinition definition, Scope scope, int layer)
    {
        if (!byPath.TryGetValue(definition.Path, out var list))
        {
            byPath[definition.Path] = list = [];
            order.Add(definition.Path);
        }

        list.Add(new ScopedDefinition(definition, scope, layer));
    }

    /// <summary>The definition in force, or the one in force below a layer.</summary>
    public ScopedDefinition? Find(string path, int? below = null)
        => byPath.TryGetValue(path, out var list) ? list.FindLast(d => below is not { } layer || d.Layer < layer) : null;

    /// <summary>Whether a name stays private: what its first definition says holds, whoever overrides it.</summary>
    public bool IsPrivate(string path) => byPath[path][0].Definition.IsPrivate;
}
