using LlmCostDsl.Analysis.Solving.Enclosures;
using LlmCostDsl.Compiler.Algebra;

namespace LlmCostDsl.Analysis.Solving;

/// <summary>Where constraints that are lines in the variable cease to hold.</summary>
internal static class StraightLine
{
    // Slopes that differ by less are one, rounded.
    private const double Alike = 1e-9;

    /// <summary>The crossing nearest to where all hold; null where a constraint that ceases to hold is not proved to be a line over the box.</summary>
    /// <param name="limiting">Conditions that hold at one point and not all at the other.</param>
    public static double? Crossing(Demands demands, PlanEnclosures box, IReadOnlyList<int> limiting, SolvePoint inside, SolvePoint outside)
    {
        double? nearest = null;
        foreach (var condition in limiting.Where(c => !(Math.Abs(outside[c]) > 0)))
        {
            if (demands.Constraints.FirstOrDefault(c => demands.Plan.Outputs[c.Value].Node == condition)?.Comparison is not { Slack: >= 0 } comparison)
            {
                return null;
            }

            var slack = demands.Plan.Outputs[comparison.Slack].Node;
            if (!Is(box[slack].Slope) || box[slack].MayBeNaN)
            {
                return null;
            }

            var (left, right) = (inside[slack], outside[slack]);
            var crossing = inside.At + ((outside.At - inside.At) * (left / (left - right)));
            nearest = nearest is { } other && Math.Abs(other - inside.At) <= Math.Abs(crossing - inside.At) ? nearest : crossing;
        }

        return nearest is { } at && double.IsFinite(at) ? nearest : null;
    }

    private static bool Is(Interval slope)
        => double.IsFinite(slope.Low) && double.IsFinite(slope.High) && slope.High - slope.Low <= Alike * Math.Max(Math.Abs(slope.Low), Math.Abs(slope.High));
}
