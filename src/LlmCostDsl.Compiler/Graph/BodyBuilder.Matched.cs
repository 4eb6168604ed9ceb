using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Diagnostics;

namespace LlmCostDsl.Compiler.Graph;

/// <content>Matched nodes called like operators: the same once more, on other inputs.</content>
internal sealed partial class BodyBuilder
{
    /// <summary>The name under which a scope knows a matched node: no name of a spec has a blank.</summary>
    public static string MatchedKey(string name) => "matched " + name;

    /// <summary>Where a node is gone that was called again: what was made of it holds its weights.</summary>
    public void Succeed(GraphNode gone, IEnumerable<GraphNode> again) => factory.Succeed(gone, again);

    private static GraphNode Matched(BoundMatchedCall call, Scope scope)
        => scope.Find(MatchedKey(call.Name)) as GraphNode ?? throw new SpecException(call.At.NotBoundHere(call.Name));

    private GraphNode MakeAgain(BoundMatchedCall call, Scope scope, BuildPlace place, string name, IReadOnlyList<string> tags)
    {
        var node = Matched(call, scope);
        if (node.Operator is not { } op)
        {
            throw new SpecException(call.At.WrongCallee(call.Name, "what a rule has fused, and has no operator of its own", "Match the operators before they are fused."));
        }

        var values = node.Arguments.ConvertAll(a => (object?)a.Value);
        var at = values.ConvertAll(_ => call.At);
        var tensors = Enumerable.Range(0, values.Count).Where(i => op.Parameters[i].Type.Kind == TypeKind.Tensor).ToList();
        for (var i = 0; i < call.Inputs.Count; i++)
        {
            if (i == tensors.Count)
            {
                throw new SpecException(call.Inputs[i].At.TooManyArguments(op.Name, tensors.Count));
            }

            values[tensors[i]] = Value(call.Inputs[i], scope, place, NestedName(call.Inputs[i], name, scope, place), [], call.Inputs[i].At);
            at[tensors[i]] = call.Inputs[i].At;
        }

        foreach (var change in call.Changed)
        {
            var i = node.Arguments.FindIndex(a => a.Key == change.Parameter);
            if (i < 0)
            {
                throw new SpecException(change.At.UnknownArgument(op.Name, change.Parameter, null));
            }

            values[i] = Changed(change, op.Parameters[i], scope, place, name);
            at[i] = change.Value.At;
        }

        return factory.Again(node, op, name, call.At, values, at, tags);
    }

    // Where a tag or `any` matched, only now is it known what the parameter takes.
    private object Changed(BoundArgument change, BoundParameter parameter, Scope scope, BuildPlace place, string name)
    {
        if (parameter.Type.Kind == TypeKind.Tensor)
        {
            return Value(change.Value, scope, place, NestedName(change.Value, name, scope, place), [], change.Value.At);
        }

        var value = evaluator.Evaluate(change.Value, scope);
        return parameter.Type.Kind is TypeKind.Number or TypeKind.Truth
            ? value is Algebra.Expr number ? Evaluator.Resolve(number, change.Value.At, scope) : throw new SpecException(change.Value.At.NotANumber())
            : value;
    }
}
