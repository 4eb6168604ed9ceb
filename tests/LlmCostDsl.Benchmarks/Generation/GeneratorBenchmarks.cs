using BenchmarkDotNet.Attributes;

namespace LlmCostDsl.Benchmarks.Generation;

/// <summary>The generator over the whole catalogue: from nothing, after an edit elsewhere, after a keystroke in one model's file; and the C# compiler on its output.</summary>
[MemoryDiagnoser]
public class GeneratorBenchmarks
{
    private CatalogueProject project = null!;

    [GlobalSetup]
    public void SetUp() => project = new();

    [Benchmark(Baseline = true)]
    public int Everything() => project.Everything();

    [Benchmark]
    public int UnrelatedEdit() => project.UnrelatedEdit();

    [Benchmark]
    public int Keystroke() => project.Keystroke();

    [Benchmark]
    public int TitleStroke() => project.TitleStroke();

    [Benchmark]
    public long CompileOutput() => project.CompileOutput();
}
