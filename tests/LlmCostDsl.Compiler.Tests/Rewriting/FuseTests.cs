using LlmCostDsl.Compiler.Tests.Shared;

namespace LlmCostDsl.Compiler.Tests.Rewriting;

/// <summary><c>fuse</c>: what one operator in place of several reads, writes and costs.</summary>
public class FuseTests
{
    private static Question With(string body, string rules, string rest = "")
        => Question.Ask(Question.Of(body, "apply t", $"transform t {{ {rules} }}\n{rest}"));

    [Fact]
    public void Inputs_from_outside_are_read_once_and_nothing_between_is_written()
    {
        // q and k both read x: 64 bytes once. s reads them: nothing. s alone is written: 4 × 4 of 2 bytes.
        var asked = With("q = mul(x, 8)  k = mul(x, 8)  s = look(q, k)  z = same(s)", "fuse { q = mul(x)  k = mul(x)  s = look(q, k) } into f");
        Assert.Equal(["f × 1", "z × 1"], asked.Rows());
        Assert.Equal(64, asked.Cell("f", "activation_read"));
        Assert.Equal(32, asked.Cell("f", "activation_write"));
        Assert.Equal(2 * 128, asked.Cell("f", "weight_read"));
        Assert.Equal(512 + 512 + 2 * 32 * 4, asked.Cell("f", "flops"));
        Assert.Equal(32, asked.Cell("z", "activation_read"));
    }

    [Fact]
    public void Parts_that_do_not_run_equally_often_are_not_one()
    {
        // Layer 1 never runs its b: there a stays as it is. 2 · 32 · 8 operations a product: 512 + 512 fused, 512 of layer 1's a.
        var asked = With(
            "repeat 2 as layer carrying x { a = mul(x, 8)  b = mul(x, 8)  x = join(a, b) }",
            "every operator where name is b and it.layer == 1 { times *= 0 }  fuse { p = mul(x)  q = mul(x) } into f");
        Assert.Equal(["layer[0].f × 1", "layer[0].x × 1", "layer[1].a × 1", "layer[1].b × 0", "layer[1].x × 1"], asked.Rows());
        Assert.Equal(1536, asked.Total("flops"));
    }

    [Fact]
    public void An_intermediate_that_somebody_else_reads_is_still_written()
    {
        var asked = With("a = mul(x, 8)  b = same(a)  c = same(a)", "fuse { m = mul(x)  s = same(m) } where s.name is b into f");
        Assert.Equal(["f × 1", "c × 1"], asked.Rows());
        Assert.Equal(64 + 64, asked.Cell("f", "activation_write"));
        Assert.Equal(64, asked.Cell("c", "activation_read"));
    }

    [Fact]
    public void What_nobody_reads_is_what_the_model_gives_and_is_written()
    {
        // b is read by c; the fused pair's own value is read by nobody.
        var asked = With("a = mul(x, 8)  b = same(a)  c = mul(a, 2)", "fuse { m = mul(x)  n = mul(m) } into f");
        Assert.Equal(64 + 16, asked.Cell("f", "activation_write"));
    }

    [Fact]
    public void What_is_carried_on_is_written()
    {
        var asked = With("repeat 3 as layer carrying x { a = mul(x, 8)  b = same(a)  x = a }", "fuse { m = mul(x)  s = same(m) } into f");
        Assert.Equal(["layer.f × 3"], asked.Rows());
        Assert.Equal(64 + 64, asked.Cell("layer.f", "activation_write"));
    }

    [Fact]
    public void Cached_parts_are_still_cached_under_their_names()
    {
        var asked = With(
            "k = mul(x, 8) in cache  s = look(x, k)  z = same(s)",
            "fuse { k = mul(x)  s = look(q, k) } into f  every cache where name is f { width = 8 bit }");
        Assert.Equal(["f × 1", "z × 1"], asked.Rows());
        // Four fresh rows stay on the way to `look`; of 16 positions nothing is read from outside but x.
        Assert.Equal(64, asked.Cell("f", "activation_read"));
        Assert.Equal(4 * 8, asked.Cell("f", "cache_write"));
        Assert.Equal(16 * 8, asked.Output("cache"));
    }

    [Fact]
    public void Stored_positions_that_a_part_reads_come_from_outside_all_the_same()
    {
        // The fresh rows never leave the chip, the twelve stored ones are read.
        var asked = With("k = mul(x, 8) in cache  s = look(x, k)", "fuse { k = mul(x)  s = look(q, k) } into f");
        Assert.Equal(12 * 16, asked.Cell("f", "cache_read"));
    }

    [Fact]
    public void Declared_costs_add_up_attributes_are_the_largest_and_tags_all()
    {
        var asked = With(
            "a = mul(x, 8) @left  b = same(a) @right",
            """
            every operator where name is a { overhead = 2 s  math = 8 bit  narrow_float = true }
            every operator where name is b { overhead = 3 s  math = 4 bit }
            fuse { m = mul(x)  s = same(m) } into f @own
            every operator where tag is left and tag is right and tag is own and tag is heavy and tag is light { host_read = it.math / 1 bit * 1 B  wire = if it.narrow_float then 1 B else 0 B }
            """);
        Assert.Equal(5, asked.Cell("f", "overhead"));
        Assert.Equal(8, asked.Cell("f", "host_read"));
        Assert.Equal(1, asked.Cell("f", "wire"));
    }

    [Fact]
    public void The_block_adjusts_what_was_added_up_and_sees_the_captures()
    {
        var asked = With("a = mul(x, 8)  b = same(a)", "fuse { m = mul(x)  s = same(m) } into f { flops *= m.features  vector_flops = s.size * 10  activation_write += 1 B }");
        Assert.Equal(512 * 8, asked.Cell("f", "flops"));
        Assert.Equal(320, asked.Cell("f", "vector_flops"));
        Assert.Equal(65, asked.Cell("f", "activation_write"));
    }

    [Fact]
    public void Reads_of_the_block_replace_the_inputs_and_the_weights_are_read_as_ever()
    {
        var asked = With("q = same(x)  k = same(x)  s = look(q, k)  o = mul(s, 8)", "fuse { s = look(q, k)  o = mul(s) } into f { reads q, k * 3 }");
        Assert.Equal(64 + 3 * 64, asked.Cell("f", "activation_read"));
        Assert.Equal(4 * 8 * 2, asked.Cell("f", "weight_read"));
    }

    [Fact]
    public void Weights_keep_their_place_among_the_stored()
    {
        var asked = With("repeat 3 as layer carrying x { a = mul(x, 8)  b = mul(a, 8) sharing a.w  x = b }", "fuse { m = mul(x)  n = mul(m) } into f");
        Assert.Equal(3 * 128, asked.Output("weights"));
        Assert.Equal(2 * 128, asked.Cell("layer.f", "weight_read"));
    }

    [Fact]
    public void It_stands_where_the_last_part_stood_and_readers_between_come_after()
    {
        // z reads a, and stood before b.
        var asked = With("a = mul(x, 8)  z = same(a)  b = mul(a, 2)", "fuse { m = mul(x)  n = mul(m) } into f");
        Assert.Equal(["f × 1", "z × 1"], asked.Rows());
    }

    [Fact]
    public void Requirements_of_the_parts_still_hold()
    {
        const string Odd = "operator odd(x: tensor, n: count) { require n % 2 == 1 else \"odd only\"  result [x.., 8] }";
        const string Rules = "fuse { m = mul(x)  s = odd(m) } into f  fuse { g = f(x)  s = same(g) } into h";
        Assert.Contains("LLM3013", Question.Try(Question.Of("a = mul(x, 8)  b = odd(a, 2)  c = same(b)", "apply t", $"transform t {{ {Rules} }}\n{Odd}")).Ids);
    }

    [Fact]
    public void A_memory_cost_that_a_part_was_given_is_lost_and_that_is_said()
    {
        // The fused operator's traffic follows from what it reads; the halving has to come after.
        const string Text = "transform half { every operator where name is a { activation_read *= 50% } }  transform t { fuse { m = mul(x)  s = same(m) } into f }";
        var asked = Question.Ask(Question.Of("a = mul(x, 8)  b = same(a)", "apply half  apply t", Text));
        Assert.Equal(["LLM4504"], asked.Ids);
        Assert.Equal(64, asked.Cell("f", "activation_read"));
    }

    [Fact]
    public void Executions_of_the_parts_are_the_fused_ones()
    {
        var asked = With("repeat 4 as layer { a = mul(x, 8)  b = same(a) }", "every operator where inside is layer { times = 50% }  fuse { m = mul(x)  s = same(m) } into f");
        Assert.Equal(["layer.f × 2"], asked.Rows());
    }

    [Fact]
    public void Applied_twice_it_fuses_what_the_first_time_made()
    {
        const string Rule = "transform t { fuse { m = any(x)  n = any(m) } into f }";
        Assert.Equal(["f × 1", "f_2 × 1"], Question.Ask(Question.Of("a = same(x)  b = same(a)  c = same(b)  d = same(c)", "apply t", Rule)).Rows());
        Assert.Equal(["f × 1"], Question.Ask(Question.Of("a = same(x)  b = same(a)  c = same(b)  d = same(c)", "apply t  apply t", Rule)).Rows());
    }
}
