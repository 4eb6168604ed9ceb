using System.Globalization;
using LlmCostDsl.Analysis.Solving;
using LlmCostDsl.Analysis.Solving.Enclosures;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Analysis.Tests.Solving;

/// <summary>Whether what is said of a box is true of every point of it that somebody tries.</summary>
internal static class Soundness
{
    /// <summary>What is said wrongly, or null.</summary>
    /// <param name="points">In order; the first and the last are the ends of the box.</param>
    public static string? Lie(SolveLine line, IReadOnlyList<SolvePoint> points)
    {
        var box = line.Between(points[0], points[^1]);
        for (var n = 0; n < line.Plan.Nodes.Count; n++)
        {
            if (line.Plan.Nodes[n].Loop < 0 && Lie(box[n], [.. points.Select(p => (p.At, p[n]))]) is { } lie)
            {
                return $"{PlanPrinter.Print(line.Plan, n)} over {points[0].At:R}..{points[^1].At:R}: {box[n]}, but {lie}";
            }
        }

        return null;
    }

    private static string? Lie(Enclosure said, IReadOnlyList<(double At, double Value)> found)
    {
        string Point((double At, double Value) p) => string.Create(CultureInfo.InvariantCulture, $"{p.Value:R} at {p.At:R}");
        for (var i = 0; i < found.Count; i++)
        {
            if (double.IsNaN(found[i].Value) ? !said.MayBeNaN : found[i].Value < said.Low || found[i].Value > said.High)
            {
                return Point(found[i]);
            }

            if (i == 0 || double.IsNaN(found[i].Value) || double.IsNaN(found[i - 1].Value) || said.MayBeNaN)
            {
                continue;
            }

            var (step, change) = (found[i].At - found[i - 1].At, found[i].Value - found[i - 1].Value);
            if ((said.Way.HasFlag(Way.NeverFalls) && change < 0) || (said.Way.HasFlag(Way.NeverRises) && change > 0))
            {
                return $"{Point(found[i - 1])}, {Point(found[i])}";
            }

            var noise = 2 * said.Noise;
            if (double.IsFinite(change) && (change < (said.Slope.Low * step) - noise - (1e-12 * Math.Abs(change)) || change > (said.Slope.High * step) + noise + (1e-12 * Math.Abs(change))))
            {
                return $"from {Point(found[i - 1])} to {Point(found[i])} it is steeper";
            }
        }

        return null;
    }
}
