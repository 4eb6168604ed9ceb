using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Graph;

/// <summary>Builds the statements of architectures, blocks and replacement bodies into a graph.</summary>
internal sealed partial class BodyBuilder(Evaluator evaluator, NodeFactory factory, ModelGraph graph, RepeatMemory memory)
{
    private readonly List<(GraphNode Node, BoundSharing Sharing, Scope Scope)> sharings = [];
    private int nodeCount;

    /// <summary>Requirements that depend on what is known only when evaluating.</summary>
    public List<GraphRequirement> Requirements { get; } = [];

    public void Build(IReadOnlyCollection<BoundStatement> statements, Scope scope, BuildPlace place)
    {
        foreach (var statement in statements)
        {
            switch (statement)
            {
                case BoundLet let:
                    scope.Bind(let.Name, new LazyValue(let.Value, scope));
                    break;
                case BoundRequire require:
                    Require(require, scope, null);
                    break;
                case BoundIfStatement choice:
                    Build([.. evaluator.Decide(choice.Condition, scope) ? choice.Then : choice.Else], scope, place);
                    break;
                case BoundStore weight:
                    var store = factory.MakeWeight(weight, scope, place.Group);
                    graph.Weights.Add(store);
                    scope.Bind(weight.Name, store);
                    break;
                case BoundRepeat repeat:
                    BuildRepeat(repeat, scope, place);
                    break;
                case BoundNode { LeavesCache: true } node:
                    // Only what takes over a node may leave the cache that one had.
                    throw new SpecException(node.NameAt.NoCacheToLeave(node.Name));
                case BoundNode node:
                    scope.Bind(node.Name, BuildNode(node, scope, place));
                    break;
            }
        }
    }

    /// <summary>One node statement: the tensor its name stands for.</summary>
    public GraphTensor BuildNode(BoundNode node, Scope scope, BuildPlace place)
    {
        var made = place.Made.Count;
        var tensor = Value(node.Value, scope, place, place.Prefix + node.Name, node.Tags.Select(t => Evaluator.Text(t, scope)).ToList(), node.NameAt);
        var isNew = place.Made.Count > made && tensor.Producer is { } producer && place.Made.IndexOf(producer) >= made;
        if ((node.Cache is not null || node.Sharing is not null) && !isNew)
        {
            throw new SpecException(node.NameAt.NothingNew(node.Name));
        }

        AddCache(node, tensor, scope);

        if (node.Sharing is { } sharing && (sharing.When is null || evaluator.Decide(sharing.When, scope)))
        {
            sharings.Add((tensor.Producer!, sharing, scope));
        }

        return tensor;
    }

    /// <summary>A node that a rule leaves as it is may be tagged and cached all the same.</summary>
    public GraphTensor Keep(BoundNode node, Scope scope, BuildPlace place)
    {
        var tensor = Value(node.Value, scope, place, node.Name, [], node.NameAt);
        if (tensor.Owner is not { } owner || node.Sharing is not null)
        {
            throw new SpecException(node.NameAt.NothingNew(node.Name));
        }

        NodeFactory.AddPlaceTags(owner, node.Tags.Select(t => Evaluator.Text(t, scope)));
        if (node.Cache is not null && tensor.Cache is not null)
        {
            throw new SpecException(node.NameAt.CachedAlready(node.Name));
        }

        AddCache(node, tensor, scope);
        return tensor;
    }

    private void AddCache(BoundNode node, GraphTensor tensor, Scope scope)
    {
        if (node.Cache is { } cache)
        {
            factory.AddCache(tensor.Producer!, tensor, cache, scope, node.At);
        }
    }

    /// <summary>When all nodes stand: ties shared weights to what they share.</summary>
    public void TieShared()
    {
        foreach (var (node, sharing, scope) in sharings)
        {
            if (node.Weights.Count == 0)
            {
                throw new SpecException(sharing.At.NothingNew(node.LastName));
            }

            var own = node.Weights[0];
            var target = FindWeight(sharing, scope);
            Expr ownSize = evaluator.Pool.Expand(Traffic.Product(evaluator.Pool, own.Shape())), size = evaluator.Pool.Expand(Traffic.Product(evaluator.Pool, target.Shape()));
            if (evaluator.Pool.Equal(ownSize, size) != evaluator.Pool.True)
            {
                throw new SpecException(sharing.At.SharedSizesDiffer(ownSize.ToString(), size.ToString()));
            }

            if (ReferenceEquals(target.Stored, own))
            {
                throw new SpecException(sharing.At.NeedsItself());
            }

            own.SharedWith = target;
        }

        sharings.Clear();
        graph.Clock.TickStructure();
    }

    /// <summary>Checks a requirement now, or leaves it to the evaluator.</summary>
    public void Require(BoundRequire require, Scope scope, GraphNode? node)
    {
        var condition = evaluator.Resolved(require.Condition, scope);
        switch (condition)
        {
            case TruthExpr { Value: true }:
                break;
            case TruthExpr:
                throw new SpecException(require.Condition.At.RequirementNotMet(node is null ? string.Empty : $"'{node.Path}': ", require.Otherwise, node?.At));
            case UndefinedExpr:
                throw new SpecException(require.Condition.At.DividesByZero("This requirement"));
            default:
                Requirements.Add(new GraphRequirement(condition, (node is null ? string.Empty : node.Path + ": ") + require.Otherwise, require.At));
                break;
        }
    }

    private GraphTensor Value(BoundExpression expression, Scope scope, BuildPlace place, string name, IEnumerable<string> tags, SourceSpan nameAt)
    {
        switch (expression)
        {
            case BoundIf choice:
                return Value(evaluator.Decide(choice.Condition, scope) ? choice.Then : choice.Else, scope, place, name, tags, nameAt);
            case BoundInputTensor input:
                var source = factory.MakeInput(name, input, scope, [.. tags, .. place.Tags]);
                Put(source, place, nameAt);
                return source.Result;
            case BoundOperatorCall { Callee: OperatorSymbol op } call:
                var node = factory.Make(op, name, call.At, Arguments(call, scope, place, name), ArgumentsAt(call), [.. tags, .. place.Tags], [.. place.Blocks]);
                Put(node, place, nameAt);
                return node.Result;
            case BoundMatchedCall again:
                var copy = MakeAgain(again, scope, place, name, [.. tags, .. place.Tags]);
                Put(copy, place, nameAt);
                return copy.Result;
            case BoundOperatorCall { Callee: BlockSymbol block } call:
                return BuildBlock(block, call, scope, place, name, tags);
            default:
                return evaluator.Evaluate(expression, scope) as GraphTensor ?? throw new SpecException(expression.At.NotATensor());
        }
    }

    private GraphTensor BuildBlock(BlockSymbol block, BoundOperatorCall call, Scope scope, BuildPlace place, string name, IEnumerable<string> tags)
    {
        var arguments = Arguments(call, scope, place, name);
        var at = ArgumentsAt(call);
        var inner = new Scope(graph.Scope) { Iteration = place.Frame };
        evaluator.BindParameters([.. block.Parameters], i => arguments[i], inner, i => at[i]);
        var inside = new BuildPlace(place.Items, place.Group, name + ".", [.. place.Blocks, LastOf(name)], [.. tags, .. place.Tags], place.Frame)
        {
            At = place.At,
            Names = place.Names,
        };
        Build([.. block.Body], inner, inside);
        place.At = inside.At;
        place.Made.AddRange(inside.Made);
        var last = LastNode(block.Body, inner);
        return last is not null && inner.FindHere(last) is GraphTensor value ? value : throw new SpecException(call.At.NoResult(block.Name));
    }

    private static string LastOf(string name) => name.Substring(name.LastIndexOf('.') + 1);

    // The last name a body binds on the path taken.
    private static string? LastNode(IEnumerable<BoundStatement> body, Scope scope)
        => body.Reverse().Select(s => s switch
        {
            BoundNode n => n.Name,
            BoundRepeat { Carried.Count: > 0 } r => r.Carried[r.Carried.Count - 1],
            BoundIfStatement i => LastBound(i.Then, scope) ?? LastBound(i.Else, scope),
            _ => null,
        }).FirstOrDefault(n => n is not null);

    private static string? LastBound(IEnumerable<BoundStatement> body, Scope scope)
        => LastNode(body, scope) is { } name && scope.FindHere(name) is not null ? name : null;

    private List<object?> Arguments(BoundOperatorCall call, Scope scope, BuildPlace place, string name)
    {
        var values = new List<object?>();
        for (var i = 0; i < call.Arguments.Count; i++)
        {
            var parameter = call.Callee.Parameters[i];
            values.Add(call.Arguments[i] switch
            {
                null => null,
                var a when parameter.Type.Kind == TypeKind.Tensor => Value(a, scope, place, NestedName(a, name, scope, place), [], a.At),
                var a when parameter.Type.Kind is TypeKind.Number or TypeKind.Truth => evaluator.Resolved(a, scope),
                var a => evaluator.Evaluate(a, scope),
            });
        }

        return values;
    }

    private static List<SourceSpan> ArgumentsAt(BoundOperatorCall call) => [.. call.Arguments.Select(a => a?.At ?? call.At)];

    // A nested call is named after the operator below the node it stands in; a second one of that name is numbered.
    private string NestedName(BoundExpression argument, string name, Scope scope, BuildPlace place)
    {
        var callee = argument;
        while (callee is BoundIf choice)
        {
            callee = evaluator.Decide(choice.Condition, scope) ? choice.Then : choice.Else;
        }

        var candidate = name + "." + callee switch
        {
            BoundOperatorCall call => call.Callee.Name,
            BoundMatchedCall again => Matched(again, scope).OperatorName,
            _ => "value",
        };
        var unique = candidate;
        for (var i = 2; place.Names.ContainsKey(unique); i++)
        {
            unique = candidate + "_" + i.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return unique;
    }

    private void Put(GraphNode node, BuildPlace place, SourceSpan at)
    {
        if (place.Names.TryGetValue(node.Name, out var twin))
        {
            throw new SpecException(at.DuplicateNode(node.Name, twin.At));
        }

        if (++nodeCount > LimitDiagnostics.NodeLimit)
        {
            throw new SpecException(at.TooManyNodes());
        }

        place.Put(node);
        graph.Clock.TickStructure();
    }

    private GraphStore FindWeight(BoundSharing sharing, Scope scope)
    {
        var parts = sharing.Path;
        var found = scope.Find(parts[0]) switch
        {
            GraphStore store when parts.Count == 1 => store,
            GraphTensor { Producer: { } producer } when parts.Count == 2 => producer.Weights.Find(w => w.Name == parts[1]),
            _ => null,
        };
        if (found is null && parts.Count > 1)
        {
            var path = string.Join(".", parts.Take(parts.Count - 1));
            found = graph.Nodes.Where(n => n.Name == path || n.Path == path).Select(n => n.Weights.Find(w => w.Name == parts[parts.Count - 1])).FirstOrDefault(w => w is not null);
        }

        return found ?? graph.Weights.Find(w => parts.Count == 1 && w.Name == parts[0])
            ?? throw new SpecException(sharing.At.NothingToShare(string.Join(".", parts)));
    }
}

/// <summary>A requirement that only an evaluation can check.</summary>
internal sealed record GraphRequirement(Expr Condition, string Otherwise, SourceSpan At);
