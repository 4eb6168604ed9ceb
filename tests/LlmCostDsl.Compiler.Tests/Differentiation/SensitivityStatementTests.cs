using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Tests.Shared;

namespace LlmCostDsl.Compiler.Tests.Differentiation;

/// <summary><c>sensitivity</c> in an analysis: further outputs, in every engine.</summary>
public sealed class SensitivityStatementTests
{
    // One operator: weights 8·32, read 4·8 and written 4·32 elements a sequence; of 2 bytes. All of it waits for 1 B/s.
    private const string Spec = Question.Words + """

        architecture Arch() steps run { x = input [batch, tokens, 8]  y = mul(x, 32) }
        model M : Arch()
        analysis A {
            model    M
            schedule once
            timing   bytes
            on       Slow
            input batch: count in 1..8 = 2
            half = seconds / 2
            SENSITIVITY
        }
        """;

    // Seconds are (512 + batch·t·80) bytes over the rate: at batch 2 and t = 4, 640 of 1152 bytes go with either.
    private const double Share = 640 / 1152.0;

    [Fact]
    public void Without_variables_an_output_has_an_elasticity_to_all_it_reads()
    {
        var question = Ask("sensitivity seconds, weights");

        Assert.Equal(
            ["elasticity.seconds.bandwidth", "elasticity.seconds.batch", "elasticity.seconds.t"],
            Names(question));
        Assert.Equal(-1, question.Output("elasticity.seconds.bandwidth"), 1e-12);
        Assert.Equal(Share, question.Output("elasticity.seconds.batch"), 1e-12);
        Assert.Equal(Share, question.Output("elasticity.seconds.t"), 1e-12);
    }

    [Fact]
    public void Variables_that_are_named_are_there_even_where_they_do_not_matter()
    {
        var question = Ask("sensitivity weights, half to hw.bandwidth, c");

        Assert.Equal(["elasticity.weights.bandwidth", "elasticity.weights.c", "elasticity.half.bandwidth", "elasticity.half.c"], Names(question));
        Assert.Equal((0, 0, -1, 0), (question.Output("elasticity.weights.bandwidth"), question.Output("elasticity.weights.c"), Math.Round(question.Output("elasticity.half.bandwidth"), 12), question.Output("elasticity.half.c")));
    }

    [Fact]
    public void A_figure_of_the_device_keeps_its_hw_beside_an_input_of_its_name()
    {
        var question = Question.Ask(
            Spec.Replace("SENSITIVITY", "input bandwidth: ratio = 3\nspeed = bandwidth * seconds\nsensitivity speed to bandwidth, hw.bandwidth", StringComparison.Ordinal));

        Assert.Equal(1, question.Output("elasticity.speed.bandwidth"), 1e-12);
        Assert.Equal(-1, question.Output("elasticity.speed.hw.bandwidth"), 1e-12);
    }

    [Fact]
    public void They_are_plain_numbers_with_a_sentence_and_the_place_that_asked()
    {
        var output = Ask("sensitivity seconds to hw.bandwidth").Plan.Outputs.Single(o => o.Name == "elasticity.seconds.bandwidth");

        Assert.Equal(("ratio", true, "Percents of seconds for one percent of hw.bandwidth"), (output.TypeName, output.Dimension.IsNone, output.Documentation));
        Assert.NotNull(output.Origin);
    }

    [Fact]
    public void They_follow_what_transforms_make_of_an_output()
    {
        // Half the weights' width: 256 + 640 bytes, of which 640 go with the batch.
        const string Narrow = "transform narrow(w: bits = 8 bit) { every weight { width = w } }\n";
        var question = Question.Ask(
            Narrow + Spec.Replace("SENSITIVITY", "sensitivity seconds to batch", StringComparison.Ordinal), new AnalysisRequest("A", Apply: new EquatableArray<string>(["narrow"])));

        Assert.Equal(640 / 896.0, question.Output("elasticity.seconds.batch"), 1e-12);
    }

    [Fact]
    public void Variants_have_their_own()
    {
        const string Narrow = "transform narrow(w: bits = 8 bit) { every weight { width = w } }\n";
        var text = Narrow + Spec.Replace("SENSITIVITY", "input small: bool = false\napply narrow when small\nsensitivity seconds to batch", StringComparison.Ordinal);

        Assert.Equal(Share, Question.Ask(text).Output("elasticity.seconds.batch"), 1e-12);
        Assert.Equal(640 / 896.0, Question.Ask(text, ("small", 1)).Output("elasticity.seconds.batch"), 1e-12);
    }

    [Fact]
    public void Expectations_of_such_an_analysis_are_checked_as_ever()
    {
        var compiler = SpecCompiler.Load([new Text.SourceText("test.llmspec", Spec.Replace("SENSITIVITY", "sensitivity seconds\nexpect half == seconds / 2\nexpect half > seconds", StringComparison.Ordinal))]);

        Assert.Equal(["LLM6001"], compiler.Check().Select(d => d.Id));
    }

    [Fact]
    public void The_formula_of_one_can_be_asked_for()
    {
        var question = Ask("sensitivity seconds to hw.bandwidth");

        Assert.Equal(["elasticity.seconds.bandwidth"], SpecCompiler.Formulas(question.Compiled, "elasticity.seconds.bandwidth").Select(f => f.Name));
        Assert.Contains(SpecCompiler.Formulas(question.Compiled), f => f.Name == "elasticity.seconds.bandwidth");
    }

    private static Question Ask(string statement) => Question.Ask(Spec.Replace("SENSITIVITY", statement, StringComparison.Ordinal));

    private static IEnumerable<string> Names(Question question) => question.Plan.Outputs.Select(o => o.Name).Where(n => n.StartsWith("elasticity.", StringComparison.Ordinal));
}
