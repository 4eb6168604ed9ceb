using System.Reflection;
using LlmCostDsl.Compiler;
using LlmCostDsl.Compiler.Emit;
using LlmCostDsl.Tests.Engines;

[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace LlmCostDsl.Allocation.Tests;

/// <summary>No entry point of generated code allocates a byte, compiled for debugging or optimized; what is measured is what the control allocates.</summary>
public sealed class ZeroBytesTests
{
    private static readonly SpecCompiler Compiler = SpecCompiler.Load([]);

    private static readonly Lazy<IReadOnlyList<CompiledAnalysis>> Catalogue
        = new(() => [.. Compiler.List("analyses").Select(a => Compiler.Compile(new(a.Module + "." + a.Name))).Where(c => c.Plan is not null)]);

    private static readonly Lazy<Assembly> Optimized = new(() => Build(optimized: true));
    private static readonly Lazy<Assembly> Debuggable = new(() => Build(optimized: false));

    public static TheoryData<string, bool> Cases()
    {
        var cases = new TheoryData<string, bool>();
        foreach (var analysis in Catalogue.Value)
        {
            cases.Add(analysis.Plan!.Name, true);
            cases.Add(analysis.Plan!.Name, false);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Nothing_is_allocated(string analysis, bool optimized)
    {
        var at = Catalogue.Value.Select((c, i) => (c, i)).First(x => x.c.Plan!.Name == analysis).i;
        var compiled = Catalogue.Value[at];
        var type = (optimized ? Optimized : Debuggable).Value.GetType($"{Space(at)}.{Probe.TypeName}", throwOnError: true)!;
        var device = new HardwareProfile(compiled.Device?.Name ?? "none", compiled.Device?.Values ?? new Dictionary<string, double>());
        var inputs = compiled.Plan!.Inputs.Select(i => double.IsNaN(i.Default) ? i.Low : i.Default).ToArray();
        var made = Activator.CreateInstance(type, inputs, device)!;
        var entries = (Dictionary<string, Action<int>>)type.GetMethod("Entries")!.Invoke(made, [])!;

        var bytes = Counting.Bytes(entries);

        Assert.Equal(24 * Counting.Calls, bytes["control"]);
        var allocating = bytes.Where(b => b.Key != "control" && b.Value != 0).Select(b => $"{b.Key}: {b.Value / (double)Counting.Calls} B a call");
        Assert.True(!allocating.Any(), $"{analysis}, {(optimized ? "optimized" : "for debugging")}:\n{string.Join('\n', allocating)}");
    }

    private static Assembly Build(bool optimized)
        => CSharpBuild.Load(CSharpBuild.Of(
            Catalogue.Value.SelectMany((c, i) => new[]
            {
                CSharpBuild.Parse($"{Space(i)}.g.cs", AnalysisEmitter.Emit(c.Plan!, new EmitOptions(Space(i))).Text),
                CSharpBuild.Parse($"{Space(i)}.adaptor.cs", new PlanAdaptor(c.Plan!).Write(Space(i))),
                CSharpBuild.Parse($"{Space(i)}.probe.cs", new Probe(c.Plan!, Space(i)).Write()),
            }),
            optimized));

    private static string Space(int at) => $"Probed{at:D}";
}
