using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Compiler.Optimizing;

/// <summary>
/// What a plan costs, in operations of about one addition: a quotient or a root is 4, a power or a logarithm 20, reading and multiplying by 1 nothing.
/// </summary>
/// <param name="Nodes">How many there are.</param>
/// <param name="Bind">What depends on the device alone.</param>
/// <param name="Evaluation">What the outputs and the guards take besides, once for each set of inputs; loops aside.</param>
/// <param name="Tables">The same for outputs, guards and all tables together.</param>
/// <param name="Iterations">One iteration of each loop that the outputs need, added up.</param>
internal sealed record PlanEstimate(int Nodes, long Bind, long Evaluation, long Tables, long Iterations)
{
    /// <summary>The weights in words.</summary>
    public const string Weights = "add, multiply, compare, choose, round 1; divide, root 4; power, logarithm 20";

    public static PlanEstimate Of(EvaluatorPlan plan)
    {
        var early = BindingTime.Early(plan);
        var asked = Reached(plan, plan.Outputs.Select(o => o.Node).Concat(plan.Guards.Select(g => g.Condition)));
        var all = Reached(plan, PlanOperands.Roots(plan));
        long Sum(bool[] reached, Func<int, bool> isCounted)
            => Enumerable.Range(0, reached.Length).Where(n => reached[n] && isCounted(n)).Sum(n => (long)Weight(plan, plan.Nodes[n]));
        return new(
            plan.Nodes.Count,
            Sum(all, n => early[n]),
            Sum(asked, n => !early[n] && plan.Nodes[n].Loop < 0),
            Sum(all, n => !early[n] && plan.Nodes[n].Loop < 0),
            Sum(asked, n => plan.Nodes[n].Loop >= 0));
    }

    /// <summary>The weight of one operation. A fold weighs what adding up does.</summary>
    public static int Weight(EvaluatorPlan plan, PlanNode node) => node.Op switch
    {
        PlanOp.Constant or PlanOp.Input or PlanOp.Attribute or PlanOp.Present or PlanOp.Index => 0,
        PlanOp.Multiply when plan.Nodes[node.A] is { Op: PlanOp.Constant, Value: 1 } => 0,
        PlanOp.Divide or PlanOp.SquareRoot => 4,
        PlanOp.Power or PlanOp.Log2 => 20,
        _ => 1,
    };

    /// <summary>By number of node: whether any of these is made of it.</summary>
    public static bool[] Reached(EvaluatorPlan plan, IEnumerable<int> roots)
    {
        var reached = new bool[plan.Nodes.Count];
        var open = new Stack<int>(roots);
        while (open.Count > 0)
        {
            var number = open.Pop();
            if (reached[number])
            {
                continue;
            }

            reached[number] = true;
            var node = plan.Nodes[number];
            foreach (var operand in node.IsFold() ? PlanOperands.Of(node).Append(plan.Loops[node.A].Low).Append(plan.Loops[node.A].High) : PlanOperands.Of(node))
            {
                open.Push(operand);
            }
        }

        return reached;
    }
}
