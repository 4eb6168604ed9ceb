using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LlmCostDsl.Benchmarks.Generation;

/// <summary>A project that is the catalogue, under the generator driver: what a build does with it, and what the C# compiler does then.</summary>
internal sealed class CatalogueProject
{
    private const string Folder = "/project";
    private const string Edited = "models/llama.llmspec";

    private readonly CSharpParseOptions parse = new(LanguageVersion.CSharp12);
    private readonly ISourceGenerator generator = CarriedGenerator.Load();
    private readonly SpecFile[] files = [.. Catalogue.Files.Select(f => new SpecFile(Folder + "/" + f.Path, f.Content))];
    private readonly CSharpCompilation compilation;
    private readonly GeneratorDriver settled;
    private int edits;

    public CatalogueProject()
    {
        var platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => Path.GetFileName(p) is "LlmCostDsl.dll" or "System.Runtime.dll" or "System.Private.CoreLib.dll" or "System.Runtime.Intrinsics.dll" or "System.Collections.dll");
        compilation = CSharpCompilation.Create(
            "demo",
            [CSharpSyntaxTree.ParseText("class Unrelated { }", parse)],
            platform.Select(p => MetadataReference.CreateFromFile(p)),
            new(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable));
        settled = Fresh().RunGenerators(compilation);
        Output = [.. Result(settled).GeneratedSources.Select(s => s.SourceText.ToString())];
    }

    /// <summary>The C# of the catalogue, a file each.</summary>
    public ImmutableArray<string> Output { get; }

    /// <summary>Everything, from nothing.</summary>
    public int Everything() => Result(Fresh().RunGenerators(compilation)).GeneratedSources.Length;

    /// <summary>After a line of C# somewhere: nothing of ours is done again.</summary>
    public int UnrelatedEdit()
        => Result(settled.RunGenerators(compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText($"class Other{edits++} {{ }}", parse)))).GeneratedSources.Length;

    /// <summary>After one character in a comment of one file: its declarations are looked at again, and are what they were.</summary>
    public int Keystroke()
    {
        var old = files.Single(f => f.Path.EndsWith(Edited, StringComparison.Ordinal));
        var edited = new SpecFile(old.Path, old.Text + "\n// " + (char)('a' + (edits++ % 26)));
        return Result(settled.ReplaceAdditionalText(old, edited).RunGenerators(compilation)).GeneratedSources.Length;
    }

    /// <summary>After one character in the title of a model: what is made of that model, and of what uses it, is made anew.</summary>
    public int TitleStroke()
    {
        var old = files.Single(f => f.Path.EndsWith(Edited, StringComparison.Ordinal));
        return TitleStroke((old.Path, old.Text.IndexOf('"', old.Text.IndexOf("title", StringComparison.Ordinal)) + 1));
    }

    /// <summary>All declarations with a title: models and devices, each with its file and where its title begins.</summary>
    public IReadOnlyList<(string File, int At)> Titles { get; } =
        [.. Catalogue.Files.SelectMany(f => Regex.Matches(f.Content, """^\s+title\s+"()""", RegexOptions.Multiline).Select(m => (Folder + "/" + f.Path, m.Groups[1].Index)))];

    /// <summary>After one character in one of <see cref="Titles"/>.</summary>
    public int TitleStroke((string File, int At) title)
    {
        var old = files.Single(f => f.Path == title.File);
        return Result(settled.ReplaceAdditionalText(old, new SpecFile(old.Path, old.Text.Insert(title.At, ((char)('a' + (edits++ % 26))).ToString()))).RunGenerators(compilation)).GeneratedSources.Length;
    }

    /// <summary>What the C# compiler does with <see cref="Output"/>, from text to an assembly.</summary>
    /// <returns>The size of the assembly.</returns>
    public long CompileOutput()
    {
        using var assembly = new MemoryStream();
        var result = compilation.AddSyntaxTrees(Output.Select(t => CSharpSyntaxTree.ParseText(t, parse))).Emit(assembly);
        return result.Success ? assembly.Length
            : throw new InvalidOperationException(string.Join("\n", result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Take(5)));
    }

    private GeneratorDriver Fresh() => CSharpGeneratorDriver.Create([generator], files, parse, new ProjectOptions(Folder));

    private static GeneratorRunResult Result(GeneratorDriver driver)
    {
        var result = driver.GetRunResult().Results.Single();
        return result.Exception is null ? result : throw result.Exception;
    }
}
