using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Compiler.Lowering;

/// <summary>What a node changes with, and the innermost loop it stands in: both follow from its operands, in whatever plan is being made.</summary>
internal static class NodeStanding
{
    /// <param name="a">As of <see cref="PlanNode"/>, and so are the others.</param>
    /// <param name="nodes">The nodes there are, its operands among them.</param>
    /// <param name="loops">The loops there are; an index may come before its own.</param>
    public static (PlanDependence Depends, int Loop) Of(PlanOp op, int a, int b, int c, IReadOnlyList<PlanNode> nodes, IReadOnlyList<LoopDraft> loops)
    {
        switch (op)
        {
            case PlanOp.Constant:
                return (PlanDependence.None, -1);
            case PlanOp.Input:
                return (PlanDependence.Input, -1);
            case PlanOp.Attribute or PlanOp.Present:
                return (PlanDependence.Device, -1);
            case PlanOp.Index:
                return (PlanDependence.Index, a);
            case PlanOp.Sum or PlanOp.Largest:
                var inside = nodes[b].Depends | nodes[loops[a].Low].Depends | nodes[loops[a].High].Depends;
                return (loops[a].Outer < 0 ? inside & ~PlanDependence.Index : inside, loops[a].Outer);
            default:
                return With(c, With(b, (nodes[a].Depends, nodes[a].Loop)));
        }

        (PlanDependence Depends, int Loop) With(int operand, (PlanDependence Depends, int Loop) so)
            => operand < 0 ? so
                : (so.Depends | nodes[operand].Depends, Depth(nodes[operand].Loop) > Depth(so.Loop) ? nodes[operand].Loop : so.Loop);

        int Depth(int loop) => loop < 0 ? 0 : loops[loop].Depth;
    }
}
