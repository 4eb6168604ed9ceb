namespace LlmCostDsl.Analysis.Sweeps;

/// <summary>Work on a range of numbers, cut into chunks, done on many threads and handed out in order; no more than a few chunks exist at a time.</summary>
internal static class OrderedChunks
{
    // Some chunks a thread, so that nobody waits for the one that takes longest.
    private const int Ahead = 4;

    /// <param name="from">The first number.</param>
    /// <param name="to">Behind the last.</param>
    /// <param name="work">Of a chunk, from its first number to behind its last.</param>
    /// <returns>The results, the same ones in the same order whatever the number of threads; after a cancellation fewer of them.</returns>
    public static IEnumerable<T> Run<T>(long from, long to, int size, int threads, Func<long, long, T> work, CancellationToken cancellation)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var scheduler = new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, threads).ConcurrentScheduler;
        var running = new Queue<Task<T>>();
        var next = from;
        try
        {
            while (!cancellation.IsCancellationRequested)
            {
                while (next < to && running.Count < Ahead * threads)
                {
                    var (low, high) = (next, Math.Min(to, next + size));
                    running.Enqueue(Task.Factory.StartNew(() => work(low, high), gone.Token, TaskCreationOptions.DenyChildAttach, scheduler));
                    next = high;
                }

                if (running.Count == 0 || !TryTake(running.Dequeue(), out var result))
                {
                    yield break;
                }

                yield return result;
            }
        }
        finally
        {
            // Whoever stops listening leaves nothing behind that still runs.
            gone.Cancel();
            Drain(running);
        }
    }

    private static bool TryTake<T>(Task<T> task, out T result)
    {
        try
        {
            result = task.GetAwaiter().GetResult();
            return true;
        }
        catch (OperationCanceledException)
        {
            result = default!;
            return false;
        }
    }

    private static void Drain<T>(IEnumerable<Task<T>> tasks)
    {
        foreach (var task in tasks)
        {
            try
            {
                task.Wait();
            }
            catch (AggregateException)
            {
                // Cancelled, or failed after one that failed before it: that one is told of.
            }
        }
    }
}
