using BenchmarkDotNet.Attributes;
using LlmCostDsl.Specs;

namespace LlmCostDsl.Benchmarks.Evaluation;

/// <summary>A state-space model.</summary>
public class MambaStreamBenchmarks() : Engines("MambaStream", "latency")
{
    private readonly MambaStream.Inputs inputs = new();
    private readonly MambaStream.PrefillRow[] rows = new MambaStream.PrefillRow[MambaStream.PrefillRows];
    private MambaStream.Bound bound;

    protected override void Prepare() => bound = MambaStream.On(Device);

    /// <summary>All outputs of one point, on a device that is bound.</summary>
    [Benchmark(Baseline = true)]
    public double Evaluate() => bound.Evaluate(inputs).Latency;

    /// <summary>Binding to a device: whatever depends on it alone.</summary>
    [Benchmark]
    public HardwareProfile Bind() => MambaStream.On(Device).Device;

    /// <summary>Every operator of the prefill, with all its columns.</summary>
    [Benchmark]
    public MambaStream.PrefillRow Table() => bound.Prefill(inputs, rows);

    /// <summary>One output for <see cref="Engines.Rows"/> batch sizes.</summary>
    [Benchmark]
    public double[] Many()
    {
        bound.EvaluateMany(new() { Batch = Batches, Otherwise = inputs }, new() { Latency = Answers });
        return Answers;
    }

    /// <summary>The same, row by row.</summary>
    [Benchmark]
    public double[] OneByOne()
    {
        for (var row = 0; row < Rows; row++)
        {
            Answers[row] = bound.Evaluate(inputs with { Batch = Batches[row] }).Latency;
        }

        return Answers;
    }
}
