using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Compiler.Lowering;

/// <summary>
/// Puts the nodes that are needed into evaluation order: operands first, and everything the bodies of a loop need before the first of its folds,
/// so that a loop can run when its first fold is met. What nobody needs is left out.
/// </summary>
internal sealed class PlanOrder(IReadOnlyList<PlanNode> nodes, IReadOnlyList<LoopDraft> loops)
{
    private readonly Dictionary<int, int> numbers = [];
    private readonly List<int> order = [];

    public (List<int> Order, Dictionary<int, int> Numbers) Arrange(IEnumerable<int> roots)
    {
        var wanted = Needed(roots);
        var pending = new Stack<(int Node, bool Ready)>();
        foreach (var root in wanted.OrderBy(n => n))
        {
            pending.Push((root, false));
            while (pending.Count > 0)
            {
                var (node, ready) = pending.Pop();
                if (numbers.ContainsKey(node))
                {
                    continue;
                }

                if (ready)
                {
                    Place(node, wanted);
                    continue;
                }

                pending.Push((node, true));
                foreach (var operand in Operands(node, wanted))
                {
                    if (!numbers.ContainsKey(operand))
                    {
                        pending.Push((operand, false));
                    }
                }
            }
        }

        return (order, numbers);
    }

    private void Place(int node, HashSet<int> wanted)
    {
        // All folds of a loop come out together.
        foreach (var each in IsFold(node) ? loops[nodes[node].A].Folds.Where(wanted.Contains) : [node])
        {
            if (!numbers.ContainsKey(each))
            {
                numbers[each] = order.Count;
                order.Add(each);
            }
        }
    }

    private bool IsFold(int node) => nodes[node].Op is PlanOp.Sum or PlanOp.Largest;

    private IEnumerable<int> Operands(int node, HashSet<int>? wanted)
    {
        var n = nodes[node];
        switch (n.Op)
        {
            case PlanOp.Constant or PlanOp.Input or PlanOp.Attribute or PlanOp.Present or PlanOp.Index:
                return [];
            case PlanOp.Sum or PlanOp.Largest:
                var loop = loops[n.A];
                var bodies = wanted is null ? [n.B] : loop.Folds.Where(wanted.Contains).Select(f => nodes[f].B);
                return [loop.Low, loop.High, .. bodies];
            default:
                return new[] { n.A, n.B, n.C }.Where(o => o >= 0);
        }
    }

    private HashSet<int> Needed(IEnumerable<int> roots)
    {
        var needed = new HashSet<int>();
        var pending = new Stack<int>(roots);
        while (pending.Count > 0)
        {
            var node = pending.Pop();
            if (needed.Add(node))
            {
                foreach (var operand in Operands(node, null))
                {
                    pending.Push(operand);
                }
            }
        }

        return needed;
    }
}
