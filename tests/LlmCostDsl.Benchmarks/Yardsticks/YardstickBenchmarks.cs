using BenchmarkDotNet.Attributes;

namespace LlmCostDsl.Benchmarks.Yardsticks;

/// <summary>
/// The same formulas by our compiler, by hand in C# and by hand in C++ (<c>g++ -O3 -march=native -ffp-contract=off</c>; where there is none, those are left
/// out), on the same device: a table of operators, totals of two steps, a request of 1024 tokens, a sweep over <see cref="Contest.Points"/> points.
/// </summary>
[MemoryDiagnoser]
public class YardstickBenchmarks
{
    private const long Output = 1024;

    private Contest contest = null!;
    private long batch;

    [GlobalSetup]
    public void SetUp() => contest = new(LlmCostDsl.Specs.Devices.A6000);

    /// <summary>Inputs that change, so that nothing is computed once for all.</summary>
    private long Batch => 1 + (batch++ & 63);

    [Benchmark(Baseline = true)]
    public double Table() => contest.Table(Batch);

    [Benchmark]
    public double TableByHand() => contest.TableByHand(Batch);

    [Benchmark]
    public double TableInCpp() => contest.Cpp is null ? 1 : contest.TableInCpp(Batch);

    [Benchmark]
    public double Totals() => contest.Totals(Batch);

    [Benchmark]
    public double TotalsByHand() => contest.TotalsByHand(Batch);

    [Benchmark]
    public double TotalsInCpp() => contest.Cpp is null ? 1 : contest.TotalsInCpp(Batch);

    [Benchmark]
    public double Whole() => contest.Whole(Batch, Output);

    [Benchmark]
    public double WholeByHand() => contest.WholeByHand(Batch, Output);

    [Benchmark]
    public double WholeInCpp() => contest.Cpp is null ? 1 : contest.WholeInCpp(Batch, Output);

    [Benchmark]
    public double Bind() => contest.Bind();

    [Benchmark]
    public double Many() => contest.Many();

    [Benchmark]
    public double OneByOne() => contest.OneByOne();

    [Benchmark]
    public double ManyInCpp() => contest.Cpp is null ? 1 : contest.ManyInCpp();
}
