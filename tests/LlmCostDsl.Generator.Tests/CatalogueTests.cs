using LlmCostDsl.Generator.Tests.Driving;
using Microsoft.CodeAnalysis;

namespace LlmCostDsl.Generator.Tests;

/// <summary>The catalogue compiled by its own generator, as a project of its own.</summary>
public sealed class CatalogueTests
{
    private static string Specs
    {
        get
        {
            var folder = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(folder, "LlmCostDsl.sln")))
            {
                folder = Path.GetDirectoryName(folder)!;
            }

            return Path.Combine(folder, "specs");
        }
    }

    [Fact]
    public void It_compiles_without_a_word()
    {
        var run = new GeneratorRun(
            Directory.EnumerateFiles(Specs, "*.llmspec", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
                .Select(f => (Path.GetRelativePath(Specs, f).Replace('\\', '/'), File.ReadAllText(f))),
            [("LlmSpecCatalogue", "none")]);
        var result = run.Run();

        Assert.Empty(result.Diagnostics);
        Assert.True(result.Sources.Count > 100);
        Assert.Empty(run.Updated.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning).Select(d => d.ToString()));
    }
}
