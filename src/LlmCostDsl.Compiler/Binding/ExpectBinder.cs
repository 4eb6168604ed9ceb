using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Syntax;

namespace LlmCostDsl.Compiler.Binding;

/// <summary>Binds <c>expect e within t at x: 1</c>.</summary>
internal static class ExpectBinder
{
    /// <param name="inputs">What <c>at</c> may name; null where there are no inputs.</param>
    public static BoundExpect Bind(Place place, LocalNames names, ExpectSyntax syntax, IReadOnlyList<BoundParameter>? inputs)
    {
        var binder = new ExpressionBinder(place, names);
        var condition = binder.Condition(syntax.Condition);
        var within = syntax.Within is { } w ? binder.BindAs(w, SpecType.Ratio, "A tolerance") : null;
        var values = new List<BoundArgument>();
        foreach (var value in syntax.At)
        {
            var name = value.Name ?? new Identifier(value.Span, string.Empty);
            if (inputs?.FirstOrDefault(i => i.Name == name.Text) is { } input)
            {
                values.Add(new BoundArgument(place.At(value), name.Text, new ExpressionBinder(place, new LocalNames(null)).Argument(value, input)));
            }
            else if (name.Text.Length > 0)
            {
                place.Report(place.At(name).NotAnInput(name.Text, place.Suggest(name.Text, (inputs ?? []).Select(i => i.Name))));
            }
        }

        return new BoundExpect(place.At(syntax), condition, within, values.ToEquatable());
    }
}
