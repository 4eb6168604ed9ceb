using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Analysis.Emit;

/// <summary>The nodes somebody reads who stands in another chunk than they do: those keep their value in a slot.</summary>
internal static class StoredNodes
{
    public static HashSet<int> Of(EvaluatorPlan plan, IEnumerable<Segment> segments)
    {
        var stored = new HashSet<int>(PlanOperands.Roots(plan));
        foreach (var loop in plan.Loops)
        {
            stored.Add(loop.Low);
            stored.Add(loop.High);
            stored.UnionWith(loop.Folds.Select(f => plan.Nodes[f].B));
        }

        var open = new Stack<Segment>(segments);
        while (open.Count > 0)
        {
            var segment = open.Pop();
            var own = new HashSet<int>(segment.Nodes);
            stored.UnionWith(segment.Nodes.SelectMany(n => PlanOperands.Of(plan.Nodes[n])).Where(o => !own.Contains(o)));
            foreach (var inner in segment.Body)
            {
                open.Push(inner);
            }
        }

        return stored;
    }
}
