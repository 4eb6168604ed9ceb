using LlmCostDsl.Compiler.Tests.Shared;

namespace LlmCostDsl.Compiler.Tests.Rewriting;

/// <summary><c>y(q)</c>: a matched node's operator once more, on other inputs, with all else as it was.</summary>
public class MatchedCallTests
{
    private const string Wide = """
        operator both(a: tensor, b: tensor, out: count, bias: bool = false) @heavy {
            weight w: [a.features, out]
            result [a.., out]
            flops = 2 * a.size * out
            if bias { weight c: [out] }
        }
        """;

    private static Question With(string body, string rules, string rest = Wide) => Question.Ask(Question.Of(body, "apply t", $"transform t {{ {rules} }}\n{rest}"));

    private static (string Id, string At)[] Said(string rules, string body = "a = mul(x, 8)  b = same(a)")
        => [.. Question.Try(Question.Of(body, "apply t", $"transform t {{ {rules} }}\n{Wide}")).Compiled.Diagnostics.Select(d => (d.Id, d.At.Text))];

    [Fact]
    public void One_rule_serves_every_operator()
    {
        // Each reads a narrow copy, of 1 byte an element: 4 tokens of 8 features.
        var asked = With("a = mul(x, 3)  b = both(x, x, 5)", "replace { y = @heavy(x) } with { n = thin(x)  y = y(n) }", Wide + "operator thin(x: tensor) { result [x.., x.features] of 8 bit }");
        Assert.Equal(["a.n × 1", "a × 1", "b.n × 1", "b × 1"], asked.Rows());
        Assert.Equal(4 * 8, asked.Cell("a", "activation_read"));
        // Only the first input of the second is another one.
        Assert.Equal(4 * 8 + 4 * 8 * 2, asked.Cell("b", "activation_read"));
        Assert.Equal([1, 4, 5], asked.Shape("b"));
        Assert.Equal((8 * 3 + 8 * 5) * 2, asked.Output("weights"));
        Assert.Equal(2 * 32 * 5, asked.Cell("b", "flops"));
    }

    [Fact]
    public void Shapes_follow_the_new_input()
    {
        // 16 features in place of 8, or 2: the matrix has as many rows.
        var asked = With("a = mul(x, 3)", "replace { y = mul(x) } with { w = mul(x, 16)  y = y(w) }");
        Assert.Equal((8 * 16 + 16 * 3) * 2, asked.Output("weights"));
        Assert.Equal([1, 4, 3], asked.Shape("a"));
    }

    [Fact]
    public void Called_inside_another_call()
    {
        var asked = With("a = mul(x, 3)  b = same(a)", "replace { y = mul(x) } with { y = same(y(same(x))) }");
        Assert.Equal(["a.mul.same × 1", "a.mul × 1"], asked.Rows().Where(r => r.Contains("mul", StringComparison.Ordinal)));
        Assert.Equal(8 * 3 * 2, asked.Output("weights"));
    }

    [Fact]
    public void Parameters_change_by_name()
    {
        // A bias of 5 more weights goes; the inner width of the other becomes 4.
        Assert.Equal(8 * 5 * 2, With("b = both(x, x, 5, true)", "replace { y = both(p, q) } with { y = y(bias: false) }").Output("weights"));
        Assert.Equal(8 * 4 * 2, With("b = both(x, x, 5)", "replace { y = @heavy(p) } with { y = y(p, out: 4) }").Output("weights"));
        Assert.Equal(12 * 5 * 2, With("b = both(x, x, 5)", "replace { y = both(p, q) } with { y = y(a: mul(p, 12)) }").Output("weights") - 8 * 12 * 2);
    }

    [Fact]
    public void What_was_assigned_before_stays()
    {
        // A byte a weight, twice the operations, half the executions, results of a byte: assigned of the node before it was called again.
        var asked = With(
            "a = mul(x, 3) in cache { width = 4 bit }  s = look(x, a)",
            """
            every weight where tag is heavy { width = 8 bit }
            every operator where tag is heavy { flops *= 2  times = 0.5 }
            every activation where tag is heavy { width = 8 bit }
            every cache { held = 20 }
            replace { y = mul(x) } with { y = y(same(x)) }
            """);
        Assert.Equal(8 * 3, asked.Output("weights"));
        Assert.Equal(2 * 2 * 32 * 3, asked.Cell("a", "flops"));
        Assert.Equal(0.5, asked.Count("a"));
        Assert.Equal(3 * 20 / 2.0, asked.Output("cache"));
        // Four fresh rows of 3 bytes, twelve stored ones of 12 bits.
        Assert.Equal(4 * 8 * 2 + 4 * 3, asked.Cell("s", "activation_read"));
        Assert.Empty(asked.Ids);
    }

    [Fact]
    public void Tags_stay_and_more_may_be_said()
    {
        var asked = With("a = mul(x, 3) @mine", "replace { y = mul(x) } with { y = y(same(x)) @new }  every operator where tag is mine and tag is heavy and tag is new { overhead = 1 s }");
        Assert.Equal(1, asked.Cell("a", "overhead"));
    }

    [Fact]
    public void Twice_is_two_nodes_with_weights_of_their_own()
    {
        // Halves of the input, 4 features each: two matrices of 4 · 3.
        var asked = With(
            "a = mul(x, 3)  b = same(a)",
            "replace { y = mul(x) } with { h = halve(x)  left = y(h.l)  right = y(h.r)  y = join(left, right) }",
            "operator halve(x: tensor) { result l: [x.., x.features / 2] view x  result r: [x.., x.features / 2] view x }");
        Assert.Equal(["a.left × 1", "a.right × 1", "a × 1", "b × 1"], asked.Rows().Where(r => !r.StartsWith("a.h", StringComparison.Ordinal)));
        Assert.Equal(2 * 4 * 3 * 2, asked.Output("weights"));
    }

    [Fact]
    public void In_one_phase_only_the_weights_are_the_same()
    {
        // The rule holds in one phase; the matrix of both is one.
        const string Text = """
            architecture Two() steps run, walk { x = input [batch, tokens, 8]  a = mul(x, 3) }
            model M : Two()
            transform t { replace { y = mul(x) } with { n = same(x)  if phase is run { y = y(n) } else { y = y } } }
            schedule both { run = step(run, tokens: 4, context: 4)  walk = step(walk, tokens: 1, context: 4)  let all = run + walk  weights = all.weights }
            analysis A { model M  apply t  schedule both  timing bytes  on Slow }
            """;
        Assert.Equal(8 * 3 * 2, Question.Ask(Question.Words + Text).Output("weights"));
    }

    [Fact]
    public void Who_shares_its_weight_goes_on()
    {
        var asked = With("a = mul(x, 8)  b = mul(a, 8) sharing a.w", "replace { y = mul(x) } where y.name is a with { y = y(same(x)) }");
        Assert.Equal(8 * 8 * 2, asked.Output("weights"));
        Assert.Equal(8 * 8 * 2, With("a = mul(x, 8)  b = mul(a, 8) sharing a.w", "replace { y = mul(x) } where y.name is b with { y = y(same(x)) }").Output("weights"));
    }

    [Theory]
    [InlineData("replace { y = mul(x) } with { y = y(x, x) }", "LLM1026", "x")]
    [InlineData("replace { y = any(x) } where y.name is a with { y = y(x, x) }", "LLM1026", "x")]
    [InlineData("replace { y = mul(x) } with { y = y(x, ot: 3) }", "LLM1023", "ot")]
    [InlineData("replace { y = @heavy(x) } with { y = y(x, ot: 3) }", "LLM1023", "ot")]
    [InlineData("replace { y = mul(x) } with { y = y(3) }", "LLM2018", "3")]
    [InlineData("replace { y = mul(x) } with { y = y(out: 3 s) }", "LLM2005", "3 s")]
    [InlineData("replace { y = @heavy(x) } with { y = y(out: x) }", "LLM2502", "x")]
    [InlineData("fuse { y = mul(x)  z = same(y) } into f  replace { y = f(x) } with { y = y(x) }", "LLM1016", "y(x)")]
    public void What_does_not_fit_is_said(string rules, string id, string at) => Assert.Contains((id, at), Said(rules));
}
