using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LlmCostDsl.Generator.Tests.Driving;

/// <summary>A project under the driver: its specs and options can be changed, and it can be run again.</summary>
internal sealed class GeneratorRun
{
    public const string Folder = "/home/demo/project/";

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => Path.GetDirectoryName(p) == Path.GetDirectoryName(typeof(object).Assembly.Location) || Path.GetFileName(p) == "LlmCostDsl.dll")
            .Select(p => MetadataReference.CreateFromFile(p)),
    ];

    private readonly Dictionary<string, SpecInMemory> files = [];
    private ProjectOptions options;
    private CSharpCompilation compilation;
    private GeneratorDriver driver;

    public GeneratorRun(IEnumerable<(string Path, string Text)>? specs = null, IEnumerable<(string Key, string Value)>? properties = null, LanguageVersion language = LanguageVersion.CSharp12)
    {
        var parse = CSharpParseOptions.Default.WithLanguageVersion(language);
        compilation = CSharpCompilation.Create(
            "demo",
            [CSharpSyntaxTree.ParseText("internal sealed class Unrelated { }", parse, "Unrelated.cs")],
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, warningLevel: 9999, nullableContextOptions: NullableContextOptions.Enable));
        options = new ProjectOptions([("RootNamespace", "Demo"), ("MSBuildProjectDirectory", Folder.TrimEnd('/')), .. properties ?? []]);
        foreach (var (path, text) in specs ?? [])
        {
            files.Add(Full(path), new SpecInMemory(Full(path), text));
        }

        driver = CSharpGeneratorDriver.Create(
            [new SpecGenerator().AsSourceGenerator()],
            files.Values,
            parse,
            options,
            new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
    }

    public IReadOnlyCollection<(string Path, string Text)> Specs => [.. files.Values.Select(f => (f.Path, f.Content))];

    public Compilation Updated { get; private set; } = null!;

    public static string Full(string path) => path.StartsWith('/') ? path : Folder + path;

    public GeneratorResult Run()
    {
        driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out var updated, out _);
        Updated = updated;
        var result = driver.GetRunResult().Results.Single();
        Assert.Null(result.Exception);
        return new GeneratorResult(result);
    }

    public GeneratorRun Add(string path, string text)
    {
        var file = new SpecInMemory(Full(path), text);
        files.Add(file.Path, file);
        driver = driver.AddAdditionalTexts([file]);
        return this;
    }

    public GeneratorRun Change(string path, string text)
    {
        var file = new SpecInMemory(Full(path), text);
        driver = driver.ReplaceAdditionalText(files[file.Path], file);
        files[file.Path] = file;
        return this;
    }

    public GeneratorRun Remove(string path)
    {
        driver = driver.RemoveAdditionalTexts([files[Full(path)]]);
        files.Remove(Full(path));
        return this;
    }

    public GeneratorRun Set(string property, string value)
    {
        options = options.With(property, value);
        driver = driver.WithUpdatedAnalyzerConfigOptions(options);
        return this;
    }

    /// <summary>Says something of one file, as an item's metadata does.</summary>
    public GeneratorRun Tell(string path, string metadata, string value)
    {
        options = options.With(Full(path), metadata, value);
        driver = driver.WithUpdatedAnalyzerConfigOptions(options);
        return this;
    }

    /// <summary>An edit that has nothing to do with specs.</summary>
    public GeneratorRun EditCSharp(string text = "internal sealed class Another { }")
    {
        compilation = compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(text, (CSharpParseOptions)compilation.SyntaxTrees[0].Options, $"Edit{compilation.SyntaxTrees.Length}.cs"));
        return this;
    }
}
