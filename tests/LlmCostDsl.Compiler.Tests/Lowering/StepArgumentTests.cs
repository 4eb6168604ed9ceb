using LlmCostDsl.Compiler.Tests.Shared;

namespace LlmCostDsl.Compiler.Tests.Lowering;

/// <summary>What an architecture lets its steps be given beside tokens and context: known, it decides the graph; open, it stands in formulas.</summary>
public class StepArgumentTests
{
    private static string Text(string schedule, string rules = "", string body = "a = mul(x, 8)  if ends { b = mul(a, 3) }", string given = "ends: bool = true, share: ratio = 1") => Question.Words + $$"""

        architecture Arch() steps run, walk with ({{given}}) {
            x = input [batch, tokens, 8]
            {{body}}
        }
        model M : Arch()
        transform t { {{rules}} }
        schedule given(n: count = 3, part: ratio = 0.5) { {{schedule}} }
        analysis A { model M  apply t  schedule given(n, part)  timing bytes  on Slow  input n: count in 1..9 = 3  input part: ratio in 0..1 = 0.5 }
        """;

    private static (string Id, string At)[] Said(string text) => [.. Question.Try(text).Compiled.Diagnostics.Where(d => d.Severity == Diagnostics.Severity.Error).Select(d => (d.Id, d.At.Text))];

    private const string Nothing = "every operator where tag is heavy { overhead = 0 s }";

    [Fact]
    public void What_is_known_decides_which_operators_there_are()
    {
        var asked = Question.Ask(Text("some = step(run, tokens: 4, context: 4, ends: false)  all = step(run, tokens: 4, context: 4)  w = (some + all).weights  v = some.weights  u = n * part", Nothing));
        Assert.Equal(["a × 1"], asked.Rows("some"));
        Assert.Equal(["a × 1", "b × 1"], asked.Rows("all"));
        // The matrix that both have is one: 8 · 8 and 8 · 3 weights of 2 B.
        Assert.Equal((64 + 24) * 2, asked.Output("w"));
        Assert.Equal(64 * 2, asked.Output("v"));
    }

    [Fact]
    public void A_sum_of_steps_and_a_last_one()
    {
        // Two steps without b and one with it.
        var asked = Question.Ask(Text("run = sum(i in 1..n - 1, step(run, tokens: 4, context: i, ends: false)) + step(run, tokens: 4, context: n)  w = run.flops  u = part", Nothing));
        Assert.Equal(["a × 3", "b × 1"], asked.Rows());
        Assert.Equal(3 * 2 * 32 * 8 + 2 * 32 * 3, asked.Output("w"));
    }

    [Fact]
    public void What_is_open_stands_in_formulas()
    {
        // Half the executions by an input; 1, 2/3, 1/3 of them by the index of a sum: two in all.
        var asked = Question.Ask(Text(
            "half = step(run, tokens: 4, context: 4, share: part)  f = half.flops  g = sum(i in 1..n, step(run, tokens: 4, context: 4, share: i / n)).flops",
            "every operator where tag is heavy { times *= share }",
            "a = mul(x, 8)"));
        Assert.Equal(0.5 * 2 * 32 * 8, asked.Output("f"));
        Assert.Equal(2 * 2 * 32 * 8, asked.Output("g"), 9);
    }

    [Fact]
    public void Rules_may_ask_for_what_is_known()
    {
        var asked = Question.Ask(Text(
            "some = step(run, tokens: 4, context: 4, ends: false)  all = step(run, tokens: 4, context: 4)  u = n * part",
            "replace { y = mul(x) } where y.name is a and not ends with { y = mul(x, 1) }"));
        Assert.Equal([1, 4, 1], asked.Shape("a", "some"));
        Assert.Equal([1, 4, 8], asked.Shape("a", "all"));
    }

    [Fact]
    public void Operators_see_it_too()
        => Assert.Equal(7, Question.Ask(Text("some = step(run, tokens: 4, context: 4, share: 7)  u = n * part", "every operator where operator is odd { overhead += 0 s }", "a = odd(x)")
            + "operator odd(x: tensor) { result [x.., 1]  flops = share }").Cell("a", "flops", "some"));

    [Theory]
    [InlineData("u = step(run, tokens: 4, context: 4, end: false)", "LLM1023", "end")]
    [InlineData("u = step(run, tokens: 4, context: 4, ends: 3)", "LLM2006", "3")]
    [InlineData("u = step(run, tokens: 4, context: 4, ends: n > 3)", "LLM3005", "ends")]
    public void What_a_step_does_not_take_is_said(string schedule, string id, string at) => Assert.Contains((id, at), Said(Text(schedule, Nothing)));

    [Fact]
    public void Another_architecture_does_not_take_it()
        => Assert.Contains(
            ("LLM5013", "ends: false"),
            Said(Text("u = step(run, tokens: 4, context: 4, ends: false)", Nothing, "a = mul(x, 8)", "share: ratio = 1") + "architecture Other() steps run with (ends: bool = true) { x = input [batch, 8] }"));

    [Fact]
    public void Each_has_a_default() => Assert.Contains(("LLM5013", "ends: bool"), Said(Text("u = step(run, tokens: 4, context: 4)", Nothing, given: "ends: bool")));
}
