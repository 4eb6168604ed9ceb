using LlmCostDsl.Compiler.Tests.Shared;

namespace LlmCostDsl.Compiler.Tests.Lowering;

/// <summary>Peak activation memory, moment by moment. x is 64 bytes; a tensor of n features is 8·n bytes.</summary>
public class LivenessTests
{
    private static double Peak(string body, string apply = "", string rest = "") => Question.Ask(Question.Of(body, apply, rest)).Output("activations");

    [Theory]
    [InlineData("y = mul(x, 8)", 64 + 64)]                                      // input and result of the only moment
    [InlineData("y = mul(x, 8)  z = mul(y, 1)", 64 + 64)]                       // x dies with its reader: then 64 + 8
    [InlineData("y = mul(x, 1)  z = mul(y, 20)  w = mul(z, 1)", 160 + 8)]       // 64+8, 8+160, 160+8
    [InlineData("y = mul(x, 2)  z = mul(y, 3)  w = join(z, x)", 64 + 24 + 24)]  // x waits for w: 80, 104, 112
    [InlineData("y = mul(x, 30)  z = mul(x, 2)", 64 + 240)]                     // nobody reads y: it dies at once
    [InlineData("y = head(x)  z = mul(x, 8)  w = mul(y, 1)", 64 + 64)]          // a view keeps what it views: 64, 128, 64 + 2
    [InlineData("k = mul(x, 8) in cache  s = look(x, k)", 64 + 4 * 16 * 2)]     // cached rows live in the cache
    public void In_written_order(string body, double expected) => Assert.Equal(expected, Peak(body));

    [Fact]
    public void Widths_count()
        => Assert.Equal(64 + 32, Peak("y = mul(x, 8)", "apply t", "transform t { every activation where name is y { width = 8 bit } }"));

    [Fact]
    public void What_is_carried_lives_through_the_body_until_its_last_reader()
        // a: 64 + 160; b: x (for c) 64 + 160 + 8; c: 64 + 8 + 64.
        => Assert.Equal(232, Peak("repeat 3 as layer carrying x { a = mul(x, 20)  b = mul(a, 1)  c = join(x, b)  x = c }"));

    [Fact]
    public void What_came_in_is_not_counted_beside_what_it_is_carried_as()
        // Of the chain x → y → y → …, two are alive at a time.
        => Assert.Equal(128, Peak("repeat 5 as layer carrying x { x = mul(x, 8) }  z = mul(x, 1)"));

    [Fact]
    public void What_is_needed_after_a_repeat_lives_through_it()
        // s: 80 bytes all the way; in the body 64 + 64.
        => Assert.Equal(80 + 128, Peak("s = mul(x, 10)  repeat 5 as layer carrying x { x = mul(x, 8) }  z = mul(s, 1)"));

    [Fact]
    public void What_comes_in_and_is_needed_after_as_well_lives_through()
        => Assert.Equal(64 + 128, Peak("y = x  repeat 5 as layer carrying y { y = mul(y, 8) }  z = join(x, y)"));

    [Fact]
    public void The_peak_of_a_repeat_is_that_of_its_largest_group()
        // layer 2: 64 + 400; the others 64 + 8. What is carried stays.
        => Assert.Equal(464, Peak("repeat 5 as layer carrying x { a = mul(x, if layer == 2 then 50 else 1)  x = mul(x, 8) }"));

    [Theory]
    [InlineData("1 or layer == 2", 464)]    // groups 0, 3 and 1, 2: 64 + 400; what 0 hands on is what 1 was handed, not beside it
    [InlineData("0 or layer == 3", 464)]    // the large ones are the first and the last
    [InlineData("0", 464)]
    [InlineData("3", 464)]
    public void What_is_carried_is_counted_once_however_a_repeat_is_divided(string large, double expected)
        => Assert.Equal(expected, Peak($"repeat 4 as layer carrying x {{ a = mul(x, if layer == {large} then 50 else 1)  x = mul(x, 8) }}  z = mul(x, 1)"));

    [Theory]
    [InlineData("it.layer == 1 or it.layer == 2")]
    [InlineData("it.layer == 0 or it.layer == 3")]
    [InlineData("it.layer < 2")]
    public void A_rule_that_divides_a_repeat_leaves_the_activations_as_they_were(string layers)
        // x and a while a is made, 64 + 400, divided or not.
        => Assert.Equal(464, Peak("repeat 4 as layer carrying x { a = mul(x, 50)  x = mul(x, 8) }  z = mul(x, 1)", "apply t", $"transform t {{ every weight where {layers} {{ width = 8 bit }} }}"));

    [Fact]
    public void What_an_earlier_iteration_made_waits_for_the_later_one_that_reads_it()
        // long, 80 bytes of iteration 0, lives through 1 and 2 until 3 has read it: 80 + 64 + 64 while x is made.
        => Assert.Equal(80 + 128, Peak("repeat 4 as layer carrying x { if layer == 0 { long = mul(x, 10) } else { if layer == 3 { b = mul(layer[0].long, 8) } }  x = mul(x, 8) }"));

    [Fact]
    public void What_an_iteration_made_waits_for_who_reads_it_after_the_repeat()
        => Assert.Equal(80 + 128, Peak("repeat 4 as layer carrying x { if layer == 0 { long = mul(x, 10) }  x = mul(x, 8) }  z = mul(layer[0].long, 1)"));

    [Fact]
    public void What_is_fused_away_never_lives()
        => Assert.Equal(64 + 8, Peak("y = mul(x, 20)  z = mul(y, 1)", "apply t", "transform t { fuse { a = mul(x)  b = mul(a) } into f }"));

    [Fact]
    public void A_symbolic_size_decides_when_evaluated()
    {
        // s is 2·t² bytes (or 2·t·c), x 16·t: at t = 4: look 64 + 64 + 32; at t = 100: 1600·2 + 20000, then s and its copy.
        var text = Question.Of("k = same(x)  s = look(x, k)  p = same(s)");
        Assert.Equal(Math.Max(64 + 64 + 32, 32 + 32), Question.Ask(text).Output("activations"));
        Assert.Equal(Math.Max(1600 + 1600 + 20000, 20000 + 20000), Question.Ask(text, ("t", 100)).Output("activations"));
    }

    [Theory]
    // Residual, scores and probabilities at the softmax: 2048·4096 + 2 · 32·2048² elements of 2 bytes: 0.554 GB.
    [InlineData("", 2.0 * (2048 * 4096 + 2L * 32 * 2048 * 2048))]
    // Residual, gate, up and their product: 2048 · (4096 + 3 · 11008) elements: 0.152 GB.
    [InlineData("flash_attention", 2.0 * 2048 * (4096 + 3 * 11008))]
    public void Llama_2_7B_at_2048_tokens(string apply, double expected)
    {
        var request = new AnalysisRequest("Llama2_7B", Device: "A6000", Apply: apply.Length == 0 ? default : new([apply]));
        Assert.Equal(expected, Question.Ask(string.Empty, request, ("prompt", 2048), ("output", 2)).Output("memory.activations"));
    }

    [Theory]
    [InlineData(0, 64 + 64 + 64)]   // layer[0].y waits while layers 1 and 2 turn one y into the next
    [InlineData(2, 64 + 64)]        // the last one is what is handed on
    public void What_one_of_many_alike_iterations_made_waits_as_well(int layer, double expected)
    {
        var body = $"repeat 3 as layer carrying x {{ y = mul(x, 8)  x = y }}  z = join(layer[{layer}].y, x)";
        Assert.Equal(expected, Peak(body));
        Assert.Equal(expected, Peak(body.Replace("join", "mul", StringComparison.Ordinal).Replace(", x)", ", 1)", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_cached_one_divides_nothing()
        => Assert.Equal(["layer.y × 3", "layer.x × 3", "z × 1"], Question.Ask(Question.Of("repeat 3 as layer carrying x { y = mul(x, 8) in cache  x = mul(x, 8) }  z = look(x, layer[0].y)")).Rows());
}
