using LlmCostDsl.Analysis.Formulas;
using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Plan;
using LlmCostDsl.Compiler.Plan.Formulas;
using LlmCostDsl.Tests;

namespace LlmCostDsl.Analysis.Tests.Formulas;

public sealed class FormulaPrinterTests
{
    private readonly PlanBuilder p = new();

    [Fact]
    public void Chains_become_flat_sums_and_products_with_powers()
    {
        var (x, y) = (p.Input("x"), p.Input("y"));
        var square = p.Multiply(p.Multiply(p.Constant(3), x), p.Multiply(x, y));
        var sum = p.Apply(PlanOp.Subtract, p.Add(square, y), p.Multiply(p.Constant(2), p.Add(x, y)));

        Assert.Equal("3·x^2·y + y - 2·(x + y)", Print(sum));
    }

    [Fact]
    public void Quotients_keep_their_line()
    {
        var (x, y) = (p.Input("x"), p.Attribute("y"));

        Assert.Equal("4·x / (hw.y·(x + 1))", Print(p.Divide(p.Multiply(p.Constant(4), x), p.Multiply(y, p.Add(x, p.Constant(1))))));
    }

    [Fact]
    public void Negative_coefficients_are_subtractions()
        => Assert.Equal("1 - 2·x", Print(p.Add(p.Constant(1), p.Multiply(p.Constant(-2), p.Input("x")))));

    [Fact]
    public void Constants_have_units() => Assert.Equal("8 B", Print(p.Constant(8, Dimension.Bytes)));

    [Fact]
    public void Choices_maxima_and_loops_read_like_specs()
    {
        var n = p.Input("n");
        var loop = p.Loop(p.Constant(1), n);
        var i = p.Index(loop);
        var sum = p.Sum(loop, p.Apply(PlanOp.Maximum, p.Apply(PlanOp.Maximum, i, n), p.Constant(3)));

        Assert.Equal("if 0 < n then sum(i in 1..n, max(i, n, 3)) else 0", Print(p.Select(p.Apply(PlanOp.Less, p.Constant(0), n), sum, p.Constant(0))));
    }

    [Fact]
    public void What_has_a_name_is_not_looked_into()
    {
        var x = p.Input("x");
        var part = p.Multiply(x, p.Constant(5));
        var plan = p.Output("y", p.Add(part, x)).Build();

        Assert.Equal("part + x", new FormulaPrinter(plan, n => n == part ? "part" : null).Print(plan.Outputs[0].Node));
        Assert.Equal("5·x", new FormulaPrinter(plan, n => n == part ? "part" : null).Print(part));
    }

    [Fact]
    public void What_is_said_twice_is_found()
    {
        var (x, y) = (p.Input("x"), p.Input("y"));
        var twice = p.Divide(p.Add(x, y), p.Multiply(y, y));
        var plan = p.Output("y", p.Apply(PlanOp.Minimum, twice, p.Apply(PlanOp.Floor, twice))).Build();

        var shared = SharedParts.Of(plan, plan.Outputs[0].Node, _ => null);

        Assert.Equal([(twice, "A")], shared.Select(s => (s.Key, s.Value)));
        Assert.Equal("min(A, floor(A))", new FormulaPrinter(plan, n => shared.GetValueOrDefault(n)).Print(plan.Outputs[0].Node));
    }

    [Fact]
    public void Nothing_recurses_over_the_length_of_a_formula()
    {
        var x = p.Input("x");
        var deep = x;
        for (var i = 0; i < 100_000; i++)
        {
            deep = p.Apply(i % 2 == 0 ? PlanOp.Floor : PlanOp.Absolute, deep);
        }

        Assert.Contains("…", Print(deep), StringComparison.Ordinal);
    }

    private string Print(int node)
    {
        var plan = p.Output("y", node).Build();
        return new FormulaPrinter(plan, _ => null).Print(node);
    }
}
