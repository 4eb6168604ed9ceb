using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Tests.Shared;

namespace LlmCostDsl.Compiler.Tests.Lowering;

/// <summary>Schedules: definitions, what transforms override, outputs, inputs, guards.</summary>
public class ScheduleTests
{
    private static string Text(string schedule, string apply = "", string transforms = "", string own = "", string parameters = "n: count in 1..100 = 6", string inputs = "")
        => Question.Words + transforms + $$"""

            architecture Arch() steps run {
                x = input [batch, tokens, 8]
                y = mul(x, 8)
            }
            model M : Arch()
            model Small : Arch()
            schedule s({{parameters}}) { {{schedule}} }
            analysis A { model M  {{apply}}  schedule s  timing bytes  on Slow  {{inputs}}  {{own}} }
            """;

    private const string Plain = """
        one     = step(run, tokens: n, context: n)
        let yield = 1
        turn(c) = step(run, tokens: 1, context: c)
        rest    = sum(i in 1..n / yield, turn(i))
        flops   = one.flops + rest.flops
        memory.weights = one.weights
        memory.cost = memory.weights * 2
        """;

    // A step of t tokens: 128 · t operations.
    [Fact]
    public void Definitions_in_any_order_and_in_groups()
    {
        var asked = Question.Ask(Text("b = a * 2  a = n + 1  g.x = b  g.y = g.x + a"));
        Assert.Equal([14, 7, 14, 21], new[] { "b", "a", "g.x", "g.y" }.Select(asked.Output));
        Assert.Equal(["b", "a", "g.x", "g.y"], asked.Plan.Outputs.Select(o => o.Name));
    }

    [Fact]
    public void Outputs_come_in_order_with_their_types_and_private_ones_not_at_all()
    {
        var asked = Question.Ask(Text(Plain, own: "mine = flops / 1 FLOP  let hidden = 3  typed: bits = memory.weights"));
        Assert.Equal(["flops", "memory.weights", "memory.cost", "mine", "typed"], asked.Plan.Outputs.Select(o => o.Name));
        Assert.Equal([Dimension.Flops, Dimension.Bytes, Dimension.Bytes, Dimension.None, Dimension.Bytes], asked.Plan.Outputs.Select(o => o.Dimension));
        Assert.Equal("bits", asked.Plan.Outputs[4].TypeName);
        Assert.Equal(["one", "rest"], asked.Plan.Tables.Select(t => t.Step));
    }

    [Fact]
    public void Overrides_see_the_base_and_everything_that_uses_them_sees_them()
    {
        const string Rules = """
            transform twice { schedule s { turn(c) = base.turn(c) + base.turn(c + 1) } }
            transform more { schedule s { turn(c) = 10 * base.turn(c)  memory.weights = base.memory.weights * 1.5 } }

            """;
        // 6 · 128 and then 6 turns of two steps, ten times.
        var asked = Question.Ask(Text(Plain, "apply twice  apply more", Rules));
        Assert.Equal(6 * 128 + 6 * 2 * 10 * 128, asked.Output("flops"));
        Assert.Equal(128 * 1.5, asked.Output("memory.weights"));
        Assert.Equal(128 * 3, asked.Output("memory.cost"));
        Assert.Empty(asked.Ids);
    }

    [Fact]
    public void To_override_what_another_transform_said_without_its_base_is_said()
    {
        const string Rules = "transform a { schedule s { turn(c) = 2 * base.turn(c) } }  transform b { schedule s { turn(c) = step(run, tokens: 3, context: c) } }";
        var asked = Question.Ask(Text(Plain, "apply a  apply b", Rules));
        Assert.Equal(6 * 128 + 6 * 3 * 128, asked.Output("flops"));
        Assert.Equal(["LLM4509"], asked.Ids);
        Assert.Empty(Question.Ask(Text(Plain, "apply b  apply a", Rules)).Ids);
    }

    [Fact]
    public void A_let_that_is_overridden_stays_private()
    {
        var asked = Question.Ask(Text(Plain, "apply a", "transform a { schedule s { yield = 2.5 } }"));
        // Turns 1 and 2 of 6 / 2.5 = 2.4.
        Assert.Equal(6 * 128 + 2 * 128, asked.Output("flops"));
        Assert.DoesNotContain("yield", asked.Plan.Outputs.Select(o => o.Name));
    }

    [Fact]
    public void Rules_may_add_definitions_and_lets_of_their_own()
    {
        var asked = Question.Ask(Text(Plain, "apply a(4)", "transform a(k: count) { schedule s { let more = k + n  extra = more * flops / one.flops } }"));
        Assert.Equal(10 * 2, asked.Output("extra"));
    }

    [Fact]
    public void Other_models_are_reached_through_parameters_of_transforms()
    {
        var asked = Question.Ask(Text(Plain, "apply a(Small)", "transform a(m: model) { schedule s { turn(c) = base.turn(c) + m.step(run, tokens: 2, context: c) } }"));
        Assert.Equal(6 * 128 + 6 * 3 * 128, asked.Output("flops"));
    }

    [Fact]
    public void Parameters_that_nobody_binds_are_inputs_with_their_ranges()
    {
        var asked = Question.Ask(Text(Plain), ("n", 9));
        Assert.Equal(2 * 9 * 128, asked.Output("flops"));
        foreach (var wrong in new[] { 0, 101, 2.5, double.NaN, double.PositiveInfinity, -1, 1e300 })
        {
            Assert.Contains("'n'", Assert.Single(Question.Try(Text(Plain), null, ("n", wrong)).Errors));
        }
    }

    [Fact]
    public void An_input_of_the_name_binds_a_parameter_and_batch_binds_the_steps()
    {
        var text = Text(Plain, inputs: "input n: count in 2..5 = 4  input batch: count in 1..8 = 3", own: "per = flops / batch");
        Assert.Equal(3 * (4 + 4) * 128, Question.Ask(text).Output("flops"));
        Assert.Equal(8 * 128, Question.Ask(text).Output("per"));
        Assert.NotEmpty(Question.Try(text, null, ("n", 6)).Errors);
    }

    // 7 sequences of 6 tokens and 6 steps of one: 7 · (6 + 6) · 128 operations.
    [Theory]
    [InlineData("schedule s(batch: 7)", "")]
    [InlineData("schedule s(batch: b)", "input b: count in 1..9 = 7")]
    [InlineData("schedule s", "input batch: count in 1..9 = 7")]
    [InlineData("schedule s(batch: batch)", "input batch: count in 1..9 = 7")]
    public void A_schedule_is_told_the_batch_of_its_steps_by_argument_or_by_input(string schedule, string input)
    {
        var text = Text(Plain, parameters: "n: count in 1..100 = 6, batch: count in 1..9 = 1", inputs: input).Replace("schedule s  timing", schedule + "  timing", StringComparison.Ordinal);
        Assert.Equal(7 * (6 + 6) * 128, Question.Ask(text).Output("flops"));
    }

    [Fact]
    public void Requirements_become_guards_for_every_iteration()
    {
        var text = Text("require n != 7 else \"not seven\"  v = n", inputs: "input n: count in 1..100 = 4");
        Assert.Empty(Question.Try(text).Errors);
        Assert.Contains("not seven", Assert.Single(Question.Try(text, null, ("n", 7)).Errors));
        Assert.Contains("LLM3013", Question.Try(Text("require 2 < 1 else \"never\"  v = n")).Ids);
    }

    [Fact]
    public void A_requirement_of_an_operator_on_the_step_is_asked_of_every_step()
    {
        const string Op = "operator few(x: tensor) { require x.length <= 10 else \"at most ten\"  result [x.., 8] }";
        string With(string schedule) => Text(schedule, transforms: Op, parameters: "n: count in 0..100 = 6").Replace("y = mul(x, 8)", "y = few(x)", StringComparison.Ordinal);
        Assert.NotEmpty(Question.Try(With("a = step(run, tokens: n, context: n)"), null, ("n", 11)).Errors);
        Assert.Empty(Question.Try(With("a = step(run, tokens: n, context: n)"), null, ("n", 10)).Errors);
        var sum = With("let a = sum(i in 1..n, step(run, tokens: 2 * i, context: i))  v = a.flops");
        Assert.Empty(Question.Try(sum, null, ("n", 5)).Errors);
        Assert.NotEmpty(Question.Try(sum, null, ("n", 6)).Errors);
        Assert.Empty(Question.Try(sum, null, ("n", 0)).Errors);
    }

    [Theory]
    [InlineData("a = b + 1  b = a + 1")]
    [InlineData("f(i) = f(i - 1)  a = f(3)")]
    [InlineData("f(i) = g(i)  g(i) = f(i)  a = f(3)")]
    [InlineData("g.x = g.y  g.y = g.x")]
    public void Circles_are_refused(string schedule)
    {
        var asked = Question.Try(Text(schedule));
        Assert.Null(asked.Compiled.Plan);
        Assert.NotEmpty(asked.Ids);
    }

    [Fact]
    public void A_phase_the_architecture_lacks_is_refused()
        => Assert.NotEmpty(Question.Try(Text("a = step(walk, tokens: 1, context: 1)")).Ids);

    [Fact]
    public void Choices_are_lazy()
    {
        var text = Text("v = if n > 50 then 1 / (n - 50) else 0  w = if n > 50 then log2(n - 50) else 1");
        Assert.Equal(0, Question.Ask(text, ("n", 50)).Output("v"));
        Assert.Equal(0.25, Question.Ask(text, ("n", 54)).Output("v"));
        Assert.Equal(2, Question.Ask(text, ("n", 54)).Output("w"));
    }

    [Fact]
    public void A_parameter_of_another_model_is_what_its_transforms_set()
    {
        const string Draft = "architecture Two(layers: count) steps run { x = input [batch, tokens, 8]  repeat layers as layer carrying x { x = mul(x, 8) } }\n"
            + "transform shallow { set layers = model.layers / 2 }  transform as_deep(d: model) { every operator { overhead = d.layers * 1 s } }\n"
            + "model Draft : Two(layers: 12) { apply shallow }\n";
        var asked = Question.Ask(Text("l = d.layers  w = d.weights  t = step(run, tokens: 1, context: 1).overhead", "apply as_deep(d: Draft)", Draft, parameters: "d: model = Draft"));
        Assert.Equal(6, asked.Output("l"));
        Assert.Equal(6 * 128, asked.Output("w"));
        Assert.Equal(6, asked.Output("t"));
    }
}
