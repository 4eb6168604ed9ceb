using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Emit;

namespace LlmCostDsl.Compiler.Tests.Emit;

public class GeneratedNamesTests
{
    [Fact]
    public void An_analysis_a_model_and_a_device_may_share_a_name()
        => Assert.Empty(GeneratedNames.Clashes([new(GeneratedKind.Analysis, "X", ""), new(GeneratedKind.Model, "X", ""), new(GeneratedKind.Device, "X", "")]));

    [Fact]
    public void The_projects_own_comes_before_what_it_imports()
    {
        GeneratedName own = new(GeneratedKind.Model, "X", ""), first = new(GeneratedKind.Model, "X", "models.a"), second = new(GeneratedKind.Model, "X", "models.b");

        Assert.Equal([new(first, own, "Models.X"), new(second, own, "Models.X")], GeneratedNames.Clashes([second, first, own, own]));
        Assert.Equal([new GeneratedClash(second, first, "Models.X")], GeneratedNames.Clashes([second, first]));
    }

    [Fact]
    public void Names_that_differ_in_case_only_are_one_file()
    {
        GeneratedName upper = new(GeneratedKind.Device, "Board", ""), lower = new(GeneratedKind.Device, "board", "");

        Assert.True(Assert.Single(GeneratedNames.Clashes([upper, lower])) is { IsByCase: true, Type: "Devices.board" });
        Assert.Empty(GeneratedNames.Clashes([upper, lower with { Module = "hardware.boards" }]));
        Assert.Equal("Devices.hardware.boards.board.g.cs", GeneratedNames.FileOf(lower with { Module = "hardware.boards" }));
    }

    [Theory]
    [InlineData("Models")]
    [InlineData("devices")]
    [InlineData("HardwareAttributes")]
    public void An_analysis_cannot_be_a_container(string name)
        => Assert.Null(Assert.Single(GeneratedNames.Clashes([new(GeneratedKind.Analysis, name, "")])).Winner);

    [Fact]
    public void A_name_that_gave_way_may_meet_one_that_is_written_so()
        => Assert.Equal("Devices.AllDevice", Assert.Single(GeneratedNames.Clashes([new(GeneratedKind.Device, "All", ""), new(GeneratedKind.Device, "AllDevice", "")])).Type);

    [Fact]
    public void Nothing_in_the_catalogue_is_called_alike()
    {
        var catalogue = FiguresOf.Catalogue;
        Assert.Empty(GeneratedNames.Clashes(
        [
            .. catalogue.Declared<AnalysisSymbol>().Select(a => new GeneratedName(GeneratedKind.Analysis, a.Name, a.Module)),
            .. catalogue.Declared<ModelSymbol>().Select(m => new GeneratedName(GeneratedKind.Model, m.Name, m.Module)),
            .. catalogue.Declared<HardwareSymbol>().Select(d => new GeneratedName(GeneratedKind.Device, d.Name, d.Module)),
        ]));
    }
}
