using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;

namespace LlmCostDsl.Benchmarks.Generation;

/// <summary>The generator as a C# compiler loads it: with the compiler it carries, apart from the one of this process.</summary>
internal sealed class CarriedGenerator() : AssemblyLoadContext("generator")
{
    /// <summary>The generator.</summary>
    public static ISourceGenerator Load()
    {
        var generator = new CarriedGenerator().Carried(new AssemblyName("LlmCostDsl.Generator"))!;
        return ((IIncrementalGenerator)Activator.CreateInstance(generator.GetType("LlmCostDsl.Generator.SpecGenerator", throwOnError: true)!)!).AsSourceGenerator();
    }

    protected override Assembly? Load(AssemblyName assemblyName) => Carried(assemblyName);

    // Everything else, the C# compiler above all, is the process's own.
    private Assembly? Carried(AssemblyName name)
    {
        using var stream = typeof(CarriedGenerator).Assembly.GetManifestResourceStream($"generator/{name.Name}.dll");
        return stream is null ? null : LoadFromStream(stream);
    }
}
