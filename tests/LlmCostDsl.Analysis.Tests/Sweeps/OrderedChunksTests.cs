using LlmCostDsl.Analysis.Sweeps;

namespace LlmCostDsl.Analysis.Tests.Sweeps;

public sealed class OrderedChunksTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(16)]
    public void The_order_is_that_of_the_numbers(int threads)
    {
        // Early chunks take longest, so that whoever hands out what is ready hands it out wrongly.
        var chunks = OrderedChunks.Run(5, 105, 7, threads, (low, high) =>
        {
            Thread.Sleep(low < 30 ? 5 : 0);
            return (low, high);
        }, CancellationToken.None).ToList();

        Assert.Equal(15, chunks.Count);
        Assert.Equal((5, 105), (chunks[0].low, chunks[^1].high));
        Assert.All(chunks.Zip(chunks.Skip(1)), pair => Assert.Equal(pair.First.high, pair.Second.low));
    }

    [Fact]
    public void Of_nothing_there_are_no_chunks() => Assert.Empty(OrderedChunks.Run(3, 3, 7, 2, (low, _) => low, CancellationToken.None));

    [Fact]
    public void Only_a_few_chunks_exist_at_a_time()
    {
        var begun = 0;
        var taken = 0;
        foreach (var _ in OrderedChunks.Run(0, 1000, 1, 2, (_, _) => Interlocked.Increment(ref begun), CancellationToken.None))
        {
            taken++;
            Assert.InRange(Volatile.Read(ref begun), taken, taken + 8);
        }

        Assert.Equal(1000, taken);
    }

    [Fact]
    public void A_cancellation_ends_it_without_a_word()
    {
        using var source = new CancellationTokenSource();
        var taken = new List<long>();
        foreach (var chunk in OrderedChunks.Run(0, 1000, 1, 2, (low, _) => low, source.Token))
        {
            taken.Add(chunk);
            if (taken.Count == 10)
            {
                source.Cancel();
            }
        }

        Assert.Equal(Enumerable.Range(0, 10).Select(i => (long)i), taken);
    }

    [Fact]
    public void A_fault_is_the_callers()
        => Assert.Throws<InvalidOperationException>(() => OrderedChunks.Run(0, 10, 1, 2, (low, _) => low == 3 ? throw new InvalidOperationException() : low, CancellationToken.None).ToList());
}
