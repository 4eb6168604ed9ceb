using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Syntax;

namespace LlmCostDsl.Compiler.Binding;

/// <summary>Binds timings and schedules.</summary>
internal sealed class DefinitionsBinder(DefinitionsSymbol symbol, EquatableArray<ParameterSyntax> parameters, EquatableArray<StatementSyntax> body, SpecFile file)
{
    private bool IsTiming => symbol is TimingSymbol;

    public void Header()
    {
        var place = IsTiming
            ? new Place(file, symbol, "a timing") { It = ItKind.Operator, HasHardware = true }
            : new Place(file, symbol, "a schedule") { HasHardware = true, HasSteps = true, Variables = StepVariables.Batch };
        var names = new LocalNames(null);
        symbol.Parameters = TypeBinder.Outline(place, parameters);
        symbol.Table = new DefinitionTable(symbol.Name, place, names);
        symbol.Parameters = TypeBinder.Parameters(
            place with { It = ItKind.None, HasHardware = false, HasSteps = false },
            names,
            parameters,
            k => k is TypeKind.Number or TypeKind.Truth || (k == TypeKind.Model && !IsTiming),
            IsTiming ? "A parameter of a timing" : "A parameter of a schedule");
        foreach (var statement in body)
        {
            symbol.Table.Add(statement, file);
        }
    }

    public void Body()
    {
        var table = symbol.Table;
        symbol.Definitions = table.BindAll();
        if (symbol is ScheduleSymbol schedule)
        {
            schedule.Fits = new FitsBinder(table, symbol.Parameters).Bind(body.OfType<FitsSyntax>());
            return;
        }

        if (table.FindOwn("time") is not { Parameters: null } time)
        {
            table.Place.Report(symbol.At.NoTime(symbol.Name));
            return;
        }

        foreach (var definition in new[] { time, table.FindOwn("step") })
        {
            if (definition?.Bound is { } bound)
            {
                new ExpressionBinder(table.Place, table.Names).Converted(bound.Value with { Type = bound.Type }, TypeNames.Seconds, $"'{definition.Path}' of a timing");
            }
        }
    }
}
