using LlmCostDsl.Analysis.Emit;
using LlmCostDsl.Compiler;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Analysis.Questions;

/// <summary>A question whose inputs are left open, on its device.</summary>
/// <param name="Model">The model's declared name.</param>
/// <param name="ModelTitle">What people call it.</param>
/// <param name="Device">Null where the plan needs none and none was named.</param>
/// <param name="Bound">The plan as machine code, made when the first value is wanted; safe to use from many threads.</param>
internal sealed record OpenQuestion(
    string Model, string ModelTitle, EvaluatorPlan Plan, DeviceValues? Device, IReadOnlyList<string> Warnings, Lazy<BoundPlan> Bound)
{
    /// <summary>What the question added became in the plan.</summary>
    public IReadOnlyList<AskedExpression> Asked { get; init; } = [];

    /// <param name="inputs">One value an input, in base units.</param>
    /// <param name="values">By number of node.</param>
    public Answer Answer(IReadOnlyList<double> inputs, IReadOnlyList<double> values) => new(Model, ModelTitle, Device, Plan, inputs, values, Warnings);
}
