using System.Diagnostics;

namespace LlmCostDsl.Benchmarks.Tables;

/// <summary>
/// Measures several things in turns, so that whatever else a machine does troubles all alike, and keeps the quickest turn of each: noise only ever adds.
/// </summary>
internal sealed class Race
{
    private const double Turn = 0.02;

    private readonly List<Runner> runners = [];

    /// <summary>Adds something to measure; what it returns is looked at, so that it is not optimised away.</summary>
    public void Add(string name, Func<double> work) => runners.Add(new(name, work));

    /// <summary>Seconds a call, and bytes a call, by name.</summary>
    /// <param name="turns">How often each is measured.</param>
    public IReadOnlyDictionary<string, (double Seconds, double Bytes)> Run(int turns = 40)
    {
        foreach (var runner in runners)
        {
            runner.WarmUp();
        }

        for (var turn = 0; turn < turns; turn++)
        {
            foreach (var runner in runners)
            {
                runner.Measure();
            }
        }

        return runners.ToDictionary(r => r.Name, r => (r.Seconds, r.Bytes));
    }

    private sealed class Runner(string name, Func<double> work)
    {
        private long calls = 1;
        private double seen;

        public string Name => name;

        public double Seconds { get; private set; } = double.PositiveInfinity;

        public double Bytes { get; private set; }

        // Until the code is compiled for good, and a turn lasts long enough for the clock.
        public void WarmUp()
        {
            for (var elapsed = 0.0; elapsed < 15 * Turn;)
            {
                var once = Once();
                elapsed += once;
                calls = once < Turn ? Math.Max(calls, (long)(calls * Math.Clamp(Turn / Math.Max(once, 1e-7), 1, 8))) : calls;
            }

            Seconds = double.PositiveInfinity;
        }

        public void Measure()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Seconds = Math.Min(Seconds, Once() / calls);
            Bytes = (double)(GC.GetAllocatedBytesForCurrentThread() - before) / calls;
        }

        private double Once()
        {
            var watch = Stopwatch.GetTimestamp();
            for (var i = 0L; i < calls; i++)
            {
                seen += work();
            }

            var elapsed = Stopwatch.GetElapsedTime(watch).TotalSeconds;
            return double.IsNaN(seen) ? throw new InvalidOperationException($"{name} has no answer") : elapsed;
        }
    }
}
