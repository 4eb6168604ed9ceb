using LlmCostDsl.Analysis.Questions;

namespace LlmCostDsl.Analysis.Sweeps;

/// <summary>One target under one choice of transforms on one device: a compiled plan, of which the axes are inputs.</summary>
/// <param name="Device">As declared; empty where none is needed.</param>
/// <param name="Question">Null where the combination does not compile.</param>
/// <param name="Refusal">Why it does not, else null.</param>
internal sealed record SweepPlan(string Target, string Apply, string Device, OpenQuestion? Question, string? Refusal)
{
    /// <summary>The number of the input behind each axis.</summary>
    public IReadOnlyList<int> Inputs { get; init; } = [];

    /// <summary>Behind each column.</summary>
    public IReadOnlyList<Figure> Figures { get; init; } = [];

    /// <summary>What must be true.</summary>
    public IReadOnlyList<Figure> Required { get; init; } = [];
}
