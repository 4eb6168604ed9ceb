using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LlmCostDsl.Generator.Tests.Driving;

/// <summary>A project under the driver: its specs and options can be changed, and it can be run again.</summary>
internal sealed class GeneratorRun
{
    public const string Folder = "/project/";

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => Path.GetDirectoryName(p) == Path.GetDirectoryName(typeof(object).Assembly.Location) || Path.GetFileName(p) == "LlmCostDsl.dll")
            .Select(p => MetadataReference.CreateFromFile(p)),
    ];

    private readonly List<SpecInMemory> files = [];
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
            files.Add(new SpecInMemory(Full(path), text));
        }

        driver = CSharpGeneratorDriver.Create(
            [new SpecGenerator().AsSourceGenerator()],
            files,
            parse,
            options,
            new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
    }

    public string this[string path] => files.Single(f => f.Path == Full(path)).Content;

    public IReadOnlyCollection<(string Path, string Text)> Specs => [.. files.Select(f => (f.Path, f.Content))];

    public Compilation Updated { get; private set; } = null!;

    public static string Full(string path) => path.StartsWith('/') ? path : Folder + path;

    /// <summary>
    /// Runs it, and everything that must hold of any run: a second one gives the same and does nothing, an edit of C# does nothing either, and no step
    /// holds on to anything of the compilation.
    /// </summary>
    public GeneratorResult Settle()
    {
        var first = Run();
        Unmoved(first, Run());
        Unmoved(first, EditCSharp($"internal sealed class Another{compilation.SyntaxTrees.Length} {{ }}").Run());
        ObjectGraph.HoldsNothingOfRoslyn(first.Held);
        return first;
    }

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
        files.Add(file);
        driver = driver.AddAdditionalTexts([file]);
        return this;
    }

    public GeneratorRun Change(string path, string text)
    {
        var file = new SpecInMemory(Full(path), text);
        var place = files.FindIndex(f => f.Path == file.Path);
        driver = driver.ReplaceAdditionalText(files[place], file);
        files[place] = file;
        return this;
    }

    public GeneratorRun Remove(string path)
    {
        var file = files.Single(f => f.Path == Full(path));
        driver = driver.RemoveAdditionalTexts([file]);
        files.Remove(file);
        return this;
    }

    public GeneratorRun Set(string property, string value)
    {
        options = options.With(property, value);
        driver = driver.WithUpdatedAnalyzerConfigOptions(options);
        return this;
    }

    private static void Unmoved(GeneratorResult first, GeneratorResult again)
    {
        Assert.Equal(first.Sources, again.Sources);
        Assert.Equal(first.Diagnostics, again.Diagnostics);
        Assert.All(again.OwnReasons, r => Assert.True(r.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"{r.Step} ran again: {r.Reason}."));
        Assert.All(again.OutputReasons, r => Assert.Equal(IncrementalStepRunReason.Cached, r));
        Assert.Empty(again.Compiled);
    }

    /// <summary>Says something of one file, as an item's metadata does.</summary>
    public GeneratorRun Tell(string path, string metadata, string value)
    {
        options = options.With(Full(path), metadata, value);
        driver = driver.WithUpdatedAnalyzerConfigOptions(options);
        return this;
    }

    public GeneratorRun Replace(string path, string old, string replacement)
    {
        Assert.Contains(old, this[path], StringComparison.Ordinal);
        return Change(path, this[path].Replace(old, replacement, StringComparison.Ordinal));
    }

    /// <summary>An edit that has nothing to do with specs.</summary>
    public GeneratorRun EditCSharp(string text = "internal sealed class Another { }")
    {
        compilation = compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(text, (CSharpParseOptions)compilation.SyntaxTrees[0].Options, $"Edit{compilation.SyntaxTrees.Length}.cs"));
        return this;
    }
}
