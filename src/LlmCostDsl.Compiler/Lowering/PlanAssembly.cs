using LlmCostDsl.Compiler.Plan;
using LlmCostDsl.Compiler.Support;

namespace LlmCostDsl.Compiler.Lowering;

/// <summary>Makes the nodes and loops of a plan of those that were drafted: the ones that are needed, in evaluation order, with new numbers.</summary>
internal static class PlanAssembly
{
    /// <returns>With the new number of each node: -1 for what nobody needs.</returns>
    public static (EquatableArray<PlanNode> Nodes, EquatableArray<PlanLoop> Loops, Func<int, int> Renumber) Finish(
        IReadOnlyList<PlanNode> nodes, IReadOnlyList<LoopDraft> loops, IEnumerable<int> roots)
    {
        var (order, numbers) = new PlanOrder(nodes, loops).Arrange(roots);
        int Number(int node) => node < 0 ? -1 : numbers[node];
        int NumberIfNeeded(int node) => numbers.TryGetValue(node, out var needed) ? needed : -1;
        var kept = loops.Select((l, i) => (Loop: l, Old: i)).Where(l => l.Loop.Folds.Exists(numbers.ContainsKey)).ToList();
        var loopNumbers = kept.Select((l, i) => (l.Old, New: i)).ToDictionary(l => l.Old, l => l.New);
        int Loop(int loop) => loop < 0 ? -1 : loopNumbers[loop];
        var final = order.Select(n =>
        {
            var node = nodes[n];
            return node.Op switch
            {
                PlanOp.Constant or PlanOp.Input or PlanOp.Attribute or PlanOp.Present => node,
                PlanOp.Index => node with { A = Loop(node.A), Loop = Loop(node.Loop) },
                PlanOp.Sum or PlanOp.Largest => node with { A = Loop(node.A), B = Number(node.B), Loop = Loop(node.Loop) },
                _ => node with { A = Number(node.A), B = Number(node.B), C = Number(node.C), Loop = Loop(node.Loop) },
            };
        }).ToEquatable();
        var bodies = Enumerable.Range(0, final.Count).ToLookup(n => final[n].Loop);
        var finalLoops = kept.Select((l, i) => new PlanLoop(
            Number(l.Loop.Low),
            Number(l.Loop.High),
            numbers.TryGetValue(l.Loop.Index, out var index) ? index : -1,
            bodies[i].ToEquatable(),
            l.Loop.Folds.Where(numbers.ContainsKey).Select(Number).ToEquatable(),
            Loop(l.Loop.Outer),
            l.Loop.Origin)).ToEquatable();
        return (final, finalLoops, NumberIfNeeded);
    }
}
