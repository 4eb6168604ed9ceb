using LlmCostDsl.Compiler.Graph;

namespace LlmCostDsl.Compiler.Rewriting;

/// <summary>Keeps bodies in an order in which tensors are made before they are read, as close to the written one as possible.</summary>
internal static class NodeOrder
{
    public static void Restore(GraphBody body)
    {
        foreach (var each in body.Bodies)
        {
            var position = new Dictionary<GraphNode, int>();
            for (var i = 0; i < each.Items.Count; i++)
            {
                foreach (var node in NodesOf(each.Items[i]))
                {
                    position[node] = i;
                }
            }

            if (each.Items.Select((item, i) => Needs(item, position).All(p => p <= i)).All(ordered => ordered))
            {
                continue;
            }

            Sort(each.Items, position);
        }
    }

    private static void Sort(List<GraphItem> items, Dictionary<GraphNode, int> position)
    {
        var needs = items.Select(item => new HashSet<int>(Needs(item, position))).ToList();
        var done = new HashSet<int>();
        var order = new List<GraphItem>();
        while (order.Count < items.Count)
        {
            var next = Enumerable.Range(0, items.Count).Where(i => !done.Contains(i) && needs[i].All(n => n == i || done.Contains(n))).DefaultIfEmpty(-1).First();
            if (next < 0)
            {
                return;
            }

            done.Add(next);
            order.Add(items[next]);
        }

        items.Clear();
        items.AddRange(order);
    }

    private static IEnumerable<GraphNode> NodesOf(GraphItem item) => item switch
    {
        GraphNode node => [node],
        GraphRepeat repeat => repeat.Groups.SelectMany(g => g.Body.Nodes),
        _ => [],
    };

    private static IEnumerable<int> Needs(GraphItem item, Dictionary<GraphNode, int> position)
        => NodesOf(item).SelectMany(n => n.Inputs).SelectMany(t => t.Root.IsStandIn ? t.Root.Sources : [t, t.Root])
            .Select(t => t.Owner is { } owner && position.TryGetValue(owner, out var at) ? at : -1).Where(at => at >= 0);
}
