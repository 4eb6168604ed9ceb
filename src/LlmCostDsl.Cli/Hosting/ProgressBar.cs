using System.Diagnostics;
using LlmCostDsl.Analysis.Sweeps;

namespace LlmCostDsl.Cli.Hosting;

/// <summary>One line of a terminal that says how far something is, and is gone when it is done.</summary>
internal sealed class ProgressBar(TextWriter terminal) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Stopwatch watch = Stopwatch.StartNew();
    private TimeSpan last;
    private bool isShown;

    public void Report(long done, long total)
    {
        if (watch.Elapsed - last < Pause)
        {
            return;
        }

        last = watch.Elapsed;
        isShown = true;
        terminal.Write($"\r{Progress.Line(done, total, last)}\u001b[K");
        terminal.Flush();
    }

    public void Dispose()
    {
        if (isShown)
        {
            terminal.Write("\r\u001b[K");
            terminal.Flush();
        }
    }
}
