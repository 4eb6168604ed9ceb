using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Syntax;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Binding;

/// <summary>Binds <c>apply t(…) when c</c>, and the arguments of models, schedules and timings.</summary>
internal static class ApplyBinder
{
    public static BoundApply? Bind(Place place, LocalNames names, ApplySyntax syntax)
    {
        if (place.Resolve<TransformSymbol>(syntax.Transform.Parts) is not { } transform)
        {
            return null;
        }

        var arguments = Arguments(place, names, transform.Name, place.At(syntax.Transform), syntax.Arguments, transform.Parameters, _ => true);
        var when = syntax.When is { } condition ? new ExpressionBinder(place, names).Condition(condition) : null;
        return new BoundApply(place.At(syntax), transform, arguments, when);
    }

    /// <summary>The arguments that are given, each with its parameter.</summary>
    public static EquatableArray<BoundArgument> Arguments(
        Place place,
        LocalNames names,
        string callee,
        SourceSpan calleeAt,
        EquatableArray<ArgumentSyntax> arguments,
        IReadOnlyList<BoundParameter> parameters,
        Func<BoundParameter, bool> required)
    {
        var matched = ArgumentMatcher.Match(place, callee, calleeAt, arguments, parameters, required);
        var binder = new ExpressionBinder(place, names);
        var bound = new List<BoundArgument>();
        for (var i = 0; i < matched.Length; i++)
        {
            if (matched[i] is { } argument)
            {
                bound.Add(new BoundArgument(place.At(argument), parameters[i].Name, binder.Argument(argument, parameters[i])));
            }
        }

        return bound.ToEquatable();
    }
}
