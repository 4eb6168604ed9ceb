namespace LlmCostDsl.Analysis.Sweeps;

/// <summary>All combinations of some axes, numbered: a mixed-radix number whose last digit changes fastest. None of them is ever stored.</summary>
internal sealed class Grid
{
    private readonly int[] lengths;

    /// <param name="lengths">Of each axis, at least one.</param>
    /// <exception cref="OverflowException">More points than 2^63.</exception>
    public Grid(IEnumerable<int> lengths)
    {
        this.lengths = [.. lengths];
        Size = this.lengths.Aggregate(1L, (product, length) => checked(product * length));
    }

    public long Size { get; }

    /// <summary>How many axes there are.</summary>
    public int Rank => lengths.Length;

    /// <summary>Where a point stands on each axis.</summary>
    /// <param name="point">From 0 to before <see cref="Size"/>.</param>
    public int[] At(long point)
    {
        var position = new int[lengths.Length];
        At(point, position);
        return position;
    }

    /// <summary>The same into what is there already.</summary>
    public void At(long point, Span<int> position)
    {
        for (var axis = lengths.Length - 1; axis >= 0; axis--)
        {
            (point, var digit) = Math.DivRem(point, lengths[axis]);
            position[axis] = (int)digit;
        }
    }
}
