using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Syntax;

namespace LlmCostDsl.Compiler.Binding;

/// <content>Words: asked for with <c>is</c>, written behind '@', given to parameters. A parameter that holds one stands wherever the word may.</content>
internal sealed partial class ExpressionBinder
{
    /// <summary>The word given to a parameter: one that something is called, or another parameter of that type.</summary>
    public BoundExpression Word(ExpressionSyntax syntax, SpecType type, string what)
    {
        var at = place.At(syntax);
        if (syntax is not NameSyntax { Name: var word })
        {
            return Converted(Bind(syntax), type, what);
        }

        if (names.Find(word) is { Type: { Kind: TypeKind.Word } held })
        {
            return held == type ? new BoundLocal(at, type, word) : Refuse(at.WrongType(what, Describe(type), Describe(held)), at);
        }

        place.Program.CheckWordOf(place, type, word, at);
        return new BoundWordValue(at, type, word);
    }

    /// <summary>A tag written behind '@'.</summary>
    public BoundWord Tag(Identifier word) => Held(word, "What stands behind '@'", SpecType.TagWord) ?? new BoundWord(word.Text, IsParameter: false);

    /// <summary>A tag or an operator that a pattern matches.</summary>
    public BoundWord? HeldInPattern(Identifier word, bool isTag)
        => isTag ? Held(word, "What stands behind '@'", SpecType.TagWord) : Held(word, "What a pattern matches", SpecType.OperatorWord);

    private BoundWord AskedWord(Identifier word, string property)
    {
        SpecType[] wanted = property switch
        {
            "tag" => [SpecType.TagWord],
            "operator" => [SpecType.OperatorWord],
            "readers" => [SpecType.TagWord, SpecType.OperatorWord],
            "phase" => [],
            _ => [SpecType.NameWord],
        };
        if (Held(word, $"What '{property}' is compared with", wanted) is { } held)
        {
            return held;
        }

        place.Program.CheckWord(place, word.Text, place.At(word));
        return new BoundWord(word.Text, IsParameter: false);
    }

    // The parameter that holds the word; null where the word stands for itself.
    private BoundWord? Held(Identifier word, string what, params SpecType[] wanted)
    {
        if (names.Find(word.Text) is not { Type: { Kind: TypeKind.Word } held })
        {
            return null;
        }

        if (!wanted.Contains(held))
        {
            place.Report(place.At(word).WrongType(what, wanted.Length == 0 ? "a step" : string.Join(" or ", wanted.Select(Describe)), Describe(held)));
        }

        return new BoundWord(word.Text, IsParameter: true);
    }
}
