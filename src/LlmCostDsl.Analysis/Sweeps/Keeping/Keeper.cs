namespace LlmCostDsl.Analysis.Sweeps;

/// <summary>A figure that should be small, or large.</summary>
/// <param name="Figure">Its number among a row's figures.</param>
internal readonly record struct Objective(int Figure, bool IsMost)
{
    /// <summary>What of a row should be small.</summary>
    public double Of(ReadOnlySpan<double> figures) => IsMost ? -figures[Figure] : figures[Figure];
}

/// <summary>Keeps some of many points, which come in order of the grid; refused ones are never kept. What one keeper kept of each part another keeps of the whole.</summary>
internal abstract class Keeper
{
    public void Add(SweepRow row)
    {
        if (row.Error is null)
        {
            Consider(row.Point, row.Figures);
        }
    }

    /// <summary>A point that is not refused; a row is made of it where it is kept.</summary>
    public abstract void Consider(long point, ReadOnlySpan<double> figures);

    /// <summary>What of all points seen so far is kept.</summary>
    public abstract IReadOnlyList<SweepRow> Kept { get; }
}
