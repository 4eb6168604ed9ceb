using LlmCostDsl.Compiler;
using LlmCostDsl.Compiler.Optimizing;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Analysis.Solving.Fits;

/// <summary>What a schedule says has to fit, ready to be asked of many devices and inputs.</summary>
/// <param name="Alone">A plan with the one output that has to fit.</param>
internal sealed record FitQuestion(AskedFit Asked, Lazy<EvaluatorPlan> Alone)
{
    /// <returns>Null where the plan has no such output.</returns>
    public static FitQuestion? Of(EvaluatorPlan plan, AskedFit asked)
        => plan.Outputs.FirstOrDefault(o => o.Name == asked.Output) is { } output ? new(asked, new(() => PlanSelection.Of(plan, [output]))) : null;
}
