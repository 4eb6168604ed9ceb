namespace LlmCostDsl.Allocation.Tests;

/// <summary>How many bytes calls allocate, once the just-in-time compiler has settled.</summary>
internal static class Counting
{
    /// <summary>So many calls are counted.</summary>
    public const int Calls = 1000;

    private const int Warm = 64;

    /// <param name="entries">Each does what it is there for as many times as it is told.</param>
    /// <returns>By name: the bytes that <see cref="Calls"/> calls allocate on this thread, exactly.</returns>
    public static IReadOnlyDictionary<string, long> Bytes(IReadOnlyDictionary<string, Action<int>> entries)
    {
        WarmUp(entries);
        // Call counting begins only after a pause in which nothing new is compiled; what is hot then is compiled again, better, beside us.
        Thread.Sleep(150);
        WarmUp(entries);
        Thread.Sleep(150);
        var found = entries.ToDictionary(e => e.Key, _ => 0L);
        foreach (var (name, entry) in entries)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            entry(Calls);
            found[name] = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        return found;
    }

    private static void WarmUp(IReadOnlyDictionary<string, Action<int>> entries)
    {
        foreach (var entry in entries.Values)
        {
            entry(Warm);
        }
    }
}
