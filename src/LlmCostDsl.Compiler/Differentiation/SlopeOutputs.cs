using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Compiler.Differentiation;

/// <summary>
/// Reverse differentiation from plan to plan: further outputs that say how outputs change, in the same operations as all others, so that every back end has
/// them. What both need is computed once. See docs/sensitivity.md for what a slope is where there is a choice.
/// </summary>
internal static class SlopeOutputs
{
    /// <summary>The plan with one output more for each slope, in their order.</summary>
    public static EvaluatorPlan Add(EvaluatorPlan plan, IReadOnlyList<WantedSlope> wanted)
    {
        if (wanted.Count == 0)
        {
            return plan;
        }

        var draft = new PlanDraft(plan);
        var nodes = new int[wanted.Count];
        foreach (var same in Enumerable.Range(0, wanted.Count).GroupBy(w => wanted[w].Rounding))
        {
            var algebra = new SlopeAlgebra(draft);
            var variables = same.Select(w => wanted[w].Variable).Distinct().ToList();
            var reached = Reach.From(plan, n => variables.Exists(v => v.Is(n)), new LocalSlopes(algebra, same.Key), same.Key);
            foreach (var of in same.GroupBy(w => wanted[w].Of))
            {
                var slopes = new ReverseSweep(plan, draft, reached, same.Key).Run(of.Key);
                foreach (var w in of)
                {
                    nodes[w] = Node(plan, algebra, wanted[w], slopes);
                }
            }
        }

        return draft.Finish([.. wanted.Select((w, i) => new PlanOutput(w.Name, nodes[i], draft[nodes[i]].Dimension, TypeOf(w), w.Documentation) { Origin = w.Origin })]);
    }

    private static string TypeOf(WantedSlope wanted) => wanted.Kind == SlopeKind.Elasticity ? "ratio" : string.Empty;

    private static int Node(EvaluatorPlan plan, SlopeAlgebra algebra, WantedSlope wanted, IReadOnlyDictionary<int, int> slopes)
    {
        var output = wanted.Of;
        var leaves = slopes.Where(s => wanted.Variable.Is(plan.Nodes[s.Key])).OrderBy(s => s.Key).ToList();
        if (leaves.Count == 0)
        {
            return algebra.Constant(0, wanted.Kind == SlopeKind.Elasticity ? Dimension.None : plan.Nodes[output].Dimension / DimensionOf(plan, wanted.Variable));
        }

        var slope = leaves.Select(s => s.Value).Aggregate(algebra.Sum);
        return wanted.Kind == SlopeKind.Derivative ? slope : Elasticity(plan, algebra, wanted.Variable, leaves[0].Key, output, slope);
    }

    private static int Elasticity(EvaluatorPlan plan, SlopeAlgebra algebra, PlanVariable variable, int leaf, int output, int slope)
    {
        var relative = algebra.Quotient(algebra.Product(leaf, slope), output);
        var stated = algebra.When(algebra.Compare(PlanOp.Equal, output, algebra.ZeroLike(output)), relative, holds: false);
        return variable.IsAttribute ? algebra.When(algebra.Draft.Add(PlanOp.Present, Dimension.None, variable.Number), stated) : stated;
    }

    private static Dimension DimensionOf(EvaluatorPlan plan, PlanVariable variable)
        => variable.IsAttribute ? plan.Attributes[variable.Number].Dimension : plan.Inputs[variable.Number].Dimension;
}
