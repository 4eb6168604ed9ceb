using BenchmarkDotNet.Attributes;

namespace LlmCostDsl.Benchmarks.Compilation;

/// <summary>From text to C#, of models with more and more operators.</summary>
[MemoryDiagnoser]
public class LengthBenchmarks
{
    private LongModel model = null!;

    [Params(80, 160, 320, 640)]
    public int Operators { get; set; } = 80;

    [GlobalSetup]
    public void SetUp() => model = new(Operators);

    [Benchmark]
    public int Compile() => model.Compile();
}
