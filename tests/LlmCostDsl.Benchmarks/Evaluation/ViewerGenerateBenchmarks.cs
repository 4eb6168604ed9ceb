using BenchmarkDotNet.Attributes;
using LlmCostDsl.Specs;

namespace LlmCostDsl.Benchmarks.Evaluation;

/// <summary>A sum over 1024 decode steps, in closed form where there is one.</summary>
public class ViewerGenerateBenchmarks() : Engines("ViewerGenerate", "inference_time")
{
    private readonly ViewerGenerate.Inputs inputs = new();
    private ViewerGenerate.Bound bound;

    protected override void Prepare() => bound = ViewerGenerate.On(Device);

    /// <summary>All outputs of one point, on a device that is bound.</summary>
    [Benchmark(Baseline = true)]
    public double Evaluate() => bound.Evaluate(inputs).InferenceTime;

    /// <summary>Binding to a device: whatever depends on it alone.</summary>
    [Benchmark]
    public HardwareProfile Bind() => ViewerGenerate.On(Device).Device;

    /// <summary>One output for <see cref="Engines.Rows"/> batch sizes.</summary>
    [Benchmark]
    public double[] Many()
    {
        bound.EvaluateMany(new() { Batch = Batches, Otherwise = inputs }, new() { InferenceTime = Answers });
        return Answers;
    }

    /// <summary>The same, row by row.</summary>
    [Benchmark]
    public double[] OneByOne()
    {
        for (var row = 0; row < Rows; row++)
        {
            Answers[row] = bound.Evaluate(inputs with { Batch = Batches[row] }).InferenceTime;
        }

        return Answers;
    }
}
