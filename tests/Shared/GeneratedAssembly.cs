using System.Reflection;
using System.Runtime.Loader;
using LlmCostDsl.Compiler.Emit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LlmCostDsl.Tests;

/// <summary>
/// Emitted files compiled together in memory, as a strict project would have it: nullable, documentation asked for, every warning an error. Loaded into
/// a context of its own, which goes when this is disposed.
/// </summary>
internal sealed class GeneratedAssembly : IDisposable
{
    private static readonly IReadOnlyList<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => Path.GetFileName(p).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(p) is "LlmCostDsl.dll" or "netstandard.dll" or "mscorlib.dll")
            .Select(p => MetadataReference.CreateFromFile(p)),
    ];

    private readonly AssemblyLoadContext context;

    private GeneratedAssembly(AssemblyLoadContext context, Assembly assembly)
    {
        this.context = context;
        Assembly = assembly;
    }

    public Assembly Assembly { get; }

    /// <summary>Compiles and loads; fails with the compiler's own words where it says anything at all.</summary>
    public static GeneratedAssembly Load(params IEnumerable<EmittedFile> files) => Load(LanguageVersion.CSharp12, files);

    /// <summary>The same in the consumer's own version of C#.</summary>
    public static GeneratedAssembly Load(LanguageVersion version, params IEnumerable<EmittedFile> files)
    {
        using var image = new MemoryStream();
        var said = Compile([.. files], image, version);
        Assert.True(said.Count == 0, string.Join("\n", said.Take(20)));
        image.Position = 0;
        var context = new AssemblyLoadContext("generated", isCollectible: true);
        return new(context, context.LoadFromStream(image));
    }

    /// <summary>What the compiler says of these files: nothing, if all is well.</summary>
    public static IReadOnlyList<string> Compile(IReadOnlyList<EmittedFile> files, Stream image, LanguageVersion version)
    {
        var parsing = new CSharpParseOptions(version, DocumentationMode.Diagnose);
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            optimizationLevel: OptimizationLevel.Release,
            warningLevel: 9999,
            nullableContextOptions: NullableContextOptions.Enable,
            deterministic: true);
        var compilation = CSharpCompilation.Create(
            "Generated", files.Select(f => CSharpSyntaxTree.ParseText(f.Text, parsing, f.Name, System.Text.Encoding.UTF8)), References, options);
        var result = compilation.Emit(image, options: new Microsoft.CodeAnalysis.Emit.EmitOptions(debugInformationFormat: Microsoft.CodeAnalysis.Emit.DebugInformationFormat.Embedded));
        return [.. result.Diagnostics.Where(d => d.Severity != DiagnosticSeverity.Hidden).Select(d => Say(d, files))];
    }

    public Type Type(string name) => Assembly.GetType(name) ?? throw new InvalidOperationException($"no type {name} among {string.Join(", ", Assembly.GetTypes().Select(t => t.FullName))}");

    public void Dispose() => context.Unload();

    private static string Say(Diagnostic diagnostic, IReadOnlyList<EmittedFile> files)
    {
        var at = diagnostic.Location.GetLineSpan();
        var text = files.FirstOrDefault(f => f.Name == at.Path)?.Text.Split('\n').ElementAtOrDefault(at.StartLinePosition.Line);
        return $"{diagnostic}\n    {text?.Trim()}";
    }
}
