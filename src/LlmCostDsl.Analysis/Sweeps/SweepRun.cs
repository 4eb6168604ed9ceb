namespace LlmCostDsl.Analysis.Sweeps;

/// <summary>What a run came to.</summary>
/// <param name="Done">Points computed and written, or considered.</param>
/// <param name="Total">Points of the slice.</param>
/// <param name="Refused">Of those done.</param>
internal sealed record SweepSummary(long Done, long Total, long Refused)
{
    public bool IsComplete => Done == Total;
}

/// <summary>Computes a slice of a sweep on many threads and writes its rows in order, whole lines only.</summary>
/// <param name="keeper">Decides what is written in the end; null to write every row as it comes.</param>
internal sealed class SweepRun(Sweep sweep, RowFormat format, Keeper? keeper, int threads)
{
    private const int ChunkSize = 64;

    /// <param name="hasHeader">Whether the header is written.</param>
    /// <param name="progress">Told how many points of how many are done, after every few.</param>
    public SweepSummary Write(TextWriter output, Shard shard, bool hasHeader, Action<long, long>? progress, CancellationToken cancellation)
    {
        var (from, to) = shard.Of(sweep.Grid.Size);
        var (done, refused) = (0L, 0L);
        if (hasHeader)
        {
            output.Write(format.Header());
        }

        foreach (var chunk in OrderedChunks.Run(from, to, ChunkSize, threads, (low, high) => Compute(low, high, cancellation), cancellation))
        {
            output.Write(chunk.Text ?? (keeper is null ? format.Rows(chunk.Rows) : string.Empty));
            foreach (var row in chunk.Rows)
            {
                keeper?.Add(row);
            }

            done += chunk.Rows.Count;
            refused += chunk.Rows.Count(r => r.Error is not null);
            progress?.Invoke(done, to - from);
        }

        if (keeper is not null)
        {
            output.Write(format.Rows(keeper.Kept));
        }

        return new(done, to - from, refused);
    }

    // Text is made where rows are, on all threads, unless it matters what was written before.
    private (IReadOnlyList<SweepRow> Rows, string? Text) Compute(long low, long high, CancellationToken cancellation)
    {
        var rows = new SweepRow[high - low];
        for (var point = low; point < high; point++)
        {
            cancellation.ThrowIfCancellationRequested();
            rows[point - low] = sweep.Compute(point);
        }

        return (rows, keeper is null && format.IsStateless ? format.Rows(rows) : null);
    }
}
