using System.Reflection;
using LlmCostDsl.Compiler.Emit;
using LlmCostDsl.Tests;
using Microsoft.CodeAnalysis.CSharp;

namespace LlmCostDsl.Compiler.Tests.Emit;

/// <summary>Compiles generated files as the strictest project would, at the oldest C# they may be written in.</summary>
internal static class StrictCompilation
{
    /// <summary>The assembly of some files; any diagnostic, hidden ones apart, fails the test.</summary>
    /// <param name="more">C# of the consumer's own.</param>
    /// <param name="version">The consumer's.</param>
    public static Assembly Load(IEnumerable<EmittedFile> files, string more = "", LanguageVersion version = LanguageVersion.CSharp12)
        => GeneratedAssembly.Load(version, files.Append(new EmittedFile("Consumer.cs", more))).Assembly;

    /// <summary>A constant or a static property.</summary>
    public static object? Value(this Assembly assembly, string type, string member)
        => assembly.GetType(type, throwOnError: true)!.GetMember(member, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic).Single() switch
        {
            FieldInfo f => f.GetValue(null),
            PropertyInfo p => p.GetValue(null),
            var m => ((MethodInfo)m).Invoke(null, []),
        };
}
