using LlmCostDsl.Compiler.Graph;

namespace LlmCostDsl.Compiler.Rewriting;

/// <content>Who read the old node reads the new one, over the iterations of repeats as well.</content>
internal sealed partial class ReplaceRule
{
    // Everyone but the new nodes reads the new tensor.
    private void Redirect(GraphTensor from, GraphTensor to, List<GraphNode> made)
    {
        graph.Clock.TickStructure();
        moved[from] = to;
        foreach (var node in graph.Nodes.Where(n => !made.Contains(n)))
        {
            node.Redirect(from, to);
        }

        foreach (var group in graph.Body.Bodies.SelectMany(b => b.Items.OfType<GraphRepeat>()).SelectMany(r => r.Groups))
        {
            foreach (var name in group.CarriedOut.Where(o => ReferenceEquals(o.Value, from)).Select(o => o.Key).ToList())
            {
                group.CarriedOut[name] = to;
            }

            foreach (var standIn in group.CarriedIn.Values)
            {
                for (var i = 0; i < standIn.Sources.Count; i++)
                {
                    standIn.Sources[i] = ReferenceEquals(standIn.Sources[i], from) ? to : standIn.Sources[i];
                }
            }

            foreach (var key in group.SourceOf.Where(s => ReferenceEquals(s.Value, from)).Select(s => s.Key).ToList())
            {
                group.SourceOf[key] = to;
            }
        }

        LeaveRepeats(to);
    }

    // What a body hands on as it was handed it is, outside, what came in.
    private void LeaveRepeats(GraphTensor handed)
    {
        var groups = graph.Body.Bodies.SelectMany(b => b.Items.OfType<GraphRepeat>()).SelectMany(r => r.Groups).ToList();
        while (handed.IsStandIn && groups.Find(g => g.CarriedIn.ContainsValue(handed)) is { } group)
        {
            var inside = new HashSet<GraphNode>(group.Repeat.Groups.SelectMany(g => g.Body.Nodes));
            var before = CameInAs(handed, group);
            foreach (var node in graph.Nodes.Where(n => !inside.Contains(n)))
            {
                node.Redirect(handed, before);
            }

            foreach (var other in groups.Where(g => g.Repeat != group.Repeat))
            {
                foreach (var name in other.CarriedOut.Where(o => ReferenceEquals(o.Value, handed)).Select(o => o.Key).ToList())
                {
                    other.CarriedOut[name] = before;
                }
            }

            handed = before;
        }
    }

    // Back through the iterations, to what did not come from one of them.
    private static GraphTensor CameInAs(GraphTensor handed, GraphGroup group)
    {
        for (var i = group.Members is { } members ? members[members.Count - 1] : 0; ; i--)
        {
            var from = group.Repeat.Groups.Find(g => g.CarriedIn.ContainsValue(handed));
            if (from is null || !from.SourceOf.TryGetValue((handed.Name!, i), out var source))
            {
                return handed.IsStandIn && from is not null ? handed.Sources[0] : handed;
            }

            handed = source;
        }
    }
}
