using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Compiler.Optimizing;

/// <summary>
/// Divisions by one value become multiplications by its reciprocal, which is computed once: with the device where it is known then, outside of a loop
/// where it does not change in it, or else where several divide by it. What must keep its bits (<see cref="Exactness"/>) is divided as before.
/// </summary>
internal sealed class Reciprocals
{
    private readonly EvaluatorPlan plan;
    private readonly Exactness exactness;
    private readonly PlanWriter writer;
    private readonly TwoForms forms;
    private readonly HashSet<int> inverted;

    private Reciprocals(EvaluatorPlan plan)
    {
        this.plan = plan;
        exactness = new(plan);
        writer = new(plan);
        forms = new(plan, writer, exactness, Rewritten);
        inverted = Worthwhile();
    }

    public static EvaluatorPlan Apply(EvaluatorPlan plan) => new Reciprocals(plan).Write();

    private EvaluatorPlan Write()
    {
        if (inverted.Count == 0)
        {
            return plan;
        }

        for (var n = 0; n < plan.Nodes.Count; n++)
        {
            forms.Copy(n);
            if (forms.IsRewritten(n))
            {
                forms.Cheap(n);
            }
        }

        return forms.Finish();
    }

    private int Rewritten(int number)
    {
        var node = plan.Nodes[number];
        if (node.Op != PlanOp.Divide || !inverted.Contains(node.B))
        {
            return writer.Copy(node, o => forms.Read(o, number));
        }

        var reciprocal = writer.Apply(PlanOp.Divide, writer.Constant(1, Dimension.None), forms.Read(node.B, number));
        return plan.Nodes[node.A] is { Op: PlanOp.Constant, Value: 1 } one && one.Dimension.IsNone
            ? reciprocal
            : writer.Apply(PlanOp.Multiply, forms.Read(node.A, number), reciprocal);
    }

    // Divisors by which it pays: a division is four multiplications.
    private HashSet<int> Worthwhile()
    {
        var early = BindingTime.Early(plan);
        var ofOutputs = PlanEstimate.Reached(plan, plan.Outputs.Select(o => o.Node));
        var worthwhile = new HashSet<int>();
        var divisions = Enumerable.Range(0, plan.Nodes.Count)
            .Where(n => plan.Nodes[n].Op == PlanOp.Divide && forms.IsRewritten(n))
            .GroupBy(n => plan.Nodes[n].B);
        foreach (var group in divisions)
        {
            var isOncePerDevice = early[group.Key] && group.Any(n => !early[n]);
            var isOncePerLoop = group.Any(n => plan.Nodes[n].Loop >= 0 && plan.Nodes[n].Loop != plan.Nodes[group.Key].Loop);

            // Outputs and tables are evaluated by themselves: what pays for both together might for neither.
            var isShared = group.Any(n => ofOutputs[n]) ? group.Count(n => ofOutputs[n]) > 1 : group.Count() > 1;
            if (plan.Nodes[group.Key].Op != PlanOp.Constant && (isOncePerDevice || isOncePerLoop || isShared))
            {
                worthwhile.Add(group.Key);
            }
        }

        return worthwhile;
    }
}
