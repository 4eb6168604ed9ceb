using LlmCostDsl.Compiler.Tests.Shared;

namespace LlmCostDsl.Compiler.Tests.Rewriting;

/// <summary>Parameters of type tag, operator and name: words that a technique is told.</summary>
public class WordParameterTests
{
    private const string Body = "y = mul(x, 8) @here  z = same(y) @there  u = mul(z, 8)";

    private static string Text(string transform, string apply, string body = Body) => Question.Of(body, apply, transform);

    private static Question With(string transform, string apply, string body = Body) => Question.Ask(Text(transform, apply, body));

    [Fact]
    public void A_tag()
    {
        const string Narrow = "transform narrow(role: tag = heavy, width: bits) { every weight where tag is role and weight is w { width = width } }";
        Assert.Equal((32, 128), Of(With(Narrow, "apply narrow(role: here, width: 4 bit)")));
        Assert.Equal((32, 32), Of(With(Narrow, "apply narrow(width: 4 bit)")));
        Assert.Equal((64, 32), Of(With(Narrow, "apply narrow(heavy, 4 bit)  apply narrow(here, 8 bit)")));

        static (double, double) Of(Question asked) => (asked.Cell("y", "weight_read"), asked.Cell("u", "weight_read"));
    }

    [Fact]
    public void An_operator_and_a_name()
    {
        var asked = With(
            "transform mark(op: operator, who: name) { every operator where operator is op | look and name is not who { overhead = 1 s }  every operator where readers is op { wire = 1 B } }",
            "apply mark(op: mul, who: u)");
        Assert.Equal([1, 0, 0], Cells(asked, "overhead"));
        Assert.Equal([0, 1, 0], Cells(asked, "wire"));

        static double[] Cells(Question asked, string column) => [asked.Cell("y", column), asked.Cell("z", column), asked.Cell("u", column)];
    }

    [Fact]
    public void A_parameter_is_handed_on()
    {
        const string Two = "transform inner(role: tag) { every operator where tag is role { overhead = 1 s } }  transform outer(what: tag = there) { apply inner(role: what) }";
        Assert.Equal(1, With(Two, "apply outer").Cell("z", "overhead"));
        Assert.Equal(1, With(Two, "apply outer(here)").Cell("y", "overhead"));
    }

    [Fact]
    public void In_patterns_and_behind_at()
    {
        // Whatever has the tag is followed by a marked copy, and what the operator makes is fused with it.
        var asked = With("""
            transform copy(role: tag, mark: tag) {
                replace { a = @role(b) } with { c = same(a) @mark  a = same(c) }
                every operator where tag is mark { overhead = 1 s }
            }
            transform join_up(op: operator, mark: tag) { fuse { a = op(b)  c = same(a) } into both @mark  every operator where tag is mark and operator is both { wire = 1 B } }
            """, "apply copy(role: there, mark: light)  apply join_up(op: mul, mark: here)");
        Assert.Equal(["y × 1", "z.base × 1", "z.c × 1", "z × 1", "u × 1"], With("transform copy(role: tag, mark: tag) { replace { a = @role(b) } with { c = same(a) @mark  a = same(c) } }", "apply copy(there, here)").Rows());
        Assert.Equal(1, asked.Cell("z.c", "overhead"));
        Assert.Equal(1, asked.Cell("z.both", "wire"));
    }

    [Fact]
    public void A_tag_of_the_same_word_stands_back_behind_the_parameter()
    {
        const string Rule = "transform mark(here: tag) { every operator where tag is here { overhead = 1 s } }";
        var asked = With(Rule, "apply mark(here: there)");
        Assert.Equal(0, asked.Cell("y", "overhead"));
        Assert.Equal(1, asked.Cell("z", "overhead"));
        // A number of that name does not stand in the way of the tag.
        Assert.Equal(1, With("transform mark(here: count = 1) { every operator where tag is here { overhead = here * 1 s } }", "apply mark").Cell("y", "overhead"));
    }

    [Theory]
    [InlineData("transform t(role: tag) { every operator where tag is role { flops = 1 } }", "apply t(role: heere)", "LLM2020", "heere")]
    [InlineData("transform t(role: tag) { every operator where tag is role { flops = 1 } }", "apply t(role: mul)", "LLM2020", "mul")]
    [InlineData("transform t(op: operator) { every operator where operator is op { flops = 1 } }", "apply t(op: heavy)", "LLM2020", "heavy")]
    [InlineData("transform t(who: name) { every operator where name is who { flops = 1 } }", "apply t(who: nobody)", "LLM2020", "nobody")]
    [InlineData("transform t(role: tag = heere) { every operator where tag is role { flops = 1 } }", "apply t(role: here)", "LLM2020", "heere")]
    [InlineData("transform t(role: tag) { every operator where tag is role { flops = 1 } }", "apply t(role: 3)", "LLM2006", "3")]
    [InlineData("transform t(role: tag) { every operator where tag is role { flops = 1 } }", "apply t", "LLM1025", "t")]
    [InlineData("transform t(role: tag) { every operator where operator is role { flops = 1 } }", "apply t(role: here)", "LLM2006", "role")]
    [InlineData("transform t(op: operator) { fuse { a = @op(b)  c = same(a) } into both }", "apply t(op: mul)", "LLM2006", "op")]
    [InlineData("transform t(role: tag) { fuse { a = role(b)  c = same(a) } into both }", "apply t(role: here)", "LLM2006", "role")]
    [InlineData("transform t(role: tag) { every operator where phase is role { flops = 1 } }", "apply t(role: here)", "LLM2006", "role")]
    [InlineData("transform t(role: tag) { every operator { flops = role } }", "apply t(role: here)", "LLM2006", "role")]
    [InlineData("transform t(role: tag) { let r = role  every operator { flops = 1 } }", "apply t(role: here)", "LLM2006", "role")]
    [InlineData("transform s(op: operator) { every operator where operator is op { flops = 1 } }  transform t(role: tag) { apply s(op: role) }", "apply t(role: here)", "LLM2006", "role")]
    public void What_is_no_such_word_is_refused_where_it_stands(string transform, string apply, string id, string at)
    {
        var said = Question.Try(Text(transform, apply)).Compiled.Diagnostics;
        Assert.True(said.Count == 1 && said[0].Id == id && said[0].At.Text == at, LlmCostDsl.Compiler.Diagnostics.DiagnosticRenderer.Render(said));
    }
}
