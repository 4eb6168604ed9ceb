using LlmCostDsl.Compiler.Tests.Shared;

namespace LlmCostDsl.Compiler.Tests.Graph;

/// <summary>Names of nodes: paths, nested calls, aliases, blocks, twins.</summary>
public class NodeNamesTests
{
    private const string Mlp = """
        block mlp(x: tensor, inner: count) {
            up   = mul(x, inner)   @column
            act  = same(up)
            down = mul(act, 8)
        }

        """;

    [Fact]
    public void A_nested_call_is_named_after_its_operator_below_the_node()
        => Assert.Equal(["y.same × 1", "y × 1"], Question.Ask(Question.Of("y = mul(same(x), 8)")).Rows());

    [Fact]
    public void Nested_calls_of_one_operator_are_numbered()
        => Assert.Equal(["y.same × 1", "y.same_2 × 1", "y × 1"], Question.Ask(Question.Of("y = join(same(x), same(x))")).Rows());

    [Theory]
    [InlineData("1 < 2", "y.same × 1")]
    [InlineData("2 < 1", "y.head × 1")]
    public void Of_a_choice_the_call_that_is_chosen_names_the_nested_node(string condition, string expected)
        => Assert.Equal([expected, "y × 1"], Question.Ask(Question.Of($"y = mul(if {condition} then same(x) else head(x), 8)")).Rows());

    [Fact]
    public void An_alias_makes_no_node()
        => Assert.Equal(["y × 1"], Question.Ask(Question.Of("a = x  b = if 1 < 2 then a else x  y = same(b)")).Rows());

    [Fact]
    public void A_choice_of_calls_takes_the_name()
        => Assert.Equal(["y × 1"], Question.Ask(Question.Of("y = if 1 < 2 then same(x) else mul(x, 8)")).Rows());

    [Fact]
    public void A_node_may_be_called_as_its_operator_is()
        => Assert.Equal(["same × 1", "y × 1"], Question.Ask(Question.Of("same = same(x)  y = same(same)")).Rows());

    [Fact]
    public void Nobody_has_to_read_a_node_for_it_to_run()
        => Assert.Equal(["a × 1", "b × 1"], Question.Ask(Question.Of("a = same(x)  b = same(x)")).Rows());

    [Fact]
    public void A_blocks_nodes_are_named_below_its_call_and_its_value_is_the_last()
    {
        var asked = Question.Ask(Question.Of("m = mlp(x, 3) @inner  y = mul(m, 2)", rest: Mlp));
        Assert.Equal(["m.up × 1", "m.act × 1", "m.down × 1", "y × 1"], asked.Rows());
        Assert.Equal([1, 4, 3], asked.Shape("m.up"));
        Assert.Equal(64, asked.Cell("y", "activation_read"));
    }

    [Fact]
    public void A_blocks_nodes_take_the_tags_of_the_call_and_answer_inside()
    {
        var asked = Question.Ask(Question.Of(
            "m = mlp(x, 3) @inner  y = mul(m, 2) @column",
            "apply probe",
            """
            transform probe {
                every operator where inside is m { vector_flops = 1000 }
                every operator where tag is inner and tag is column { overhead = 5 s }
            }

            """ + Mlp));
        Assert.Equal([1000, 1000, 1000], new[] { "m.up", "m.act", "m.down" }.Select(r => asked.Cell(r, "vector_flops")));
        Assert.Equal(0, asked.Cell("y", "vector_flops"));
        Assert.Equal([5, 0, 0, 0], new[] { "m.up", "m.act", "m.down", "y" }.Select(r => asked.Cell(r, "overhead")));
    }

    [Fact]
    public void A_block_that_repeats_can_be_called_twice()
    {
        // Each call has weights of its own: 3 × 128 bytes and 3 × 128 bytes.
        var asked = Question.Ask(Question.Of(
            "a = stack(x)  b = stack(a)", rest: "block stack(x: tensor) { y = x  repeat 3 as layer carrying y { z = mul(y, 8)  y = z } }"));
        Assert.Equal(["a.layer.z × 3", "b.layer.z × 3"], asked.Rows());
        Assert.Equal(6 * 128, asked.Output("weights"));
    }

    [Theory]
    [InlineData("y = same(x)  y = mul(x, 8)")]
    [InlineData("if 1 < 2 { y = same(x) }  y = same(x)")]
    [InlineData("m.up = same(x)  m = mlp(x, 3)")]
    [InlineData("repeat 2 as layer { y = same(x) }  repeat 3 as layer { y = same(x) }")]
    [InlineData("repeat 2 { y = same(x) }  repeat 3 { y = same(x) }")]
    public void Two_nodes_of_one_path_are_refused(string body)
        => Assert.NotEmpty(Question.Try(Question.Of(body, rest: Mlp)).Ids);

    [Fact]
    public void Two_repeats_of_one_name_may_hold_different_nodes()
        => Assert.Equal(["layer.y × 2", "layer.z × 3"], Question.Ask(Question.Of("repeat 2 as layer { y = same(x) }  repeat 3 as layer { z = same(x) }")).Rows());
}
