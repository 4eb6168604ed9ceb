using LlmCostDsl.Compiler.Plan;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Tests.Binding;

/// <summary>Texts with thousands of mistakes or declarations are answered: whoever made one of these searches quadratic would wait here.</summary>
public sealed class LimitTests
{
    private const int Many = 5000;

    [Theory]
    [InlineData("function near_{0}(x: ratio): ratio = naer_{0}(x)\n", "", "", Many)]
    [InlineData("model m{0} : m{1}\n", "", "", 1)]
    [InlineData("d{0} = d{1}\n", "schedule s {", "}", 1)]
    [InlineData("node_{0} = norm(mode_{0})\n", "architecture A(n: count) steps run { x = input [batch, n]\n", "}", Many)]
    public void Many_mistakes(string line, string before, string after, int expected)
    {
        var text = before + string.Concat(Enumerable.Range(0, Many).Select(i => string.Format(System.Globalization.CultureInfo.InvariantCulture, line, i, (i + 1) % Many))) + after;
        Assert.Equal(expected, TestLibrary.Bind(text).Diagnostics.Items.Count);
    }

    // What is asked of the last one of a long derivation, and of those before it.
    [Fact]
    public void Long_derivations()
    {
        const int Length = 20_000;
        var text = "hardware d0 { bandwidth = 1 TB/s }\narchitecture A(n: count, m: count) steps run { x = input [batch, n, m] }\nmodel m0 : A(n: 1, m: 1)\n"
            + "schedule s(of: model) { n = of.n  m = of.m }\ntiming t { time = 1 s }\nanalysis Q { model m0  schedule s(of: m20000)  timing t }\n"
            + string.Concat(Enumerable.Range(1, Length).Select(i => string.Create(
                System.Globalization.CultureInfo.InvariantCulture, $"hardware d{i} : d{i - 1} {{ price = {i} usd/hour }}\nmodel m{i} : m{i - 1}(m: {i})\n")));
        var compiler = SpecCompiler.Load([new SourceText("test.llmspec", text)]);
        for (var i = Length; i > 0; i -= 100)
        {
            var device = compiler.FindDevice("d" + i.ToString(System.Globalization.CultureInfo.InvariantCulture), out _)!;
            Assert.Equal((1e12, i), (device.Values["bandwidth"], Math.Round(device.Values["price"] * 3600)));
        }

        var compiled = compiler.Compile(new AnalysisRequest("Q"));
        var result = PlanInterpreter.Evaluate(compiled.Plan!, [.. compiled.Plan!.Inputs.Select(n => n.Default)], null);
        Assert.Equal([1, Length], compiled.Plan.Outputs.Select(o => result[o.Node]));
    }

    [Fact]
    public void A_device_derived_from_itself_is_refused()
    {
        var compiler = SpecCompiler.Load([new SourceText("test.llmspec", "hardware a : b { }  hardware b : a { }")]);
        Assert.NotEmpty(compiler.Check());
        compiler.FindDevice("a", out _);
    }
}
