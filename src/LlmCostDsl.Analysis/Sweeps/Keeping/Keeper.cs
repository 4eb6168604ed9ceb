namespace LlmCostDsl.Analysis.Sweeps;

/// <summary>A figure that should be small, or large.</summary>
/// <param name="Figure">Its number among a row's figures.</param>
internal readonly record struct Objective(int Figure, bool IsMost)
{
    /// <summary>What of a row should be small.</summary>
    public double Of(SweepRow row) => IsMost ? -row.Figures[Figure] : row.Figures[Figure];
}

/// <summary>Keeps some of many rows, which come in order of the grid; refused rows are never kept.</summary>
internal abstract class Keeper
{
    public void Add(SweepRow row)
    {
        if (row.Error is null)
        {
            Consider(row);
        }
    }

    /// <summary>What of all rows seen so far is kept.</summary>
    public abstract IReadOnlyList<SweepRow> Kept { get; }

    protected abstract void Consider(SweepRow row);
}
