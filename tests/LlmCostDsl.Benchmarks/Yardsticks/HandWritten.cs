using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LlmCostDsl.Benchmarks.Yardsticks;

/// <summary>
/// The formulas of <c>yardsticks.llmspec</c> as a careful engineer writes them for this one model: constants folded, rates turned into reciprocals once,
/// operators of equal cost computed once, nothing allocated, no sum that could be a product. <c>hand_written.cpp</c> says the same line by line.
/// </summary>
internal static class HandWritten
{
    /// <summary>Rows of a step's table.</summary>
    public const int Rows = 19;

    private const double Hidden = 4096;
    private const double Inner = 11008;
    private const double Vocabulary = 32000;
    private const double Layers = 32;

    // A scale of 16 bits for 128 weights.
    private const double Scale = 2.0 / 128;

    /// <summary>Every operator of a step; the total over all of them is returned.</summary>
    /// <param name="card">The device.</param>
    /// <param name="batch">Sequences.</param>
    /// <param name="tokens">New positions of each.</param>
    /// <param name="context">Positions of each after them.</param>
    /// <param name="width">Bytes of a weight.</param>
    /// <param name="rows">Where the operators go.</param>
    public static Line Table(in Card card, double batch, double tokens, double context, double width, Span<Line> rows)
    {
        var r = batch * tokens;
        var pairs = batch * tokens * (2 * context - tokens + 1) / 2;
        var fresh = Math.Min(tokens, context);
        var square = Line.Of(card, 2 * Hidden * Hidden * r, Hidden * Hidden, (width + Scale) * (Hidden * Hidden), 2 * Hidden * r, 2 * Hidden * r, 0, 0);
        var wide = Line.Of(card, 2 * Hidden * Inner * r, Hidden * Inner, (width + Scale) * (Hidden * Inner), 2 * Hidden * r, 2 * Inner * r, 0, 0);
        var norm = Line.Of(card, 0, 4 * Hidden * r, 2 * Hidden, 2 * Hidden * r, 2 * Hidden * r, 0, 0);
        var rope = Line.Of(card, 0, 3 * Hidden * r, 0, 2 * Hidden * r, 2 * Hidden * r, 0, 0);
        var add = Line.Of(card, 0, Hidden * r, 0, 4 * Hidden * r, 2 * Hidden * r, 0, 0);
        var intoCache = 2 * Hidden * batch * fresh;

        rows[0] = Line.Of(card, 0, 0, 2 * Vocabulary * Hidden * Math.Min(1, r / Vocabulary), 4 * r, 2 * Hidden * r, 0, 0);
        rows[1] = norm;
        rows[2] = square;
        rows[3] = square;
        rows[4] = rope;
        rows[5] = rope with { ActivationWrite = 0, CacheWrite = intoCache };
        rows[6] = square with { ActivationWrite = 0, CacheWrite = intoCache };
        rows[7] = Line.Of(
            card, 4 * Hidden * pairs, 7 * 32 * pairs, 0, 2 * Hidden * r + 4 * Hidden * batch * fresh, 2 * Hidden * r, 4 * Hidden * batch * (context - fresh), 0);
        rows[8] = square;
        rows[9] = add;
        rows[10] = norm;
        rows[11] = wide;
        rows[12] = wide;
        rows[13] = Line.Of(card, 0, 5 * Inner * r, 0, 4 * Inner * r, 2 * Inner * r, 0, 0);
        rows[14] = wide with { ActivationRead = wide.ActivationWrite, ActivationWrite = wide.ActivationRead };
        rows[15] = add;
        rows[16] = norm;
        rows[17] = default;
        rows[18] = Line.Of(card, 2 * Hidden * Vocabulary * batch, 0, 2 * Hidden * Vocabulary, 2 * Hidden * batch, 2 * Vocabulary * batch, 0, 0);

        var total = default(Line);
        for (var row = 0; row < Rows; row++)
        {
            ref var line = ref rows[row];
            line.Operator = row;
            line.Count = row is >= 1 and <= 15 ? Layers : 1;
            total.Add(line);
        }

        return total;
    }

    /// <summary>The time, the operations and the bytes of a step, without a table.</summary>
    public static StepFigures Totals(in Card card, double batch, double tokens, double context, double width)
    {
        var r = batch * tokens;
        var pairs = batch * tokens * (2 * context - tokens + 1) / 2;
        var (square, squareBytes) = Matrix(card, r, width, Hidden * Hidden, 4 * Hidden);
        var (wide, wideBytes) = Matrix(card, r, width, Hidden * Inner, 2 * (Hidden + Inner));
        var headBytes = 2 * Hidden * Vocabulary + (2 * Hidden + 2 * Vocabulary) * batch;
        var head = Math.Max(2 * Hidden * Vocabulary * batch * card.PerFlop, headBytes * card.PerByte);
        var embedBytes = 2 * Vocabulary * Hidden * Math.Min(1, r / Vocabulary) + (4 + 2 * Hidden) * r;
        var normBytes = 2 * Hidden + 4 * Hidden * r;
        var attentionBytes = 4 * Hidden * r + 4 * Hidden * batch * context;
        var time = embedBytes * card.PerByte + head
            + 65 * Math.Max(4 * Hidden * r * card.PerVectorFlop, normBytes * card.PerByte)
            + 128 * square
            + 96 * wide
            + 64 * Math.Max(3 * Hidden * r * card.PerVectorFlop, 4 * Hidden * r * card.PerByte)
            + 64 * Math.Max(Hidden * r * card.PerVectorFlop, 6 * Hidden * r * card.PerByte)
            + 32 * Math.Max(5 * Inner * r * card.PerVectorFlop, 6 * Inner * r * card.PerByte)
            + 32 * Math.Max(4 * Hidden * pairs * card.PerFlop + 7 * 32 * pairs * card.PerVectorFlop, attentionBytes * card.PerByte)
            + 483 * card.Launch;
        var flops = 2 * Hidden * Vocabulary * batch + 128 * (2 * Hidden * Hidden) * r + 96 * (2 * Hidden * Inner) * r + 32 * (4 * Hidden) * pairs;
        var bytes = embedBytes + headBytes + 65 * normBytes + 128 * squareBytes + 96 * wideBytes + 64 * (4 * Hidden) * r + 64 * (6 * Hidden) * r
            + 32 * (6 * Inner) * r + 32 * attentionBytes;
        return new(time, flops, bytes);
    }

    /// <summary>A prefill and all its decode steps: what is the same in every step once, attention step by step.</summary>
    public static Request Whole(in Card card, double batch, double prompt, double output, double width)
    {
        var ttft = Totals(card, batch, prompt, prompt, width).Time;

        // A step that attends nothing is what all have in common.
        var attended = 32 * 4 * Hidden * batch * card.PerByte;
        var worked = 32 * (4 * Hidden * card.PerFlop + 7 * 32 * card.PerVectorFlop) * batch;
        var none = Totals(card, batch, 1, 0, width).Time - 32 * (4 * Hidden * batch * card.PerByte);
        var rest = (output - 1) * none;
        for (var context = prompt + 1; context < prompt + output; context++)
        {
            rest += Math.Max(worked * context, attended * (context + 1));
        }

        var latency = ttft + rest;
        var matrices = 128 * (Hidden * Hidden) + 96 * (Hidden * Inner);
        var weights = matrices * (width + Scale) + 65 * (2 * Hidden) + 2 * (2 * Vocabulary * Hidden);
        var cache = 32 * (4 * Hidden) * batch * (output > 1 ? prompt + output - 1 : prompt);
        var activations = Math.Max((2 * Hidden + 6 * Inner) * batch * prompt, 2 * Vocabulary * batch + 2 * Hidden * batch * prompt);
        var total = weights + cache + activations;
        return new(
            ttft, latency, output > 1 ? rest / (output - 1) : 0, batch * output / latency, card.Power * latency, card.Price * latency,
            weights, cache, activations, total, total <= card.Capacity);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (double Time, double Bytes) Matrix(in Card card, double rows, double width, double size, double moved)
    {
        var bytes = (width + Scale) * size + moved * rows;
        return (Math.Max(2 * size * rows * card.PerFlop + size * card.PerVectorFlop, bytes * card.PerByte), bytes);
    }
}

/// <summary>A device as the formulas want it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct Card
{
    public readonly double PerFlop;
    public readonly double PerVectorFlop;
    public readonly double PerByte;
    public readonly double Launch;
    public readonly double Power;
    public readonly double Price;
    public readonly double Capacity;

    public Card(HardwareProfile device)
    {
        double Stated(string name) => device.TryGet(name, out var value) ? value : 0;
        PerFlop = 1 / new[] { "peak_fp32", "peak_tf32", "peak_fp16", "peak_bf16" }.Max(Stated);
        PerVectorFlop = 1 / (device.Has("vector") ? device["vector"] : device["peak_fp32"]);
        PerByte = 1 / device["bandwidth"];
        Launch = Stated("launch");
        Power = Stated("power");
        Price = Stated("price");
        Capacity = Stated("capacity");
    }
}

/// <summary>A row with the columns that the generated one has.</summary>
[StructLayout(LayoutKind.Sequential)]
internal record struct Line
{
    public long Operator;
    public double Count;
    public double Flops;
    public double VectorFlops;
    public double WeightRead;
    public double ActivationRead;
    public double ActivationWrite;
    public double CacheRead;
    public double CacheWrite;
    public double Bytes;
    public double Compute;
    public double Vector;
    public double Memory;
    public double Time;
    public double Intensity;
    public double Performance;
    public long Bound;

    public static Line Of(in Card card, double flops, double vectorFlops, double weights, double read, double written, double cacheRead, double cacheWritten)
    {
        var bytes = weights + read + written + cacheRead + cacheWritten;
        var compute = flops * card.PerFlop;
        var vector = vectorFlops * card.PerVectorFlop;
        var memory = bytes * card.PerByte;
        var time = Math.Max(compute + vector, memory) + card.Launch;
        return new()
        {
            Flops = flops,
            VectorFlops = vectorFlops,
            WeightRead = weights,
            ActivationRead = read,
            ActivationWrite = written,
            CacheRead = cacheRead,
            CacheWrite = cacheWritten,
            Bytes = bytes,
            Compute = compute,
            Vector = vector,
            Memory = memory,
            Time = time,
            Intensity = (flops + vectorFlops) / bytes,
            Performance = (flops + vectorFlops) / time,
            Bound = memory > Math.Max(compute, vector) ? 3 : vector > compute ? 2 : 1,
        };
    }

    public void Add(in Line row)
    {
        Flops += row.Count * row.Flops;
        VectorFlops += row.Count * row.VectorFlops;
        WeightRead += row.Count * row.WeightRead;
        ActivationRead += row.Count * row.ActivationRead;
        ActivationWrite += row.Count * row.ActivationWrite;
        CacheRead += row.Count * row.CacheRead;
        CacheWrite += row.Count * row.CacheWrite;
        Bytes += row.Count * row.Bytes;
        Compute += row.Count * row.Compute;
        Vector += row.Count * row.Vector;
        Memory += row.Count * row.Memory;
        Time += row.Count * row.Time;
    }
}

/// <summary>What a request comes to.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct Request(
    double Ttft, double Latency, double Tpot, double TokensPerSecond, double Energy, double Cost,
    double Weights, double Cache, double Activations, double Total, bool Fits);
