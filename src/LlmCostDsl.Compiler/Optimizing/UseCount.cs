using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Compiler.Optimizing;

/// <summary>
/// How often values are read where their bits do not matter. What outputs are made of is counted for outputs alone: tables are evaluated by themselves,
/// and nothing is kept whole for them that an evaluation of outputs could do without.
/// </summary>
internal sealed class UseCount
{
    private readonly bool[] isOfOutputs;
    private readonly int[] ofOutputs;
    private readonly int[] all;
    private readonly bool[] isAskedFor;

    public UseCount(EvaluatorPlan plan, Exactness exactness)
    {
        isOfOutputs = PlanEstimate.Reached(plan, plan.Outputs.Select(o => o.Node));
        ofOutputs = new int[plan.Nodes.Count];
        all = new int[plan.Nodes.Count];
        isAskedFor = new bool[plan.Nodes.Count];
        foreach (var root in PlanRoots.Values(plan))
        {
            isAskedFor[root] = true;
            all[root]++;
        }

        foreach (var output in plan.Outputs)
        {
            ofOutputs[output.Node]++;
        }

        for (var n = 0; n < plan.Nodes.Count; n++)
        {
            if (!exactness.IsSmooth(n) || exactness.IsExact(n))
            {
                continue;
            }

            foreach (var operand in PlanOperands.Of(plan.Nodes[n]))
            {
                all[operand]++;
                ofOutputs[operand] += isOfOutputs[n] ? 1 : 0;
                isAskedFor[operand] |= plan.Nodes[n].Op is not (PlanOp.Add or PlanOp.Subtract or PlanOp.Multiply or PlanOp.Divide);
            }
        }
    }

    /// <summary>Whether a host or anything but a sum or a product reads it.</summary>
    public bool IsAskedFor(int node) => isAskedFor[node];

    /// <summary>Whether nobody else would share it.</summary>
    public bool IsOnlyUse(int node, int by) => (isOfOutputs[by] ? ofOutputs[node] : all[node]) <= 1;
}
