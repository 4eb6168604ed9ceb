using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace LlmCostDsl.Benchmarks.Yardsticks;

/// <summary>The C++ of <c>hand_written.cpp</c>, built by the machine's own compiler when it is first asked for.</summary>
internal sealed unsafe class Native
{
    /// <summary>What the compiler is told: as much speed as the order of operations allows, so that results can be compared.</summary>
    public const string Flags = "-O3 -march=native -ffp-contract=off";

    private static readonly Lazy<Native?> Built = new(Build);

    private readonly delegate* unmanaged[SuppressGCTransition]<in Card, double, double, double, double, Line*, ref Line, void> table;
    private readonly delegate* unmanaged[SuppressGCTransition]<in Card, double, double, double, double, ref StepFigures, void> totals;
    private readonly delegate* unmanaged<in Card, double, double, double, double, ref Request, void> whole;
    private readonly delegate* unmanaged<in Card, long*, long*, long*, double*, double*, double*, double*, double*, long, void> sweep;

    private Native(nint library)
    {
        table = (delegate* unmanaged[SuppressGCTransition]<in Card, double, double, double, double, Line*, ref Line, void>)NativeLibrary.GetExport(library, "hand_table");
        totals = (delegate* unmanaged[SuppressGCTransition]<in Card, double, double, double, double, ref StepFigures, void>)NativeLibrary.GetExport(library, "hand_totals");
        whole = (delegate* unmanaged<in Card, double, double, double, double, ref Request, void>)NativeLibrary.GetExport(library, "hand_whole");
        sweep = (delegate* unmanaged<in Card, long*, long*, long*, double*, double*, double*, double*, double*, long, void>)NativeLibrary.GetExport(library, "hand_sweep");
    }

    /// <summary>The functions, or null where there is no <c>g++</c>.</summary>
    public static Native? Instance => Built.Value;

    public Line Table(in Card card, double batch, double tokens, double context, double width, Span<Line> rows)
    {
        var total = default(Line);
        fixed (Line* first = rows)
        {
            table(card, batch, tokens, context, width, first, ref total);
        }

        return total;
    }

    public StepFigures Totals(in Card card, double batch, double tokens, double context, double width)
    {
        var step = default(StepFigures);
        totals(card, batch, tokens, context, width, ref step);
        return step;
    }

    public Request Whole(in Card card, double batch, double prompt, double output, double width)
    {
        var request = default(Request);
        whole(card, batch, prompt, output, width, ref request);
        return request;
    }

    public void Sweep(in Card card, Columns rows)
    {
        fixed (long* batch = rows.Batch, prompt = rows.Prompt, length = rows.Length)
        fixed (double* bits = rows.Bits, ttft = rows.Ttft, tpot = rows.Tpot, flops = rows.Flops, bytes = rows.Bytes)
        {
            sweep(card, batch, prompt, length, bits, ttft, tpot, flops, bytes, rows.Batch.Length);
        }
    }

    private static Native? Build()
    {
        using var source = typeof(Native).Assembly.GetManifestResourceStream("hand_written.cpp")!;
        using var memory = new MemoryStream();
        source.CopyTo(memory);
        var text = memory.ToArray();
        var stem = Path.Combine(Path.GetTempPath(), "llmspec-yardstick-" + Convert.ToHexString(SHA256.HashData(text))[..16]);
        if (!File.Exists(stem + ".so"))
        {
            var own = $"{stem}-{Environment.ProcessId}";
            File.WriteAllBytes(own + ".cpp", text);
            try
            {
                using var compiler = Process.Start("g++", $"{Flags} -shared -fPIC -o {own}.so {own}.cpp");
                compiler.WaitForExit();
                if (compiler.ExitCode != 0)
                {
                    throw new InvalidOperationException("g++ does not take hand_written.cpp");
                }
            }
            catch (System.ComponentModel.Win32Exception)
            {
                return null;
            }

            File.Move(own + ".so", stem + ".so", overwrite: true);
        }

        return new(NativeLibrary.Load(stem + ".so"));
    }
}

/// <summary>A step as one line.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct StepFigures(double Time, double Flops, double Bytes);

/// <summary>Points of a sweep over step pairs, and what they come to.</summary>
internal sealed record Columns(long[] Batch, long[] Prompt, long[] Length, double[] Bits, double[] Ttft, double[] Tpot, double[] Flops, double[] Bytes)
{
    /// <summary>So many points, all different.</summary>
    public static Columns Of(int count)
    {
        var points = Enumerable.Range(0, count).ToArray();
        return new(
            [.. points.Select(i => 1L + (i % 64))], [.. points.Select(i => 128L + (i * 37 % 8000))], [.. points.Select(i => 256L + (i * 91 % 16000))],
            [.. points.Select(i => 2.0 + (i % 15))], new double[count], new double[count], new double[count], new double[count]);
    }
}
