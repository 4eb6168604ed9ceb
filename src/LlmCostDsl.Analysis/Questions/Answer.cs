using LlmCostDsl.Analysis.Solving.Fits;
using LlmCostDsl.Compiler;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Analysis.Questions;

/// <summary>A question answered: all that reports are made of.</summary>
/// <param name="Model">The model's declared name.</param>
/// <param name="ModelTitle">What people call it.</param>
/// <param name="Device">What it was evaluated on; null where the plan needs none and none was named.</param>
/// <param name="Inputs">In base units, by number of input.</param>
/// <param name="Values">By number of node.</param>
/// <param name="Warnings">One sentence each.</param>
internal sealed record Answer(
    string Model,
    string ModelTitle,
    DeviceValues? Device,
    EvaluatorPlan Plan,
    IReadOnlyList<double> Inputs,
    IReadOnlyList<double> Values,
    IReadOnlyList<string> Warnings)
{
    /// <summary>What the schedule says has to fit into the device.</summary>
    public IReadOnlyList<FitQuestion> Fits { get; init; } = [];

    public double this[int node] => Values[node];

    /// <summary>The same by the plan whose formulas people wrote.</summary>
    public Answer AsWritten()
        => Plan.Original is { } original ? this with { Plan = original, Values = new PlanInterpreter(original).Values(Inputs, PlanGuards.Attributes(original, Device)) } : this;
}

/// <summary>What came of asking: an answer, or what stood in the way.</summary>
/// <param name="Errors">About the question: names, values, the device.</param>
/// <param name="Diagnostics">About the specs.</param>
internal sealed record Outcome(Answer? Answer, IReadOnlyList<string> Errors, IReadOnlyList<Diagnostic> Diagnostics)
{
    public static Outcome Failed(IReadOnlyList<string> errors) => new(null, errors, []);

    /// <summary>Everything in the way as one line.</summary>
    public string Reason => string.Join("; ", Errors.Concat(Diagnostics.Where(d => d.Severity == Severity.Error).Select(d => $"{d.Id}: {d.Message}")));
}
