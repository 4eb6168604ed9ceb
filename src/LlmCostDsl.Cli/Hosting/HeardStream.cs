using System.Runtime.InteropServices;

namespace LlmCostDsl.Cli.Hosting;

/// <summary>
/// The standard output, which fails once its reader has gone. The console's own stream then swallows what is written, and millions of rows would be computed for
/// nobody.
/// </summary>
internal sealed class HeardStream(Stream inner) : Stream
{
    private const int Output = 1;
    private const short Gone = 0x0008;

    private bool isAbandoned;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Flush() => inner.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    /// <exception cref="IOException">Nobody reads any more. Said once: whatever comes after, such as the last flush, goes nowhere.</exception>
    public override void Write(byte[] buffer, int offset, int count)
    {
        if (isAbandoned)
        {
            return;
        }

        if (!OperatingSystem.IsWindows() && IsGone())
        {
            isAbandoned = true;
            throw new IOException("Nobody reads the output any more.");
        }

        inner.Write(buffer, offset, count);
    }

    private static bool IsGone()
    {
        var state = new PollState { Descriptor = Output };
        try
        {
            return Poll(ref state, 1, 0) > 0 && (state.Found & Gone) != 0;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "poll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Poll(ref PollState state, nuint count, int milliseconds);

    private struct PollState
    {
        public int Descriptor;
        public short Asked;
        public short Found;
    }
}
