using BenchmarkDotNet.Attributes;
using LlmCostDsl.Specs;

namespace LlmCostDsl.Benchmarks.Evaluation;

/// <summary>The survey's table: two steps, no sum.</summary>
public class ViewerAnalyzeBenchmarks() : Engines("ViewerAnalyze", "decode_memory")
{
    private readonly ViewerAnalyze.Inputs inputs = new();
    private readonly ViewerAnalyze.PrefillRow[] rows = new ViewerAnalyze.PrefillRow[ViewerAnalyze.PrefillRows];
    private ViewerAnalyze.Bound bound;

    protected override void Prepare() => bound = ViewerAnalyze.On(Device);

    /// <summary>All outputs of one point, on a device that is bound.</summary>
    [Benchmark(Baseline = true)]
    public double Evaluate() => bound.Evaluate(inputs).DecodeMemory;

    /// <summary>Binding to a device: whatever depends on it alone.</summary>
    [Benchmark]
    public HardwareProfile Bind() => ViewerAnalyze.On(Device).Device;

    /// <summary>Every operator of the prefill, with all its columns.</summary>
    [Benchmark]
    public ViewerAnalyze.PrefillRow Table() => bound.Prefill(inputs, rows);

    /// <summary>One output for <see cref="Engines.Rows"/> batch sizes.</summary>
    [Benchmark]
    public double[] Many()
    {
        bound.EvaluateMany(new() { Batch = Batches, Otherwise = inputs }, new() { DecodeMemory = Answers });
        return Answers;
    }

    /// <summary>The same, row by row.</summary>
    [Benchmark]
    public double[] OneByOne()
    {
        for (var row = 0; row < Rows; row++)
        {
            Answers[row] = bound.Evaluate(inputs with { Batch = Batches[row] }).DecodeMemory;
        }

        return Answers;
    }
}
