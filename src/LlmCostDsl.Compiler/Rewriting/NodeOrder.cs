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

    /// <summary>Whether nodes can run as one: nothing else needs one of them and is needed by another.</summary>
    public static bool CanBeOne(GraphBody body, HashSet<GraphNode> parts)
    {
        var after = new HashSet<GraphNode>();
        foreach (var item in body.Items)
        {
            var needs = Reads(item).Select(t => t.Owner).OfType<GraphNode>().ToList();
            if (item is GraphNode node && parts.Contains(node))
            {
                if (needs.Exists(after.Contains))
                {
                    return false;
                }
            }
            else if (needs.Exists(n => parts.Contains(n) || after.Contains(n)))
            {
                after.UnionWith(NodesOf(item));
            }
        }

        return true;
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
        => Reads(item).Select(t => t.Owner is { } owner && position.TryGetValue(owner, out var at) ? at : -1).Where(at => at >= 0);

    // What an item reads of its body. What it is handed by the iteration before is no reason to come after the one that makes it.
    private static IEnumerable<GraphTensor> Reads(GraphItem item)
    {
        var own = item is GraphRepeat repeat ? Groups(repeat).SelectMany(g => g.CarriedIn.Values).ToList() : [];
        var pending = new Stack<GraphTensor>(NodesOf(item).SelectMany(n => n.Inputs).SelectMany(t => new[] { t, t.Root }).Concat(own.SelectMany(s => s.Sources)));
        var seen = new HashSet<GraphTensor>();
        while (pending.Count > 0)
        {
            var next = pending.Pop();
            if (!seen.Add(next))
            {
                continue;
            }

            yield return next;
            foreach (var source in own.Contains(next) ? next.Sources : [])
            {
                pending.Push(source.Root);
            }
        }
    }

    private static IEnumerable<GraphGroup> Groups(GraphRepeat repeat)
        => repeat.Groups.SelectMany(g => g.Body.Bodies.SelectMany(b => b.Items.OfType<GraphRepeat>()).SelectMany(r => r.Groups).Prepend(g));
}
