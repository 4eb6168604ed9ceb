using LlmCostDsl.Compiler.Differentiation;
using LlmCostDsl.Compiler.Plan;
using LlmCostDsl.Tests;

namespace LlmCostDsl.Compiler.Tests.Differentiation;

/// <summary>What is not taken may come to anything: slopes stay numbers.</summary>
public sealed class BranchSlopeTests
{
    public static TheoryData<string> Wild =>
    [
        "0/0", "1/0", "the logarithm of a negative number", "the logarithm of zero", "the root of a negative number", "a power of a negative number",
        "what the device lacks", "what the device lacks, below", "a loop that is too long",
    ];

    [Theory]
    [MemberData(nameof(Wild))]
    public void A_branch_that_is_not_taken_may_hold(string what)
    {
        // if x < 1 then <wild>·x·x else x², through further operations, at x = 3: 2x = 6.
        var p = new PlanBuilder();
        var x = p.Input("x");
        var wild = p.Multiply(Make(what, p, x), p.Multiply(x, x));
        p.Output("f", p.Select(p.Apply(PlanOp.Less, x, p.Constant(1)), p.Apply(PlanOp.SquareRoot, p.Add(wild, x)), p.Multiply(x, x)));

        var slopes = Slope.Add(p.Build());
        var result = AllEngines.Evaluate(slopes with { Outputs = new([.. slopes.Outputs.Select((o, i) => o with { Name = "y" + i })]) }, [3], new("Bare", new Dictionary<string, double>()));
        Assert.True(result.IsValid, string.Join("; ", result.Errors));
        var found = slopes.Outputs.ToDictionary(o => o.Name, o => result[o.Node]);
        Assert.Equal(6, found["f/x"], 1e-12);
        Assert.All(found.Where(f => f.Key.StartsWith("f/", StringComparison.Ordinal) && f.Key != "f/x"), f => Assert.Equal(0, f.Value));
    }

    [Fact]
    public void The_side_of_a_minimum_that_is_not_taken_may_be_infinite()
    {
        // min(x, 1/(y - y)) is x; so is min(1/(y - y), x).
        foreach (var isFirst in new[] { true, false })
        {
            var p = new PlanBuilder();
            var (x, y) = (p.Input("x"), p.Input("y"));
            var endless = p.Divide(p.Constant(1), p.Apply(PlanOp.Subtract, y, y));
            p.Output("f", p.Apply(PlanOp.Minimum, isFirst ? endless : x, isFirst ? x : endless));

            Assert.Equal((1.0, 0.0), (Slope.Of(p, "f", "x", 3, 4), Slope.Of(p, "f", "y", 3, 4)));
        }
    }

    [Fact]
    public void A_root_of_zero_is_taken_to_have_no_slope()
    {
        var p = new PlanBuilder();
        p.Output("f", p.Add(p.Apply(PlanOp.SquareRoot, p.Input("x")), p.Multiply(p.Input("y"), p.Constant(2))));

        Assert.Equal((0.0, 2.0), (Slope.Of(p, "f", "x", 0, 5), Slope.Of(p, "f", "y", 0, 5)));
    }

    [Fact]
    public void Where_the_output_is_nothing_or_the_device_lacks_the_figure_no_elasticity_is_made_up()
    {
        // energy = if present(power) then power·x else 0; at x = 4.
        var p = new PlanBuilder();
        var (x, power) = (p.Input("x"), p.Attribute("power"));
        p.Output("energy", p.Select(p.Present(power), p.Multiply(power, x), p.Constant(0)));
        p.Output("rest", p.Apply(PlanOp.Subtract, x, p.Constant(4)));
        double At(string output, string variable, DeviceValues device) => Slope.Of(p.Build(), SlopeKind.Elasticity, output, variable, Rounding.Straight, device, 4);

        var (with, without) = (new DeviceValues("With", new Dictionary<string, double> { ["power"] = 300 }), new DeviceValues("Without", new Dictionary<string, double>()));
        Assert.Equal((1.0, 1.0), (At("energy", "power", with), At("energy", "x", with)));
        Assert.Equal((0.0, 0.0), (At("energy", "power", without), At("energy", "x", without)));
        Assert.Equal(0, At("rest", "x", with));
    }

    private static int Make(string what, PlanBuilder p, int x)
    {
        var (zero, less) = (p.Multiply(x, p.Constant(0)), p.Multiply(x, p.Constant(-1)));
        return what switch
        {
            "0/0" => p.Divide(zero, zero),
            "1/0" => p.Divide(x, zero),
            "the logarithm of a negative number" => p.Apply(PlanOp.Log2, less),
            "the logarithm of zero" => p.Apply(PlanOp.Log2, zero),
            "the root of a negative number" => p.Apply(PlanOp.SquareRoot, less),
            "a power of a negative number" => p.Apply(PlanOp.Power, less, p.Multiply(x, p.Constant(0.3))),
            "what the device lacks" => p.Multiply(x, p.Attribute("lacking")),
            "what the device lacks, below" => p.Divide(p.Multiply(x, x), p.Attribute("lacking")),
            _ => Endless(p, x),
        };
    }

    private static int Endless(PlanBuilder p, int x)
    {
        var loop = p.Loop(p.Constant(1), p.Multiply(x, p.Constant(1e12)));
        return p.Sum(loop, p.Multiply(p.Index(loop), x));
    }
}
