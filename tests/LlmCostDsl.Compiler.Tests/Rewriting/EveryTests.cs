using LlmCostDsl.Compiler.Tests.Shared;

namespace LlmCostDsl.Compiler.Tests.Rewriting;

/// <summary><c>every weight | activation | cache | operator</c>: who is meant, what an assignment does, and when.</summary>
public class EveryTests
{
    private static Question With(string rules, string body = "y = mul(x, 8)  z = same(y)", string rest = "")
        => Question.Ask(Question.Of(body, "apply t", $"transform t {{ {rules} }}\n{rest}"));

    [Fact]
    public void A_weights_width_density_and_residence()
    {
        // 64 elements of 4 bit, half of them kept, all read; a quarter on this device.
        var asked = With("every weight where tag is heavy { width = 4 bit  density *= 50%  resident = 25% }");
        Assert.Equal(16, asked.Cell("y", "weight_read"));
        Assert.Equal(4, asked.Output("weights"));
    }

    [Fact]
    public void Adjustments_go_on_following_their_default()
    {
        // Half of the flops, whatever the width of the matrix becomes afterwards: the window halves k's length later.
        var asked = With(
            "every operator where operator is look { flops *= 50% }  every cache { length = 8 }", "k = same(x) in cache  s = look(x, k)");
        Assert.Equal(0.5 * 2 * 32 * 8, asked.Cell("s", "flops"));
    }

    [Fact]
    public void What_is_set_is_frozen()
    {
        // The right side is computed when the rule runs: at length 16.
        var asked = With(
            "every operator where operator is look { flops = it.flops }  every cache { length = 8 }", "k = same(x) in cache  s = look(x, k)");
        Assert.Equal(2 * 32 * 16, asked.Cell("s", "flops"));
    }

    [Fact]
    public void A_set_takes_back_what_was_adjusted_before_and_adjustments_after_it_stay()
    {
        var asked = With("every operator where name is y { flops *= 3 }  every operator where name is y { flops = 10 }  every operator where name is y { flops += 5 }");
        Assert.Equal(15, asked.Cell("y", "flops"));
    }

    [Fact]
    public void Adjustments_apply_in_order()
    {
        var asked = With("every operator where name is y { flops += 100 }  every operator where name is y { flops *= 2 }  every operator where name is y { flops -= 1 }  every operator where name is y { flops /= 3 }");
        Assert.Equal(((512 + 100) * 2 - 1) / 3.0, asked.Cell("y", "flops"), 9);
    }

    [Fact]
    public void The_assignments_of_a_block_happen_at_once()
    {
        // Both right sides see 512 and 0.
        var asked = With("every operator where name is y { flops = it.vector_flops + 7 FLOP  vector_flops = it.flops }");
        Assert.Equal(7, asked.Cell("y", "flops"));
        Assert.Equal(512, asked.Cell("y", "vector_flops"));
    }

    [Fact]
    public void Attributes_that_a_block_leaves_follow_its_new_ones()
    {
        // held and fetched follow the new length of 3; what is written follows what is held.
        var asked = With("every cache { length = 3 }", "k = same(x) in cache  s = look(x, k)");
        Assert.Equal(3 * 16, asked.Output("cache"));
        Assert.Equal(3 * 16, asked.Cell("k", "cache_write"));
        // The block sees the old length: 16 positions stay held.
        var kept = With("every cache { length = 3  held = it.length }", "k = same(x) in cache  s = look(x, k)");
        Assert.Equal(16 * 16, kept.Output("cache"));
        Assert.Equal(4 * 16, kept.Cell("k", "cache_write"));
    }

    [Fact]
    public void Widths_are_followed_by_whoever_reads()
    {
        var asked = With("every activation where name is y { width = 8 bit }");
        Assert.Equal(32, asked.Cell("y", "activation_write"));
        Assert.Equal(32, asked.Cell("z", "activation_read"));
        Assert.Equal(64, asked.Cell("z", "activation_write"));
    }

    [Fact]
    public void An_input_of_the_model_is_an_activation_too()
        => Assert.Equal(32, With("every activation where name is x { width = 8 bit }").Cell("y", "activation_read"));

    [Fact]
    public void What_is_carried_is_as_wide_as_what_came_in_each_time()
    {
        // Only what `z` makes is narrowed: the first iteration reads 64 bytes, the others 32.
        var asked = With("every activation where name is z { width = 8 bit }", "repeat 4 as layer carrying x { y = same(x)  z = same(y)  x = z }");
        Assert.Equal(64, asked.Cell("layer[0].y", "activation_read"));
        Assert.Equal(32, asked.Cell("layer[1].y", "activation_read"));
        Assert.Equal(["layer[0].y × 1", "layer[0].z × 1", "layer[1].y × 3", "layer[1].z × 3"], asked.Rows());
    }

    [Fact]
    public void Where_a_subject_lacks_what_is_asked_the_condition_does_not_hold()
    {
        // `a` stands outside the repeat: it has no layer.
        const string Body = "a = same(x)  repeat 4 as layer { y = same(x) }";
        Assert.Equal(0, With("every operator where it.layer < 2 { overhead = 1 s }", Body).Cell("a", "overhead"));
        Assert.Equal(0, With("every operator where not (it.layer < 2) { overhead = 1 s }", Body).Cell("a", "overhead"));
    }

    [Theory]
    [InlineData("name is a or it.layer < 2")]
    [InlineData("it.layer < 2 or name is a")]
    [InlineData("it.layer < 2 and it.layer >= 0 or name is a")]
    [InlineData("(it.layer < 2 or name is a) and operator is same")]
    public void In_either_order_the_other_side_of_an_or_may_still_hold(string condition)
    {
        var asked = With($"every operator where {condition} {{ overhead = 1 s }}", "a = same(x)  repeat 4 as layer { y = same(x) }");
        Assert.Equal(1, asked.Cell("a", "overhead"));
        Assert.Equal(1, asked.Cell("layer[0].y", "overhead"));
        Assert.Equal(0, asked.Cell("layer[2].y", "overhead"));
    }

    [Fact]
    public void A_condition_on_the_index_divides_groups_that_stand()
    {
        var asked = With(
            "every operator where it.layer >= 2 and name is y { flops = 1 }  every operator where it.layer % 2 == 0 { overhead = 1 s }",
            "repeat 6 as layer carrying x { y = mul(x, 8)  x = y }",
            "");
        // Before 2: 0 | 1; from 2 on: 2, 4 | 3, 5.
        Assert.Equal(["layer[0].y × 1", "layer[1].y × 1", "layer[2].y × 2", "layer[3].y × 2"], asked.Rows());
        Assert.Equal([512, 512, 1, 1], new[] { 0, 1, 2, 3 }.Select(i => asked.Cell($"layer[{i}].y", "flops")));
        Assert.Equal([1, 0, 1, 0], new[] { 0, 1, 2, 3 }.Select(i => asked.Cell($"layer[{i}].y", "overhead")));
        Assert.Equal(2 * 512 + 4, asked.Total("flops"));
        Assert.Equal(3, asked.Total("overhead"));
        Assert.Equal(6 * 128, asked.Output("weights"));
    }

    [Fact]
    public void A_right_side_may_ask_the_index()
    {
        var asked = With("every weight where inside is layer { width = (4 + it.layer) * 1 bit }", "repeat 3 as layer { y = mul(x, 8) }");
        Assert.Equal([32, 40, 48], new[] { 0, 1, 2 }.Select(i => asked.Cell($"layer[{i}].y", "weight_read")));
        Assert.Equal(120, asked.Output("weights"));
    }

    [Fact]
    public void Nested_repeats_are_divided_where_they_differ()
    {
        var asked = With("every operator where it.outer == 1 and it.inner == 0 { overhead = 1 s }", "repeat 2 as outer { repeat 3 as inner { y = same(x) } }");
        Assert.Equal(1, asked.Total("overhead"));
        Assert.Equal(6 * 32, asked.Total("vector_flops"));
        Assert.Equal(1, asked.Cell("outer[1].inner[0].y", "overhead"));
    }

    [Fact]
    public void Executions_scale_totals_and_not_figures()
    {
        var asked = With("every operator where name is y { times *= 25% }", "repeat 8 as layer { y = mul(x, 8) }");
        Assert.Equal(["layer.y × 2"], asked.Rows());
        Assert.Equal(512, asked.Cell("layer.y", "flops"));
        Assert.Equal(1024, asked.Total("flops"));
    }

    [Theory]
    [InlineData("every operator where name is y { reads nothing }", 0, 64)]
    [InlineData("every operator where name is y { writes nothing }", 64, 0)]
    public void Rules_may_say_what_is_read_and_written(string rule, double read, double written)
    {
        var asked = With(rule);
        Assert.Equal(read, asked.Cell("y", "activation_read"));
        Assert.Equal(written, asked.Cell("y", "activation_write"));
    }

    [Fact]
    public void Lets_of_a_block_see_the_subject()
        => Assert.Equal(512 * 3, With("every operator where name is y { let three = it.flops / it.flops + 2  flops *= three }").Cell("y", "flops"));

    [Theory]
    [InlineData("it.widest / 1 bit", 32)]           // x 16, the weight 32 bit
    [InlineData("it.widest_input / 1 bit", 16)]
    [InlineData("it.weight_elements", 64 * 0.5)]    // the half that is read
    [InlineData("it.uses", 2)]
    [InlineData("it.iterations", 3)]
    [InlineData("it.times", 1)]
    [InlineData("it.out", 8)]
    [InlineData("it.bytes / 1 B", 64 * 4 * 0.5 + 64 + 64)]
    public void What_can_be_read_of_an_operator(string property, double expected)
    {
        var asked = With(
            $"every operator where name is y {{ overhead = ({property}) * 1 s }}",
            "repeat 3 as layer { y = wide(x, 8)  a = same(y)  b = same(y) }",
            "operator wide(x: tensor, out: count) { weight w: [x.features, out] of 32 bit { reading = 50% }  result [x.., out] }");
        Assert.Equal(expected, asked.Cell("layer.y", "overhead"));
    }

    [Theory]
    [InlineData("readers is only heavy", 8)]        // what mul alone reads: b
    [InlineData("readers is heavy", 16 + 8)]        // what mul reads among others: a and b
    [InlineData("readers is not heavy", 8)]         // y, which nobody reads
    public void Conditions_on_readers(string condition, double bits)
    {
        // a is read by mul and same, b by mul, y by nobody.
        var asked = With($"every activation where {condition} and name is not x {{ width = 8 bit }}", "a = same(x)  b = same(a)  y = join(mul(a, 8), mul(b, 8))");
        var narrow = new[] { ("a", 16), ("b", 8), ("y", 8) }.Where(n => asked.Cell(n.Item1, "activation_write") == 32).Sum(n => n.Item2);
        Assert.Equal(condition.Contains("not", StringComparison.Ordinal) ? 8 : bits, narrow);
    }

    [Fact]
    public void Readers_further_in_are_readers_too()
    {
        // x is handed into two repeats, one inside the other; only the matrix product at the bottom reads it.
        var asked = With(
            "every activation where readers is only heavy { width = 8 bit }",
            "s = same(x)  repeat 2 as outer carrying s { repeat 2 as inner carrying s { s = mul(s, 8) } }");
        Assert.Equal(32, asked.Cell("s", "activation_write"));
    }

    [Fact]
    public void A_rule_that_matches_nothing_is_said()
    {
        var asked = With("every operator where operator is same and tag is heavy { flops = 1 }  every operator where tag is heavy { flops = 1 }");
        Assert.Equal(["LLM4502"], asked.Ids);
    }

    [Fact]
    public void A_later_transform_that_overrules_is_said_once()
    {
        const string Two = "transform a { every weight where tag is heavy { width = 8 bit } }  transform b { every weight where tag is heavy { width = 4 bit } }";
        var asked = Question.Ask(Question.Of("y = mul(x, 8)", "apply a  apply b", Two));
        Assert.Equal(["LLM4503"], asked.Ids);
        Assert.Equal(32, asked.Cell("y", "weight_read"));
    }

    [Fact]
    public void To_ask_something_else_of_the_subject_is_to_overrule()
    {
        // `it.layer` is no width: what the first transform said of it is lost.
        const string Two = "transform a { every weight { width = 8 bit } }  transform b { every weight { width = if it.layer == 0 then 2 bit else 4 bit } }";
        Assert.Equal(["LLM4503"], Question.Ask(Question.Of("repeat 2 as layer { y = mul(x, 8) }", "apply a  apply b", Two)).Ids);
    }

    [Fact]
    public void To_build_on_what_was_is_not_to_overrule()
    {
        const string Two = "transform a { every weight where tag is heavy { width = 8 bit } }  transform b { every weight where tag is heavy { width = it.width / 2 } }";
        var asked = Question.Ask(Question.Of("y = mul(x, 8)", "apply a  apply b", Two));
        Assert.Empty(asked.Ids);
        Assert.Equal(32, asked.Cell("y", "weight_read"));
    }

    [Fact]
    public void Structure_that_an_input_decides_is_refused_by_name()
    {
        var asked = Question.Try(Question.Of("y = mul(x, 8)", "input n: count in 1..9 = 3  apply t(n)", "transform t(n: count) { every operator where it.out > n { flops = 1 } }"));
        Assert.Contains("LLM3005", asked.Ids);
        Assert.Contains("'n'", asked.Said);
    }
}
