using LlmCostDsl.Compiler.Differentiation;
using LlmCostDsl.Compiler.Plan;
using LlmCostDsl.Tests;
using Xunit.Abstractions;

namespace LlmCostDsl.Compiler.Tests.Differentiation;

/// <summary>
/// Plans drawn at random against finite differences. Where there is a kink, a step or too much rounding within reach, the point is counted and left out.
/// Roundings are flat here: that is what a difference between two steps sees.
/// </summary>
public sealed class RandomSlopeTests(ITestOutputHelper output)
{
    private const double Width = 1.0 / 4096;

    [Fact]
    public void Slopes_are_what_finite_differences_say()
    {
        var (compared, skipped, different) = (0, 0, 0);
        for (var seed = 0; seed < 1000; seed++)
        {
            var plan = Tame(RandomPlan.Draw(seed, 60 + (seed % 5 * 30)));
            var with = Slope.Add(plan, rounding: Rounding.Flat);
            var (slopes, values) = (new PlanInterpreter(with), new PlanInterpreter(plan));
            var random = new Random(seed);
            double[] at = [.. Enumerable.Range(0, plan.Inputs.Count + plan.Attributes.Count).Select(_ => (random.NextDouble() * 10) - 5)];
            var found = Run(slopes, plan, at);
            for (var v = 0; v < at.Length; v++)
            {
                var variable = v < plan.Inputs.Count ? new PlanVariable(false, v) : new PlanVariable(true, v - plan.Inputs.Count);
                double[][] near = [.. FiniteDifference.Places.Select(k => Run(values, plan, [.. at.Select((x, i) => i == v ? x + (k * Width) : x)]))];
                for (var o = 0; o < plan.Outputs.Count; o++)
                {
                    var node = plan.Outputs[o].Node;
                    double[] y = [.. near.Select(n => n[node])];
                    if (FiniteDifference.Slope(y, Width) is not { } expected)
                    {
                        skipped++;
                        continue;
                    }

                    var slope = found[Output(with, $"{plan.Outputs[o].Name}/{variable.NameIn(plan)}")];
                    // A quotient by an infinite value is 0, and its slope is a matter of taste.
                    if (!double.IsFinite(slope) && near[3].Any(double.IsInfinity))
                    {
                        skipped++;
                        continue;
                    }

                    var size = y.Max(Math.Abs) + Math.Abs(expected);
                    Assert.True(Math.Abs(slope - expected) <= 1e-6 * Math.Max(size, 1e-3), $"seed {seed}, {plan.Outputs[o].Name} by {variable.NameIn(plan)}: {slope:R}, differences say {expected:R}");
                    compared++;
                    different += slope != 0 ? 1 : 0;
                }
            }
        }

        output.WriteLine($"{compared} slopes compared, {different} of them not 0; {skipped} points left out for a kink or no number");
        Assert.True(compared > 2 * skipped && different > 2000, $"{compared} compared, {different} not 0, {skipped} left out");
    }

    [Fact]
    public void Every_engine_says_the_same_of_them()
    {
        var plans = Enumerable.Range(0, 24).Select(seed => Slope.Add(RandomPlan.Draw(seed, 120), seed % 2 == 0 ? SlopeKind.Derivative : SlopeKind.Elasticity))
            .Select(p => p with { Outputs = new([.. p.Outputs.Select(o => o with { Name = o.Name.Replace('/', '_') })]) }).ToList();
        var generated = GeneratedPlan.Compile(plans);
        for (var seed = 0; seed < plans.Count; seed++)
        {
            var values = RandomPlan.Values(seed, 6);
            var device = new DeviceValues("Random", Enumerable.Range(0, 3).Where(i => double.IsFinite(values[3 + i])).ToDictionary(i => "a" + i, i => Math.Abs(values[3 + i])));
            double[] inputs = [.. values.Take(3)];
            Assert.Null(AllEngines.Disagreement(plans[seed], inputs, device, PlanInterpreter.Evaluate(plans[seed], inputs, device), generated[seed], isLoose: true));
        }
    }

    // Numbers that are none, or that swallow all others, say nothing about slopes and are left to the tests of branches; every other truth becomes arithmetic.
    private static EvaluatorPlan Tame(EvaluatorPlan plan) => plan with
    {
        Nodes = new([.. plan.Nodes.Select((n, i) => n.Op switch
        {
            PlanOp.Constant when !(Math.Abs(n.Value) < 1e6) => n with { Value = 1.75 },
            PlanOp.Less when i % 2 == 0 => n with { Op = PlanOp.Subtract },
            PlanOp.LessOrEqual when i % 2 == 0 => n with { Op = PlanOp.Add },
            PlanOp.Equal when i % 4 == 0 => n with { Op = PlanOp.Power },
            PlanOp.And when i % 2 == 0 => n with { Op = PlanOp.Multiply },
            PlanOp.Or => n with { Op = PlanOp.Maximum },
            PlanOp.Not when i % 2 == 0 => n with { Op = PlanOp.Log2 },
            _ => n,
        })]),
        Outputs = new([.. Enumerable.Range(0, plan.Nodes.Count).Where(i => IsTelling(plan.Nodes[i])).Reverse().Take(8).Select(i => new PlanOutput("y" + i, i, default, string.Empty, null))]),
    };

    private static bool IsTelling(PlanNode node)
        => node is { Loop: < 0, Depends: not PlanDependence.None, Op: PlanOp.Add or PlanOp.Subtract or PlanOp.Multiply or PlanOp.Divide or PlanOp.Select or PlanOp.SquareRoot or PlanOp.Sum or PlanOp.Largest };

    private static int Output(EvaluatorPlan plan, string name) => plan.Outputs.Single(o => o.Name == name).Node;

    private static double[] Run(PlanInterpreter interpreter, EvaluatorPlan plan, double[] at)
        => interpreter.Values(at[..plan.Inputs.Count], at[plan.Inputs.Count..]);
}
