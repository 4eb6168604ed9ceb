using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Graph;

/// <content>An operator at work once more, as a rule wants it.</content>
internal sealed partial class NodeFactory
{
    /// <summary>A node's operator on other arguments: its tags, its blocks, what it shares and what rules have assigned of it stay.</summary>
    public GraphNode Again(
        GraphNode node, OperatorSymbol op, string name, SourceSpan at, IReadOnlyList<object?> arguments, IReadOnlyList<SourceSpan> argumentsAt, IEnumerable<string> tags)
    {
        var made = Make(op, name, at, arguments, argumentsAt, node.PlaceTags.Concat(tags), node.Blocks);
        made.AgainOf = node;
        Hand(node.Quantities, made.Quantities);
        foreach (var result in made.Results)
        {
            if (ResultLike(node, result) is { } old)
            {
                old.Width.HandAssignmentsTo(result.Width);
                old.Beside.HandAssignmentsTo(result.Beside);
            }
        }

        foreach (var store in made.Weights.Concat(made.Caches))
        {
            if (StoreLike(node, store) is { } old)
            {
                Hand(old.Quantities, store.Quantities);
                store.SharedWith = old.SharedWith is { } shared && SameSize(store, shared) ? shared : null;
            }
        }

        return made;
    }

    /// <summary>Where a node is gone, one made of it that has weights of the same sizes holds them: the same in other phases, and for those who share them.</summary>
    public void Succeed(GraphNode gone, IEnumerable<GraphNode> again)
    {
        if (again.FirstOrDefault(n => n.Weights.TrueForAll(w => StoreLike(gone, w) is { } old && SameSize(w, old))) is not { } next)
        {
            return;
        }

        next.Identity = gone.Identity;
        foreach (var weight in next.Weights)
        {
            var old = StoreLike(gone, weight);
            foreach (var sharer in graph.Rows.SelectMany(n => n.Weights).Where(w => ReferenceEquals(w.SharedWith, old)))
            {
                sharer.SharedWith = weight;
            }
        }
    }

    private static void Hand(Dictionary<string, Quantity> from, Dictionary<string, Quantity> to)
    {
        foreach (var pair in from)
        {
            pair.Value.HandAssignmentsTo(to[pair.Key]);
        }
    }

    private static GraphTensor? ResultLike(GraphNode node, GraphTensor result) => node.Results.Find(r => r.Name == result.Name);

    private static GraphStore? StoreLike(GraphNode node, GraphStore store) => node.Weights.Concat(node.Caches).FirstOrDefault(s => s.Name == store.Name && s.IsCache == store.IsCache);

    private bool SameSize(GraphStore a, GraphStore b)
        => Pool.Equal(Pool.Expand(Traffic.Product(Pool, a.Shape())), Pool.Expand(Traffic.Product(Pool, b.Shape()))) == Pool.True;
}
