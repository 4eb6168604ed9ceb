using BenchmarkDotNet.Attributes;
using LlmCostDsl.Analysis.Emit;
using LlmCostDsl.Compiler;
using LlmCostDsl.Compiler.Emit;
using LlmCostDsl.Compiler.Optimizing;
using LlmCostDsl.Compiler.Plan;
using LlmCostDsl.Compiler.Syntax;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Benchmarks.Compilation;

/// <summary>
/// The compiler's phases, each with all before it, on one analysis: what a phase costs by itself is the difference to the one above. The catalogue's
/// files are parsed once for all, as in every host.
/// </summary>
[MemoryDiagnoser]
public class PhaseBenchmarks
{
    private const string Analysis = "Llama2Chat";

    private static readonly AnalysisRequest Question = new(Analysis);
    private SpecCompiler loaded = null!;
    private EvaluatorPlan plan = null!;
    private SourceText text = null!;

    [GlobalSetup]
    public void SetUp()
    {
        loaded = SpecCompiler.Load([]);
        plan = loaded.Compile(Question).Plan!;
        text = Catalogue.Files.Single(f => f.Path.EndsWith("decoder.llmspec", StringComparison.Ordinal));
    }

    /// <summary>One file of architectures.</summary>
    [Benchmark]
    public object Parse() => SpecParser.Parse(text).Tree;

    [Benchmark]
    public object Load() => SpecCompiler.Load([]);

    [Benchmark]
    public string? Bind() => SpecCompiler.Load([]).After("bind", Question, out _);

    [Benchmark]
    public string? Graph() => loaded.After("graph", Question, out _);

    [Benchmark]
    public object Plan() => loaded.Compile(Question).Plan!;

    /// <summary>The passes over the plan by themselves.</summary>
    [Benchmark]
    public object Optimize() => PlanOptimizer.Optimize(plan.AsWritten());

    [Benchmark]
    public object Delegates() => CompiledPlan.Compile(plan);

    [Benchmark]
    public object Emit() => AnalysisEmitter.Emit(plan, new EmitOptions("Demo"));
}

/// <summary>The same over all that travels with the compiler.</summary>
[MemoryDiagnoser]
public class CatalogueBenchmarks
{
    private string[] analyses = [];
    private EvaluatorPlan[] plans = [];

    [GlobalSetup]
    public void SetUp()
    {
        var compiler = SpecCompiler.Load([]);
        analyses = [.. compiler.List("analyses").Select(a => a.Module + "." + a.Name)];
        plans = [.. analyses.Select(a => compiler.Compile(new(a)).Plan!)];
    }

    [Benchmark]
    public int Parse() => Catalogue.Files.Sum(f => SpecParser.Parse(f).Tree.Declarations.Count);

    [Benchmark]
    public int Plans()
    {
        var compiler = SpecCompiler.Load([]);
        return analyses.Sum(a => compiler.Compile(new(a)).Plan!.Nodes.Count);
    }

    [Benchmark]
    public int Emit() => plans.Sum(p => AnalysisEmitter.Emit(p, new EmitOptions("Demo")).Text.Length);
}
