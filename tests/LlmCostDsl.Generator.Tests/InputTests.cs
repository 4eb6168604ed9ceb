using LlmCostDsl.Generator.Tests.Driving;

namespace LlmCostDsl.Generator.Tests;

/// <summary>Whatever a project hands over, no run fails.</summary>
public sealed class InputTests
{
    [Fact]
    public void Without_specs_there_is_nothing()
    {
        var result = new GeneratorRun().Settle();

        Assert.Empty(result.Sources);
        Assert.Empty(result.Diagnostics);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("// Later.\n")]
    [InlineData("llmspec 1\n")]
    public void A_file_without_declarations_is_fine(string text) => Assert.Empty(new GeneratorRun([("empty.llmspec", text)]).Settle().Diagnostics);

    [Theory]
    [InlineData("\0\u0001")]
    [InlineData("}}}}((((")]
    [InlineData("analysis")]
    [InlineData("analysis { }")]
    [InlineData("analysis A {")]
    [InlineData("model A : A\nmodel A : A")]
    [InlineData("analysis A { model A schedule A timing A on A }")]
    [InlineData("import models.llama\nanalysis class { model Llama2_7B  schedule generate  timing roofline }")]
    [InlineData("hardware if { }")]
    [InlineData("import nothing\nimport nothing")]
    public void Broken_texts_are_told_of_and_the_run_goes_on(string text) => new GeneratorRun([("broken.llmspec", text), .. ToyWorld.Specs]).Settle();

    [Fact]
    public void Keywords_of_CSharp_are_names()
    {
        var run = new GeneratorRun([("k.llmspec", """
            import models.llama
            import hardware.nvidia
            analysis class {
                model    Llama2_7B
                schedule generate(prompt: string, output: namespace)
                timing   roofline
                on       A6000
                input string:    count in 1..4096 = 1024
                input namespace: count in 1..4096 = 256
                event = 2 * latency
            }
            model  object : Llama2_7B
            hardware null : A6000 { }
            """)]);
        Assert.Empty(run.Settle().Diagnostics);
        Assert.Empty(run.Updated.GetDiagnostics().Where(d => d.Severity >= Microsoft.CodeAnalysis.DiagnosticSeverity.Warning).Select(d => d.ToString()));
    }

    [Fact]
    public void A_path_given_twice_is_read_once()
    {
        var result = new GeneratorRun([.. ToyWorld.Specs, ToyWorld.Specs[1]]).Settle();

        // The build's targets refuse such a project; the driver itself does it now and then.
        Assert.Empty(result.Diagnostics);
        Assert.Equal(ToyWorld.NewRun().Run().Sources, result.Sources);
    }

    [Fact]
    public void Other_additional_files_are_none_of_ours()
    {
        var result = new GeneratorRun([("notes.txt", "analysis A {"), ("data.json", "{")]).Settle();

        Assert.Empty(result.Sources);
        Assert.Empty(result.Diagnostics);
    }

    [Fact]
    public void An_item_says_what_it_is()
    {
        var run = new GeneratorRun([.. ToyWorld.Specs, ("notes.txt", "hardware Noted : Box { }\n"), ("old.llmspec", "analysis {")]);
        run.Tell("notes.txt", "SourceItemGroup", "LlmSpec").Tell("old.llmspec", "SourceItemGroup", "None");
        var result = run.Settle();

        Assert.Empty(result.Diagnostics);
        Assert.Contains("Devices.Noted.g.cs", result.Sources.Keys);
    }

    [Fact]
    public void Lines_may_end_as_they_like()
    {
        var here = ToyWorld.NewRun().Settle();
        var there = new GeneratorRun(ToyWorld.Specs.Select(s => (s.Path, s.Text.Replace("\n", "\r\n", StringComparison.Ordinal)))).Settle();

        Assert.Equal(here.Sources, there.Sources);
    }
}
