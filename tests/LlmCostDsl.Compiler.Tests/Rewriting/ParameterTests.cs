using LlmCostDsl.Compiler.Tests.Shared;

namespace LlmCostDsl.Compiler.Tests.Rewriting;

/// <summary><c>set</c>, <c>become</c>, <c>require</c>, nested applications: what a model is before its graphs are built.</summary>
public class ParameterTests
{
    private const string Body = "repeat layers as layer carrying x { y = mul(x, inner)  x = mul(y, 8) }";

    private static string Text(string apply, string transforms, string body = Body)
        => Question.Of(body, apply, transforms, parameters: "layers: count = 4, inner: count = 2 * layers");

    [Fact]
    public void A_set_changes_that_parameter_alone()
    {
        // inner was resolved from 4 layers: 8. Two layers of 64 + 64 elements.
        var asked = Question.Ask(Text("apply less", "transform less { set layers = model.layers / 2 }"));
        Assert.Equal(["layer.y × 2", "layer.x × 2"], asked.Rows());
        Assert.Equal(2 * 128 * 2, asked.Output("weights"));
    }

    [Fact]
    public void Sets_of_one_transform_happen_at_once_and_the_next_sees_them()
    {
        // Swapped: layers 8, inner 4; then layers 8 - 1.
        var asked = Question.Ask(Text("apply swap  apply minus", "transform swap { set layers = model.inner  set inner = model.layers }  transform minus { set layers = model.layers - 1 }"));
        Assert.Equal(["layer.y × 7", "layer.x × 7"], asked.Rows());
        Assert.Equal([1, 4, 4], asked.Shape("layer.y"));
    }

    [Fact]
    public void Other_rules_see_the_final_parameters_and_lets_those_before()
    {
        // The rule of `early` sees the 3 layers that `late` leaves, its let the 4 before.
        var asked = Question.Ask(Text(
            "apply early  apply late",
            "transform early { let before = model.layers  every operator where name is y { flops = model.layers  vector_flops = before } }  transform late { set layers = 3 }"));
        Assert.Equal(3, asked.Cell("layer.y", "flops"));
        Assert.Equal(4, asked.Cell("layer.y", "vector_flops"));
    }

    [Fact]
    public void Sets_come_before_all_graphs_whatever_stands_first()
    {
        // The rule that divides the layers is written before the set.
        var asked = Question.Ask(Text("apply both", "transform both { every operator where it.layer == 0 and name is y { flops = 1 }  set layers = 2 }"));
        Assert.Equal(["layer[0].y × 1", "layer[0].x × 1", "layer[1].y × 1", "layer[1].x × 1"], asked.Rows());
    }

    [Theory]
    [InlineData("set spare = 4", true)]                                                             // nobody reads it
    [InlineData("set spare = 4  set inner = 4", true)]                                              // the other set does its part; this one still does not
    [InlineData("set spare = model.spare - 1", true)]                                               // read by itself alone
    [InlineData("set inner = 4", false)]
    [InlineData("set spare = 4  every operator where name is y { flops = model.spare }", false)]    // a rule asks for it
    [InlineData("set spare = 4  apply later", false)]                                               // so does a later transform's let
    [InlineData("set spare = 4  replace { o = join(a) } with { o = mul(a, model.spare) }", true)]   // the rule that would matches nothing
    public void A_set_that_no_operator_depends_on_is_a_warning(string rules, bool isWarned)
    {
        var asked = Question.Ask(Question.Of(
            Body,
            "apply t  apply after",
            $"transform t {{ {rules} }}  transform later {{ }}  transform after {{ {(rules.Contains("later", StringComparison.Ordinal) ? "let s = model.spare  every operator where name is y { flops = s }" : string.Empty)} }}",
            parameters: "layers: count = 4, inner: count = 2 * layers, spare: count = 5"));
        Assert.Equal(isWarned, asked.Ids.Contains("LLM4510"));
    }

    [Fact]
    public void What_one_of_the_variants_depends_on_is_no_warning()
        => Assert.Empty(Question.Ask(Question.Of(
            "y = mul(x, if wide then spare else 3)",
            "input w: bool = false  apply widen when w  apply t",
            "transform widen { set wide = true }  transform t { set spare = 4 }",
            parameters: "wide: bool = false, spare: count = 5")).Ids);

    [Fact]
    public void Sets_may_be_symbolic()
    {
        var text = Text("input keep: ratio in 0..1 = 50%  apply thin(keep)", "transform thin(keep: ratio) { set inner = round(model.inner * keep) }");
        // 8 · 0.3 = 2.4 → 2 inner features: 4 layers of 16 + 16 elements.
        Assert.Equal(4 * 32 * 2, Question.Ask(text, ("keep", 0.3)).Output("weights"));
        Assert.Equal(4 * 64 * 2, Question.Ask(text).Output("weights"));
    }

    [Theory]
    [InlineData("transform t { set inner = model.inner / 3 }", "LLM2503 LLM2504 LLM3")]      // 8 / 3 is no count
    [InlineData("transform t { set inner = model.inner - 9 }", "")]
    [InlineData("transform t { set nobody = 3 }", "LLM4006")]
    [InlineData("transform t { require model.inner > 100 else \"too thin\" }", "LLM3013")]
    public void What_a_parameter_cannot_be_is_refused(string transform, string ids)
    {
        var asked = Question.Try(Text("apply t", transform));
        Assert.Null(asked.Compiled.Plan);
        Assert.True(ids.Length == 0 || asked.Ids.Any(i => ids.Split(' ').Any(i.StartsWith)), asked.Said);
    }

    [Fact]
    public void A_requirement_on_an_input_becomes_a_guard()
    {
        var text = Text("input keep: ratio in 0..2 = 50%  apply thin(keep)", "transform thin(keep: ratio) { require keep <= 1 else \"a share\"  set inner = round(model.inner * keep) }");
        Assert.Empty(Question.Try(text, null, ("keep", 1)).Errors);
        Assert.Contains("a share", Assert.Single(Question.Try(text, null, ("keep", 1.5)).Errors), StringComparison.Ordinal);
    }

    [Fact]
    public void To_become_another_model_drops_what_was_applied_before_and_says_so()
    {
        var text = Text(
            "apply wide  apply student  apply last",
            """
            transform wide { every weight where tag is heavy { width = 32 bit } }
            transform student { become Small  every operator where name is y { flops += 1000 } }
            transform last { every operator where name is y { flops += 1 } }
            model Small : Arch(layers: 1, inner: 2)
            """);
        var asked = Question.Ask(text);
        Assert.Equal(["LLM4505"], asked.Ids);
        Assert.Equal(["layer.y × 1", "layer.x × 1"], asked.Rows());
        // 8 × 2 weights of 2 bytes, not of 4; its own rules and those after it stand.
        Assert.Equal(32, asked.Cell("layer.y", "weight_read"));
        Assert.Equal(2 * 4 * 8 * 2 + 1000 + 1, asked.Cell("layer.y", "flops"));
    }

    [Fact]
    public void What_is_become_brings_the_transforms_of_its_declaration()
    {
        var text = Text(
            "apply distilled(Small)",
            """
            transform distilled(student: model) { require student.inner < model.inner else "no smaller"  become student }
            transform narrow { every weight where tag is heavy { width = 8 bit } }
            model Small : Arch(layers: 1, inner: 2) { apply narrow }
            """);
        Assert.Equal(16, Question.Ask(text).Cell("layer.y", "weight_read"));
    }

    [Fact]
    public void A_derived_models_transforms_come_first()
    {
        // Derived: 2 bytes → 1; the analysis halves what is there.
        var text = (Text("apply half", "transform one { every weight where tag is heavy { width = 8 bit } }  transform half { every weight where tag is heavy { width = it.width / 2 } }\nmodel D : M(layers: 2) { apply one }"))
            .Replace("analysis A { model M", "analysis A { model D", StringComparison.Ordinal);
        var asked = Question.Ask(text);
        Assert.Equal(["layer.y × 2", "layer.x × 2"], asked.Rows());
        Assert.Equal(64 / 2.0, asked.Cell("layer.y", "weight_read"));
    }

    [Fact]
    public void Transforms_apply_others_in_their_place()
    {
        // inner: + 1, · 2, + 1 again, as rules of one list on the costs of y.
        var asked = Question.Ask(Text(
            "apply outer(2)",
            "transform add(n: count) { every operator where name is y { vector_flops += n } }  transform outer(n: count) { apply add(n - 1)  every operator where name is y { vector_flops *= n }  apply add(n)  if n > 5 { apply add(100) } }"));
        Assert.Equal((0 + 1) * 2 + 2, asked.Cell("layer.y", "vector_flops"));
    }

    [Fact]
    public void Nested_applications_may_be_conditional()
    {
        var asked = Question.Ask(Text(
            "apply outer", "transform add(n: count) { every operator where name is y { vector_flops += n } }  transform outer { apply add(1) when model.layers == 4  apply add(10) when model.layers == 5 }"));
        Assert.Equal(1, asked.Cell("layer.y", "vector_flops"));
    }

    [Fact]
    public void A_transform_that_applies_itself_is_refused()
        => Assert.NotEmpty(Question.Try(Text("apply a", "transform a { apply b }  transform b { apply a }")).Ids);
}
