using LlmCostDsl.Generator.Tests.Driving;

namespace LlmCostDsl.Generator.Tests;

/// <summary>What a project can say.</summary>
public sealed class OptionTests
{
    [Fact]
    public void The_namespace_is_the_root_namespace_unless_one_is_given()
    {
        var run = ToyWorld.Settled();
        Assert.All(run.Run().Sources.Values, s => Assert.Contains("namespace Demo;", s, StringComparison.Ordinal));

        var given = run.Set("LlmSpecNamespace", "My.Costs").Settle();
        Assert.All(given.Sources.Values, s => Assert.Contains("namespace My.Costs;", s, StringComparison.Ordinal));

        var none = run.Set("LlmSpecNamespace", string.Empty).Set("RootNamespace", string.Empty).Settle();
        Assert.All(none.Sources.Values, s => Assert.DoesNotContain("namespace", s, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "internal static")]
    [InlineData("internal", "internal static")]
    [InlineData("public", "public static")]
    [InlineData("Public", "public static")]
    public void Visibility_is_internal_unless_it_is_said(string value, string head)
        => Assert.All(ToyWorld.NewRun(("LlmSpecVisibility", value)).Settle().Sources.Values, s => Assert.Contains("\n" + head, s, StringComparison.Ordinal));

    [Fact]
    public void Imported_modules_become_code_and_others_do_not()
    {
        var result = ToyWorld.NewRun().Replace(ToyWorld.Devices, "hardware Box", "import models.opt\nhardware Box").Settle();

        Assert.Contains(result.Sources.Keys, k => k.StartsWith("Models.models.opt.", StringComparison.Ordinal));
        Assert.DoesNotContain(result.Sources.Keys, k => k.Contains("llama", StringComparison.Ordinal));
    }

    [Fact]
    public void All_means_all()
    {
        var result = new GeneratorRun([("empty.llmspec", "// Nothing.\n")], [("LlmSpecCatalogue", "all")]).Run();

        Assert.Empty(result.Diagnostics);
        Assert.Contains(result.Sources.Keys, k => k.StartsWith("Models.models.llama.", StringComparison.Ordinal));
        Assert.Contains(result.Sources.Keys, k => k.StartsWith("Devices.hardware.amd.", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_the_catalogue_files_are_modules_by_their_paths()
    {
        var run = new GeneratorRun(
            [
                ("std/channels.llmspec", "channel flops: flops\nchannel read: bytes\n"),
                ("hardware/toys.llmspec", "attribute hardware.speed: flops/seconds\nhardware Toy { speed = 1 FLOP/s }\n"),
                ("more/boats.llmspec", "import hardware.toys\nhardware Boat : Toy { }\n"),
            ],
            [("LlmSpecCatalogue", "none")]);
        var result = run.Settle();

        Assert.Empty(result.Diagnostics);
        Assert.Equal(["Devices.g.cs", "Devices.hardware.toys.Toy.g.cs", "Devices.more.boats.Boat.g.cs", "HardwareAttributes.g.cs"], result.Sources.Keys.Order(StringComparer.Ordinal));
        Assert.Contains("Speed", result.Sources["HardwareAttributes.g.cs"], StringComparison.Ordinal);

        // And by what the item says.
        var told = run.Tell("hardware/toys.llmspec", "LlmSpecModule", "things").Settle();
        Assert.Contains(told.Diagnostics, d => d.StartsWith("boats.llmspec(1,8)-(1,21): error LLM1001", StringComparison.Ordinal));
        Assert.Contains("Devices.things.Toy.g.cs", told.Sources.Keys);
    }

    [Fact]
    public void Files_outside_the_project_are_files_like_others()
    {
        var result = new GeneratorRun([.. ToyWorld.Specs, ("/elsewhere/spare.llmspec", "hardware Spare : Box { }\n")]).Settle();

        Assert.Empty(result.Diagnostics);
        Assert.Contains("Devices.Spare.g.cs", result.Sources.Keys);
        Assert.All(result.Sources.Keys, k => Assert.DoesNotContain('/', k));
    }
}
