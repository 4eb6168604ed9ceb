using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Optimizing;
using LlmCostDsl.Compiler.Plan;
using LlmCostDsl.Tests;
using Xunit.Abstractions;

namespace LlmCostDsl.Compiler.Tests.Optimizing;

/// <summary>An optimised plan says what the plan said: values up to rounding, everything that jumps to the bit.</summary>
public sealed class OptimizedPlanTests(ITestOutputHelper output)
{
    private const double Tolerance = 1e-12;

    private static readonly SpecCompiler Catalogue = SpecCompiler.Load([]);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Random_plans_come_to_the_same(bool jumps)
    {
        var saved = 0L;
        for (var seed = 0; seed < 300; seed++)
        {
            var plan = TamePlan.Draw(seed, 30 + seed, jumps);
            var optimized = PlanOptimizer.Optimize(plan);
            Assert.Empty(PlanVerifier.Verify(optimized));
            saved += PlanEstimate.Of(plan).Evaluation - PlanEstimate.Of(optimized).Evaluation;
            for (var point = 0; point < 4; point++)
            {
                double[] inputs = TamePlan.Values((5 * seed) + point, 4), attributes = TamePlan.Values((7 * seed) + point + 1, 4);
                Compare($"seed {seed}, point {point}", plan, optimized, inputs, attributes);
            }
        }

        Assert.True(saved > 0);
        output.WriteLine($"{saved} operations saved");
    }

    // Infinities, both zeros, absent figures: nothing that is no number becomes one. Values as wild as these lose digits, and only there.
    [Fact]
    public void Wild_plans_are_refused_and_rounded_alike()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var plan = RandomPlan.Draw(seed, 20 + seed);
            var optimized = PlanOptimizer.Optimize(plan);
            Assert.Empty(PlanVerifier.Verify(optimized));
            double[] inputs = RandomPlan.Values(seed + 1, plan.Inputs.Count);
            double[] attributes = [.. RandomPlan.Values(seed + 2, plan.Attributes.Count).Select(Math.Abs)];
            double[] expected = new PlanInterpreter(plan).Values(inputs, attributes), found = new PlanInterpreter(optimized).Values(inputs, attributes);
            foreach (var (before, after) in plan.Outputs.Zip(optimized.Outputs).Where(o => IsJump(plan, o.First.Node)))
            {
                Assert.True(Same(expected[before.Node], found[after.Node]), $"seed {seed}: {PlanPrinter.Print(plan, before.Node)} is {expected[before.Node]:R}, then {found[after.Node]:R}");
            }
        }
    }

    [Fact]
    public void The_catalogue_comes_to_the_same()
    {
        foreach (var analysis in Catalogue.Declared<AnalysisSymbol>().Select(a => new AnalysisRequest(a.Module + "." + a.Name)))
        {
            Judge(analysis);
        }

        foreach (var model in Catalogue.Declared<ModelSymbol>().GroupBy(m => m.Architecture.Name).Select(g => g.First()))
        {
            Judge(new AnalysisRequest(model.Module + "." + model.Name) { Device = "H100_SXM" });
        }
    }

    private void Judge(AnalysisRequest request)
    {
        if (Catalogue.Compile(request) is not { Plan: { Original: { } original } plan } compiled)
        {
            return;
        }

        Assert.Empty(PlanVerifier.Verify(plan));
        PlanEstimate before = PlanEstimate.Of(original), after = PlanEstimate.Of(plan);
        output.WriteLine($"{plan.Name}: {before.Evaluation} operations an evaluation become {after.Evaluation}, with tables {before.Tables} become {after.Tables}");
        Assert.True(after.Evaluation <= before.Evaluation, plan.Name);
        var attributes = PlanGuards.Attributes(plan, compiled.Device);
        foreach (var inputs in Repository.Points(plan, 8))
        {
            Compare($"{plan.Name} at {string.Join(", ", plan.Inputs.Select((x, i) => $"{x.Name} = {inputs[i]:R}"))}", original, plan, inputs, attributes);
        }
    }

    private static void Compare(string where, EvaluatorPlan plan, EvaluatorPlan optimized, double[] inputs, double[] attributes)
    {
        double[] expected = new PlanInterpreter(plan).Values(inputs, attributes), found = new PlanInterpreter(optimized).Values(inputs, attributes);
        foreach (var (before, after) in PlanRoots.Values(plan).Zip(PlanRoots.Values(optimized)))
        {
            double a = expected[before], b = found[after];
            Assert.True(
                IsJump(plan, before) ? Same(a, b) : a.Equals(b) || Math.Abs(a - b) <= Tolerance * Math.Max(Math.Abs(a), Math.Abs(b)),
                $"{where}: {PlanPrinter.Print(plan, before)} is {a:R}, then {b:R}");
        }

        var decisions = PlanRoots.Decisions(plan).Concat(plan.Guards.Select(g => g.Condition)).Zip(PlanRoots.Decisions(optimized).Concat(optimized.Guards.Select(g => g.Condition)));
        foreach (var (before, after) in decisions)
        {
            Assert.True(Same(expected[before], found[after]), $"{where}: {PlanPrinter.Print(plan, before)} is {expected[before]:R}, then {found[after]:R}");
        }
    }

    private static bool IsJump(EvaluatorPlan plan, int node)
        => plan.Nodes[node].Op is PlanOp.Ceiling or PlanOp.Floor or PlanOp.Less or PlanOp.LessOrEqual or PlanOp.Equal or PlanOp.And or PlanOp.Or or PlanOp.Not;

    private static bool Same(double a, double b) => (double.IsNaN(a) && double.IsNaN(b)) || BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b);
}
