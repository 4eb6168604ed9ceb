using LlmCostDsl.Analysis.Emit;
using LlmCostDsl.Compiler;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Analysis.Tests.Emit;

/// <summary>The plans of every analysis in the catalogue: well formed, and the same from both back ends.</summary>
public sealed class CataloguePlanTests
{
    private static readonly SpecCompiler Compiler = SpecCompiler.Load([]);

    public static TheoryData<string> Analyses() => [.. Compiler.List("analyses").Select(a => a.Module + "." + a.Name)];

    [Theory]
    [MemberData(nameof(Analyses))]
    public void Back_ends_agree_on_it(string name)
    {
        var compiled = Compiler.Compile(new(name));
        var plan = compiled.Plan!;
        Assert.Empty(PlanVerifier.Verify(plan));
        var attributes = PlanGuards.Attributes(plan, compiled.Device);
        var interpreter = new PlanInterpreter(plan);
        var bound = CompiledPlan.Compile(plan).Bind(compiled.Device);

        foreach (var inputs in Inputs(plan))
        {
            var expected = interpreter.Values(inputs, attributes);
            var found = bound.Values(inputs);
            Assert.All(PlanOperands.Roots(plan), n => Assert.Equal(expected[n], found[n]));
        }
    }

    // The defaults, and draws from a range around them.
    private static IEnumerable<double[]> Inputs(EvaluatorPlan plan)
    {
        var defaults = plan.Inputs.Select(i => i.Default).ToArray();
        yield return defaults;
        var random = new Random(7);
        for (var n = 0; n < 5; n++)
        {
            yield return [.. plan.Inputs.Select((input, i) => Draw(input, defaults[i], random))];
        }
    }

    private static double Draw(PlanInput input, double center, Random random)
    {
        var value = Math.Clamp(center * random.NextDouble() * 2, input.Low, Math.Min(input.High, 4000));
        return input.IsTruth ? random.Next(2) : input.IsWhole ? Math.Ceiling(value) : value;
    }
}
