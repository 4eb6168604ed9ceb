using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Graph;

/// <summary>A tensor that <c>reads</c> or <c>writes</c> names, its traffic times a factor.</summary>
internal sealed record GraphFlow(Func<GraphTensor> Tensor, Func<Expr>? Factor);

/// <summary>A tensor: a node's result, or the stand-in for what a repeat carries.</summary>
internal sealed class GraphTensor(GraphNode? producer, string? name)
{
    /// <summary>The node that makes it; null for a carried stand-in.</summary>
    public GraphNode? Producer { get; } = producer;

    /// <summary>The node that stands in the graph for the producer: the fused one, where it was fused.</summary>
    public GraphNode? Owner { get; set; } = producer;

    public string? Name { get; } = name;

    /// <summary>The extents as produced, computed anew after every change of the graph.</summary>
    public Func<IReadOnlyList<Expr>> Shape { get; set; } = () => [];

    /// <summary>The extents as written, with what their names mean there.</summary>
    public (EquatableArray<BoundExtent> Extents, Scope Scope) Written { get; init; }

    /// <summary>The width of its elements.</summary>
    public Quantity Width { get; set; } = null!;

    /// <summary>What is kept and moved with each element and is no part of it: its share of a scale.</summary>
    public Quantity Beside { get; set; } = null!;

    /// <summary>The store its rows are kept in across steps, if it is cached.</summary>
    public GraphStore? Cache { get; set; }

    /// <summary>The tensor whose memory it shares.</summary>
    public GraphTensor? ViewOf { get; set; }

    /// <summary>What a view says its own readers see of the cache: length, fetched.</summary>
    public Dictionary<string, Quantity> ViewAttributes { get; } = [];

    /// <summary>For a stand-in: the tensors of the iterations before that it can be.</summary>
    public List<GraphTensor> Sources { get; } = [];

    /// <summary>The tensor at the bottom of its views.</summary>
    public GraphTensor Root => ViewOf is null ? this : ViewOf.Root;

    public bool IsStandIn => Producer is null;
}

/// <summary>A weight, or a cache: what stays in memory between operators or steps.</summary>
internal sealed class GraphStore(bool isCache, string name, GraphNode? owner, SourceSpan at)
{
    public bool IsCache { get; } = isCache;

    public string Name { get; } = name;

    /// <summary>The operator that declares or fills it; null for a weight of the architecture.</summary>
    public GraphNode? Owner { get; set; } = owner;

    public SourceSpan At { get; } = at;

    /// <summary>The node that declared it, which names it for good, whatever was fused since.</summary>
    public GraphNode? DeclaredBy { get; } = owner;

    /// <summary>The group an architecture's weight stands in.</summary>
    public GraphGroup? Group { get; set; }

    /// <summary>The extents; of a cached tensor, those held.</summary>
    public Func<IReadOnlyList<Expr>> Shape { get; set; } = () => [];

    /// <summary>The extents as written, with what their names mean there; none for a cached tensor, which has its own.</summary>
    public (EquatableArray<BoundExtent> Extents, Scope Scope) Written { get; init; }

    public Dictionary<string, Quantity> Quantities { get; } = [];

    /// <summary>For a cached tensor, the tensor.</summary>
    public GraphTensor? Of { get; set; }

    /// <summary>The weight it is stored as.</summary>
    public GraphStore? SharedWith { get; set; }

    /// <summary>The weight that is really there.</summary>
    public GraphStore Stored => SharedWith is null ? this : SharedWith.Stored;

    public string NodePath => (DeclaredBy is { } node ? node.Name + "." : string.Empty) + Name;

    /// <summary>The same by the name its node was made under: what tells weights apart over phases and models.</summary>
    public string Identity => (DeclaredBy is { } node ? node.Identity + "." : string.Empty) + Name;

    public GraphGroup? Place => Owner is { } node ? node.Group : Group;
}
