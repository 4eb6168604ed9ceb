using System.Globalization;
using LlmCostDsl.Compiler;
using LlmCostDsl.Compiler.Emit;
using LlmCostDsl.Compiler.Plan;
using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Tests.Shared;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Tests;

/// <summary>What emitted files look like, and that their size is no danger.</summary>
public class EmittedTextTests
{
    [Fact]
    public void A_small_analysis()
    {
        var source = new SourceText("Small.llmspec", File.ReadAllText(Path.Combine(Repository.Root, "tests/LlmCostDsl.Compiler.Tests/Phases/Small.llmspec")));
        var plan = SpecCompiler.Load([source]).Compile(new AnalysisRequest("Question")).Plan!;
        Snapshot.Verify(AnalysisEmitter.Emit(plan, new EmitOptions("Demo")).Text, "cs");
    }

    [Fact]
    public void Lines_are_mapped_where_it_is_asked_for()
    {
        var plan = SpecCompiler.Load([Repository.File("docs/examples/chat_server.llmspec")]).Compile(new AnalysisRequest("ChatServer")).Plan!;
        var file = AnalysisEmitter.Emit(plan, new EmitOptions(string.Empty, MapsLines: true));
        Assert.Contains("#line (", file.Text, StringComparison.Ordinal);
        using var assembly = GeneratedAssembly.Load(file);
        Assert.DoesNotContain("#line", AnalysisEmitter.Emit(plan, new EmitOptions(string.Empty)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_that_are_taken_get_a_suffix_and_clashes_are_told()
    {
        var plan = new PlanBuilder("Result");
        var inputs = plan.Input("inputs", @default: 1);
        plan.Output("result", inputs).Output("a_b", inputs).Output("aB", plan.Add(inputs, inputs)).Output("equals", inputs).Output("result.result", inputs);
        var built = plan.Build();
        using var generated = GeneratedEvaluator.Load(built);
        Assert.Equal([3.0, 3, 6, 3, 3], generated.Outputs([3], new HardwareProfile("None", [])));
        var clash = Assert.Single(CSharpClashes.Of(built));
        Assert.Equal(("output", "a_b", "aB", "AB"), (clash.What, clash.First, clash.Second, clash.Name));
    }

    [Fact]
    public void A_thousand_operators()
    {
        var plan = new PlanBuilder("Thousand");
        int x = plan.Input("x", @default: 2), y = plan.Input("y", @default: 3), sum = plan.Constant(0);
        var rows = new List<PlanRow>();
        for (var i = 0; i < 1000; i++)
        {
            var work = plan.Multiply(plan.Constant(i + 0.5), plan.Add(x, plan.Constant(i)));
            var time = plan.Apply(PlanOp.Maximum, plan.Divide(work, y), plan.Add(plan.Multiply(work, work), y));
            sum = plan.Add(sum, time);
            rows.Add(new PlanRow("op" + i.ToString(CultureInfo.InvariantCulture), string.Empty, "op", x, default, EquatableArray.Of(work, time), -1));
        }

        var columns = EquatableArray.Of(new PlanColumn("work", PlanColumnKind.Channel, default), new PlanColumn("time", PlanColumnKind.Timing, default));
        var built = plan.Table(new PlanTable("pass", columns, rows.ToEquatable(), EquatableArray.Of(-1, sum))).Output("sum", sum).Build();
        using var generated = GeneratedEvaluator.Load(built);
        var expected = PlanInterpreter.Evaluate(built, [2, 3], null);
        var device = new HardwareProfile("None", []);
        Assert.Equal(expected[sum], Assert.Single(generated.Outputs([2, 3], device)));
        Assert.Equal(generated.TableNodes.Select(n => n < 0 ? double.NaN : expected[n]).Where(double.IsFinite).Sum(), generated.Tables([2, 3], device).Where(v => double.IsFinite(v) && v != -1).Sum());
    }
}
