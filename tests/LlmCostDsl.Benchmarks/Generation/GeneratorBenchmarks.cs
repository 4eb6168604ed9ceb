using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LlmCostDsl.Benchmarks.Generation;

/// <summary>The generator over the whole catalogue, under the driver: from nothing, after an edit elsewhere, and after a keystroke in one model's file.</summary>
[MemoryDiagnoser]
public class GeneratorBenchmarks
{
    private const string Folder = "/project";
    private const string Edited = "models/llama.llmspec";

    private readonly CSharpParseOptions parse = new(LanguageVersion.CSharp12);
    private ISourceGenerator generator = null!;
    private SpecFile[] files = [];
    private CSharpCompilation compilation = null!;
    private GeneratorDriver settled = null!;
    private int edits;

    [GlobalSetup]
    public void SetUp()
    {
        generator = CarriedGenerator.Load();
        files = [.. Catalogue.Files.Select(f => new SpecFile(Folder + "/" + f.Path, f.Content))];
        compilation = CSharpCompilation.Create("demo", [CSharpSyntaxTree.ParseText("class Unrelated { }", parse)], [], new(OutputKind.DynamicallyLinkedLibrary));
        settled = Fresh().RunGenerators(compilation);
    }

    [Benchmark(Baseline = true)]
    public int Everything() => Sources(Fresh().RunGenerators(compilation));

    /// <summary>A line of C# somewhere: nothing of ours is done again.</summary>
    [Benchmark]
    public int UnrelatedEdit()
        => Sources(settled.RunGenerators(compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText($"class Other{edits++} {{ }}", parse))));

    /// <summary>One character in a comment of one file: its declarations are looked at again, and are what they were.</summary>
    [Benchmark]
    public int Keystroke()
    {
        var old = files.Single(f => f.Path.EndsWith(Edited, StringComparison.Ordinal));
        return Sources(settled.ReplaceAdditionalText(old, new SpecFile(old.Path, old.Text + "\n// " + (char)('a' + (edits++ % 26)))).RunGenerators(compilation));
    }

    private GeneratorDriver Fresh() => CSharpGeneratorDriver.Create([generator], files, parse, new ProjectOptions(Folder));

    private static int Sources(GeneratorDriver driver)
    {
        var result = driver.GetRunResult().Results.Single();
        return result.Exception is null ? result.GeneratedSources.Length : throw result.Exception;
    }
}
