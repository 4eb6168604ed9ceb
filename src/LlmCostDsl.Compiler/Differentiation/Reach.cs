using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Compiler.Differentiation;

/// <summary>Which nodes change with some leaves, and which leaves a node reads.</summary>
internal static class Reach
{
    /// <summary>By number of node: whether it has a slope with respect to one of the leaves.</summary>
    public static bool[] From(EvaluatorPlan plan, Func<PlanNode, bool> isVariable, LocalSlopes rules, Rounding rounding)
    {
        var reached = new bool[plan.Nodes.Count];
        bool changed;
        do
        {
            // An index may stand before the end that moves it: once more for each loop around, at most.
            changed = false;
            for (var i = 0; i < reached.Length; i++)
            {
                if (!reached[i] && Changes(plan, plan.Nodes[i], isVariable, rules, rounding, reached))
                {
                    reached[i] = changed = true;
                }
            }
        }
        while (changed && !plan.Loops.IsEmpty);
        return reached;
    }

    /// <summary>The leaves that the value of a node is made of, whatever branch is taken.</summary>
    public static HashSet<int> Leaves(EvaluatorPlan plan, int node)
    {
        var seen = new HashSet<int>();
        var open = new Stack<int>([node]);
        while (open.Count > 0)
        {
            var next = open.Pop();
            if (!seen.Add(next))
            {
                continue;
            }

            var n = plan.Nodes[next];
            foreach (var operand in PlanOperands.Of(n).Concat(n.IsFold() ? [plan.Loops[n.A].Low, plan.Loops[n.A].High] : Array.Empty<int>()))
            {
                open.Push(operand);
            }
        }

        seen.RemoveWhere(n => plan.Nodes[n].Op is not (PlanOp.Input or PlanOp.Attribute));
        return seen;
    }

    private static bool Changes(EvaluatorPlan plan, PlanNode node, Func<PlanNode, bool> isVariable, LocalSlopes rules, Rounding rounding, bool[] reached)
    {
        switch (node.Op)
        {
            case PlanOp.Input or PlanOp.Attribute:
                return isVariable(node);
            case PlanOp.Constant or PlanOp.Present:
                return false;
            case PlanOp.Index:
                return reached[plan.Loops[node.A].Low] || (rounding == Rounding.Straight && reached[plan.Loops[node.A].High]);
            case PlanOp.Sum or PlanOp.Largest:
                var loop = plan.Loops[node.A];
                return reached[node.B] || (rounding == Rounding.Straight && (reached[loop.Low] || reached[loop.High]));
            case PlanOp.Select:
                return reached[node.B] || reached[node.C];
            default:
                return rules.Passes(node.Op) && PlanOperands.Of(node).Any(o => reached[o]);
        }
    }
}
