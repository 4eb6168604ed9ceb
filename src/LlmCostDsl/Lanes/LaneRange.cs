using System.ComponentModel;

namespace LlmCostDsl;

/// <summary>
/// What a loop of generated code runs over in lanes: <see cref="IterationRange"/>, one a lane. The loop runs as often as the longest of them, and who is
/// through looks on. Ranges that are refused run no iteration; their rows are evaluated by themselves, which says why.
/// </summary>
/// <typeparam name="TLanes">The vector.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct LaneRange<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    private readonly TLanes counts;

    /// <summary>Makes ranges of their ends.</summary>
    /// <param name="low">The first indices.</param>
    /// <param name="high">No index is larger than these.</param>
    /// <param name="wanted">All bits of a lane are set where there is a range at all.</param>
    public LaneRange(TLanes low, TLanes high, TLanes wanted)
    {
        Low = low;
        var infinity = TLanes.Of(double.PositiveInfinity);
        var asked = TLanes.Choose(TLanes.IsAtMost(low, high), TLanes.Floor(high - low) + TLanes.Of(1.0), TLanes.Of(0.0));
        var canRun = TLanes.IsLess(TLanes.Abs(low), infinity) & TLanes.IsLess(TLanes.Abs(high), infinity)
            & TLanes.IsAtMost(asked, TLanes.Of((double)IterationRange.IterationLimit));
        counts = asked & canRun & wanted;
        Refused = wanted & ~canRun;
        var longest = 0.0;
        for (var lane = 0; lane < TLanes.Width; lane++)
        {
            longest = Math.Max(longest, counts[lane]);
        }

        Count = (int)longest;
    }

    /// <summary>The first indices.</summary>
    public TLanes Low { get; }

    /// <summary>How often the longest runs.</summary>
    public int Count { get; }

    /// <summary>All bits of a lane are set where its range is too long, or none at all.</summary>
    public TLanes Refused { get; }

    /// <summary>All bits of a lane are set where it still runs.</summary>
    /// <param name="k">The number of the iteration.</param>
    public TLanes Running(int k) => TLanes.IsLess(TLanes.Of((double)k), counts);
}
