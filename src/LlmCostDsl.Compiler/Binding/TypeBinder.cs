using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Syntax;

namespace LlmCostDsl.Compiler.Binding;

/// <summary>Types and parameters.</summary>
internal static class TypeBinder
{
    public static SpecType Bind(Place place, TypeSyntax syntax) => TypeNames.Read(
        syntax,
        (part, suggestion) =>
        {
            if (part.Text.Length > 0)
            {
                place.Report(place.At(part).UnknownType(part.Text, suggestion));
            }
        },
        part => place.Report(place.At(part).NoQuotient(part.Text)));

    /// <summary>The types alone, for whoever asks while ranges and defaults are still being bound.</summary>
    public static EquatableArray<BoundParameter> Outline(Place place, EquatableArray<ParameterSyntax> parameters)
        => parameters.Select(p => new BoundParameter(
            p.Name.Text,
            place.At(p.Name),
            TypeNames.Read(p.Type),
            null,
            null,
            p.Default is { } d ? new BoundMissing(place.At(d)) : null,
            p.Documentation)).ToEquatable();

    /// <summary>Parameters in their order, each seeing those before it; their names are added to <paramref name="names"/>.</summary>
    /// <param name="allows">Which kinds of types may stand here.</param>
    public static EquatableArray<BoundParameter> Parameters(Place place, LocalNames names, IEnumerable<ParameterSyntax> parameters, Func<TypeKind, bool> allows, string what)
    {
        var bound = new List<BoundParameter>();
        foreach (var syntax in parameters)
        {
            var type = Bind(place, syntax.Type);
            if (type.Kind != TypeKind.Error && !allows(type.Kind))
            {
                place.Report(place.At(syntax.Type).TypeNotHere(type.Name, what));
                type = SpecType.Error;
            }

            bound.Add(Parameter(place, names, syntax, type));
            var local = new Local(syntax.Name.Text, type, place.At(syntax.Name));

            // A schedule's `batch` and an input of that name are the step variable itself.
            if (local.Name == "batch" && place.Variables == StepVariables.Batch && names.FindHere(local.Name) is null)
            {
                names.Set(local);
            }
            else
            {
                names.Declare(local, place);
            }
        }

        return bound.ToEquatable();
    }

    private static BoundParameter Parameter(Place place, LocalNames names, ParameterSyntax syntax, SpecType type)
    {
        var binder = new ExpressionBinder(place, names);
        var what = $"'{syntax.Name.Text}'";
        var low = syntax.Low is { } l ? binder.BindAs(l, Loose(type), "The start of the range of " + what) : null;
        var high = syntax.High is { } h ? binder.BindAs(h, Loose(type), "The end of the range of " + what) : null;
        if (low is not null && high is not null && ConstantFolder.Fold(low) is { } from && ConstantFolder.Fold(high) is { } to && from > to)
        {
            place.Report(place.At(syntax.Low!.Span.To(syntax.High!.Span)).EmptyRange(low.At.Text, high.At.Text));
        }

        BoundExpression? value = null;
        if (syntax.Default is { } d)
        {
            value = type.Kind switch
            {
                TypeKind.Model => binder.Model(d, what),
                TypeKind.Word => binder.Word(d, type, what),
                _ => binder.BindAs(d, type, what),
            };
            binder.CheckRange(value, low, high, type, what);
        }

        return new BoundParameter(syntax.Name.Text, place.At(syntax.Name), type, low, high, value, syntax.Documentation);
    }

    // A range's ends need not be whole; of a truth or a tensor there is none to be had.
    private static SpecType Loose(SpecType type) => type.IsWhole ? SpecType.Ratio : type;
}
