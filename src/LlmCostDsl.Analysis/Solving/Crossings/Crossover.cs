using LlmCostDsl.Analysis.Questions;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Analysis.Solving.Crossings;

/// <summary>A stretch of the range with one bound.</summary>
/// <param name="Column">The column that limits; -1 where none does, <see cref="BoundNodes.Refused"/> where evaluation refuses.</param>
/// <param name="From">Its first value, in base units.</param>
/// <param name="To">Its last value.</param>
internal sealed record BoundStretch(int Column, double From, double To);

/// <summary>A step along the range.</summary>
/// <param name="Limits">What limits it, from the low end to the high one.</param>
/// <param name="Shares">Beside each, how much of the step's time falls to it at its first and at its last value; not a number where that says nothing.</param>
/// <param name="Operators">Each operator whose bound changes from one column to another, with its stretches.</param>
internal sealed record StepCrossover(
    PlanTable Table, IReadOnlyList<BoundStretch> Limits, IReadOnlyList<(double First, double Last)> Shares, IReadOnlyList<(PlanRow Row, IReadOnlyList<BoundStretch> Bounds)> Operators)
{
    /// <summary>What people call a bound.</summary>
    public string Name(int column) => column >= 0 ? Table.Columns[column].Name : column == BoundNodes.Refused ? "refused" : "none";
}

/// <summary>Where bounds change along one variable.</summary>
/// <param name="Inputs">In base units, by number of input; that of the variable does not matter.</param>
/// <param name="Open">Stretches that may hide further changes: those that were not looked into to the end.</param>
/// <param name="Parts">How many stretches were looked at.</param>
/// <param name="Refusals">What evaluation says where it refuses, each once.</param>
internal sealed record Crossover(
    OpenQuestion Question, IReadOnlyList<double> Inputs, SolveVariable Variable, IReadOnlyList<StepCrossover> Steps, IReadOnlyList<(double Low, double High)> Open, int Parts, IReadOnlyList<string> Refusals)
{
    public bool IsProved => Open.Count == 0;

    /// <summary>Whether evaluation refuses all of the range.</summary>
    public bool IsRefused => Refusals.Count > 0 && Steps.All(s => s.Limits.All(l => l.Column == BoundNodes.Refused));
}
