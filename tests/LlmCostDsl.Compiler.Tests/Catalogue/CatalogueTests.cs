namespace LlmCostDsl.Compiler.Tests.Catalogue;

/// <summary>The catalogue that travels in the compiler keeps everything it promises: counts of parameters, lints of devices, expectations.</summary>
public class CatalogueTests
{
    [Fact]
    public void Everything_in_the_catalogue_checks_without_a_word()
    {
        var said = SpecCompiler.Load([]).Check(includeCatalogue: true).Select(d => $"{d.At.Source.Path}({d.At.Start.Line + 1},{d.At.Start.Column + 1}): {d.Severity} {d.Id}: {d.Message} {d.Remedy}");
        Assert.Empty(said);
    }
}
