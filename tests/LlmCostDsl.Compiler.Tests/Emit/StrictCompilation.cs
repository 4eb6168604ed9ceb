using System.Reflection;
using System.Runtime.Loader;
using LlmCostDsl.Compiler.Emit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LlmCostDsl.Compiler.Tests.Emit;

/// <summary>Compiles generated files as the strictest project would, at the oldest C# they may be written in.</summary>
internal static class StrictCompilation
{
    private static readonly IReadOnlyList<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => Path.GetFileName(p).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(p) == "LlmCostDsl.dll")
            .Select(p => MetadataReference.CreateFromFile(p)),
    ];

    /// <summary>The assembly of some files; any diagnostic, hidden ones apart, fails the test.</summary>
    /// <param name="more">C# of the consumer's own.</param>
    /// <param name="version">The consumer's.</param>
    public static Assembly Load(IEnumerable<EmittedFile> files, string more = "", LanguageVersion version = LanguageVersion.CSharp12)
    {
        var parse = new CSharpParseOptions(version, DocumentationMode.Diagnose);
        var trees = files.Select(f => CSharpSyntaxTree.ParseText(f.Text, parse, f.Name)).Append(CSharpSyntaxTree.ParseText(more, parse, "Consumer.cs"));
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, warningLevel: 9999)
            .WithGeneralDiagnosticOption(ReportDiagnostic.Error);
        var compilation = CSharpCompilation.Create("Consumer" + Guid.NewGuid().ToString("N"), trees, References, options);
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        Assert.DoesNotContain(result.Diagnostics, d => d.Severity != DiagnosticSeverity.Hidden);
        image.Position = 0;
        return new AssemblyLoadContext(compilation.AssemblyName, isCollectible: true).LoadFromStream(image);
    }

    /// <summary>A constant or a static property.</summary>
    public static object? Value(this Assembly assembly, string type, string member)
        => assembly.GetType(type, throwOnError: true)!.GetMember(member, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic).Single() switch
        {
            FieldInfo f => f.GetValue(null),
            PropertyInfo p => p.GetValue(null),
            var m => ((MethodInfo)m).Invoke(null, []),
        };
}
