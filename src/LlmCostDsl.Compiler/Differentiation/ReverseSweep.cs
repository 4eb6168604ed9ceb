using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Compiler.Differentiation;

/// <summary>
/// Follows one output back to what it is made of: each node's slope is complete when all that read it have been passed, so one way through the plan gives the
/// slopes with respect to every leaf. Only what a variable reaches is looked at.
/// </summary>
internal sealed class ReverseSweep
{
    private readonly EvaluatorPlan plan;
    private readonly bool[] reached;
    private readonly Rounding rounding;
    private readonly SlopeAlgebra algebra;
    private readonly LocalSlopes rules;

    /// <param name="reached">By node: whether its value changes with a variable, see <see cref="Reach"/>.</param>
    public ReverseSweep(EvaluatorPlan plan, PlanDraft draft, bool[] reached, Rounding rounding)
    {
        this.plan = plan;
        this.reached = reached;
        this.rounding = rounding;
        algebra = new(draft);
        rules = new(algebra, rounding);
    }

    /// <summary>The slopes of a node of the plan with respect to its leaves, by their numbers; leaves that do not matter are not there.</summary>
    public IReadOnlyDictionary<int, int> Run(int output)
    {
        var level = new Level(algebra.Draft, plan, null, -1, -1);
        if (reached[output])
        {
            level.Add(algebra, output, algebra.One);
            Run(level, [.. Enumerable.Range(0, output + 1).Where(n => plan.Nodes[n].Loop < 0)]);
        }

        return level.Slopes;
    }

    /// <param name="nodes">Those of the level, in order.</param>
    private void Run(Level level, IReadOnlyList<int> nodes)
    {
        for (var i = nodes.Count - 1; i >= 0; i--)
        {
            var (number, node) = (nodes[i], plan.Nodes[nodes[i]]);
            if (node.IsFold())
            {
                // All folds of a loop are known where the first of them stands, and whatever reads them stands behind it.
                if (plan.Loops[node.A].Folds[0] == number)
                {
                    Run(level, node.A);
                }
            }
            else if (level.Slopes.TryGetValue(number, out var slope))
            {
                Pass(level, number, node, slope);
            }
        }
    }

    private void Pass(Level level, int number, PlanNode node, int slope)
    {
        if (!rules.Passes(node.Op))
        {
            return;
        }

        int Value(int operand) => operand < 0 ? -1 : level.Value(operand);
        var (first, second) = node.Op == PlanOp.Select ? (node.B, node.C) : (node.A, node.B);
        if (reached[first])
        {
            level.Add(algebra, first, rules.First(node.Op, Value(node.A), Value(node.B), level.Value(number), slope));
        }

        if (second >= 0 && reached[second])
        {
            level.Add(algebra, second, rules.Second(node.Op, Value(node.A), Value(node.B), level.Value(number), slope));
        }
    }

    // The sums of a loop go back together; of each largest value it is one iteration that counts.
    private void Run(Level level, int number)
    {
        var wanted = plan.Loops[number].Folds.Where(level.Slopes.ContainsKey).ToList();
        var folds = new FoldSlopes(plan, algebra, rounding, Run, reached);
        folds.Sums(level, number, [.. wanted.Where(f => plan.Nodes[f].Op == PlanOp.Sum)]);
        foreach (var largest in wanted.Where(f => plan.Nodes[f].Op == PlanOp.Largest))
        {
            folds.Largest(level, number, largest);
        }
    }
}
