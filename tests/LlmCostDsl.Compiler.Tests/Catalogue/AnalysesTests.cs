using LlmCostDsl.Compiler.Binding;

namespace LlmCostDsl.Compiler.Tests.Catalogue;

/// <summary>The catalogue's analyses are what its evaluators are generated from.</summary>
public class AnalysesTests
{
    private static readonly SpecCompiler Catalogue = SpecCompiler.Load([]);

    public static TheoryData<string> Architectures => [.. Catalogue.Declared<ArchitectureSymbol>().Select(a => a.Name)];

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Every_architecture_has_one_that_can_be_run_as_it_stands(string architecture)
    {
        var analyses = Catalogue.Declared<AnalysisSymbol>().Where(a => a.Model!.Architecture.Name == architecture).ToList();
        Assert.NotEmpty(analyses);
        Assert.All(analyses, a =>
        {
            Assert.True(a.Device is not null, $"{a.Name} names no device");
            Assert.NotEmpty(a.Inputs);
            Assert.DoesNotContain(a.Inputs, i => i.Default is null);
        });
        Assert.Contains(analyses, a => a.Expectations.Count > 0);
    }
}
