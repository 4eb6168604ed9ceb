using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Support;

namespace LlmCostDsl.Compiler.Graph;

/// <summary>Where statements of an architecture put their nodes.</summary>
/// <param name="Items">The list of the body they go to, from <see cref="At"/> on.</param>
/// <param name="Group">The group of iterations the body belongs to.</param>
/// <param name="Prefix">What stands before the names of nodes: <c>mlp.</c> in a block's call.</param>
/// <param name="Blocks">The blocks being built.</param>
/// <param name="Tags">Tags of the calls around.</param>
/// <param name="Frame">The iteration being built.</param>
internal sealed record BuildPlace(
    List<GraphItem> Items, GraphGroup? Group, string Prefix, List<string> Blocks, IReadOnlyList<string> Tags, IterationFrame? Frame)
{
    /// <summary>The names taken in the body.</summary>
    public Dictionary<string, GraphNode> Names { get; init; } = NamesIn(Items);

    /// <summary>Where the next item goes; the end unless set.</summary>
    public int? At { get; set; }

    public List<GraphItem> Made { get; } = [];

    public void Put(GraphItem item)
    {
        item.Group = Group;
        if (At is { } at)
        {
            Items.Insert(at, item);
            At = at + 1;
        }
        else
        {
            Items.Add(item);
        }

        Made.Add(item);
        if (item is GraphNode node)
        {
            Names[node.Name] = node;
        }
    }

    private static Dictionary<string, GraphNode> NamesIn(List<GraphItem> items)
    {
        var names = new Dictionary<string, GraphNode>();
        foreach (var node in items.OfType<GraphNode>())
        {
            names[node.Name] = node;
        }

        return names;
    }
}

/// <summary>What stays the same when a graph has to be built again: the identity of repeat indices, and how iterations have to be told apart.</summary>
internal sealed class RepeatMemory(ExprPool pool)
{
    private readonly Dictionary<BoundRepeat, LeafExpr> indices = new(ByReference<BoundRepeat>.Comparer);
    private readonly Dictionary<BoundRepeat, List<Func<int, object>>> classifications = new(ByReference<BoundRepeat>.Comparer);

    public LeafExpr IndexOf(BoundRepeat repeat)
    {
        if (!indices.TryGetValue(repeat, out var index))
        {
            indices[repeat] = index = pool.NewIndex(LeafKind.Repeat, repeat.Index ?? "repeat", Interval.NotNegative, isWhole: true);
        }

        return index;
    }

    public void Divide(RepartitionException division)
    {
        if (!classifications.TryGetValue(division.Repeat, out var list))
        {
            classifications[division.Repeat] = list = [];
        }

        // Asked again for every graph that is built.
        var known = new Dictionary<int, object>();
        list.Add(i => known.TryGetValue(i, out var answer) ? answer : known[i] = division.Classify(i));
    }

    public bool HasClassifications(BoundRepeat repeat) => classifications.ContainsKey(repeat);

    /// <summary>Whether nothing known tells two iterations apart.</summary>
    public bool Alike(BoundRepeat repeat, int a, int b)
        => !classifications.TryGetValue(repeat, out var list) || list.TrueForAll(c => Equals(c(a), c(b)));
}
