using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Graph;

namespace LlmCostDsl.Compiler.Lowering;

/// <summary>What stays in memory: weights by their identity, caches by model; and how many parameters a model has.</summary>
internal static class Footprints
{
    /// <summary>Every weight of a graph once, with its identity: the root model, its path, the iterations it stands for.</summary>
    public static IEnumerable<(object Key, GraphStore Weight, Expr Count)> Weights(ExprPool pool, ModelInstance model, ModelGraph graph)
    {
        var all = graph.Rows.SelectMany(n => n.Weights).Concat(graph.Weights).Select(w => w.Stored).Distinct();
        foreach (var weight in all)
        {
            var count = pool.One;
            var place = string.Empty;
            for (var group = weight.Place; group is not null; group = group.Repeat.Group)
            {
                count = pool.Multiply(group.Count(pool), count);
                var members = group.Members is { } m ? string.Join(",", m) : "*";
                place = group.Repeat.Name + "{" + members + "}." + place;
            }

            yield return ((model.Root, place + weight.NodePath), weight, count);
        }
    }

    /// <summary>The bytes a weight is stored in, all its iterations together.</summary>
    public static Expr StoredBytes(ExprPool pool, GraphStore weight, Expr count)
        => pool.Multiply(
            [count, Traffic.Product(pool, weight.Shape()), weight.Quantities["density"].Value, weight.Quantities["width"].Value, weight.Quantities["resident"].Value]);

    /// <summary>The bytes of all caches of a graph.</summary>
    public static Expr CacheBytes(ExprPool pool, ModelGraph graph)
    {
        var parts = new List<Expr> { pool.Constant(Rational.Zero, Dimension.Bytes) };
        foreach (var node in graph.Rows)
        {
            var count = pool.One;
            for (var group = node.Group; group is not null; group = group.Repeat.Group)
            {
                count = pool.Multiply(group.Count(pool), count);
            }

            foreach (var cache in node.Caches.Concat(node.Results.Where(r => r.Cache is not null).Select(r => r.Cache!)))
            {
                parts.Add(pool.Multiply([count, Traffic.Product(pool, cache.Shape()), cache.Quantities["width"].Value]));
            }
        }

        return pool.Add(parts, Dimension.Bytes);
    }

    /// <summary>Σ size over weights, each once over all phases; with <paramref name="active"/>, times the share a token uses.</summary>
    public static Expr Parameters(ExprPool pool, ModelInstance model, IEnumerable<ModelGraph> graphs, bool active)
    {
        var counted = new Dictionary<object, Expr>();
        foreach (var (key, weight, count) in graphs.SelectMany(g => Weights(pool, model, g)))
        {
            counted[key] = pool.Multiply([count, Traffic.Product(pool, weight.Shape()), active ? weight.Quantities["active"].Value : pool.One]);
        }

        return pool.Add([pool.Zero, .. counted.Values], Dimension.None);
    }
}
