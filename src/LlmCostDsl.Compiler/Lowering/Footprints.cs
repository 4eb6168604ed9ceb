using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Graph;

namespace LlmCostDsl.Compiler.Lowering;

/// <summary>What stays in memory: weights by their identity, caches by model; and how many parameters a model has.</summary>
internal static class Footprints
{
    /// <summary>
    /// Every weight of a graph once, with its identity: the root model, its path, its iteration. Phases may group iterations differently, so each
    /// iteration's weight stands by itself; only where their number is symbolic does one entry stand for all.
    /// </summary>
    public static IEnumerable<(object Key, GraphStore Weight, Expr Count)> Weights(ExprPool pool, ModelInstance model, ModelGraph graph)
        => graph.Rows.SelectMany(n => n.Weights).Concat(graph.Weights).Select(w => w.Stored).Distinct()
            .SelectMany(w => Places(pool, w.Place).Select(p => ((object)(model.Root, p.Path + w.NodePath), w, p.Count)));

    private static IEnumerable<(string Path, Expr Count)> Places(ExprPool pool, GraphGroup? group)
    {
        if (group is null)
        {
            return [(string.Empty, pool.One)];
        }

        var here = group.Members is { } members
            ? members.Select(m => (Path: group.Repeat.Path + "[" + m.ToString(System.Globalization.CultureInfo.InvariantCulture) + "].", Count: pool.One))
            : [(group.Repeat.Path + ".", group.Repeat.Count)];
        return Places(pool, group.Repeat.Group).SelectMany(outer => here.Select(h => (outer.Path + h.Path, pool.Multiply(outer.Count, h.Count))));
    }

    /// <summary>The bytes a weight is stored in, all its iterations together.</summary>
    public static Expr StoredBytes(ExprPool pool, GraphStore weight, Expr count)
        => pool.Multiply(
            [count, Traffic.Product(pool, weight.Shape()), weight.Quantities["density"].Value, weight.Quantities["width"].Value, weight.Quantities["resident"].Value]);

    /// <summary>The bytes of all weights of a model, each once over all phases.</summary>
    public static Expr WeightBytes(ExprPool pool, ModelInstance model, IEnumerable<ModelGraph> graphs)
    {
        var stored = new Dictionary<object, Expr>();
        foreach (var (key, weight, count) in graphs.SelectMany(g => Weights(pool, model, g)))
        {
            var bytes = StoredBytes(pool, weight, count);
            stored[key] = stored.TryGetValue(key, out var present) ? pool.Maximum(present, bytes) : bytes;
        }

        return pool.Add([pool.Constant(Rational.Zero, Dimension.Bytes), .. stored.Values], Dimension.Bytes);
    }

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
