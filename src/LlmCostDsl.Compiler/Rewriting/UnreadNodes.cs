using LlmCostDsl.Compiler.Graph;

namespace LlmCostDsl.Compiler.Rewriting;

/// <summary>
/// Nodes whose last reader a rule has taken away: nobody needs what they make, so they go, and with them what only they had read. What nobody read before was
/// written for its own sake and stays.
/// </summary>
internal sealed class UnreadNodes(ModelGraph graph)
{
    private readonly List<GraphNode> readBefore = [.. graph.Nodes.Where(n => IsRead(graph, n))];

    /// <param name="inTheirPlace">What took the place of a node that nobody read is read by nobody either, and stays.</param>
    public void Remove(IEnumerable<GraphTensor> inTheirPlace)
    {
        var candidates = new HashSet<GraphNode>(readBefore);
        candidates.ExceptWith(inTheirPlace.Select(t => t.Owner).OfType<GraphNode>());
        for (var gone = Unread(candidates); gone.Count > 0; gone = Unread(candidates))
        {
            foreach (var body in graph.Body.Bodies)
            {
                body.Items.RemoveAll(i => i is GraphNode node && gone.Contains(node));
            }

            candidates.ExceptWith(gone);
            graph.Clock.TickStructure();
        }
    }

    private HashSet<GraphNode> Unread(HashSet<GraphNode> candidates)
        => [.. graph.Nodes.Where(n => candidates.Contains(n) && !n.IsInput && !IsRead(graph, n))];

    private static bool IsRead(ModelGraph graph, GraphNode node) => node.Results.Exists(r => graph.ReadersOf(r).Count > 0);
}
