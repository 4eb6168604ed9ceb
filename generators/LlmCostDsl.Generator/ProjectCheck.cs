using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Emit;
using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Generator;

/// <summary>What is to be said of a project that is no single declaration's matter.</summary>
internal static class ProjectCheck
{
    public static EquatableArray<SpecDiagnostic> Of(EquatableArray<SpecSurface> files, GeneratorOptions options)
    {
        if (files.IsEmpty)
        {
            return EquatableArray<SpecDiagnostic>.Empty;
        }

        if (options.IsLanguageTooOld)
        {
            return EquatableArray.Of(SpecDiagnostic.From(GeneratedCodeDiagnostics.LanguageTooOld(options.LanguageVersion / 100)));
        }

        var said = new DiagnosticBag();
        said.AddRange(new SpecSnapshot(files, options.Catalogue == CatalogueMode.None).NewCompiler().CheckModules());
        said.AddRange(Clashes(files, options));
        return said.Items.Select(SpecDiagnostic.From).ToEquatable();
    }

    private static IEnumerable<Diagnostic> Clashes(EquatableArray<SpecSurface> files, GeneratorOptions options)
    {
        foreach (var clash in new EmittedDeclarations(files, options.Catalogue).Clashes)
        {
            // What is imported has no place in the project to say it at.
            if (PlaceOf(clash.Loser, files) is { } at)
            {
                yield return at.SameCSharpName(clash.Loser.Name, clash.Type, clash.Winner?.Name, clash.Winner is { } winner ? PlaceOf(winner, files) : null);
            }
        }
    }

    private static SourceSpan? PlaceOf(GeneratedName name, EquatableArray<SpecSurface> files)
        => files.Where(f => f.Module == name.Module)
            .SelectMany(f => f.Parsed.Tree.Declarations
                .Where(d => d.Name.Text == name.Name && EmittedDeclarations.KindOf(DeclarationKinds.Of(d)) == name.Kind)
                .Select(d => new SourceSpan(f.Source, d.Name.Span)))
            .FirstOrDefault();
}
