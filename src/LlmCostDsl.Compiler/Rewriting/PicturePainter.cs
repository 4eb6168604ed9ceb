using System.Globalization;
using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Graph;
using LlmCostDsl.Compiler.Support;

namespace LlmCostDsl.Compiler.Rewriting;

/// <summary>Writes down what a graph's operators are like. Costs are left out: tables have those.</summary>
internal sealed class PicturePainter(Vocabulary vocabulary)
{
    // Beyond it a formula is no property to read at a glance.
    private const int TextLimit = 60;

    public PhasePicture Phase(ModelGraph graph) => new(graph.Phase, graph.Rows.Select(Node).ToEquatable());

    /// <summary>A model's parameter as a spec would say it.</summary>
    public static string ParameterText(object value) => value switch
    {
        IEnumerable<Rational> set => "{" + string.Join(", ", set.Select(r => r.ToDouble()).OrderBy(d => d).Select(d => d.ToString(CultureInfo.InvariantCulture))) + "}",
        Expr formula => Short(formula.ToString()),
        _ => string.Empty,
    };

    private NodePicture Node(GraphNode node) => new(
        node.Path,
        node.PlainPath,
        node.PlainPath.Substring(0, node.PlainPath.Length - node.Name.Length) + node.Identity,
        node.OperatorName,
        Place(node.Group),
        node.AllParts.Where(p => p.Parts.Count == 0 && !ReferenceEquals(p, node)).Select(p => p.PlainPath).ToEquatable(),
        Properties(node).ToEquatable());

    private static EquatableArray<RepeatPlace> Place(GraphGroup? group)
    {
        var place = new List<RepeatPlace>();
        for (; group is not null; group = group.Repeat.Group)
        {
            place.Insert(0, new(group.Repeat.Path, group.Members?.ToEquatable()));
        }

        return place.ToEquatable();
    }

    private IEnumerable<PictureProperty> Properties(GraphNode node)
    {
        yield return new("tags", string.Join(" ", node.Tags.OrderBy(t => t, StringComparer.Ordinal).Select(t => "@" + t)));
        foreach (var pair in node.Quantities.Where(q => !vocabulary.IsChannel(q.Key)))
        {
            yield return new(pair.Key, Text("operator", pair.Key, pair.Value));
        }

        foreach (var result in node.Results)
        {
            var prefix = result.Name is { } name ? name + "." : string.Empty;
            yield return new(prefix + "shape", Shape(result.Shape()));
            yield return new(prefix + "width", Text("activation", "width", result.Root.Width));
            yield return new(prefix + "beside", Text("activation", "beside", result.Root.Beside));
        }

        foreach (var (store, subject) in Stores(node))
        {
            yield return new(store.Name + ".shape", store.SharedWith is { } shared ? "stored as " + shared.Stored.NodePath : Shape(store.Shape()));
            foreach (var pair in store.Quantities)
            {
                yield return new($"{store.Name}.{pair.Key}", Text(subject, pair.Key, pair.Value));
            }
        }
    }

    private static IEnumerable<(GraphStore Store, string Subject)> Stores(GraphNode node)
        => node.Weights.Select(w => (w, "weight")).Concat(node.Caches.Select(c => (c, "cache")))
            .Concat(node.Results.Where(r => r.Cache is not null).Select(r => (r.Cache!, "cache")));

    // The engine's own widths are in bits as well, though nobody declares them.
    private string Text(string subject, string name, Quantity quantity)
    {
        try
        {
            var isBits = (vocabulary.Attribute(subject, name)?.Type.Name ?? (name is "width" or "beside" or "index" ? "bits" : string.Empty)) == "bits";
            return quantity.Value is ConstantExpr constant && isBits
                ? (constant.Value.ToDouble() * 8).ToString("0.#####", CultureInfo.InvariantCulture) + " bit"
                : Short(quantity.Value.ToString());
        }
        catch (MissingPropertyException)
        {
            return string.Empty;
        }
    }

    private static string Shape(IReadOnlyList<Expr> extents) => Short("[" + string.Join(", ", extents) + "]");

    private static string Short(string text) => text.Length <= TextLimit ? text : text.Substring(0, TextLimit - 1) + "…";
}
