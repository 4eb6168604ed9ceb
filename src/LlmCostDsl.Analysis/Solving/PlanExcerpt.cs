using LlmCostDsl.Compiler.Plan;
using LlmCostDsl.Compiler.Support;

namespace LlmCostDsl.Analysis.Solving;

/// <summary>The part of a plan that some of its nodes need: those as outputs, its guards, and no tables.</summary>
internal static class PlanExcerpt
{
    public static EvaluatorPlan Of(EvaluatorPlan plan, IEnumerable<int> wanted)
    {
        var outputs = wanted.Distinct().Select(n => new PlanOutput("%" + n.ToString(System.Globalization.CultureInfo.InvariantCulture), n, plan.Nodes[n].Dimension, string.Empty, null)).ToList();
        var kept = Needed(plan, outputs.Select(o => o.Node).Concat(plan.Guards.Select(g => g.Condition)));
        var numbers = new int[plan.Nodes.Count];
        var count = 0;
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = kept[i] ? count++ : -1;
        }

        int Number(int node) => node < 0 ? -1 : numbers[node];
        var loops = Enumerable.Range(0, plan.Loops.Count).Where(l => plan.Loops[l].Folds.Any(f => kept[f])).ToList();
        int Loop(int loop) => loop < 0 ? -1 : loops.IndexOf(loop);
        PlanNode Renumbered(PlanNode n) => n.Op switch
        {
            PlanOp.Constant or PlanOp.Input or PlanOp.Attribute or PlanOp.Present => n,
            PlanOp.Index => n with { A = Loop(n.A), Loop = Loop(n.Loop) },
            PlanOp.Sum or PlanOp.Largest => n with { A = Loop(n.A), B = Number(n.B), Loop = Loop(n.Loop) },
            _ => n with { A = Number(n.A), B = Number(n.B), C = Number(n.C), Loop = Loop(n.Loop) },
        };
        return plan with
        {
            Nodes = Enumerable.Range(0, numbers.Length).Where(i => kept[i]).Select(i => Renumbered(plan.Nodes[i])).ToEquatable(),
            Loops = loops.Select(l => plan.Loops[l]).Select(l => l with
            {
                Low = Number(l.Low),
                High = Number(l.High),
                Index = Number(l.Index),
                Outer = Loop(l.Outer),
                Body = l.Body.Where(b => kept[b]).Select(Number).ToEquatable(),
                Folds = l.Folds.Where(f => kept[f]).Select(Number).ToEquatable(),
            }).ToEquatable(),
            Guards = plan.Guards.Select(g => g with { Condition = Number(g.Condition) }).ToEquatable(),
            Outputs = outputs.Select(o => o with { Node = Number(o.Node) }).ToEquatable(),
            Tables = EquatableArray<PlanTable>.Empty,
            Notes = EquatableArray<PlanNote>.Empty,
        };
    }

    private static bool[] Needed(EvaluatorPlan plan, IEnumerable<int> roots)
    {
        var kept = new bool[plan.Nodes.Count];
        var open = new Stack<int>(roots);
        while (open.TryPop(out var next))
        {
            if (kept[next])
            {
                continue;
            }

            kept[next] = true;
            var node = plan.Nodes[next];
            foreach (var operand in node.IsFold() ? [node.B, plan.Loops[node.A].Low, plan.Loops[node.A].High] : PlanOperands.Of(node))
            {
                open.Push(operand);
            }
        }

        return kept;
    }
}
