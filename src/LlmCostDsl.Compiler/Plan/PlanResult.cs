using LlmCostDsl.Compiler.Support;

namespace LlmCostDsl.Compiler.Plan;

/// <summary>What a plan evaluates to.</summary>
/// <param name="Values">By number of node; of a node inside a loop, what the last iteration left.</param>
/// <param name="Errors">Why the values must not be used, one sentence each; empty where they may.</param>
internal sealed record PlanResult(IReadOnlyList<double> Values, EquatableArray<string> Errors)
{
    public bool IsValid => Errors.IsEmpty;

    public double this[int node] => Values[node];

    /// <summary>A refusal before anything was computed.</summary>
    public static PlanResult Refused(IEnumerable<string> errors) => new([], errors.ToEquatable());
}
