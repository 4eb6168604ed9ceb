using System.Runtime.InteropServices;

namespace LlmCostDsl.Cli.Hosting;

/// <summary>Signals as a cancellation, for commands that have something to put in order first.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly List<PosixSignalRegistration> registrations = [];

    /// <summary>From now on the first signal cancels; before, and from the second on, signals do what they always do.</summary>
    public CancellationToken Arm()
    {
        if (registrations.Count == 0)
        {
            registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, Heed));
            registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, Heed));
        }

        return source.Token;
    }

    public void Dispose()
    {
        registrations.ForEach(r => r.Dispose());
        source.Dispose();
    }

    private void Heed(PosixSignalContext context)
    {
        context.Cancel = !source.IsCancellationRequested;
        source.Cancel();
    }
}
