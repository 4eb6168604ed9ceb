using LlmCostDsl.Compiler.Tests.Shared;

namespace LlmCostDsl.Compiler.Tests.Rewriting;

/// <summary>What stands beside an element, and what says where it belongs: stored and moved with it, and no operand.</summary>
public class BesideTests
{
    private static Question With(string rules, string body = "y = mul(x, 8)  z = same(y)")
        => Question.Ask(Question.Of(body, "apply t", $"transform t {{ {rules} }}"));

    [Fact]
    public void Of_a_weight()
    {
        // 64 elements, half of them kept with 4 + 1 bit each, and a quarter of a bit for each of the 64: 2.75 bit; 22 bytes, half of them on this device.
        var asked = With("every weight where tag is heavy { width = 4 bit  beside = 1 bit  density = 50%  index = 0.25 bit  resident = 50% }");
        Assert.Equal(22, asked.Cell("y", "weight_read"));
        Assert.Equal(11, asked.Output("weights"));
        // A share is read: of what tells places as well.
        Assert.Equal(11, With("every weight where tag is heavy { width = 4 bit  beside = 1 bit  density = 50%  index = 0.25 bit  reading = 50% }").Cell("y", "weight_read"));
    }

    [Fact]
    public void It_widens_no_operand()
    {
        var asked = With("""
            every weight where tag is heavy { beside = 100 bit  index = 100 bit }
            every activation { beside = 100 bit }
            every operator where name is y { overhead = it.widest / 1 bit * 1 s  host_work = it.widest_input / 8 }
            """);
        Assert.Equal(16, asked.Cell("y", "overhead"));
        Assert.Equal(2.0, asked.Cell("y", "host_work") * 8);
    }

    [Theory]
    [InlineData("every weight where tag is heavy { width = 4 bit  beside = 1 bit }  every weight where tag is heavy { density *= 50%  index += 1 bit }")]
    [InlineData("every weight where tag is heavy { density *= 50%  index += 1 bit }  every weight where tag is heavy { width = 4 bit  beside = 1 bit }")]
    public void Quantised_and_thinned_in_either_order(string rules)
    {
        // 0.5 · (4 + 1) + 1 = 3.5 bit.
        var asked = With(rules + "  every operator where name is y { overhead = it.widest / 1 bit * 1 s }");
        Assert.Equal(64 * 3.5 / 8, asked.Cell("y", "weight_read"));
        Assert.Equal(16, asked.Cell("y", "overhead"));
        Assert.Empty(asked.Ids);
    }

    [Fact]
    public void A_later_width_brings_its_own_scales()
    {
        var asked = With("every weight where tag is heavy { width = 4 bit  beside = 1 bit }  every weight where tag is heavy { width = 8 bit  beside = 2 bit }");
        Assert.Equal(64 * 10 / 8, asked.Cell("y", "weight_read"));
    }

    [Fact]
    public void Of_an_activation()
    {
        // 32 elements of 8 + 2 bit are written and read, and live beside the 64 bytes of what comes in, or of what z makes.
        var asked = With("every activation where name is y { width = 8 bit  beside = 2 bit }  every operator where name is z { overhead = it.input_elements * 1 s }");
        Assert.Equal(40, asked.Cell("y", "activation_write"));
        Assert.Equal(40, asked.Cell("z", "activation_read"));
        Assert.Equal(32, asked.Cell("z", "overhead"));
        Assert.Equal(64 + 40, asked.Output("activations"));
    }

    [Fact]
    public void Of_a_cache()
    {
        // 16 positions of 8 elements of 4 + 1 bit are held; 4 are written, 12 read, and the step's own 4 as they were made, at 16 + 3 bit.
        var asked = With(
            "every cache { width = 4 bit  beside = 1 bit }  every activation where name is k { beside = 3 bit }", "k = same(x) in cache  s = look(x, k)");
        Assert.Equal(16 * 8 * 5 / 8, asked.Output("cache"));
        Assert.Equal(4 * 8 * 5 / 8, asked.Cell("k", "cache_write"));
        Assert.Equal(12 * 8 * 5 / 8, asked.Cell("s", "cache_read"));
        Assert.Equal(64 + (4 * 8 * 19 / 8), asked.Cell("s", "activation_read"));
    }

    [Fact]
    public void Of_what_a_repeat_carries()
    {
        // What every layer hands on has 8 bits beside each element: 32 · 3 bytes; what the first one is handed has none, so it stands alone.
        var asked = With("every activation where name is x and inside is layer { beside = 8 bit }", "repeat 3 as layer carrying x { y = same(x)  x = same(y) }");
        Assert.Equal(["layer[0].y × 1", "layer[0].x × 1", "layer[1].y × 2", "layer[1].x × 2"], asked.Rows());
        Assert.Equal(64, asked.Cell("layer[0].y", "activation_read"));
        Assert.Equal(96, asked.Cell("layer[1].y", "activation_read"));
        Assert.Equal(96, asked.Cell("layer[0].x", "activation_write"));
    }

    [Fact]
    public void Elements_read_are_counted_as_often_as_they_are_read()
    {
        // 32 of x three times; of the cached k the step's own 32.
        var asked = Question.Ask(Question.Of("k = same(x) in cache  s = thrice(x, k)", "apply t", """
            operator thrice(q: tensor, k: tensor) { result [q.., q.features]  reads q * 3, k }
            transform t { every operator where name is s { overhead = it.input_elements * 1 s } }
            """));
        Assert.Equal(3 * 32 + 32, asked.Cell("s", "overhead"));
    }
}
