using BenchmarkDotNet.Attributes;
using LlmCostDsl.Analysis.Emit;
using LlmCostDsl.Compiler;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Benchmarks.Evaluation;

/// <summary>
/// One question of the catalogue, at its defaults, on its device. The classes that derive ask the generated C#; here are the interpreter and the plan
/// compiled in memory. Nothing has operations per invoke: what is allocated is seen whole.
/// </summary>
[MemoryDiagnoser]
public abstract class Engines : IOneAnswer
{
    /// <summary>Rows of a sweep.</summary>
    public const int Rows = 1024;

    private readonly string analysis;
    private readonly string output;
    private PlanInterpreter interpreter = null!;
    private BoundPlan delegates = null!;
    private DeviceValues device = null!;
    private double[] inputs = null!;
    private int node;

    /// <param name="analysis">Its name.</param>
    /// <param name="output">The output that answers.</param>
    protected Engines(string analysis, string output)
    {
        this.analysis = analysis;
        this.output = output;
    }

    /// <summary>The analysis's own device.</summary>
    protected HardwareProfile Device { get; private set; } = null!;

    /// <summary>A batch size for each row of a sweep.</summary>
    protected long[] Batches { get; } = [.. Enumerable.Range(0, Rows).Select(i => 1L + (i % 64))];

    /// <summary>What a sweep fills.</summary>
    protected double[] Answers { get; } = new double[Rows];

    [GlobalSetup]
    public void SetUp()
    {
        var compiled = SpecCompiler.Load([]).Compile(new(analysis));
        var plan = compiled.Plan ?? throw new InvalidOperationException(string.Join("\n", compiled.Diagnostics.Select(d => d.Message)));
        device = compiled.Device!;
        Device = new HardwareProfile(device.Name, device.Values);
        inputs = [.. plan.Inputs.Select(i => i.Default)];
        interpreter = new PlanInterpreter(plan);
        delegates = CompiledPlan.Compile(plan).Bind(device);
        node = plan.Outputs.Single(o => o.Name == output).Node;
        Prepare();
    }

    /// <summary>Binds the generated evaluator.</summary>
    protected abstract void Prepare();

    [Benchmark]
    public double Interpreter() => interpreter.Evaluate(inputs, device)[node];

    [Benchmark]
    public double Delegates() => delegates.Evaluate(inputs)[node];
}
