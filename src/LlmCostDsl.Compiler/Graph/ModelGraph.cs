namespace LlmCostDsl.Compiler.Graph;

/// <summary>The graph of one model in one phase.</summary>
internal sealed class ModelGraph(string phase)
{
    private Dictionary<GraphTensor, List<GraphNode>> readers = [];
    private int readersAt = -1;

    public string Phase { get; } = phase;

    /// <summary>What its steps are given that is not the default, as text: <c> deep: false</c>.</summary>
    public string Given { get; init; } = string.Empty;

    public GraphBody Body { get; } = new();

    /// <summary>Weights the architecture declares itself.</summary>
    public List<GraphStore> Weights { get; } = [];

    public GraphClock Clock { get; } = new();

    /// <summary>The outermost scope: step variables, phase, parameters.</summary>
    public Scope Scope { get; set; } = null!;

    public IEnumerable<GraphNode> Nodes => Body.Nodes;

    /// <summary>Operators and what they cost: graph inputs are no rows.</summary>
    public IEnumerable<GraphNode> Rows => Body.Nodes.Where(n => !n.IsInput);

    /// <summary>Who reads a tensor, its views and what it is carried as.</summary>
    public IReadOnlyList<GraphNode> ReadersOf(GraphTensor tensor)
    {
        if (readersAt != Clock.Structure)
        {
            readers = FindReaders();
            readersAt = Clock.Structure;
        }

        return readers.TryGetValue(tensor, out var found) ? found : [];
    }

    private Dictionary<GraphTensor, List<GraphNode>> FindReaders()
    {
        var all = new Dictionary<GraphTensor, List<GraphNode>>();
        foreach (var node in Nodes.Where(n => !IsViewOnly(n)))
        {
            foreach (var tensor in node.Inputs.SelectMany(Origins).Distinct())
            {
                if (!all.TryGetValue(tensor, out var list))
                {
                    all[tensor] = list = [];
                }

                list.Add(node);
            }
        }

        return all;
    }

    /// <summary>The tensors a name can stand for: what is viewed, and what is carried from further out or from iterations before.</summary>
    public static HashSet<GraphTensor> Origins(GraphTensor tensor)
    {
        var found = new HashSet<GraphTensor>();
        var pending = new Stack<GraphTensor>([tensor.Root]);
        while (pending.Count > 0)
        {
            var next = pending.Pop();
            if (found.Add(next))
            {
                foreach (var source in next.Sources)
                {
                    pending.Push(source.Root);
                }
            }
        }

        return found;
    }

    // A node that only renames memory reads nothing; its own readers count.
    private static bool IsViewOnly(GraphNode node) => node.Results.Count > 0 && node.Results.TrueForAll(r => r.ViewOf is not null);
}
