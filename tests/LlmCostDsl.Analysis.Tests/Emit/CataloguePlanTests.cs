using LlmCostDsl.Compiler;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Analysis.Tests.Emit;

/// <summary>The plans of every analysis in the catalogue: well formed, and the same from every back end.</summary>
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

        var answered = Inputs(plan).Count(inputs => AllEngines.Evaluate(plan, inputs, compiled.Device).IsValid);

        Assert.True(answered > 0, $"{name} refuses all inputs");
    }

    [Theory]
    [MemberData(nameof(Analyses))]
    public void Rows_evaluated_together_are_the_same(string name)
    {
        var compiled = Compiler.Compile(new(name));
        var plan = compiled.Plan!;
        var points = Inputs(plan).Where(i => PlanAdaptor.CanExpress(plan, i) && PlanInterpreter.Evaluate(plan, i, compiled.Device).IsValid).ToList();
        var device = new HardwareProfile(compiled.Device?.Name ?? Agreement.Unnamed, compiled.Device?.Values ?? new Dictionary<string, double>());

        LaneTests.Agree(GeneratedPlan.Of(plan), [.. Enumerable.Range(0, (2 * Lanes.Width) + 3).Select(row => points[row % points.Count])], device);
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
