using System.ComponentModel;
using System.Runtime.Intrinsics;

namespace LlmCostDsl;

/// <summary>
/// What a loop of generated code runs over in lanes: <see cref="IterationRange"/>, one a lane. The loop runs as often as the longest of them, and who is
/// through looks on. Ranges that are refused run no iteration; their rows are evaluated by themselves, which says why.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct LaneRange
{
    private readonly Vector512<double> counts;

    /// <summary>Makes ranges of their ends.</summary>
    /// <param name="low">The first indices.</param>
    /// <param name="high">No index is larger than these.</param>
    /// <param name="wanted">All bits of a lane are set where there is a range at all.</param>
    public LaneRange(Vector512<double> low, Vector512<double> high, Vector512<double> wanted)
    {
        Low = low;
        var infinity = Vector512.Create(double.PositiveInfinity);
        var asked = Vector512.ConditionalSelect(
            Vector512.LessThanOrEqual(low, high), Vector512.Floor(high - low) + Vector512.Create(1.0), Vector512<double>.Zero);
        var canRun = Vector512.LessThan(Vector512.Abs(low), infinity) & Vector512.LessThan(Vector512.Abs(high), infinity)
            & Vector512.LessThanOrEqual(asked, Vector512.Create((double)IterationRange.IterationLimit));
        counts = asked & canRun & wanted;
        Refused = wanted & ~canRun;
        var longest = Vector256.Max(counts.GetLower(), counts.GetUpper());
        Count = (int)Math.Max(Math.Max(longest.GetElement(0), longest.GetElement(1)), Math.Max(longest.GetElement(2), longest.GetElement(3)));
    }

    /// <summary>The first indices.</summary>
    public Vector512<double> Low { get; }

    /// <summary>How often the longest runs.</summary>
    public int Count { get; }

    /// <summary>All bits of a lane are set where its range is too long, or none at all.</summary>
    public Vector512<double> Refused { get; }

    /// <summary>All bits of a lane are set where it still runs.</summary>
    /// <param name="k">The number of the iteration.</param>
    public Vector512<double> Running(int k) => Vector512.LessThan(Vector512.Create((double)k), counts);
}
