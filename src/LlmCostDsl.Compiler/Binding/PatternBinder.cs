using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Syntax;

namespace LlmCostDsl.Compiler.Binding;

/// <summary>Binds patterns and the names they capture.</summary>
internal static class PatternBinder
{
    public static EquatableArray<BoundPatternNode> Bind(Place place, LocalNames names, EquatableArray<PatternNodeSyntax> pattern)
        => pattern.Select(n => Node(place, names, n)).ToEquatable();

    private static BoundPatternNode Node(Place place, LocalNames names, PatternNodeSyntax syntax)
    {
        var word = syntax.Operator.Text;
        var isAny = !syntax.IsTag && word == "any";
        OperatorSymbol? op = null;
        var held = isAny ? null : new ExpressionBinder(place, names).HeldInPattern(syntax.Operator, syntax.IsTag);
        if (held is not null)
        {
            // Which one it is shows when the transform is applied.
        }
        else if (syntax.IsTag)
        {
            place.Program.CheckWord(place, word, place.At(syntax.Operator));
        }
        else if (!isAny)
        {
            op = Operator(place, syntax);
        }

        foreach (var capture in syntax.Captures)
        {
            // A name that stands twice is the same tensor.
            if (names.FindHere(capture.Text) is null)
            {
                names.Declare(new Local(capture.Text, SpecType.Tensor, place.At(capture)), place);
            }
        }

        var at = place.At(syntax.Name);
        if (names.FindHere(syntax.Name.Text) is { } other)
        {
            place.Report(at.PatternNameTwice(syntax.Name.Text, other.At));
        }
        else
        {
            names.Declare(new Local(syntax.Name.Text, SpecType.Tensor, at), place);
        }

        return new BoundPatternNode(place.At(syntax), syntax.Name.Text, syntax.IsTag, isAny, op, held ?? new BoundWord(word, IsParameter: false), syntax.Captures.Select(c => c.Text).ToEquatable());
    }

    private static OperatorSymbol? Operator(Place place, PatternNodeSyntax syntax)
    {
        Identifier[] path = [syntax.Operator];
        if (!place.IsDeclared(DeclarationKind.Callable, path) && IsFused(place, syntax.Operator.Text))
        {
            return null;
        }

        switch (place.Resolve<CallableSymbol>(path))
        {
            case OperatorSymbol op:
                var inputs = op.Parameters.Count(p => p.Type.Kind is TypeKind.Tensor or TypeKind.Error);
                if (syntax.Captures.Count > inputs)
                {
                    place.Report(place.At(syntax.Captures[inputs]).TooManyCaptures(op.Name, inputs));
                }

                return op;
            case BlockSymbol block:
                place.Report(place.At(syntax.Operator).BlockInPattern(block.Name));
                return null;
            default:
                return null;
        }
    }

    // What only a fusion makes has a name and no declaration.
    private static bool IsFused(Place place, string word)
        => BoundProgram.WordsNear(place.File).Any(w => w.Fused.Contains(word)) || place.Program.WordsFar(place.File).Any(w => w.Fused.Contains(word));
}
