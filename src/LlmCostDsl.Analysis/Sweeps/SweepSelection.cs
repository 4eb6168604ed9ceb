using LlmCostDsl.Analysis.Emit;
using LlmCostDsl.Analysis.Questions;
using LlmCostDsl.Compiler.Optimizing;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Analysis.Sweeps;

/// <summary>Questions cut down to the figures that are asked for: a sweep for a latency evaluates no table. A plan that several devices share is compiled once.</summary>
/// <param name="names">Of figures, as <see cref="Figure.Find"/> knows them.</param>
internal sealed class SweepSelection(IReadOnlyList<string> names)
{
    private readonly Dictionary<EvaluatorPlan, (EvaluatorPlan Plan, Lazy<CompiledPlan> Compiled)> selected = new(ReferenceEqualityComparer.Instance);

    public OpenQuestion Of(OpenQuestion question)
    {
        if (!selected.TryGetValue(question.Plan, out var found))
        {
            var figures = names.Select(n => Figure.Find(question.Plan, n).Figure!);
            var plan = PlanSelection.Of(question.Plan, figures.Select(f => new PlanOutput(f.Name, f.Node, f.Dimension, f.TypeName, null)));
            selected[question.Plan] = found = (plan, new(() => CompiledPlan.Compile(plan)));
        }

        return question with { Plan = found.Plan, Bound = new(() => found.Compiled.Value.Bind(question.Device)) };
    }
}
