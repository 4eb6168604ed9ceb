using System.Runtime.CompilerServices;
using System.Text;
using LlmCostDsl.Analysis.Images;
using LlmCostDsl.Cli.Hosting;

namespace LlmCostDsl.Cli;

/// <summary>The process around <see cref="LlmSpec"/>: streams, the terminal, the last resort.</summary>
internal static class Program
{
    // Compiling recurses over how deep specs nest; limits keep that in bounds, and the bounds are meant for a stack of this size.
    private const int StackSize = 64 * 1024 * 1024;

    /// <summary>The image that the build puts beside the tool.</summary>
    private static string ImagePath => Path.Combine(AppContext.BaseDirectory, "catalogue.plans");

    public static int Main(string[] args)
    {
        var code = ExitCode.Errors;
        var thread = new Thread(() => code = Run(args), StackSize);
        thread.Start();
        thread.Join();
        return code;
    }

    private static int Run(string[] args)
    {
        using var output = Writer(new HeardStream(Console.OpenStandardOutput()));
        using var error = Writer(Console.OpenStandardError());
        using var input = new StreamReader(Console.OpenStandardInput(), Encoding.UTF8);
        var isTerminal = !Console.IsOutputRedirected;
        using var interruption = new Interruption();
        var context = new CliContext(input, output, error, isTerminal ? TerminalWidth() : null, isTerminal && WantsColour())
        {
            IsWatched = !isTerminal && !Console.IsErrorRedirected,
            Interruptible = interruption.Arm,
            Image = () => CatalogueImage.Open(ImagePath),
        };
        try
        {
            var code = LlmSpec.Run(args, context);
            output.Flush();
            error.Flush();
            return code;
        }
        catch (IOException)
        {
            // Whoever read the output has gone, as `head` does.
            return ExitCode.Fine;
        }
    }

    private static StreamWriter Writer(Stream stream) => new(stream, new UTF8Encoding(false), 32 * 1024) { NewLine = "\n" };

    // https://no-color.org
    private static bool WantsColour()
        => string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");

    // By itself, so that a pipe never loads what knows terminals.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int TerminalWidth()
    {
        try
        {
            return Console.WindowWidth is var width && width > 20 ? width : CliContext.DefaultWidth;
        }
        catch (Exception e) when (e is IOException or PlatformNotSupportedException)
        {
            return CliContext.DefaultWidth;
        }
    }
}
