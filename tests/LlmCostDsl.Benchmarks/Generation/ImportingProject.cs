using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LlmCostDsl.Benchmarks.Generation;

/// <summary>A user's project that imports one module of the catalogue and has nothing of its own: what that module costs a build.</summary>
internal sealed class ImportingProject
{
    private const string Folder = "/project";

    private readonly CSharpParseOptions parse = new(LanguageVersion.CSharp12);
    private readonly SpecFile file;
    private readonly ISourceGenerator generator;
    private readonly CSharpCompilation compilation;

    public ImportingProject(string module, ISourceGenerator generator)
    {
        this.generator = generator;
        file = new(Folder + "/imports.llmspec", $"import {module}\n");
        compilation = CSharpCompilation.Create("demo", [CSharpSyntaxTree.ParseText("class Unrelated { }", parse)]);
        Size = Run().Sum(t => (long)Encoding.UTF8.GetByteCount(t));
    }

    /// <summary>Of the C# that is generated, in bytes.</summary>
    public long Size { get; }

    /// <summary>The generator, from nothing but the catalogue that is loaded once in a process.</summary>
    public int Generate() => Run().Count;

    private List<string> Run()
    {
        var driver = CSharpGeneratorDriver.Create([generator], [file], parse, new ProjectOptions(Folder, "imported")).RunGenerators(compilation);
        var result = driver.GetRunResult().Results.Single();
        return result.Exception is null ? [.. result.GeneratedSources.Select(s => s.SourceText.ToString())] : throw result.Exception;
    }
}
