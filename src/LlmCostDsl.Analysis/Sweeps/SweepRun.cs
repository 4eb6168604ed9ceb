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
/// <param name="newKeeper">Makes what decides what is written in the end; null to write every row as it comes.</param>
internal sealed class SweepRun(Sweep sweep, RowFormat format, Func<Keeper>? newKeeper, int threads)
{
    // Many points share a round through the machinery, and few are lost where somebody cancels.
    private const int ChunkSize = 1024;

    private readonly BlockComputer computer = new(sweep);

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

        var keeper = newKeeper?.Invoke();
        foreach (var chunk in OrderedChunks.Run(from, to, ChunkSize, threads, (low, high) => Compute(low, high, cancellation), cancellation))
        {
            output.Write(chunk.Text ?? format.Rows(chunk.Rows));
            foreach (var row in keeper is null ? [] : chunk.Rows)
            {
                keeper!.Add(row);
            }

            done += chunk.Count;
            refused += chunk.Refused;
            progress?.Invoke(done, to - from);
        }

        if (keeper is not null)
        {
            output.Write(format.Rows(keeper.Kept));
        }

        return new(done, to - from, refused);
    }

    // Text is made where rows are, on all threads, unless it matters what was written before. What is not kept of a chunk is not kept of the whole.
    private Chunk Compute(long low, long high, CancellationToken cancellation)
    {
        var block = computer.Compute(low, high, cancellation);
        if (newKeeper?.Invoke() is { } keeper)
        {
            block.ShowTo(keeper);
            return new([.. keeper.Kept.OrderBy(r => r.Point)], string.Empty, block.Count, block.Refused);
        }

        var rows = block.Rows();
        return new(rows, format.IsStateless ? format.Rows(rows) : null, block.Count, block.Refused);
    }

    private sealed record Chunk(IReadOnlyList<SweepRow> Rows, string? Text, int Count, int Refused);
}
