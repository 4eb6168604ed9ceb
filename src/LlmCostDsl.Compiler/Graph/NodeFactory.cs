using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Syntax;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Graph;

/// <summary>Makes nodes from operators: binds parameters, decides what the body's conditions decide, and leaves every cost to be followed.</summary>
internal sealed partial class NodeFactory(Evaluator evaluator, ModelGraph graph)
{
    private ExprPool Pool => evaluator.Pool;

    // Unless said otherwise, elements are 16 bit wide.
    private Expr UsualWidth => Pool.Constant(2, Dimension.Bytes);

    private Quantity NoBits => New(() => Pool.Constant(Rational.Zero, Dimension.Bytes));

    /// <summary>An operator at work on arguments given in the order of its parameters; null where the default holds.</summary>
    public GraphNode Make(OperatorSymbol op, string name, SourceSpan at, IReadOnlyList<object?> arguments, IReadOnlyList<SourceSpan> argumentsAt, IEnumerable<string> tags, List<string> blocks)
    {
        var scope = new Scope(graph.Scope);
        var node = new GraphNode(name, op, op.Name, at) { Blocks = blocks, Scope = scope };
        evaluator.BindParameters([.. op.Parameters], i => arguments[i], scope, i => argumentsAt[i]);
        foreach (var parameter in op.Parameters)
        {
            var value = scope.FindHere(parameter.Name)!;
            if (parameter.Type.Kind == TypeKind.Tensor && value is not GraphTensor)
            {
                throw new SpecException(at.NotATensor());
            }

            node.Arguments.Add(new(parameter.Name, value));
        }

        AddPlaceTags(node, tags);
        AddTags(node, op.Tags);
        AddNatural(node);
        RunBody(op.Body, node, scope);
        if (node.Results.Count == 0)
        {
            throw new SpecException(at.NoResult(op.Name));
        }

        return node;
    }

    /// <summary>What comes into the model from outside: a tensor that costs nothing to make.</summary>
    public GraphNode MakeInput(string name, BoundInputTensor input, Scope scope, IEnumerable<string> tags)
    {
        var node = new GraphNode(name, null, "input", input.At) { IsInput = true, Scope = new Scope(graph.Scope) };
        AddPlaceTags(node, tags);
        AddNatural(node);
        foreach (var channel in Vocabulary.MemoryChannels)
        {
            node.Quantities[channel] = New(() => Pool.Constant(Rational.Zero, Dimension.Bytes));
        }

        node.Results.Add(new GraphTensor(node, null)
        {
            Shape = ShapeOf(input.Shape, scope),
            Written = (input.Shape, scope),
            Width = New(() => input.Width is { } w ? evaluator.Resolved(w, scope) : UsualWidth),
            Beside = NoBits,
        });
        return node;
    }

    /// <summary>A quantity that follows a formula.</summary>
    /// <param name="meanwhile">What it is taken to be where its own formula needs it.</param>
    public Quantity New(Func<Expr> followed, Func<Expr>? meanwhile = null) => new(graph.Clock, Pool, followed, meanwhile);

    /// <summary>Every channel and attribute of a node at its natural value.</summary>
    public void AddNatural(GraphNode node)
    {
        foreach (var channel in evaluator.Vocabulary.Channels)
        {
            node.Quantities[channel] = New(Vocabulary.MemoryChannels.Contains(channel)
                ? () => Traffic.Natural(evaluator, node, channel)
                : () => node.Parts.Count == 0
                    ? Pool.Constant(Rational.Zero, evaluator.Vocabulary.DimensionOf(channel))
                    : Pool.Add([.. node.Parts.Select(p => p.Quantities[channel].Value)], evaluator.Vocabulary.DimensionOf(channel)));
        }

        node.Quantities["times"] = New(() => node.Parts.Count == 0 ? Pool.One : Pool.Extreme(FunctionKind.Maximum, [.. node.Parts.Select(p => p.Quantities["times"].Value)]));
        foreach (var attribute in evaluator.Vocabulary.Attributes("operator"))
        {
            var name = attribute.Name;
            node.Quantities[name] = New(() => node.Parts.Count == 0 ? Default(attribute, node, node.Scope) : Joined(node, name, attribute.Type));
        }
    }

    /// <summary>Tags that say what a node is.</summary>
    public static void AddTags(GraphNode node, IEnumerable<string> tags) => AddNew(node.Tags, tags);

    /// <summary>Tags that say what the place it stands in is for.</summary>
    public static void AddPlaceTags(GraphNode node, IEnumerable<string> tags)
    {
        List<string> written = [.. tags];
        AddNew(node.PlaceTags, written);
        AddNew(node.Tags, written);
    }

    private static void AddNew(List<string> into, IEnumerable<string> tags) => into.AddRange(tags.Distinct().Where(t => !into.Contains(t)).ToList());

    // Of what was fused, the largest; of truths, any.
    private Expr Joined(GraphNode node, string name, SpecType type)
    {
        var values = node.Parts.Select(p => p.Quantities[name].Value).ToList();
        return type.Kind == TypeKind.Truth ? values.Aggregate(Pool.Or) : Pool.Extreme(FunctionKind.Maximum, values);
    }

    private Expr Default(AttributeSymbol attribute, object subject, Scope scope)
        => attribute.Default is { } d
            ? evaluator.Coerce(evaluator.Scalar(d, new Scope(scope) { It = subject }), attribute.Type, d.At)
            : throw new MissingPropertyException(attribute.At.NoSuchProperty("this", attribute.Name));

    private void RunBody(EquatableArray<BoundStatement> body, GraphNode node, Scope scope)
    {
        foreach (var statement in body)
        {
            switch (statement)
            {
                case BoundIfStatement choice:
                    RunBody(evaluator.Decide(choice.Condition, scope) ? choice.Then : choice.Else, node, scope);
                    break;
                case BoundLet let:
                    scope.Bind(let.Name, new LazyValue(let.Value, scope));
                    break;
                case BoundRequire require:
                    node.Requires.Add((require, scope));
                    break;
                case BoundStore store:
                    var made = FillStore(new GraphStore(store.IsCache, store.Name, node, store.At) { Written = (store.Shape, scope) }, store.Shape, store.Width, store.Attributes, scope);
                    (store.IsCache ? node.Caches : node.Weights).Add(made);
                    scope.Bind(store.Name, made);
                    break;
                case BoundResult result:
                    AddResult(result, node, scope);
                    break;
                case BoundFlows flows:
                    SetFlows(node, flows, scope);
                    break;
                case BoundAssignment assignment:
                    Follow(node, assignment, new Scope(scope) { It = node });
                    break;
            }
        }
    }

    /// <summary>What <c>reads</c> or <c>writes</c> says takes the place of the natural list.</summary>
    public void SetFlows(GraphNode node, BoundFlows flows, Scope scope)
    {
        var list = flows.Flows.Select(f => new GraphFlow(
            () => evaluator.Evaluate(f.Tensor, scope) as GraphTensor ?? throw new SpecException(f.At.NotATensor()),
            f.Factor is { } factor ? () => evaluator.Scalar(factor, scope) : null)).ToList();
        if (flows.IsReads)
        {
            node.Reads = list;
        }
        else
        {
            node.Writes = list;
        }

        graph.Clock.Tick();
    }

    private void Follow(GraphNode node, BoundAssignment assignment, Scope scope)
        => node.Quantities[assignment.Name].Follow(assignment.Operator, () => Right(assignment, scope));

    private Expr Right(BoundAssignment assignment, Scope scope)
    {
        var value = evaluator.Scalar(assignment.Value, scope);
        return assignment.Operator is AssignmentOperator.Multiply or AssignmentOperator.Divide ? value : evaluator.Coerce(value, assignment.TargetType, assignment.Value.At);
    }

    private void AddResult(BoundResult result, GraphNode node, Scope scope)
    {
        var tensor = new GraphTensor(node, result.Name)
        {
            Shape = ShapeOf(result.Shape, scope),
            Written = (result.Shape, scope),
            Width = New(() => result.Width is { } w ? evaluator.Scalar(w, scope) : UsualWidth),
            Beside = NoBits,
        };
        if (result.ViewOf is { } viewed)
        {
            tensor.ViewOf = scope.Find(viewed) as GraphTensor ?? throw new SpecException(result.At.NotATensor());
            foreach (var assignment in result.Attributes)
            {
                tensor.ViewAttributes[assignment.Name] = New(() => Right(assignment, scope));
            }
        }

        node.Results.Add(tensor);
        if (result.Name is { } name)
        {
            scope.Bind(name, tensor);
        }
    }

    private Func<IReadOnlyList<Expr>> ShapeOf(EquatableArray<BoundExtent> extents, Scope scope)
    {
        IReadOnlyList<Expr>? known = null;
        var knownAt = -1;
        return () =>
        {
            if (known is null || knownAt != graph.Clock.Now)
            {
                known = [.. extents.SelectMany(e => Extents(e, scope))];
                knownAt = graph.Clock.Now;
            }

            return known;
        };
    }

    private IEnumerable<Expr> Extents(BoundExtent extent, Scope scope)
    {
        if (!extent.IsSpread)
        {
            return [Extent(evaluator.Resolved(extent.Value, scope), extent.At)];
        }

        var tensor = evaluator.Evaluate(extent.Value, scope) as GraphTensor ?? throw new SpecException(extent.At.NotATensor());
        var shape = Traffic.VisibleShape(evaluator, tensor);
        return shape.Take(shape.Count - 1);
    }

    // A shape is a model's, not a device's: what the device is may change costs alone.
    private static Expr Extent(Expr extent, SourceSpan at)
    {
        if ((extent.Depends & Dependence.Device) != 0)
        {
            throw new SpecException(at.NotHere("hw", "a shape", "Read the device in costs alone."));
        }

        return extent.Dimension.IsNone && !extent.IsTruth ? extent : throw new SpecException(at.DimensionMismatch(extent.Dimension, Dimension.None));
    }
}
