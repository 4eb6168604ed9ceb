using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Analysis.Solving;

/// <summary>A question evaluated at one value of the variable.</summary>
/// <param name="At">The value, in base units.</param>
/// <param name="Values">By number of node.</param>
/// <param name="Errors">Why evaluation refuses it; empty where it answers.</param>
internal sealed record SolvePoint(double At, IReadOnlyList<double> Values, IReadOnlyList<string> Errors)
{
    public bool IsAnswered => Errors.Count == 0;

    public double this[int node] => Values[node];

    /// <summary>Whether a truth holds here.</summary>
    public bool Holds(int node) => IsAnswered && PlanArithmetic.IsTrue(Values[node]);
}
