using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Differentiation;
using LlmCostDsl.Compiler.Plan;
using Xunit.Abstractions;

namespace LlmCostDsl.Compiler.Tests.Differentiation;

/// <summary>
/// Every analysis of the catalogue, at its defaults and a little beside them. Whole inputs are taken for real ones here, and a plan's values for what they are:
/// the question is whether slopes are those of the formulas. Roundings are flat, as between two of their steps; defaults often lie on one, which differences show.
/// </summary>
public sealed class CatalogueSlopeTests(ITestOutputHelper output)
{
    // Of differences extrapolated from relative widths of 2^-10 and its double: the error is of the fourth order, about 1e-12, and so is what is lost in subtraction.
    private const double Tolerance = 1e-7;
    private const double Width = 1.0 / 1024;

    private static readonly SpecCompiler Catalogue = SpecCompiler.Load([]);

    [Fact]
    public void Elasticities_are_what_finite_differences_say()
    {
        var (compared, skipped, telling) = (0, 0, 0);
        foreach (var (name, plan, device) in Analyses())
        {
            var variables = Variables(plan, device);
            var figures = Enumerable.Range(0, plan.Outputs.Count).Where(o => plan.Outputs[o].TypeName != "bool").ToList();
            var with = SlopeOutputs.Add(plan, [.. from f in figures from v in variables select new WantedSlope($"{f}/{v}", plan.Outputs[f].Node, v, SlopeKind.Elasticity, Rounding.Flat)]);
            Assert.Empty(PlanVerifier.Verify(with));
            foreach (var shift in new[] { 1, 1.0137 })
            {
                double[] inputs = [.. plan.Inputs.Select(i => i.IsTruth ? i.Default : i.Default * shift)];
                var attributes = PlanGuards.Attributes(plan, device);
                var found = new PlanInterpreter(with).Values(inputs, attributes);
                for (var v = 0; v < variables.Count; v++)
                {
                    var near = Near(plan, inputs, attributes, variables[v]);
                    for (var f = 0; f < figures.Count; f++)
                    {
                        var node = plan.Outputs[figures[f]].Node;
                        if (found[with.Outputs[figures[f]].Node] == 0 || FiniteDifference.Slope([.. near.Select(n => n[node])], Width) is not { } difference)
                        {
                            skipped++;
                            continue;
                        }

                        var expected = difference / near[3][node];
                        var elasticity = found[with.Outputs[plan.Outputs.Count + (f * variables.Count) + v].Node];
                        Assert.True(
                            Math.Abs(elasticity - expected) <= Tolerance * Math.Max(1, Math.Abs(expected)),
                            $"{name}, defaults times {shift}: {plan.Outputs[figures[f]].Name} by {variables[v].NameIn(plan)} is {elasticity:R}, differences say {expected:R}");
                        compared++;
                        telling += elasticity != 0 ? 1 : 0;
                    }
                }
            }
        }

        output.WriteLine($"{compared} elasticities compared, {telling} of them not 0; {skipped} left out: at a kink or a step, or of an output that is 0");
        Assert.True(compared > 2000 && telling > 500 && skipped < compared / 4, $"{compared} compared, {telling} not 0, {skipped} left out");
    }

    /// <summary>
    /// Euler's relation: in another unit of time, every figure with time in it changes by its power of that unit. So the elasticities of an output, each times its variable's
    /// power, add up to its own: for a latency, those of all rates to -1. It holds where the plan has no time written into it.
    /// </summary>
    [Fact]
    public void All_rates_together_make_up_every_time()
    {
        var checkedOutputs = 0;
        foreach (var (name, plan, device) in Analyses().Where(a => !a.Plan.Nodes.Any(n => n.Op == PlanOp.Constant && n.Dimension.Second != 0 && n.Value != 0)))
        {
            var variables = Variables(plan, device);
            var figures = Enumerable.Range(0, plan.Outputs.Count).Where(o => plan.Outputs[o].Dimension.Second != 0).ToList();
            var with = SlopeOutputs.Add(plan, [.. from f in figures from v in variables select new WantedSlope($"{f}/{v}", plan.Outputs[f].Node, v, SlopeKind.Elasticity)]);
            var values = new PlanInterpreter(with).Values([.. plan.Inputs.Select(i => i.Default)], PlanGuards.Attributes(plan, device));
            for (var f = 0; f < figures.Count; f++)
            {
                if (values[with.Outputs[figures[f]].Node] == 0)
                {
                    continue;
                }

                var sum = variables.Select((v, i) => Unit(plan, v).Second * values[with.Outputs[plan.Outputs.Count + (f * variables.Count) + i].Node]).Sum();
                Assert.True(Math.Abs(sum - plan.Outputs[figures[f]].Dimension.Second) < 1e-9, $"{name}: {plan.Outputs[figures[f]].Name}: {sum:R}");
                checkedOutputs++;
            }
        }

        output.WriteLine($"{checkedOutputs} outputs");
        Assert.True(checkedOutputs > 30);
    }

    // A request's steps: what is memory-bound waits for the memory, so the elasticity to its rate is its share of the time; what computes has the rest.
    [Fact]
    public void The_elasticity_of_a_latency_to_a_rate_is_the_share_of_time_that_it_limits()
    {
        var compiled = Catalogue.Compile(new AnalysisRequest("Llama2_7B") { Device = "A6000" });
        var (plan, device) = (compiled.Plan!, compiled.Device!);
        var with = Slope.Add(plan, SlopeKind.Elasticity);
        var result = PlanInterpreter.Evaluate(with, [.. plan.Inputs.Select(i => i.Default)], device);
        double At(string name) => result[with.Outputs.Single(o => o.Name == name).Node];
        double Share(string step, string bound)
        {
            var table = with.Tables.Single(t => t.Step == step);
            var (time, limit) = (Column(table, PlanColumn.Time), Column(table, bound));
            return table.Rows.Where(r => result[r.Bound] == limit).Sum(r => result[r.Count] * result[r.Cells[time]]);
        }

        var latency = At("latency");
        Assert.Equal(-(Share("prefill", "memory") + Share("rest", "memory")) / latency, At("latency/bandwidth"), 1e-9);
        Assert.Equal(-(Share("prefill", "compute") + Share("rest", "compute")) / latency, At("latency/peak_fp16"), 1e-9);
        Assert.Equal((-1.0, 0.0), (Math.Round(At("tpot/bandwidth"), 12), At("tpot/peak_fp16")));
        Assert.InRange(At("ttft/peak_fp16"), -0.9, -0.5);
    }

    [Fact]
    public void Every_engine_says_the_same()
    {
        foreach (var (name, plan, device) in Analyses().Where(a => a.Plan.Nodes.Count < 2500).Take(3))
        {
            Assert.NotEmpty(name);
            var time = plan.Outputs.First(o => o.Dimension == Dimension.Seconds);
            var with = SlopeOutputs.Add(plan, [.. Variables(plan, device).Select((v, i) => new WantedSlope("slope.v" + i, time.Node, v, SlopeKind.Elasticity))]);
            Assert.True(AllEngines.Evaluate(with, [.. plan.Inputs.Select(i => i.Default)], device).IsValid);
        }
    }

    private static IEnumerable<(string Name, EvaluatorPlan Plan, DeviceValues Device)> Analyses()
        => Catalogue.Declared<AnalysisSymbol>().Select(a => (Name: a.Module + "." + a.Name, Compiled: Catalogue.Compile(new AnalysisRequest(a.Module + "." + a.Name))))
            .Select(a => (a.Name, a.Compiled.Plan!, a.Compiled.Device!));

    private static List<PlanVariable> Variables(EvaluatorPlan plan, DeviceValues device)
        => [.. PlanVariable.All(plan).Where(v => !v.IsAttribute || device.Values.ContainsKey(plan.Attributes[v.Number].Name))];

    private static Dimension Unit(EvaluatorPlan plan, PlanVariable v) => v.IsAttribute ? plan.Attributes[v.Number].Dimension : plan.Inputs[v.Number].Dimension;

    private static int Column(PlanTable table, string name) => table.Columns.Select((c, i) => (c.Name, i)).Single(c => c.Name == name).i;

    private static double[][] Near(EvaluatorPlan plan, double[] inputs, double[] attributes, PlanVariable variable)
    {
        var interpreter = new PlanInterpreter(plan);
        return [.. FiniteDifference.Places.Select(k =>
        {
            var (x, a) = ((double[])inputs.Clone(), (double[])attributes.Clone());
            (variable.IsAttribute ? a : x)[variable.Number] *= 1 + (k * Width);
            return interpreter.Values(x, a);
        })];
    }
}
