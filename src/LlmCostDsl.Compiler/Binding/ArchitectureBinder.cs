using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Syntax;

namespace LlmCostDsl.Compiler.Binding;

/// <summary>Binds what makes graphs: the statements of architectures, of blocks, and of what takes the place of a match.</summary>
internal sealed class ArchitectureBinder(Place place)
{
    public EquatableArray<BoundStatement> Statements(EquatableArray<StatementSyntax> statements, LocalNames names)
        => statements.Select(s => Statement(s, names)).OfType<BoundStatement>().ToEquatable();

    /// <summary>The nodes of a repeat's own body, on whichever path.</summary>
    public static HashSet<string> NodesOf(RepeatSyntax repeat)
    {
        var nodes = new HashSet<string>();
        var open = new Stack<StatementSyntax>(repeat.Body);
        while (open.Count > 0)
        {
            switch (open.Pop())
            {
                case NodeSyntax n:
                    nodes.Add(n.Name.Text);
                    break;
                case IfStatementSyntax i:
                    foreach (var inner in i.Then.Concat(i.Else))
                    {
                        open.Push(inner);
                    }

                    break;
            }
        }

        return nodes;
    }

    public static void Header(ArchitectureSymbol symbol, ArchitectureSyntax syntax, SpecFile file, LocalNames parameters)
    {
        var place = new Place(file, symbol, "an architecture") { Variables = StepVariables.All };
        symbol.Phases = syntax.Phases.Select(p => p.Text).Distinct().ToEquatable();
        symbol.Parameters = TypeBinder.Outline(place, syntax.Parameters);
        symbol.Parameters = TypeBinder.Parameters(
            place with { Variables = StepVariables.None }, parameters, syntax.Parameters, k => k is not (TypeKind.Model or TypeKind.Step or TypeKind.Tensor or TypeKind.Word), "A parameter of an architecture");
        symbol.StepParameters = TypeBinder.Parameters(
            place with { Variables = StepVariables.None }, parameters, syntax.StepParameters, k => k is TypeKind.Number or TypeKind.Truth, "What a step is given");
        foreach (var parameter in syntax.StepParameters.Where(p => p.Default is null))
        {
            place.Report(place.At(parameter).StepParameterWithoutDefault(parameter.Name.Text));
        }
    }

    public static void Body(ArchitectureSymbol symbol, ArchitectureSyntax syntax, SpecFile file, LocalNames parameters)
        => symbol.Body = new ArchitectureBinder(new Place(file, symbol, "an architecture") { Variables = StepVariables.All }).Statements(syntax.Body, new LocalNames(parameters));

    public static void Header(BlockSymbol symbol, BlockSyntax syntax, SpecFile file, LocalNames parameters)
    {
        var place = new Place(file, symbol, "a block") { Variables = StepVariables.All };
        symbol.Parameters = TypeBinder.Outline(place, syntax.Parameters);
        symbol.Parameters = TypeBinder.Parameters(place, parameters, syntax.Parameters, k => k is not (TypeKind.Model or TypeKind.Step or TypeKind.Word), "A parameter of a block");
    }

    public static void Body(BlockSymbol symbol, BlockSyntax syntax, SpecFile file, LocalNames parameters)
        => symbol.Body = new ArchitectureBinder(new Place(file, symbol, "a block") { Variables = StepVariables.All }).Statements(syntax.Body, new LocalNames(parameters));

    private BoundStatement? Statement(StatementSyntax statement, LocalNames names)
    {
        switch (statement)
        {
            case NodeSyntax node:
                return Node(node, names);
            case StoreSyntax store:
                return OperatorBinder.Store(place, names, store);
            case LetSyntax let:
                return AssignmentBinder.Let(place, names, let);
            case RequireSyntax require:
                return AssignmentBinder.Require(place, names, require);
            case RepeatSyntax repeat:
                return Repeat(repeat, names);
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

    private BoundNode Node(NodeSyntax node, LocalNames names)
    {
        var binder = new ExpressionBinder(place, names);
        var value = binder.Node(node.Value, $"The node '{node.Name.Text}'");
        var cache = node.Cache is { IsNot: false } clause ? AssignmentBinder.Block(place, names, clause.Attributes, ItKind.Cache) : (EquatableArray<BoundAssignment>?)null;
        var sharing = node.Sharing is { } shared
            ? new BoundSharing(place.At(shared), shared.Target.Parts.Select(p => p.Text).ToEquatable(), shared.When is { } when ? binder.Condition(when) : null)
            : null;
        names.Declare(new Local(node.Name.Text, SpecType.Tensor, place.At(node.Name)), place);
        return new BoundNode(place.At(node), node.Name.Text, place.At(node.Name), value, cache, sharing, node.Tags.Select(binder.Tag).ToEquatable())
        {
            Documentation = node.Documentation,
            LeavesCache = node.Cache is { IsNot: true },
        };
    }

    private BoundRepeat Repeat(RepeatSyntax repeat, LocalNames names)
    {
        var count = new ExpressionBinder(place, names).BindAs(repeat.Count, SpecType.Count, "How often a body is repeated");
        foreach (var carried in repeat.Carried)
        {
            if (carried.Text.Length > 0 && names.Find(carried.Text) is not { Type.Kind: TypeKind.Tensor })
            {
                place.Report(place.At(carried).UnknownName(carried.Text, place.Suggest(carried.Text, names.All), "Bind the first iteration's tensor before the repeat."));
            }
        }

        var inner = new LocalNames(names);
        if (repeat.Index is { } index)
        {
            inner.Declare(new Local(index.Text, SpecType.Count, place.At(index)), place);
            names.AddRepeat(index.Text, repeat);
        }

        return new BoundRepeat(place.At(repeat), count, repeat.Index?.Text, repeat.Carried.Select(c => c.Text).ToEquatable(), Statements(repeat.Body, inner));
    }
}
