using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Syntax;

namespace LlmCostDsl.Compiler.Binding;

/// <summary>Binds models: an architecture or another model, with parameters and transforms.</summary>
internal static class ModelBinder
{
    public static void Header(ModelSymbol symbol, ModelSyntax syntax, SpecFile file)
    {
        var place = new Place(file, symbol, "a model");
        symbol.Title = syntax.Body.OfType<TitleSyntax>().LastOrDefault()?.Text;
        symbol.Source = syntax.Body.OfType<SourceSyntax>().LastOrDefault()?.Text;
        var path = syntax.Base.Parts;
        if (path.Count == 0 || path[path.Count - 1].Text.Length == 0)
        {
            return;
        }

        if (place.IsDeclared(DeclarationKind.Model, path) && !place.IsDeclared(DeclarationKind.Architecture, path))
        {
            symbol.Base = place.Resolve<ModelSymbol>(path);
        }
        else if (place.IsDeclared(DeclarationKind.Architecture, path) || !LooksLikeModel(place, path))
        {
            symbol.Own = place.Resolve<ArchitectureSymbol>(path);
        }
        else
        {
            symbol.Base = place.Resolve<ModelSymbol>(path);
        }
    }

    public static void Body(ModelSymbol symbol, ModelSyntax syntax, SpecFile file)
    {
        var place = new Place(file, symbol, "a model");
        var names = new LocalNames(null);
        var architecture = symbol.Architecture;
        if (architecture is not null)
        {
            place.Refer(architecture, place.At(syntax.Base));
            symbol.Arguments = ApplyBinder.Arguments(place, names, syntax.Base.Text, place.At(syntax.Base), syntax.Arguments, architecture.Parameters, _ => symbol.Base is null);
        }

        symbol.Transforms = syntax.Body.OfType<ApplySyntax>().Select(a => ApplyBinder.Bind(place, names, a)).OfType<BoundApply>().ToEquatable();
        if (architecture is not null)
        {
            symbol.Expectations = syntax.Body.OfType<ExpectSyntax>().Select(e => ExpectBinder.Bind(place with { BareModel = architecture }, names, e, null)).ToEquatable();
        }
    }

    // Which of the two a name was meant for that is neither: what the rest of the catalogue, or its spelling, suggests.
    private static bool LooksLikeModel(Place place, IReadOnlyList<Identifier> path)
    {
        var name = path[path.Count - 1].Text;
        return !place.Program.Modules.Any(m => m.Declares(DeclarationKind.Architecture, name))
            && (place.Program.Modules.Any(m => m.Declares(DeclarationKind.Model, name))
                || (place.Suggest(name, place.File.VisibleKeys(DeclarationKind.Architecture)) is null
                    && place.Suggest(name, place.File.VisibleKeys(DeclarationKind.Model)) is not null));
    }
}
