using LlmCostDsl.Compiler.Plan;
using LlmCostDsl.Compiler.Support;

namespace LlmCostDsl.Compiler.Optimizing;

/// <summary>A plan for some of what another one answers: whoever asks for a latency does not pay for tables.</summary>
internal static class PlanSelection
{
    /// <summary>The plan without its tables, with these outputs alone, in this order; all guards stay, so that it refuses what the whole plan refuses.</summary>
    /// <param name="outputs">Outputs of the plan, or totals of its tables under names of their own; none of two has the same name.</param>
    public static EvaluatorPlan Of(EvaluatorPlan plan, IEnumerable<PlanOutput> outputs)
        => Dropping.Apply(plan with { Outputs = outputs.ToEquatable(), Tables = EquatableArray<PlanTable>.Empty, Original = null });

    /// <summary>The plan with the outputs of these names.</summary>
    public static EvaluatorPlan Of(EvaluatorPlan plan, IReadOnlyCollection<string> names)
        => Of(plan, plan.Outputs.Where(o => names.Contains(o.Name)));
}
