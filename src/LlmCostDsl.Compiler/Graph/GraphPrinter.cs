using System.Text;
using LlmCostDsl.Compiler.Algebra;

namespace LlmCostDsl.Compiler.Graph;

/// <summary>Writes a graph as text: bodies nested as they are built, each node with its shape, tags, stores and every cost that is not zero.</summary>
internal sealed class GraphPrinter(Evaluator evaluator)
{
    public string Print(ModelGraph graph)
    {
        var text = new StringBuilder();
        text.Append("step ").Append(graph.Phase).Append(graph.Given).Append('\n');
        foreach (var weight in graph.Weights)
        {
            text.Append("  weight ").Append(weight.NodePath).Append(": ").Append(Extents(weight.Shape())).Append('\n');
        }

        Write(text, graph.Body, "  ");
        return text.ToString();
    }

    /// <summary>One node with everything known of it.</summary>
    public static void Write(StringBuilder text, GraphNode node, string indent)
    {
        var inputs = node.Inputs.Select(i => Elsewhere(i, node) + NameOf(i));
        text.Append(indent).Append(node.Name).Append(" = ").Append(node.OperatorName).Append('(').Append(string.Join(", ", inputs)).Append(')');
        text.Append(string.Concat(node.Tags.Select(t => " @" + t))).Append('\n');
        foreach (var result in node.Results)
        {
            text.Append(indent).Append("    ").Append(result.Name is { } name ? "result " + name : "result").Append(": ").Append(Extents(result.Shape()))
                .Append(" of ").Append(Traffic.OwnWidth(result))
                .Append(Traffic.OwnBeside(result) is { IsZero: false } beside ? " beside " + beside : string.Empty)
                .Append(result.ViewOf is { } view ? " view " + NameOf(view) : string.Empty).Append('\n');
            if (result.Cache is { } cache)
            {
                WriteStore(text, cache, indent + "    ");
            }
        }

        foreach (var store in node.Weights.Concat(node.Caches))
        {
            WriteStore(text, store, indent + "    ");
        }

        foreach (var pair in node.Quantities.Where(q => q.Key != "times" || q.Value.IsAssigned))
        {
            // What is nothing, false or one says nothing.
            if (TryValue(pair.Value) is { IsZero: false } value and not TruthExpr { Value: false } and not ConstantExpr { Value.IsOne: true, Dimension.IsNone: true })
            {
                text.Append(indent).Append("    ").Append(pair.Key).Append(" = ").Append(value).Append('\n');
            }
        }
    }

    private void Write(StringBuilder text, GraphBody body, string indent)
    {
        foreach (var item in body.Items)
        {
            switch (item)
            {
                case GraphNode node:
                    Write(text, node, indent);
                    break;
                case GraphRepeat repeat:
                    foreach (var group in repeat.Groups)
                    {
                        text.Append(indent).Append("repeat ").Append(group.Label).Append(" × ").Append(group.Count(evaluator.Pool));
                        text.Append(group.CarriedIn.Count == 0 ? string.Empty : " carrying " + string.Join(", ", group.CarriedIn.Keys)).Append('\n');
                        Write(text, group.Body, indent + "  ");
                    }

                    break;
            }
        }
    }

    private static void WriteStore(StringBuilder text, GraphStore store, string indent)
    {
        text.Append(indent).Append(store.IsCache ? "cache " : "weight ").Append(store.Name).Append(": ").Append(Extents(store.Shape()));
        if (store.SharedWith is { } shared)
        {
            text.Append(" stored as ").Append(shared.Stored.NodePath);
        }

        foreach (var pair in store.Quantities)
        {
            // What is one, and bits there are none of, say nothing.
            if (TryValue(pair.Value) is { } value and not ConstantExpr { Value.IsOne: true } && !(value.IsZero && value.Dimension == Dimension.Bytes))
            {
                text.Append("  ").Append(pair.Key).Append(" = ").Append(value);
            }
        }

        text.Append('\n');
    }

    private static Expr? TryValue(Quantity quantity)
    {
        try
        {
            return quantity.Value;
        }
        catch (MissingPropertyException)
        {
            return null;
        }
    }

    // What another iteration has made is named with it.
    private static string Elsewhere(GraphTensor tensor, GraphNode reader)
        => tensor.Owner?.Group is { } group && !ReferenceEquals(group, reader.Group) && ReferenceEquals(group.Repeat, reader.Group?.Repeat) ? group.Label + "." : string.Empty;

    private static string NameOf(GraphTensor tensor) => (tensor.Owner?.Name ?? tensor.Name ?? "?") + (tensor.Name is { } own && tensor.Producer is not null ? "." + own : string.Empty);

    private static string Extents(IReadOnlyList<Expr> shape) => "[" + string.Join(", ", shape) + "]";
}
