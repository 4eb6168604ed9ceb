using LlmCostDsl.Compiler;
using LlmCostDsl.Compiler.Text;
using LlmCostDsl.Generator.Tests.Driving;
using Microsoft.CodeAnalysis;

namespace LlmCostDsl.Generator.Tests;

/// <summary>What the build says, and where.</summary>
public sealed class DiagnosticTests
{
    [Fact]
    public void A_mistake_is_named_at_its_characters()
    {
        var result = new GeneratorRun([("chat.llmspec", """
            import models.llama
            analysis Chat {
                model    Lama2_7B
                schedule generate
                timing   roofline
            }
            """)]).Settle();

        Assert.Equal(["chat.llmspec(3,14)-(3,22): error LLM1002: Unknown model 'Lama2_7B'; did you mean 'Llama2_7B'? Write 'Llama2_7B'."], result.Diagnostics);
        var said = result.Raw.Single();
        Assert.Equal(LocationKind.ExternalFile, said.Location.Kind);
        Assert.Equal("Lama2_7B".Length, said.Location.SourceSpan.Length);
        Assert.NotEmpty(said.Descriptor.Title.ToString());
        Assert.Contains("docs/diagnostics/LLM1002.md", said.Descriptor.Description.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("expect parameters == 768", "expect parameters == 769", "LLM6001")]
    [InlineData("model Wide :", "model Deep :", "LLM1004")]
    [InlineData("size: 16", "size: 16.5", "LLM2")]
    [InlineData("model Thin : Flat(size: 4)", "model Thin : Flat(size: 4", "LLM0")]
    [InlineData("model Wide : Toy(size: 16, layers: 2)", "model Wide : Wider\nmodel Wider : Wide", "LLM1014")]
    [InlineData("model Wide", "import models.nothing\nmodel Wide", "LLM1001")]
    [InlineData("model Wide", "model Llama2_7B : Flat(size: 3)\nimport models.llama\nmodel Wide", "LLM")]
    public void The_build_says_what_check_says(string old, string replacement, string id)
    {
        var run = ToyWorld.NewRun().Replace(ToyWorld.Models, old, replacement);
        var build = run.Settle().Raw.Select(d => (d.Id, d.Location.GetLineSpan().Path, d.Location.SourceSpan.Start)).ToHashSet();
        var check = SpecCompiler.Load(run.Specs.Select(s => new SourceText(s.Path, s.Text))).Check().Select(d => (d.Id, d.At.Source.Path, d.At.Span.Start)).ToHashSet();

        Assert.Contains(check, d => d.Id.StartsWith(id, StringComparison.Ordinal));
        Assert.Subset(build, check);
    }

    [Fact]
    public void An_error_in_one_declaration_does_not_silence_another()
    {
        var result = ToyWorld.NewRun()
            .Replace(ToyWorld.Models, "layers: 2", "layers: 2, depth: 1")
            .Replace(ToyWorld.Questions, "patience = 2 * latency", "patience = 2 * latency\n    expect latency < 1 ns")
            .Settle();

        Assert.Equal(["models.llmspec", "questions.llmspec"], result.Raw.Select(d => Path.GetFileName(d.Location.GetLineSpan().Path)).Order(StringComparer.Ordinal));
        Assert.Contains(result.Diagnostics, d => d.Contains("LLM6001", StringComparison.Ordinal));
    }

    [Fact]
    public void One_mistake_is_one_message()
    {
        var result = ToyWorld.NewRun().Replace(ToyWorld.Parts, "flops = 2 * x.rows", "flops = 2 * x.rowz").Settle();

        Assert.Single(result.Diagnostics);
    }

    [Fact]
    public void A_cycle_is_said_once_whoever_finds_it()
    {
        var result = new GeneratorRun([
            ("a.llmspec", "function one(x: ratio): ratio = two(x)\n"),
            ("b.llmspec", "function two(x: ratio): ratio = three(x) + 1\nfunction three(x: ratio): ratio = one(x)\nfunction before(x: ratio): ratio = three(x)\n"),
        ]).Settle();

        Assert.Single(result.Diagnostics, d => d.Contains("LLM1014", StringComparison.Ordinal));
    }

    [Fact]
    public void Comments_silence_warnings_and_those_that_silence_nothing_are_said()
    {
        const string Unused = "    input width: bits in 1 bit..8 bit = 4 bit\n    patience";
        var loud = ToyWorld.NewRun().Replace(ToyWorld.Questions, "    patience", Unused).Settle().Raw.Single();
        Assert.Equal(DiagnosticSeverity.Warning, loud.Severity);

        var quiet = ToyWorld.NewRun().Replace(ToyWorld.Questions, "    patience", $"    // llmspec:disable {loud.Id} because it is meant\n" + Unused);
        Assert.Empty(quiet.Settle().Diagnostics);

        var vain = ToyWorld.NewRun().Replace(ToyWorld.Questions, "    patience", $"    // llmspec:disable {loud.Id} because it is meant\n    patience").Settle();
        Assert.Contains("LLM0023", Assert.Single(vain.Diagnostics), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_of_generated_code_itself_are_taken()
    {
        var result = ToyWorld.NewRun().Replace(ToyWorld.Questions, "analysis AskThin", "analysis Models").Settle();

        Assert.Equal("questions.llmspec(11,10)-(11,16): warning LLM7001: No code is made of 'Models': 'Models' is a name of generated code itself. Give it another name.", Assert.Single(result.Diagnostics));
    }

    [Fact]
    public void Names_that_differ_in_case_only_cannot_both_be_files()
    {
        var result = ToyWorld.NewRun().Replace(ToyWorld.Questions, "analysis AskThin", "analysis askdeep").Settle();

        Assert.StartsWith("questions.llmspec(11,10)-(11,17): warning LLM7001", Assert.Single(result.Diagnostics), StringComparison.Ordinal);
    }

    [Fact]
    public void Old_languages_are_refused_with_one_message()
    {
        var result = new GeneratorRun(ToyWorld.Specs, language: Microsoft.CodeAnalysis.CSharp.LanguageVersion.CSharp11).Settle();

        Assert.Empty(result.Sources);
        Assert.Equal("-: error LLM7003: Specs become C# 12, and this project is compiled as C# 11. Set LangVersion to 12 or later, or leave it out.", Assert.Single(result.Diagnostics));
    }

    [Fact]
    public void Languages_nobody_knows_yet_will_do()
        => Assert.Empty(new GeneratorRun(ToyWorld.Specs, language: (Microsoft.CodeAnalysis.CSharp.LanguageVersion)1500).Settle().Diagnostics);

    [Fact]
    public void Names_that_are_one_in_CSharp_are_told_of()
    {
        var run = ToyWorld.NewRun().Replace(ToyWorld.Questions, "patience = 2 * latency", "patience = 2 * latency\n    Patience = length * latency");
        var result = run.Settle();

        Assert.Equal(
            "questions.llmspec(9,5)-(9,13): info LLM7004: The output 'Patience' has a suffix in C#, since 'patience' is 'Patience' already. Give one of the two a name that differs in more than case and underscores.",
            Assert.Single(result.Diagnostics));
        Assert.Empty(run.Updated.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning).Select(d => d.ToString()));
    }

    [Fact]
    public void Large_analyses_are_told_of()
    {
        var nodes = string.Concat(Enumerable.Range(0, 1000).Select(i => $"    y{i} = toy_map(x, size)\n"));
        var result = ToyWorld.NewRun().Replace(ToyWorld.Parts, "    y = toy_map(x, size)\n", nodes).Run();

        Assert.Contains("info LLM7002: 'AskThin' has 1000 operators", Assert.Single(result.Diagnostics), StringComparison.Ordinal);
    }
}
