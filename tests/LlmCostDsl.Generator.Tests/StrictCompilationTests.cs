using System.Globalization;
using LlmCostDsl.Generator.Tests.Driving;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LlmCostDsl.Generator.Tests;

/// <summary>
/// Everything that is generated for the whole catalogue and for the examples compiles without a word where a project asks for everything: warning level
/// 9999, nullable, documentation, checked arithmetic, the oldest C# it may be. The same comes out every time, whatever the culture.
/// </summary>
public sealed class StrictCompilationTests
{
    // Names that C# reserves, warns of, or has members of.
    private const string Awkward = """
        import models.llama
        import hardware.nvidia

        model opt : Llama2_7B
        hardware card : A6000 { power = 200 W }
        analysis chat {
            model    opt
            schedule generate(prompt, output)
            timing   roofline
            on       card
            input prompt: count in 1..4096 = 64
            input output: count in 1..4096 = 64
            input class:  count in 1..8 = 1
            result = class * latency
        }
        analysis event { model opt  schedule generate(prompt: 8, output: 8)  timing roofline  on card }
        """;

    [Theory]
    [InlineData("Demo", "internal", "false", OptimizationLevel.Debug)]
    [InlineData("", "public", "false", OptimizationLevel.Release)]
    [InlineData("Demo.event.@class.record", "public", "true", OptimizationLevel.Release)]
    public void The_whole_catalogue_compiles_without_a_word(string space, string visibility, string lines, OptimizationLevel level)
    {
        var result = Run(space, visibility, lines);

        Assert.DoesNotContain(result.Diagnostics, d => !d.Contains(": info ", StringComparison.Ordinal));
        Assert.True(result.Sources.Count > 50, $"only {result.Sources.Count} files were generated");
        var said = Compile(result, level).Where(d => d.Severity > DiagnosticSeverity.Hidden).Select(d => Describe(d, result)).ToList();
        Assert.True(said.Count == 0, $"{said.Count} diagnostics\n{string.Join('\n', said.Take(20))}");
    }

    [Fact]
    public void The_same_comes_out_again_under_another_culture()
    {
        var first = Run("Demo", "internal", "false").Sources;
        var hostile = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            var second = Run("Demo", "internal", "false").Sources;

            Assert.Equal(first.Keys.Order(StringComparer.Ordinal), second.Keys.Order(StringComparer.Ordinal));
            Assert.All(first, file => Assert.Equal(file.Value, second[file.Key]));
        }
        finally
        {
            CultureInfo.CurrentCulture = hostile;
        }
    }

    private static GeneratorResult Run(string space, string visibility, string lines)
    {
        var examples = Path.Combine(AppContext.BaseDirectory, "Examples");
        var specs = Directory.EnumerateFiles(examples, "*.llmspec").Order(StringComparer.Ordinal).Select(f => (Path.GetFileName(f), File.ReadAllText(f))).ToList();
        Assert.NotEmpty(specs);
        specs.Add(("awkward.llmspec", Awkward));
        return new GeneratorRun(specs, [("LlmSpecCatalogue", "all"), ("LlmSpecVisibility", visibility), ("LlmSpecLineDirectives", lines)]).Set("RootNamespace", space).Run();
    }

    private static IEnumerable<Diagnostic> Compile(GeneratorResult result, OptimizationLevel level)
    {
        var parse = new CSharpParseOptions(LanguageVersion.CSharp12, DocumentationMode.Diagnose).WithFeatures([new("strict", "true")]);
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => Path.GetDirectoryName(p) == Path.GetDirectoryName(typeof(object).Assembly.Location) || Path.GetFileName(p) == "LlmCostDsl.dll")
            .Select(p => MetadataReference.CreateFromFile(p));
        var compilation = CSharpCompilation.Create(
            "Strict",
            result.Sources.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => CSharpSyntaxTree.ParseText(s.Value, parse, s.Key, System.Text.Encoding.UTF8)),
            references,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                optimizationLevel: level,
                checkOverflow: true,
                warningLevel: 9999,
                nullableContextOptions: NullableContextOptions.Enable));
        return compilation.Emit(Stream.Null).Diagnostics;
    }

    private static string Describe(Diagnostic diagnostic, GeneratorResult result)
    {
        var at = diagnostic.Location.GetLineSpan();
        var line = result.Sources.TryGetValue(at.Path, out var text) ? text.Split('\n')[at.StartLinePosition.Line].Trim() : string.Empty;
        return string.Create(CultureInfo.InvariantCulture, $"{at.Path}({at.StartLinePosition.Line + 1}): {diagnostic.Id}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}\n    {line}");
    }
}
