using System.ComponentModel;

namespace LlmCostDsl;

/// <summary>
/// What a loop of generated code runs over: <see cref="Count"/> iterations, the k-th with the index <c>Low + k</c> in one addition, so that real ends
/// gather no rounding. A range that is not finite or too long is refused: it runs no iteration, and what it would have added up is not a number.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct IterationRange
{
    /// <summary>More iterations than this are refused.</summary>
    public const int IterationLimit = 10_000_000;

    /// <summary>Makes a range of its ends.</summary>
    /// <param name="low">The first index.</param>
    /// <param name="high">No index is larger than this.</param>
    public IterationRange(double low, double high)
    {
        Low = low;
        High = high;
        var count = CountOf(low, high);
        IsRefused = !(double.IsFinite(low) && double.IsFinite(high) && count <= IterationLimit);
        Count = IsRefused ? 0 : (int)count;
    }

    /// <summary>The first index.</summary>
    public double Low { get; }

    /// <summary>No index is larger than this.</summary>
    public double High { get; }

    /// <summary>How often the loop runs; 0 where the range is empty or refused.</summary>
    public int Count { get; }

    /// <summary>Whether it is too long, or no range at all.</summary>
    public bool IsRefused { get; }

    /// <summary>What a sum or a maximum begins with: 0, or NaN where the range is refused.</summary>
    public double Zero => IsRefused ? double.NaN : 0.0;

    /// <summary>The number of iterations asked for, before any limit.</summary>
    internal double Asked => CountOf(Low, High);

    private static double CountOf(double low, double high) => low <= high ? Math.Floor(high - low) + 1 : low > high ? 0 : double.NaN;
}
