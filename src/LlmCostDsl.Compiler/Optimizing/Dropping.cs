using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Compiler.Optimizing;

/// <summary>Leaves out what no output, guard or table is made of.</summary>
internal static class Dropping
{
    public static EvaluatorPlan Apply(EvaluatorPlan plan)
    {
        var isNeeded = PlanEstimate.Reached(plan, PlanOperands.Roots(plan));
        if (isNeeded.All(n => n))
        {
            return plan;
        }

        var writer = new PlanWriter(plan);
        var number = new int[plan.Nodes.Count];
        for (var n = 0; n < number.Length; n++)
        {
            number[n] = isNeeded[n] ? writer.Copy(plan.Nodes[n], o => number[o]) : -1;
        }

        return writer.Finish(n => number[n], n => number[n], n => number[n]);
    }
}
