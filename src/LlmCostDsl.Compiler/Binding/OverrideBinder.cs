using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Syntax;

namespace LlmCostDsl.Compiler.Binding;

/// <summary>Binds the rules by which transforms override definitions of a schedule or a timing.</summary>
internal static class OverrideBinder
{
    public static BoundOverrideRule? Bind(Place place, LocalNames names, OverrideRuleSyntax syntax)
    {
        DefinitionsSymbol? target = syntax.IsTiming
            ? place.Resolve<TimingSymbol>(syntax.Target.Parts)
            : place.Resolve<ScheduleSymbol>(syntax.Target.Parts);
        if (target is null)
        {
            return null;
        }

        var where = syntax.IsTiming
            ? place with { It = ItKind.Operator, Name = "a timing rule", Variables = StepVariables.None, Base = target.Table }
            : place with { HasSteps = true, Name = "a schedule rule", Variables = StepVariables.Batch, Base = target.Table };
        var table = new DefinitionTable(target.Name, where, names.Over(target.Table.Names), target.Table, isOverride: true);
        foreach (var statement in syntax.Body)
        {
            table.Add(statement, place.File);
        }

        var bound = table.BindAll();
        foreach (var definition in table.Own)
        {
            Compare(table, definition, target);
        }

        return new BoundOverrideRule(place.At(syntax), target, bound);
    }

    // An override has the form and the type of what it overrides: others use it.
    private static void Compare(DefinitionTable table, Definition definition, DefinitionsSymbol target)
    {
        var place = table.Place;
        if (target.Table.Find(definition.Path) is not { } overridden)
        {
            if (!definition.IsPrivate && (definition.Path != "step" || place.It != ItKind.Operator) && place.Suggest(definition.Path, target.Table.Paths) is { } suggestion)
            {
                place.Report(definition.PathAt.OverridesNothing(definition.Path, target.Name, suggestion));
            }

            return;
        }

        int takes = overridden.Parameters?.Count ?? -1, given = definition.Parameters?.Count ?? -1;
        if (takes != given)
        {
            place.Report(definition.PathAt.OverrideForm(definition.Path, Math.Max(0, takes), Math.Max(0, given), overridden.PathAt));
            return;
        }

        if (definition.Bound is not { } bound)
        {
            return;
        }

        var binder = new ExpressionBinder(place, table.Names);
        if (takes < 0)
        {
            binder.Converted(bound.Value with { Type = bound.Type }, Loose(target.Table.TypeOf(overridden)), $"'{definition.Path}' of '{target.Name}'");
            return;
        }

        foreach (var (arguments, result) in overridden.Calls)
        {
            var own = table.TypeOfCall(definition, arguments, definition.PathAt, place);
            if (result.Kind == TypeKind.Step || own.Kind == TypeKind.Step)
            {
                binder.Converted(bound.Value with { Type = own }, Loose(result), $"'{definition.Path}' of '{target.Name}'");
            }
        }
    }

    // `let yield = 1` may be overridden by any number of that dimension.
    private static SpecType Loose(SpecType type) => type.IsWhole ? SpecType.Ratio : type;
}
