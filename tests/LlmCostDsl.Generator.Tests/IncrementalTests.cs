using Microsoft.CodeAnalysis;

namespace LlmCostDsl.Generator.Tests;

/// <summary>What an edit compiles again, by the names of units, and what not.</summary>
public sealed class IncrementalTests
{
    [Fact]
    public void The_first_run_compiles_everything_once()
    {
        var result = ToyWorld.NewRun().Settle();

        Assert.Empty(result.Diagnostics);
        Assert.Contains("Analysis AskDeep", result.Compiled);
        Assert.Contains("Timing toy_time", result.Compiled);
        Assert.Equal(result.Compiled.Distinct(), result.Compiled);
        Assert.Equal(
            ["AskDeep.g.cs", "AskThin.g.cs", "Devices.Box.g.cs", "Devices.Crate.g.cs", "Devices.g.cs", "HardwareAttributes.g.cs", "Models.Deep.g.cs", "Models.Thin.g.cs", "Models.Wide.g.cs", "Models.g.cs"],
            result.Sources.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_model_s_edit_compiles_the_model_and_whoever_names_it()
    {
        var result = ToyWorld.Settled().Replace(ToyWorld.Models, "model Thin : Flat(size: 4)", "model Thin : Flat(size: 5)").Run();

        Assert.Equal(["Analysis AskThin", "Model Thin"], result.Compiled);
    }

    [Fact]
    public void An_operator_s_edit_reaches_what_is_made_of_it()
    {
        var result = ToyWorld.Settled().Replace(ToyWorld.Parts, "flops = 2 *", "flops = 3 *").Run();

        // Declarations behind it moved not, and are not made of it.
        Assert.Equal(
            ["Analysis AskDeep", "Analysis AskThin", "Architecture Flat", "Architecture Toy", "Callable toy_map", "Model Deep", "Model Thin", "Model Wide"],
            result.Compiled);
    }

    [Fact]
    public void A_device_s_edit_compiles_what_derives_from_it_and_what_runs_on_it()
    {
        var result = ToyWorld.Settled().Replace(ToyWorld.Devices, "toy_rate = 1 G", "toy_rate = 2 G").Run();

        Assert.Equal(["Analysis AskDeep", "Analysis AskThin", "Hardware Box", "Hardware Crate"], result.Compiled);
    }

    [Fact]
    public void An_analysis_s_edit_is_its_own_matter()
    {
        var result = ToyWorld.Settled().Replace(ToyWorld.Questions, "patience = 2", "patience = 3").Run();

        // The other one stands behind it, as far as before.
        Assert.Equal(["Analysis AskDeep"], result.Compiled);
    }

    [Fact]
    public void A_comment_behind_everything_compiles_nothing()
    {
        var result = ToyWorld.Settled().Change(ToyWorld.Models, ToyWorld.Specs[1].Text + "\n// Nothing.\n").Run();

        Assert.Empty(result.Compiled);
        Assert.All(result.OutputReasons, r => Assert.Equal(IncrementalStepRunReason.Cached, r));
    }

    [Fact]
    public void Lines_that_move_move_what_is_said_of_them()
    {
        var run = ToyWorld.Settled().Change(ToyWorld.Questions, "// One line more.\n" + ToyWorld.Specs[3].Text.Replace("latency", "latenzy", StringComparison.Ordinal));

        Assert.Contains(run.Settle().Diagnostics, d => d.StartsWith("questions.llmspec(9,20)-(9,27): error LLM1006", StringComparison.Ordinal));
    }

    [Fact]
    public void A_declaration_more_says_so_in_the_list_of_its_kind()
    {
        var result = ToyWorld.Settled().Change(ToyWorld.Devices, ToyWorld.Specs[2].Text + "\nhardware Barrel : Box { }\n").Settle();

        Assert.Contains("Barrel", result.Sources["Devices.g.cs"], StringComparison.Ordinal);
        Assert.Contains("Devices.Barrel.g.cs", result.Sources.Keys);
    }

    [Fact]
    public void An_attribute_matters_to_everything_that_is_compiled()
    {
        var result = ToyWorld.Settled().Replace(ToyWorld.Parts, "toy_flow: bytes/seconds", "toy_flow: bytes/seconds = 5 MB/s").Run();

        Assert.Contains("Model Wide", result.Compiled);
        Assert.Contains("Attributes", result.Compiled);
    }

    [Fact]
    public void The_catalogue_s_declarations_are_not_compiled_again_when_the_project_changes()
    {
        var run = ToyWorld.Settled().Replace(ToyWorld.Devices, "hardware Box", "import models.opt\nhardware Box");
        var imported = run.Settle();
        var edited = run.Replace(ToyWorld.Devices, "2 MB/s", "3 MB/s").Run();

        Assert.Contains(imported.Compiled, u => u.StartsWith("Model models.opt.", StringComparison.Ordinal));
        Assert.Equal(["Analysis AskThin", "Hardware Crate"], edited.Compiled);
    }

    [Fact]
    public void A_warning_that_comes_writes_no_code_anew()
    {
        var result = ToyWorld.Settled().Replace(ToyWorld.Questions, "    patience", "    input width: bits in 1 bit..8 bit = 4 bit\n    patience").Run();
        Assert.Contains(result.Diagnostics, d => d.Contains("warning LLM1", StringComparison.Ordinal) || d.Contains("warning LLM5", StringComparison.Ordinal));

        var silenced = ToyWorld.Settled();
        var said = silenced.Change(ToyWorld.Models, "// llmspec:disable LLM1013 because nothing\n" + ToyWorld.Specs[1].Text.Replace("\nmodel Wide", "model Wide", StringComparison.Ordinal)).Run();
        Assert.Contains(said.Diagnostics, d => d.Contains("LLM0023", StringComparison.Ordinal));
    }
}
