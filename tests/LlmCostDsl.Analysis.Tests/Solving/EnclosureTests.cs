using LlmCostDsl.Analysis.Solving;
using LlmCostDsl.Analysis.Solving.Enclosures;
using LlmCostDsl.Compiler;
using LlmCostDsl.Compiler.Plan;
using LlmCostDsl.Tests;

namespace LlmCostDsl.Analysis.Tests.Solving;

/// <summary>Bounds, slopes and directions over boxes hold at every point tried, on plans drawn at random and on all of the catalogue.</summary>
public sealed class EnclosureTests
{
    private static readonly SpecCompiler Catalogue = SpecCompiler.Load([]);

    public static TheoryData<string> Analyses() => [.. Catalogue.List("analyses").Select(a => a.Module + "." + a.Name)];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Hold_on_random_plans(bool isWhole)
    {
        for (var seed = 0; seed < 250; seed++)
        {
            var plan = RandomPlan.Draw(seed, 40 + (seed % 60));
            var random = new Random(seed);
            var inputs = RandomPlan.Values(seed, plan.Inputs.Count);
            var device = new DeviceValues("drawn", plan.Attributes.Select((a, i) => (a.Name, Value: random.Next(-20, 20) / 4.0)).Where(a => random.Next(8) > 0).DistinctBy(a => a.Name).ToDictionary(a => a.Name, a => a.Value));
            var kind = plan.Inputs[0] with { IsWhole = isWhole };
            var line = new SolveLine(plan, device, inputs, new(kind.Name, new(PlanOp.Input, 0, isWhole), kind, -40, 40, string.Empty));
            for (var box = 0; box < 6; box++)
            {
                var low = isWhole ? random.Next(-40, 40) : random.Next(-320, 320) / 8.0;
                var width = box < 2 ? random.Next(1, 4) : random.Next(1, 40);
                var points = Points(low, low + width, isWhole, random).Select(line.At).ToList();

                Assert.True(Soundness.Lie(line, points) is not { } lie, $"seed {seed}: {Soundness.Lie(line, points)}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Analyses))]
    public void Hold_on_the_catalogue(string name)
    {
        var compiled = Catalogue.Compile(new(name));
        var plan = compiled.Plan!;
        var defaults = plan.Inputs.Select(i => i.Default).ToArray();
        var random = new Random(3);
        var variables = plan.Inputs.Select((x, i) => (x, i)).Where(x => !x.x.IsTruth).Select(x => new SolveVariable(x.x.Name, new(PlanOp.Input, x.i, x.x.IsWhole), x.x, x.x.Low, x.x.High, string.Empty))
            .Concat(plan.Attributes.Select((a, i) => (a, i)).Where(a => compiled.Device?.Values.ContainsKey(a.a.Name) == true && a.a.TypeName != "bool")
                .Select(a => new SolveVariable(a.a.Name, new(PlanOp.Attribute, a.i, false), plan.Inputs[0] with { Name = a.a.Name, IsWhole = false }, compiled.Device!.Values[a.a.Name] / 1000, compiled.Device.Values[a.a.Name] * 1000, string.Empty)));
        foreach (var variable in variables)
        {
            var line = new SolveLine(plan, compiled.Device, defaults, variable);
            foreach (var size in new[] { 1.001, 1.1, 2, 10, 1000 })
            {
                var high = Math.Min(variable.High, Math.Max(variable.Low, (variable.Low + ((Math.Min(variable.High, 4000 + variable.Low) - variable.Low) * random.NextDouble() * 0.9)) * size));
                var low = Math.Max(variable.Low, high / size);
                (low, high) = variable.IsWhole ? (Math.Floor(low), Math.Floor(low) == Math.Ceiling(high) ? Math.Floor(low) + 1 : Math.Ceiling(high)) : (low, high);
                if (low < high && high <= variable.High)
                {
                    var points = Points(low, high, variable.IsWhole, random, 12).Select(line.At).ToList();
                    Assert.True(Soundness.Lie(line, points) is not { } lie, $"{name}, {variable.Name}: {Soundness.Lie(line, points)}");
                }
            }
        }
    }

    [Fact]
    public void Follow_what_rises_against_what_falls()
    {
        // x / (x + 3) rises although both parts do; 5x - 2x is a line of slope 3; the larger of 2x and 3x is 3x where x is not negative.
        var plan = new PlanBuilder();
        var x = plan.Input("x", 0, 1000, whole: true);
        var quotient = plan.Divide(x, plan.Add(x, plan.Constant(3)));
        var difference = plan.Apply(PlanOp.Subtract, plan.Multiply(plan.Constant(5), x), plan.Multiply(plan.Constant(2), x));
        var larger = plan.Apply(PlanOp.Maximum, plan.Multiply(plan.Constant(2), x), plan.Multiply(plan.Constant(3), x));
        var line = Line(plan.Output("a", quotient).Output("b", difference).Output("c", larger).Build(), isWhole: true);

        var box = line.Between(line.At(0), line.At(1000));

        Assert.Equal(Way.NeverFalls, box[quotient].Way);
        Assert.Equal((0, 1000d / 1003), (box[quotient].Low, box[quotient].High));
        Assert.Equal((Way.NeverFalls, 3, 3), (box[difference].Way, box[difference].Slope.Low, box[difference].Slope.High));
        Assert.Equal((3, 3), (box[larger].Slope.Low, box[larger].Slope.High));
    }

    [Fact]
    public void A_choice_that_only_rises_is_known_to()
    {
        // 0 up to 10, then x: tpot of one token and of more.
        var plan = new PlanBuilder();
        var x = plan.Input("x", 0, 1000, whole: true);
        var choice = plan.Select(plan.Apply(PlanOp.Less, plan.Constant(10), x), x, plan.Constant(0));
        var line = Line(plan.Output("a", choice).Build(), isWhole: true);

        Assert.Equal(Way.NeverFalls, line.Between(line.At(0), line.At(1000))[choice].Way);
    }

    private static SolveLine Line(EvaluatorPlan plan, bool isWhole) => new(plan, null, [0], new("x", new(PlanOp.Input, 0, isWhole), plan.Inputs[0], 0, 1000, string.Empty));

    private static IEnumerable<double> Points(double low, double high, bool isWhole, Random random, int most = 40)
    {
        var inside = isWhole && high - low <= most ? Enumerable.Range(1, (int)(high - low) - 1 is var n and > 0 ? n : 0).Select(i => low + i)
            : Enumerable.Range(0, most).Select(_ => low + ((high - low) * random.NextDouble())).Select(v => isWhole ? Math.Round(v) : v);
        return inside.Append(low).Append(high).Distinct().Order();
    }
}
