using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Analysis.Sweeps;

/// <summary>An input and its values.</summary>
/// <param name="Column">What heads its column: its name, told apart where something else has it.</param>
/// <param name="Input">As the first plan declares it.</param>
/// <param name="Values">In base units.</param>
internal sealed record SweepAxis(string Column, PlanInput Input, IReadOnlyList<double> Values)
{
    /// <summary>A value in the natural unit, as it can be typed.</summary>
    public double Natural(int position) => Values[position] / Input.Scale;
}
