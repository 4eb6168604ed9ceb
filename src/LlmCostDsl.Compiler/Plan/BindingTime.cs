namespace LlmCostDsl.Compiler.Plan;

/// <summary>Which nodes are known as soon as a device is: computed once for many sets of inputs.</summary>
internal static class BindingTime
{
    /// <returns>By number of node; false inside of loops. Worked out from the operands themselves, so that what is said to be known early is.</returns>
    public static bool[] Early(EvaluatorPlan plan)
    {
        var late = new bool[plan.Nodes.Count];
        for (var i = 0; i < late.Length; i++)
        {
            late[i] = IsLate(plan, plan.Nodes[i], late);
        }

        return [.. late.Select((l, i) => !l && plan.Nodes[i].Loop < 0)];
    }

    private static bool IsLate(EvaluatorPlan plan, PlanNode node, bool[] late)
        => node.Op == PlanOp.Input || (node.IsFold() ? IsLate(plan, plan.Loops[node.A], late) : PlanOperands.Of(node).Any(o => late[o]));

    // A loop runs once for all its folds, so it waits for the inputs if anything in it does.
    private static bool IsLate(EvaluatorPlan plan, PlanLoop loop, bool[] late)
        => late[loop.Low] || late[loop.High]
            || loop.Body.Any(n => IsLate(plan, plan.Nodes[n], late))
            || loop.Folds.Any(f => late[plan.Nodes[f].B]);
}
