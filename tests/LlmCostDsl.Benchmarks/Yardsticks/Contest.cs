namespace LlmCostDsl.Benchmarks.Yardsticks;

/// <summary>One question for our evaluators and for those by hand, with their answers compared before anything is measured.</summary>
internal sealed class Contest
{
    /// <summary>What rounding in another order may come to.</summary>
    public const double Tolerance = 1e-12;

    /// <summary>Points of a sweep: few enough to stay in the second cache.</summary>
    public const int Points = 4096;

    private readonly StepPair.PrefillRow[] rows = new StepPair.PrefillRow[StepPair.PrefillRows];
    private readonly Line[] lines = new Line[HandWritten.Rows];
    private readonly StepPair.Bound pair;
    private readonly WholeRequest.Bound whole;
    private readonly Card card;

    public Contest(HardwareProfile device)
    {
        Device = device;
        card = new(device);
        pair = StepPair.On(device);
        whole = WholeRequest.On(device);
        Cpp = Native.Instance;
        Compare();
    }

    public HardwareProfile Device { get; }

    /// <summary>Null where there is no compiler of C++.</summary>
    public Native? Cpp { get; }

    /// <summary>The points of the sweep, with our answers where they were last written.</summary>
    public Columns Sweep { get; } = Columns.Of(Points);

    public double Bind() => StepPair.On(Device).Device is null ? double.NaN : 1;

    public double Table(long batch) => pair.Prefill(new() { Batch = batch }, rows).Time;

    public double TableByHand(long batch) => HandWritten.Table(card, batch, 2048, 2048, 0.5, lines).Time;

    public double TableInCpp(long batch) => Cpp!.Table(card, batch, 2048, 2048, 0.5, lines).Time;

    public double Totals(long batch)
    {
        var result = pair.Evaluate(new() { Batch = batch });
        return result.Ttft + result.Tpot;
    }

    public double TotalsByHand(long batch)
        => HandWritten.Totals(card, batch, 2048, 2048, 0.5).Time + HandWritten.Totals(card, batch, 1, 2304, 0.5).Time;

    public double TotalsInCpp(long batch) => Cpp!.Totals(card, batch, 2048, 2048, 0.5).Time + Cpp.Totals(card, batch, 1, 2304, 0.5).Time;

    public double Whole(long batch, long output) => whole.Evaluate(new() { Batch = batch, Output = output }).Latency;

    public double WholeByHand(long batch, long output) => HandWritten.Whole(card, batch, 2048, output, 0.5).Latency;

    public double WholeInCpp(long batch, long output) => Cpp!.Whole(card, batch, 2048, output, 0.5).Latency;

    public double Many()
    {
        pair.EvaluateMany(
            new() { Batch = Sweep.Batch, Prompt = Sweep.Prompt, Length = Sweep.Length, W = Sweep.Bits },
            new() { Ttft = Sweep.Ttft, Tpot = Sweep.Tpot, Flops = Sweep.Flops, Bytes = Sweep.Bytes });
        return Sweep.Tpot[^1];
    }

    public double OneByOne()
    {
        for (var i = 0; i < Points; i++)
        {
            var result = pair.Evaluate(new() { Batch = Sweep.Batch[i], Prompt = Sweep.Prompt[i], Length = Sweep.Length[i], W = Sweep.Bits[i] });
            (Sweep.Ttft[i], Sweep.Tpot[i], Sweep.Flops[i], Sweep.Bytes[i]) = (result.Ttft, result.Tpot, result.Flops, result.Bytes);
        }

        return Sweep.Tpot[^1];
    }

    public double ManyInCpp()
    {
        Cpp!.Sweep(card, Sweep);
        return Sweep.Tpot[^1];
    }

    private void Compare()
    {
        Many();
        for (var i = 0; i < Points; i += 7)
        {
            double batch = Sweep.Batch[i], prompt = Sweep.Prompt[i], length = Sweep.Length[i], width = Sweep.Bits[i] / 8;
            CompareTables(pair.Prefill(new() { Batch = Sweep.Batch[i], Prompt = Sweep.Prompt[i], W = Sweep.Bits[i] }, rows), HandWritten.Table(card, batch, prompt, prompt, width, lines));
            Same("total", HandWritten.Totals(card, batch, prompt, prompt, width).Bytes + HandWritten.Totals(card, batch, 1, length, width).Bytes, Sweep.Bytes[i]);
            Same("total", HandWritten.Totals(card, batch, prompt, prompt, width).Flops + HandWritten.Totals(card, batch, 1, length, width).Flops, Sweep.Flops[i]);
            Same("time of a prefill", HandWritten.Totals(card, batch, prompt, prompt, width).Time, Sweep.Ttft[i]);
            Same("time of a decode step", HandWritten.Totals(card, batch, 1, length, width).Time, Sweep.Tpot[i]);
            var output = 1 + (i * 13 % 3000);
            var request = HandWritten.Whole(card, batch, prompt, output, width);
            CompareRequests(whole.Evaluate(new() { Batch = Sweep.Batch[i], Prompt = Sweep.Prompt[i], Output = output, W = Sweep.Bits[i] }), request);
            if (Cpp is not null)
            {
                var ours = HandWritten.Table(card, batch, prompt, prompt, width, lines);
                Same("table", ours.Time, Cpp.Table(card, batch, prompt, prompt, width, lines).Time);
                Same("request", request.Latency, Cpp.Whole(card, batch, prompt, output, width).Latency);
            }
        }

        if (Cpp is not null)
        {
            var ours = (Sweep.Ttft.ToArray(), Sweep.Tpot.ToArray(), Sweep.Flops.ToArray(), Sweep.Bytes.ToArray());
            ManyInCpp();
            for (var i = 0; i < Points; i++)
            {
                Same("sweep", ours.Item1[i], Sweep.Ttft[i]);
                Same("sweep", ours.Item2[i], Sweep.Tpot[i]);
                Same("sweep", ours.Item3[i], Sweep.Flops[i]);
                Same("sweep", ours.Item4[i], Sweep.Bytes[i]);
            }
        }
    }

    private void CompareTables(in StepPair.PrefillRow total, in Line line)
    {
        Same("total", line.Time, total.Time);
        Same("total", line.VectorFlops, total.VectorFlops);
        for (var row = 0; row < rows.Length; row++)
        {
            var (one, other) = (lines[row], rows[row]);
            foreach (var (expected, found) in new[]
            {
                (one.Count, other.Count), (one.Flops, other.Flops), (one.VectorFlops, other.VectorFlops), (one.WeightRead, other.WeightRead),
                (one.ActivationRead, other.ActivationRead), (one.ActivationWrite, other.ActivationWrite), (one.CacheRead, other.CacheRead),
                (one.CacheWrite, other.CacheWrite), (one.Bytes, other.Bytes), (one.Compute, other.Compute), (one.Vector, other.Vector),
                (one.Memory, other.Memory), (one.Time, other.Time), (one.Intensity, other.Intensity), (one.Performance, other.Performance),
            })
            {
                Same("row " + other.Operator, expected, found);
            }
        }
    }

    private static void CompareRequests(in WholeRequest.Result result, in Request request)
    {
        foreach (var (expected, found) in new[]
        {
            (request.Ttft, result.Ttft), (request.Latency, result.Latency), (request.Tpot, result.Tpot), (request.TokensPerSecond, result.TokensPerSecond),
            (request.Energy, result.Energy), (request.Cost, result.Cost), (request.Weights, result.Memory.Weights), (request.Cache, result.Memory.Cache),
            (request.Activations, result.Memory.Activations), (request.Total, result.Memory.Total), (request.Fits ? 1 : 0, result.Memory.Fits ? 1 : 0),
        })
        {
            Same("request", expected, found);
        }
    }

    private static void Same(string what, double expected, double found)
    {
        if (!(Math.Abs(expected - found) <= Tolerance * Math.Max(Math.Abs(expected), Math.Abs(found))))
        {
            throw new InvalidOperationException(FormattableString.Invariant($"{what}: {expected:R} by hand, {found:R} of ours"));
        }
    }
}
