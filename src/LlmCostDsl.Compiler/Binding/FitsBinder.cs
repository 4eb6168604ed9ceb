using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Syntax;

namespace LlmCostDsl.Compiler.Binding;

/// <summary>Binds <c>fits memory.total in hw.capacity for batch, prompt</c>: an output, a figure of the device that it is compared with, parameters.</summary>
/// <param name="table">The definitions of the schedule.</param>
internal sealed class FitsBinder(DefinitionTable table, EquatableArray<BoundParameter> parameters)
{
    private Place Place => table.Place;

    public EquatableArray<BoundFits> Bind(IEnumerable<FitsSyntax> statements)
    {
        var bound = new List<BoundFits>();
        foreach (var statement in statements)
        {
            var (what, room) = (Output(statement.What), Figure(statement.Room));
            var variables = statement.Variables.Where(IsVariable).Select(v => v.Text).ToEquatable();
            if (what is null || room is null)
            {
                continue;
            }

            if (what.Type.Kind == TypeKind.Number && what.Type.Dimension != room.Type.Dimension)
            {
                Place.Report(room.At.WrongDimension($"'{what.Path}'", what.Type.Dimension, what.Type == SpecType.Bits, room.Type.Dimension, null));
            }
            else if (bound.Exists(b => b.What == what.Path && b.Room == room.Name))
            {
                Place.Report(Place.At(statement).FitsTwice(what.Path, bound.First(b => b.What == what.Path && b.Room == room.Name).At));
            }
            else
            {
                bound.Add(new BoundFits(Place.At(statement), what.Path, room.Name, variables));
            }
        }

        return bound.ToEquatable();
    }

    private BoundDefinitionUse? Output(PathSyntax path)
    {
        switch (new ExpressionBinder(Place, new LocalNames(table.Names)).Bind(path.AsExpression()))
        {
            case BoundMissing:
                return null;
            case BoundDefinitionUse { Type.Kind: TypeKind.Number or TypeKind.Any } use when table.Find(use.Path) is { IsPrivate: false, Parameters: null }:
                return use;
            case var other:
                Place.Report(other.At.NothingToFit(path.Text));
                return null;
        }
    }

    private BoundProperty? Figure(PathSyntax path)
    {
        switch (new ExpressionBinder(Place, new LocalNames(table.Names)).Bind(path.AsExpression()))
        {
            case BoundMissing:
                return null;
            case BoundProperty { Target: BoundSubject { Subject: Subject.Hardware }, Type.Kind: TypeKind.Number } figure:
                return figure;
            case var other:
                Place.Report(other.At.NoRoom(path.Text));
                return null;
        }
    }

    private bool IsVariable(Identifier name)
    {
        if (parameters.Any(p => p.Name == name.Text && p.Type.Kind == TypeKind.Number))
        {
            return true;
        }

        if (name.Text.Length > 0)
        {
            Place.Report(Place.At(name).NoFitVariable(name.Text, Spelling.Suggest(name.Text, parameters.Where(p => p.Type.Kind == TypeKind.Number).Select(p => p.Name))));
        }

        return false;
    }
}
