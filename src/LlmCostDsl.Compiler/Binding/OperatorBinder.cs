using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Syntax;

namespace LlmCostDsl.Compiler.Binding;

/// <summary>Binds operators.</summary>
internal sealed class OperatorBinder(OperatorSymbol symbol, OperatorSyntax syntax, SpecFile file)
{
    private readonly Place place = new(file, symbol, "an operator") { HasHardware = true, Variables = StepVariables.All };
    private readonly LocalNames parameters = new(null);

    public void Header()
    {
        symbol.Parameters = TypeBinder.Outline(place, syntax.Parameters);
        symbol.Tags = syntax.Tags.Select(t => t.Text).ToEquatable();
        symbol.Parameters = TypeBinder.Parameters(
            place with { HasHardware = false }, parameters, syntax.Parameters, k => k is not (TypeKind.Model or TypeKind.Step or TypeKind.Word), "A parameter of an operator");
    }

    public void Body() => symbol.Body = Statements(syntax.Body, new LocalNames(parameters));

    private EquatableArray<BoundStatement> Statements(EquatableArray<StatementSyntax> statements, LocalNames names)
        => statements.Select(s => Statement(s, names)).OfType<BoundStatement>().ToEquatable();

    private BoundStatement? Statement(StatementSyntax statement, LocalNames names)
    {
        switch (statement)
        {
            case StoreSyntax store:
                return Store(place, names, store);
            case ResultSyntax result:
                return Result(result, names);
            case FlowsSyntax flows:
                return AssignmentBinder.Flows(place, names, flows);
            case LetSyntax let:
                return AssignmentBinder.Let(place, names, let);
            case RequireSyntax require:
                return AssignmentBinder.Require(place, names, require);
            case AssignmentSyntax assignment:
                return AssignmentBinder.Bind(place, names, assignment, ItKind.Operator);
            case IfStatementSyntax choice:
                var condition = new ExpressionBinder(place, names).Condition(choice.Condition);
                LocalNames then = names.Branch(), otherwise = names.Branch();
                var bound = new BoundIfStatement(place.At(choice), condition, Statements(choice.Then, then), Statements(choice.Else, otherwise));
                names.Join(then, otherwise);
                return bound;
            default:
                return null;
        }
    }

    /// <summary>A weight or a cache, of an operator or (to share) of an architecture.</summary>
    public static BoundStore Store(Place place, LocalNames names, StoreSyntax store)
    {
        var shape = new ExpressionBinder(place with { HasHardware = false, Name = "a shape" }, names);
        var bound = new BoundStore(
            place.At(store),
            store.IsCache,
            store.Name.Text,
            shape.Shape(store.Shape),
            store.Width is { } width ? shape.BindAs(width, SpecType.Bits, "A width") : null,
            AssignmentBinder.Block(place, names, store.Attributes, store.IsCache ? ItKind.Cache : ItKind.Weight));
        names.Declare(new Local(store.Name.Text, SpecType.Tensor, place.At(store.Name)), place);
        return bound;
    }

    private BoundResult Result(ResultSyntax result, LocalNames names)
    {
        var shape = new ExpressionBinder(place with { HasHardware = false, Name = "a shape" }, names);
        var viewOf = result.ViewOf is { } view ? shape.BindAs(new NameSyntax(view.Span, view.Text), SpecType.Tensor, "What is viewed") : null;
        var subjects = viewOf is null ? new[] { ItKind.Activation } : [ItKind.Cache, ItKind.Activation];
        var bound = new BoundResult(
            place.At(result),
            result.Name?.Text,
            shape.Shape(result.Shape),
            result.Width is { } width ? shape.BindAs(width, SpecType.Bits, "A width") : null,
            viewOf is BoundLocal ? result.ViewOf!.Text : null,
            AssignmentBinder.Block(place, names, result.Attributes, subjects));
        if (result.Name is { } name)
        {
            names.Declare(new Local(name.Text, SpecType.Tensor, place.At(name)), place);
        }

        return bound;
    }
}
