using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Tests.Binding;

/// <summary>Names as people type them, and questions made of them.</summary>
public sealed class QuestionTests
{
    private const string Chat = """
        import models.small
        analysis Chat {
            model Small  schedule generate(prompt, output: 8)  timing roofline  on Card
            input prompt: count in 1..100 = 10
            input batch: count in 1..8 = 2
            cost = latency * prompt
        }
        """;

    [Theory]
    [InlineData("small", "models.small.Small")]
    [InlineData("small-1.3B", "models.small.Small_1_3b")]
    [InlineData("models.small.small--1.3b", "models.small.Small_1_3b")]
    [InlineData("MODELS.SMALL.Bert", "models.small.Bert")]
    [InlineData("twins.one-more.twin", "twins.one_more.Twin")]
    public void Typed_names_are_found(string typed, string found)
        => Assert.Equal(found, TestLibrary.Bind(string.Empty).Find<ModelSymbol>(typed, out _)?.ToString());

    [Theory]
    [InlineData("small-13b", "There is no model 'small-13b'")]
    [InlineData("twin", "'twin' may be 'twins.one.Twin' or 'twins.one_more.Twin'.")]
    [InlineData("twins.one.Small", "There is no model 'twins.one.Small'")]
    public void Others_are_not(string typed, string sentence)
    {
        Assert.Null(TestLibrary.Bind(string.Empty).Find<ModelSymbol>(typed, out var error));
        Assert.StartsWith(sentence, error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_projects_own_come_first()
        => Assert.Equal("Small", TestLibrary.Bind("import architectures.decoder\nmodel Small : Decoder(hidden: 8, layers: 1)").Find<ModelSymbol>("small", out _)?.ToString());

    [Fact]
    public void A_model_gets_the_first_schedule_that_fits_and_the_first_timing()
    {
        var (small, said) = Ask(string.Empty, new AnalysisRequest("small"));
        Assert.Equal(("models.small.Small", "std.generate", "std.roofline", null), (small!.Model!.ToString(), small.Schedule!.ToString(), small.Timing!.ToString(), small.Device));
        Assert.Equal(["prompt", "output"], small.Inputs.Select(i => i.Name));
        Assert.Equal(["prompt", "output"], small.ScheduleArguments.Select(a => ((BoundLocal)a.Value).Name));
        Assert.Equal(512, ConstantFolder.Fold(small.Inputs[0].Default!));
        Assert.Empty(said);
        (var bert, said) = Ask(string.Empty, new AnalysisRequest("bert", Device: "card"));
        Assert.Equal(("std.encode", "models.small.Card"), (bert!.Schedule!.ToString(), bert.Device!.ToString()));
        Assert.Empty(said);
    }

    [Fact]
    public void Free_names_in_arguments_become_inputs_of_the_parameters_type()
    {
        var (question, said) = Ask(string.Empty, new AnalysisRequest("small", Apply: EquatableArray.Of("narrow(width: w, group: prompt) when flag"), Schedule: "generate(output: n)"));
        Assert.Empty(said);
        Assert.Equal(["n", "prompt", "w", "flag"], question!.Inputs.Select(i => i.Name));
        Assert.Equal(["count", "count", "bits", "bool"], question.Inputs.Select(i => i.Type.Name));
    }

    [Fact]
    public void An_analysis_is_started_from()
    {
        var (same, said) = Ask(Chat, new AnalysisRequest("chat"));
        Assert.NotNull(same!.Syntax);
        Assert.Empty(said);
        (var other, said) = Ask(Chat, new AnalysisRequest("chat", Model: "small-1.3b", Apply: EquatableArray.Of("narrow(group: batch)"), Timing: "roofline(efficiency: 50%)"));
        Assert.Empty(said);
        Assert.Equal("models.small.Small_1_3b", other!.Model!.ToString());
        Assert.Equal("models.small.Card", other.Device!.ToString());
        Assert.Equal(["prompt", "batch"], other.Inputs.Select(i => i.Name));
        Assert.Equal("batch", ((BoundLocal)Assert.Single(Assert.Single(other.Transforms).Arguments).Value).Name);
        Assert.Single(other.TimingArguments);
        Assert.Single(other.Definitions);
    }

    [Theory]
    [InlineData("narrow(widht: 4 bit)", "widht")]
    [InlineData("narrow(width: 4 s)", "4 s")]
    [InlineData("narow(width: 4 bit)", "narow")]
    public void What_is_wrong_points_into_the_command_line(string apply, string at)
    {
        var (_, said) = Ask(Chat, new AnalysisRequest("chat", Apply: EquatableArray.Of(apply)));
        var only = Assert.Single(said);
        Assert.Equal(("command line", at), (only.At.Source.Path, only.At.Text));
    }

    [Theory]
    [InlineData("}")]
    [InlineData("narrow() } analysis B {")]
    [InlineData("\"")]
    [InlineData("")]
    [InlineData("narrow(((((")]
    public void Nonsense_is_an_error_and_no_exception(string text)
    {
        foreach (var request in new[]
        {
            new AnalysisRequest("chat", Apply: EquatableArray.Of(text)), new AnalysisRequest("chat", Model: text), new AnalysisRequest("small", Schedule: text),
            new AnalysisRequest("small", Timing: text), new AnalysisRequest("small", Device: text), new AnalysisRequest(text),
        })
        {
            var (_, said) = Ask(Chat, request);
            Assert.NotNull(said);
        }
    }

    [Fact]
    public void Errors_of_what_a_question_needs_come_with_it_and_others_do_not()
    {
        const string Text = "transform bad { every weight { width = 4 s } }\ntransform worse { every weight { width = 5 s } }";
        var (_, said) = Ask(Text, new AnalysisRequest("small", Apply: EquatableArray.Of("bad")));
        Assert.Equal("4 s", Assert.Single(said).At.Text);
        (_, said) = Ask(Text, new AnalysisRequest("small"));
        Assert.Empty(said);
    }

    private static (AnalysisSymbol? Question, IReadOnlyList<Diagnostic> Said) Ask(string text, AnalysisRequest request)
    {
        var program = BoundProgram.Load(TestLibrary.Library, [new SourceText("test.llmspec", text)]);
        var bag = new DiagnosticBag();
        return (program.BindQuestion(request, bag), bag.Items);
    }
}
