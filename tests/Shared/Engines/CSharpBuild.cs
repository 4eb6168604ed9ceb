using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace LlmCostDsl.Tests.Engines;

/// <summary>
/// Compiles C# in memory as a strict consumer would: warning level 9999, nullable on, documentation diagnosed, arithmetic checked, C# 12. All
/// compilations share one set of references, which is most of what a small one costs.
/// </summary>
internal static class CSharpBuild
{
    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.CSharp12, DocumentationMode.Diagnose);

    // Said of comparisons and choices among constants, which lowering settles beforehand; plans made by hand or drawn at random have them.
    private static readonly HashSet<string> SaidOfConstants = ["CS0162", "CS0429", "CS0652", "CS1718"];

    private static readonly Lazy<(CSharpCompilation Optimized, CSharpCompilation Debuggable)> Empty = new(() =>
    {
        // Loading resolves what generated code may name; nothing else of the test host is to be seen.
        string[] wanted = ["System.Private.CoreLib", "System.Runtime", "System.Runtime.Intrinsics", "System.Memory", "System.Collections", "System.Linq", "LlmCostDsl"];
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => wanted.Contains(Path.GetFileNameWithoutExtension(p)))
            .Select(p => MetadataReference.CreateFromFile(p));
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            optimizationLevel: OptimizationLevel.Release,
            checkOverflow: true,
            warningLevel: 9999,
            nullableContextOptions: NullableContextOptions.Enable,
            concurrentBuild: false);
        var optimized = CSharpCompilation.Create("Generated", references: references, options: options);
        return (optimized, optimized.WithOptions(options.WithOptimizationLevel(OptimizationLevel.Debug)));
    });

    public static SyntaxTree Parse(string path, string text)
        => CSharpSyntaxTree.ParseText(SourceText.From(text, System.Text.Encoding.UTF8), Parsing, path);

    public static CSharpCompilation Of(IEnumerable<SyntaxTree> trees, bool optimized = true)
        => (optimized ? Empty.Value.Optimized : Empty.Value.Debuggable).AddSyntaxTrees(trees);

    /// <summary>Whatever the compiler says that a person would see, each with the line it is about.</summary>
    public static IReadOnlyList<string> Complaints(CSharpCompilation compilation)
        => [.. compilation.GetDiagnostics().Where(d => d.Severity > DiagnosticSeverity.Hidden).Select(Describe)];

    /// <summary>Loads it into a context of its own, which goes when nobody holds anything of it.</summary>
    public static Assembly Load(CSharpCompilation compilation)
    {
        using var image = new MemoryStream();
        var emitted = compilation.Emit(image);
        var said = emitted.Diagnostics.Where(d => d.Severity > DiagnosticSeverity.Hidden && !SaidOfConstants.Contains(d.Id)).Select(Describe).Take(20).ToList();
        Assert.True(emitted.Success && said.Count == 0, string.Join('\n', said));
        image.Position = 0;
        return new AssemblyLoadContext("generated", isCollectible: true).LoadFromStream(image);
    }

    private static string Describe(Diagnostic diagnostic)
    {
        var span = diagnostic.Location.GetLineSpan();
        var line = diagnostic.Location.SourceTree?.GetText().Lines[span.StartLinePosition.Line].ToString().Trim();
        return $"{span.Path}({span.StartLinePosition.Line + 1}): {diagnostic.Id}: {diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}\n    {line}";
    }
}
