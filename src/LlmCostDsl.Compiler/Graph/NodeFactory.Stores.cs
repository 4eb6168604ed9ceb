using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Graph;

/// <content>Weights and caches, with every attribute at its default.</content>
internal sealed partial class NodeFactory
{
    /// <summary>A weight that the architecture declares for nodes to share.</summary>
    public GraphStore MakeWeight(BoundStore declared, Scope scope, GraphGroup? group)
        => FillStore(new GraphStore(false, declared.Name, null, declared.At) { Group = group, Written = (declared.Shape, scope) }, declared.Shape, declared.Width, declared.Attributes, scope);

    /// <summary>Keeps a tensor's rows across steps.</summary>
    public void AddCache(GraphNode node, GraphTensor tensor, EquatableArray<BoundAssignment> attributes, Scope scope, SourceSpan at)
    {
        var cache = new GraphStore(true, tensor.Name ?? node.LastName, node, at) { Of = tensor };
        cache.Shape = () => [.. tensor.Shape().Select(e => ReferenceEquals(e, Pool.Tokens) ? cache.Quantities["held"].Value : e)];
        AddCacheQuantities(cache, null, scope);
        AddDeclared(cache, "cache");
        Assign(cache.Quantities, attributes, new Scope(scope) { It = cache }, at);
        tensor.Cache = cache;
    }

    private GraphStore FillStore(
        GraphStore store, EquatableArray<BoundExtent> shape, BoundExpression? width, EquatableArray<BoundAssignment> attributes, Scope scope)
    {
        store.Shape = ShapeOf(shape, scope);
        if (store.IsCache)
        {
            AddCacheQuantities(store, width, scope);
        }
        else
        {
            store.Quantities["width"] = New(() => width is null ? UsualWidth : evaluator.Resolved(width, scope));
            store.Quantities["beside"] = NoBits;
            store.Quantities["index"] = NoBits;
            foreach (var share in new[] { "density", "reading", "resident", "active" })
            {
                store.Quantities[share] = New(() => Pool.One);
            }
        }

        AddDeclared(store, store.IsCache ? "cache" : "weight");
        Assign(store.Quantities, attributes, new Scope(scope) { It = store }, store.At);
        return store;
    }

    private void AddCacheQuantities(GraphStore cache, BoundExpression? width, Scope scope)
    {
        var q = cache.Quantities;
        q["width"] = New(() => width is null ? UsualWidth : evaluator.Resolved(width, scope));
        q["beside"] = NoBits;
        q["length"] = New(() => Pool.Context);
        q["fetched"] = New(() => q["length"].Value);
        q["held"] = New(() => q["length"].Value);
        q["written"] = New(() => Pool.Minimum(Pool.Tokens, q["held"].Value));
        q["fresh"] = New(() => Pool.Minimum(Pool.Tokens, q["fetched"].Value));
    }

    private void AddDeclared(GraphStore store, string subject)
    {
        foreach (var attribute in evaluator.Vocabulary.Attributes(subject))
        {
            store.Quantities[attribute.Name] = New(() => Default(attribute, store, graph.Scope));
        }
    }

    private void Assign(Dictionary<string, Quantity> quantities, EquatableArray<BoundAssignment> attributes, Scope scope, SourceSpan at)
    {
        foreach (var assignment in attributes)
        {
            if (!quantities.TryGetValue(assignment.Name, out var quantity))
            {
                throw new SpecException(at.NoSuchProperty("a store", assignment.Name));
            }

            quantity.Follow(assignment.Operator, () => Evaluator.Resolve(Right(assignment, scope), assignment.At, scope));
        }
    }
}
