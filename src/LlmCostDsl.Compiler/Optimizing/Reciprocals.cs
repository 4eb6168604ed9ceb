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
    private readonly int[] exact;
    private readonly int[] smooth;
    private readonly HashSet<int> inverted;

    private Reciprocals(EvaluatorPlan plan)
    {
        this.plan = plan;
        exactness = new(plan);
        writer = new(plan);
        exact = [.. plan.Nodes.Select(_ => -1)];
        smooth = [.. plan.Nodes.Select(_ => -1)];
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
            var node = plan.Nodes[n];
            if (exactness.IsDecisive(n))
            {
                exact[n] = writer.Copy(node, o => exactness.IsDecisive(o) ? exact[o] : Node(o));
            }

            if (exactness.IsSmooth(n) && !exactness.IsExact(n))
            {
                smooth[n] = node.Op == PlanOp.Divide && inverted.Contains(node.B) ? Product(node.A, node.B) : writer.Copy(node, Node);
            }
        }

        return writer.Finish(Node, n => exact[n], n => exact[n] >= 0 && exactness.IsExact(n) ? exact[n] : smooth[n]);
    }

    private int Node(int number) => exactness.IsExact(number) ? exact[number] : smooth[number];

    private int Product(int dividend, int divisor)
    {
        var reciprocal = writer.Apply(PlanOp.Divide, writer.Constant(1, Dimension.None), Node(divisor));
        return plan.Nodes[dividend] is { Op: PlanOp.Constant, Value: 1 } one && one.Dimension.IsNone
            ? reciprocal
            : writer.Apply(PlanOp.Multiply, Node(dividend), reciprocal);
    }

    // Divisors by which it pays: a division is four multiplications.
    private HashSet<int> Worthwhile()
    {
        var early = BindingTime.Early(plan);
        var ofOutputs = PlanEstimate.Reached(plan, plan.Outputs.Select(o => o.Node));
        var worthwhile = new HashSet<int>();
        var divisions = Enumerable.Range(0, plan.Nodes.Count)
            .Where(n => plan.Nodes[n].Op == PlanOp.Divide && exactness.IsSmooth(n) && !exactness.IsExact(n))
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
