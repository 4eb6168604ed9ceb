using LlmCostDsl.Compiler.Tests.Shared;

namespace LlmCostDsl.Compiler.Tests.Graph;

/// <summary>What is known of a tensor, and what reading and writing it costs.</summary>
public class TensorTests
{
    // x is [1, 4, 8] of 2 bytes: 32 elements, 64 bytes.
    [Theory]
    [InlineData("x.features", 8)]
    [InlineData("x.length", 4)]
    [InlineData("x.batch", 1)]
    [InlineData("x.rows", 4)]
    [InlineData("x.size", 32)]
    [InlineData("x.width / 1 bit", 16)]
    [InlineData("context", 16)]
    [InlineData("x.size * x.width / 1 B", 64)]
    public void Properties_of_a_tensor(string property, double expected)
        => Assert.Equal(expected, Question.Ask(Question.Of("y = probe(x)", rest: $"operator probe(x: tensor) {{ result [x.., 1]  flops = {property} }}")).Cell("y", "flops"));

    [Fact]
    public void The_scalar_parameters_of_its_operator_are_a_tensors_too()
    {
        var asked = Question.Ask(Question.Of("y = mul(x, 5)  z = probe(y)", rest: "operator probe(x: tensor) { result [x.., 1]  flops = 100 * x.out }"));
        Assert.Equal(500, asked.Cell("z", "flops"));
    }

    [Fact]
    public void Of_one_extent_the_length_is_one()
        => Assert.Equal(1, Question.Ask(Question.Of("v = input [8]  y = probe(v)", rest: "operator probe(x: tensor) { result [x.features]  flops = x.length * x.rows }")).Cell("y", "flops"));

    [Fact]
    public void An_operator_reads_its_weights_and_inputs_and_writes_its_results()
    {
        // 8 × 5 weights, 32 elements in, 4 × 5 out; 2 bytes each.
        var asked = Question.Ask(Question.Of("y = mul(x, 5)"));
        Assert.Equal(80, asked.Cell("y", "weight_read"));
        Assert.Equal(64, asked.Cell("y", "activation_read"));
        Assert.Equal(40, asked.Cell("y", "activation_write"));
        Assert.Equal(0, asked.Cell("y", "cache_read"));
        Assert.Equal(184, asked.Cell("y", "bytes"));
        Assert.Equal(184, asked.Cell("y", "time"));
        Assert.Equal([1, 4, 5], asked.Shape("y"));
    }

    [Fact]
    public void A_tensor_read_twice_is_read_once()
    {
        var asked = Question.Ask(Question.Of("y = join(x, x)  z = join(x, y)"));
        Assert.Equal(64, asked.Cell("y", "activation_read"));
        Assert.Equal(128, asked.Cell("z", "activation_read"));
    }

    [Fact]
    public void Widths_are_the_operators_own_16_bit_or_what_the_input_says()
    {
        // ids are 4 bytes each; what a result says of its width holds for it alone.
        var asked = Question.Ask(Question.Of(
            "ids = input [batch, tokens] of 32 bit  y = wide(ids)  z = same(y)", rest: "operator wide(x: tensor) { result [x.batch, x.features, 3] of 2 * x.width }"));
        Assert.Equal(16, asked.Cell("y", "activation_read"));
        Assert.Equal(4 * 3 * 8, asked.Cell("y", "activation_write"));
        Assert.Equal(4 * 3 * 8, asked.Cell("z", "activation_read"));
        Assert.Equal(4 * 3 * 2, asked.Cell("z", "activation_write"));
    }

    [Theory]
    [InlineData("reads a", 64)]
    [InlineData("reads a * 3", 192)]
    [InlineData("reads a * 3, b", 256)]
    [InlineData("reads nothing", 0)]
    [InlineData("", 128)]
    public void Reads_replace_the_list_of_inputs(string reads, double expected)
        => Assert.Equal(expected, Question.Ask(Question.Of("y = same(x)  z = odd(x, y)", rest: $"operator odd(a: tensor, b: tensor) {{ result [a.., 8]  {reads} }}")).Cell("z", "activation_read"));

    [Theory]
    [InlineData("writes h", 8)]
    [InlineData("writes h * 4, g", 32 + 24)]
    [InlineData("writes nothing", 0)]
    [InlineData("", 8 + 24)]
    public void Writes_replace_the_list_of_results(string writes, double expected)
        => Assert.Equal(expected, Question.Ask(Question.Of("z = two(x)", rest: $"operator two(x: tensor) {{ result h: [x.length, 1]  result g: [x.length, 3]  {writes} }}")).Cell("z", "activation_write"));

    [Fact]
    public void A_result_beside_the_first_is_reached_by_its_name()
    {
        var asked = Question.Ask(Question.Of(
            "z = two(x)  a = same(z)  b = same(z.g)", rest: "operator two(x: tensor) { result h: [x.batch, x.length, 1]  result g: [x.batch, x.length, 3] of 8 bit }"));
        Assert.Equal(8, asked.Cell("a", "activation_read"));
        Assert.Equal(12, asked.Cell("b", "activation_read"));
    }

    [Fact]
    public void A_view_moves_nothing_and_its_reader_reads_what_it_shows()
    {
        var asked = Question.Ask(Question.Of("y = head(x)  z = same(y)"));
        Assert.Equal(0, asked.Cell("y", "bytes"));
        Assert.Equal(16, asked.Cell("z", "activation_read"));
    }

    [Fact]
    public void Weights_have_a_share_that_is_read_a_density_and_a_width()
    {
        // 8 × 10 elements, half of them kept, a quarter of those read, 1 byte each; all that are kept are stored, on this device 3/4 of them.
        var asked = Question.Ask(Question.Of(
            "y = part(x)", rest: "operator part(x: tensor) { weight w: [x.features, 10] of 8 bit { reading = 25%  density = 50%  resident = 75% }  result [x.., 10] }"));
        Assert.Equal(80 * 0.5 * 0.25, asked.Cell("y", "weight_read"));
        Assert.Equal(80 * 0.5 * 0.75, asked.Output("weights"));
    }

    [Fact]
    public void A_cost_that_is_declared_takes_the_place_of_the_natural_one()
    {
        var asked = Question.Ask(Question.Of("y = said(x)", rest: "operator said(x: tensor) { result [x.., 8]  activation_write = 3 B  cache_read = 5 B }"));
        Assert.Equal(3, asked.Cell("y", "activation_write"));
        Assert.Equal(5, asked.Cell("y", "cache_read"));
        Assert.Equal(64 + 3 + 5, asked.Cell("y", "bytes"));
    }

    [Fact]
    public void A_requirement_of_an_operator_is_checked_where_it_is_used()
    {
        var asked = Question.Try(Question.Of("y = odd(x)", rest: "operator odd(x: tensor) { require x.features % 3 == 0 else \"needs threes\"  result [x.., 8] }"));
        Assert.Contains("LLM3013", asked.Ids);
        Assert.Contains("needs threes", asked.Said);
    }

    [Theory]
    [InlineData("y = probe(x, 8)", "result [x.., n / 3]", "n / 3")]
    [InlineData("y = probe(x, 8)", "result [x.., n - 9]", "n - 9")]
    [InlineData("y = probe(x, 8)", "weight w: [n / 3, 2]  result [x..]", "n / 3")]
    [InlineData("y = probe(x, 8)  v = input [batch, tokens, 9 / 2]", "result [x.., n]", "9 / 2")]
    public void An_extent_is_a_count(string body, string declared, string at)
    {
        var asked = Question.Try(Question.Of(body, rest: $"operator probe(x: tensor, n: count) {{ {declared} }}"));
        var said = Assert.Single(asked.Compiled.Diagnostics);
        Assert.Equal(("LLM2503", at), (said.Id, said.At.Text));
    }

    [Fact]
    public void An_extent_of_an_input_is_checked_when_evaluating()
    {
        var text = Question.Of("y = probe(x, n)", rest: "operator probe(x: tensor, n: count) { result [x.., n / 3] }", parameters: "n: count", model: "n: 9")
            .Replace("model M  ", "model M(n: i)  input i: count in 1..99 = 9  ", StringComparison.Ordinal);
        Assert.Equal([1, 4, 3], Question.Ask(text).Shape("y"));
        Assert.Equal(["y: 'n / 3' is an extent and must be whole"], Question.Try(text, null, ("i", 8)).Errors);
    }

    [Fact]
    public void What_a_rule_takes_out_of_the_graph_need_not_be_whole()
    {
        const string Rest = "operator probe(x: tensor, n: count) { result [x.., n / 3] }  transform t { replace { y = probe(x) } with { y = mul(x, 3) } }";
        Assert.Equal([1, 4, 3], Question.Ask(Question.Of("y = probe(x, 8)", "apply t", Rest)).Shape("y"));
    }
}
