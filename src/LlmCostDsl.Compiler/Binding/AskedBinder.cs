using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Syntax;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Binding;

/// <summary>An expression of the asker, read; its file is its own text.</summary>
internal sealed record AskedSyntax(SpecFile File, ExpressionSyntax Value, bool IsCondition)
{
    /// <summary>Reads each text by itself, so that nothing in it can begin a statement, and diagnostics show what was typed.</summary>
    public static EquatableArray<AskedSyntax> Read(SpecModule project, EquatableArray<AskedText> asked, DiagnosticBag diagnostics)
        => asked.Select(a =>
        {
            // A line break separates nothing in an expression, and an excerpt is one line.
            var source = new SourceText(a.Source, a.Text.Replace('\r', ' ').Replace('\n', ' '));
            var (value, parsed) = SpecParser.ParseExpression(source);
            diagnostics.AddRange(parsed.Diagnostics);
            return new AskedSyntax(new SpecFile(project, source, parsed) { SeesEverything = true }, value, a.IsCondition);
        }).ToEquatable();
}

/// <summary>An expression of the asker, bound; what is joined by <c>and</c> is a condition each.</summary>
/// <param name="Of">The number of the text it stands in.</param>
internal sealed record BoundAsked(int Of, BoundExpression Value, bool IsCondition)
{
    /// <summary>The comparison it is, where it is one of two numbers.</summary>
    public BoundBinary? Comparison => IsCondition && Value is BoundBinary { Operator: not BinaryOperator.Power, Left.Type.Kind: TypeKind.Number, Right.Type.Kind: TypeKind.Number } b ? b : null;
}

/// <summary>Binds what the asker adds to a question, where the definitions of the analysis are bound.</summary>
internal static class AskedBinder
{
    public static IEnumerable<BoundAsked> Bind(Place place, LocalNames names, IReadOnlyList<AskedSyntax> asked)
    {
        for (var i = 0; i < asked.Count; i++)
        {
            var binder = new ExpressionBinder(place with { File = asked[i].File }, names);
            var value = asked[i].IsCondition ? binder.BindAs(asked[i].Value, SpecType.Truth, "A constraint") : Number(binder, asked[i].Value);
            foreach (var part in asked[i].IsCondition ? Conditions(value) : [value])
            {
                yield return new BoundAsked(i, part, asked[i].IsCondition);
            }
        }
    }

    private static BoundExpression Number(ExpressionBinder binder, ExpressionSyntax syntax)
    {
        var value = binder.Bind(syntax);
        if (value.Type.Kind is TypeKind.Number or TypeKind.Any or TypeKind.Error)
        {
            return value;
        }

        binder.Place.Report(value.At.WrongType("What is to be largest or smallest", "a number", ExpressionBinder.Describe(value.Type)));
        return new BoundMissing(value.At);
    }

    // Brackets nest no deeper than the parser allows.
    private static IEnumerable<BoundExpression> Conditions(BoundExpression value)
        => value is BoundChain { Rest.Count: > 0 } chain && chain.Rest[0].Operator == BinaryOperator.And
            ? chain.Rest.Select(r => r.Operand).Prepend(chain.First).SelectMany(Conditions)
            : [value];
}
