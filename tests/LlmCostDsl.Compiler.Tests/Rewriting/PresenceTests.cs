using LlmCostDsl.Compiler.Tests.Shared;

namespace LlmCostDsl.Compiler.Tests.Rewriting;

/// <summary><c>present(model.p)</c>: one technique for architectures that differ in their parameters. This one has layers and inner features, and no key heads.</summary>
public class PresenceTests
{
    private const string Body = "repeat layers as layer carrying x { y = mul(x, inner)  x = mul(y, 8) }";

    private static string Text(string rules, string rest = "", string apply = "apply t")
        => Question.Of(Body, apply, $"transform t {{ {rules} }}\n{rest}", parameters: "layers: count = 4, inner: count = 8");

    private static Question With(string rules, string rest = "", string apply = "apply t") => Question.Ask(Text(rules, rest, apply));

    [Fact]
    public void A_parameter_is_set_where_there_is_one()
    {
        // Four layers, now of 8 · 4 and 4 · 8 elements of 2 bytes.
        var asked = With("if present(model.inner) { set inner = model.inner / 2 }  if present(model.kv_heads) { set kv_heads = model.kv_heads / 2 }");
        Assert.Equal(4 * 64 * 2, asked.Output("weights"));
        Assert.Empty(asked.Ids);
    }

    [Fact]
    public void Otherwise_something_else_is()
    {
        Assert.Equal(2 * 128 * 2, With("if present(model.kv_heads) { set inner = 1 } else if present(model.layers) { set layers = 2 } else { set inner = 2 }").Output("weights"));
        Assert.Equal(3 * 128 * 2, With("if not present(model.kv_heads) { set layers = 3 }").Output("weights"));
        const string Two = "transform key { set kv_heads = 1 }  transform two { set layers = 2 }";
        Assert.Equal(2 * 128 * 2, With("apply key when present(model.kv_heads)  apply two when present(model.layers)", Two).Output("weights"));
    }

    [Fact]
    public void Every_kind_of_rule_may_stand_in_a_branch()
    {
        // The branch taken holds a rule of each kind; what the other one says would match nothing, and is not spoken of.
        var asked = With("""
            if present(model.inner) {
                let n = model.inner
                require n == 8 else "eight features"
                every operator where name is y { vector_flops = n }
                every weight where tag is heavy { width = 8 bit }
                replace { b = mul(a) } where b.name is x with { b = same(b) }
                fuse { m = mul(a)  s = same(m) } into both
                schedule once { twice = 2 * run.flops / 1 FLOP }
                apply more
            } else {
                require 1 > 2 else "never"
                every operator where name is both { flops = model.kv_heads }
                every weight where name is both { width = 1 bit }
                replace { b = look(q, k) } with { b = q }
                fuse { m = same(a)  s = same(m) } into core
                set kv_heads = 3
            }
            """, "transform more { if present(model.kv_heads) { every operator where name is core { flops = 1 } } else { set layers = 2 } }");
        Assert.Empty(asked.Ids);
        Assert.Equal(["layer.y × 2", "layer.both × 2"], asked.Rows());
        Assert.Equal(8, asked.Cell("layer.y", "vector_flops"));
        Assert.Equal(64, asked.Cell("layer.both", "weight_read"));
        Assert.Equal(2 * asked.Total("flops"), asked.Output("twice"));
    }

    [Fact]
    public void The_value_that_is_not_there_is_not_computed()
    {
        Assert.Equal(2 * 128 * 2, With("let n = if present(model.kv_heads) then model.kv_heads else 2  set layers = n").Output("weights"));
        Assert.Equal(4 * 128 * 2, With("if present(model.kv_heads) and model.kv_heads > 1 { set layers = 1 }").Output("weights"));
        Assert.Equal(3 * 128 * 2, With("set layers = (if not present(model.kv_heads) or model.kv_heads > 1 then 3 else 1)").Output("weights"));
    }

    [Fact]
    public void Another_models_parameters_are_asked_for_alike()
    {
        const string Rest = "architecture Narrow(thin: count) steps run { x = input [batch, tokens, 8]  y = mul(x, thin) }\nmodel N : Narrow(thin: 2)";
        const string Rule = "transform as(m: model) { if present(m.thin) { set inner = m.thin }  if present(m.layers) { set layers = 1 } }";
        Assert.Equal(4 * 32 * 2, With(string.Empty, Rest + "\n" + Rule, "apply as(N)").Output("weights"));
    }

    [Fact]
    public void After_becoming_another_model_that_ones_are_asked_for()
    {
        const string Rest = "architecture Narrow(thin: count) steps run { x = input [batch, tokens, 8]  y = mul(x, thin) }\nmodel N : Narrow(thin: 2)\ntransform into { become N }";
        var asked = With("if present(model.thin) { set thin = 3 }  if present(model.layers) { set layers = 1 }", Rest, "apply into  apply t");
        Assert.Equal(8 * 3 * 2, asked.Output("weights"));
    }

    [Theory]
    [InlineData("set kv_heads = 3", "LLM4501", "kv_heads")]
    [InlineData("set layers = model.kv_heads", "LLM3003", "kv_heads")]
    [InlineData("if present(model.inner) { set kv_heads = 3 }", "LLM4501", "kv_heads")]
    [InlineData("if present(model.innner) { set inner = 3 }", "LLM1009", "innner")]
    [InlineData("if present(3) { set inner = 3 }", "LLM2006", "3")]
    [InlineData("if present(model.weights) { set inner = 3 }", "LLM2006", "model.weights")]
    public void What_is_not_asked_for_or_not_there_is_refused(string rules, string id, string at)
    {
        var said = Assert.Single(Question.Try(Text(rules)).Compiled.Diagnostics);
        Assert.Equal((id, at), (said.Id, said.At.Text));
    }
}
