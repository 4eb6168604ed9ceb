using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Compiler.Optimizing;

/// <summary>A plan after a pass.</summary>
/// <param name="Pass">Its name; of the plan as lowering has it, <c>lowered</c>.</param>
internal sealed record OptimizedPlan(string Pass, EvaluatorPlan Plan);

/// <summary>
/// Makes a plan cheaper to evaluate. Every pass is a function from plan to plan; every back end reads what the last one leaves, so that all of them
/// compute the same bits.
/// </summary>
internal static class PlanOptimizer
{
    private static readonly (string Name, Func<EvaluatorPlan, EvaluatorPlan> Apply)[] Passes =
    [
        ("merge", Merging.Apply),
        ("regroup", Regrouping.Apply),
        ("reciprocals", Reciprocals.Apply),
        ("merge again", Merging.Apply),
        ("drop", Dropping.Apply),
    ];

    /// <summary>The plan after all passes, which knows what it was before.</summary>
    public static EvaluatorPlan Optimize(EvaluatorPlan plan) => Steps(plan).Last().Plan with { Original = plan };

    /// <summary>The plan as it is, then as each pass leaves it.</summary>
    public static IEnumerable<OptimizedPlan> Steps(EvaluatorPlan plan)
    {
        yield return new("lowered", plan);
        foreach (var (name, apply) in Passes)
        {
            plan = apply(plan);
            yield return new(name, plan);
        }
    }
}
