using LlmCostDsl.Compiler;
using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Support;

namespace LlmCostDsl.Generator;

/// <summary>
/// All specs of one run, parsed and not bound. Every compilation binds a program of its own: what one is told never depends on which others came before,
/// and they may run side by side. Trees are shared, and so is the catalogue.
/// </summary>
/// <param name="IsCatalogue">Whether the project's files are the catalogue, and there is no other.</param>
internal sealed record SpecSnapshot(EquatableArray<SpecSurface> Files, bool IsCatalogue)
{
    public SpecCompiler NewCompiler() => IsCatalogue
        ? SpecCompiler.Load(new SpecLibrary(Files.Select(f => f.Library)), [], checksCatalogue: true)
        : SpecCompiler.Load(SpecLibrary.Embedded, [.. Files.Select(f => (f.Source, f.Parsed))]);
}
