using LlmCostDsl.Compiler.Tests.Shared;

namespace LlmCostDsl.Compiler.Tests.Rewriting;

/// <summary><c>apply … when</c>: in, out, or both compiled and chosen between.</summary>
public class VariantTests
{
    private const string Rules = """
        transform pair { fuse { m = mul(x)  s = same(m) } into f }
        transform half { every weight where tag is heavy { density *= 50% } }
        transform extra(n: count) { every operator where name is c { overhead += n * 1 s } }

        """;

    private static string Text(string apply) => Question.Of("a = mul(x, 8)  b = same(a)  c = mul(b, 2)", apply, Rules);

    [Theory]
    [InlineData("apply pair when 1 < 2", "f × 1|c × 1")]
    [InlineData("apply pair when 2 < 1", "a × 1|b × 1|c × 1")]
    public void What_is_known_is_in_or_out(string apply, string rows) => Assert.Equal(rows.Split('|'), Question.Ask(Text(apply)).Rows());

    [Fact]
    public void Of_an_input_both_are_there_and_the_table_has_the_rows_of_both()
    {
        var text = Text("input on: bool = true  apply pair when on");
        Question yes = Question.Ask(text), no = Question.Ask(text, ("on", 0));
        Assert.Equal(["a × 0", "b × 0", "c × 1", "f × 1"], yes.Rows().Order());
        Assert.Equal(["a × 1", "b × 1", "c × 1", "f × 0"], no.Rows().Order());
        // Fused: x, the weights, the result; c: 64 in, 32 weights, 16 out. Apart: 64 + 128 + 64, and 64 + 64.
        Assert.Equal(64 + 128 + 64 + (64 + 32 + 16), yes.Output("seconds"));
        Assert.Equal((64 + 128 + 64) + (64 + 64) + (64 + 32 + 16), no.Output("seconds"));
        Assert.Equal(0, no.Cell("f", "bytes"));
        Assert.Equal(yes.Output("seconds"), yes.Total("time"));
    }

    [Fact]
    public void Two_conditions_make_four_variants()
    {
        var text = Text("input p: bool = true  input h: bool = true  apply pair when p  apply half when h");
        foreach (var (p, h) in new[] { (0, 0), (0, 1), (1, 0), (1, 1) })
        {
            var asked = Question.Ask(text, ("p", p), ("h", h));
            Assert.Equal((128 + 32) * (h == 1 ? 0.5 : 1), asked.Total("weight_read"));
            Assert.Equal(p == 1 ? ["f × 1", "c × 1"] : ["a × 1", "b × 1", "c × 1"], asked.Rows().Where(r => !r.EndsWith("× 0", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void One_condition_may_stand_at_many_transforms()
    {
        var text = Text("input p: bool = true  apply pair when p  apply half when p  apply extra(1) when not p  apply extra(10) when not p");
        Assert.Equal(0, Question.Ask(text).Cell("c", "overhead"));
        Assert.Equal(11, Question.Ask(text, ("p", 0)).Cell("c", "overhead"));
        Assert.Equal(80, Question.Ask(text).Total("weight_read"));
        Assert.Equal(160, Question.Ask(text, ("p", 0)).Total("weight_read"));
    }

    [Fact]
    public void Opposite_conditions_are_one_and_never_hold_together()
    {
        // Five conditions, but one question: both to be in would be refused by the second's requirement.
        var asked = Question.Ask(Question.Of(
            "a = mul(x, 8)",
            "input p: bool = true  input n: count in 1..9 = 3  apply one when p  apply two when not p  apply three when n < 5 and p  apply four when n < 5  apply five when n >= 5",
            string.Join("\n", new[] { "one", "two", "three", "four", "five" }.Select((w, i) => $"transform {w} {{ every operator where name is a {{ overhead += {Math.Pow(10, i)} s }} }}"))),
            ("n", 7));
        Assert.Equal(10001, asked.Cell("a", "overhead"));
    }

    [Fact]
    public void Sixteen_variants_are_enough()
    {
        string Many(int n) => Text(string.Concat(Enumerable.Range(0, n).Select(i => $"input p{i}: bool = true  apply extra({Math.Pow(2, i)}) when p{i}  ")));
        var four = Question.Ask(Many(4), ("p1", 0), ("p3", 0));
        Assert.Equal(1 + 4, four.Cell("c", "overhead"));
        Assert.Contains("LLM6006", Question.Try(Many(5)).Ids);
        Assert.Contains("LLM6006", Question.Try(Many(20)).Ids);
    }

    [Fact]
    public void A_rule_that_matches_in_one_variant_matches()
    {
        // `extra` finds c in both, `fused` finds f only where `pair` is in.
        const string More = "transform fused { every operator where operator is f { overhead += 1 s } }";
        var asked = Question.Ask(Question.Of("a = mul(x, 8)  b = same(a)", "input p: bool = true  apply pair when p  apply fused", Rules + More));
        Assert.Empty(asked.Ids);
        Assert.Equal(1, asked.Cell("f", "overhead"));
    }

    [Fact]
    public void Sets_may_differ_between_variants()
    {
        var text = Question.Of("repeat layers as layer carrying x { x = mul(x, 8) }", "input p: bool = true  apply less when p", "transform less { set layers = 2 }", "layers: count = 5");
        Assert.Equal(["layer.x × 2"], Question.Ask(text).Rows());
        Assert.Equal(["layer.x × 5"], Question.Ask(text, ("p", 0)).Rows());
        Assert.Equal(5 * 128, Question.Ask(text, ("p", 0)).Output("weights"));
    }

    [Fact]
    public void Requirements_guard_their_own_variant()
    {
        const string Rule = "transform thin(keep: ratio) { require keep <= 1 else \"a share\"  every weight where tag is heavy { density *= keep } }";
        var text = Question.Of("a = mul(x, 8)", "input p: bool = true  input k: ratio in 0..9 = 0.5  apply thin(k) when p", Rule);
        Assert.Equal(["a share"], Question.Try(text, null, ("k", 2)).Errors.Select(e => e[(e.LastIndexOf(':') + 1)..].Trim().TrimEnd('.')));
        Assert.Empty(Question.Try(text, null, ("k", 2), ("p", 0)).Errors);
    }

    [Fact]
    public void Ranges_of_parameters_guard_their_own_variant()
    {
        const string Rule = "transform thin(keep: ratio in 0..1) { every weight where tag is heavy { density *= keep } }";
        var text = Question.Of("a = mul(x, 8)", "input p: bool = true  input k: ratio in 0..9 = 0.5  apply thin(k) when p", Rule);
        Assert.NotEmpty(Question.Try(text, null, ("k", 2)).Errors);
        Assert.Empty(Question.Try(text, null, ("k", 2), ("p", 0)).Errors);
    }

    [Fact]
    public void Warnings_of_several_variants_and_of_divided_groups_are_said_once()
    {
        const string More = "transform a { every weight { width = 8 bit } }  transform b { every weight { width = 4 bit }  every operator where it.layer == 1 { overhead = 1 s } }";
        var asked = Question.Ask(Question.Of("repeat 3 as layer { y = mul(x, 8) }", "input p: bool = true  apply a  apply b  apply half when p", Rules + More));
        Assert.Equal(["LLM4503"], asked.Ids);
    }

    [Fact]
    public void A_condition_on_a_device_or_a_number_chooses_too()
    {
        var text = Text("input n: count in 1..9 = 3  apply half when n > 4");
        Assert.Equal(160, Question.Ask(text).Total("weight_read"));
        Assert.Equal(80, Question.Ask(text, ("n", 5)).Total("weight_read"));
    }
}
