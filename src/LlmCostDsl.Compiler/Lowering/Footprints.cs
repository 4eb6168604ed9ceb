using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Graph;

namespace LlmCostDsl.Compiler.Lowering;

/// <summary>What stays in memory: weights by their identity, caches by model; and how many parameters a model has.</summary>
internal static class Footprints
{
    /// <summary>
    /// Every weight of a graph once, with its identity: the root model, its path, its iterations. Phases and models may group iterations differently, so
    /// iterations are taken together only where none of the graphs at hand tells them apart.
    /// </summary>
    public static IEnumerable<(object Key, GraphStore Weight, Expr Count)> Weights(ExprPool pool, IterationClasses classes, ModelInstance model, ModelGraph graph)
        => graph.Rows.SelectMany(n => n.Weights).Concat(graph.Weights).Select(w => w.Stored).Distinct()
            .SelectMany(w => Places(pool, classes, model.Root, w.Place).Select(p => ((object)(model.Root, p.Path + w.Identity), w, p.Count)));

    private static IEnumerable<(string Path, Expr Count)> Places(ExprPool pool, IterationClasses classes, object root, GraphGroup? group)
    {
        if (group is null)
        {
            return [(string.Empty, pool.One)];
        }

        var here = classes.Of(root, group).Select(c => (Path: group.Repeat.Path + "[" + c.Name + "].", Count: c.Size is { } size ? pool.Constant(size) : group.Repeat.Count)).ToList();
        return Places(pool, classes, root, group.Repeat.Group).SelectMany(outer => here.Select(h => (outer.Path + h.Path, pool.Multiply(outer.Count, h.Count))));
    }

    /// <summary>The bytes a weight is stored in, all its iterations together.</summary>
    public static Expr StoredBytes(ExprPool pool, GraphStore weight, Expr count)
        => pool.Multiply([count, Traffic.Product(pool, weight.Shape()), Traffic.BitsOfWeight(pool, weight), weight.Quantities["resident"].Value]);

    /// <summary>The bytes of all weights of a model, each once over all phases.</summary>
    public static Expr WeightBytes(ExprPool pool, ModelInstance model, IReadOnlyList<ModelGraph> graphs)
    {
        var classes = new IterationClasses(graphs.Select(g => ((object)model.Root, g)));
        var stored = new Dictionary<object, Expr>();
        foreach (var (key, weight, count) in graphs.SelectMany(g => Weights(pool, classes, model, g)))
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
                parts.Add(pool.Multiply([count, Traffic.Product(pool, cache.Shape()), Traffic.BitsOfCache(pool, cache)]));
            }
        }

        return pool.Add(parts, Dimension.Bytes);
    }

    /// <summary>Σ size over weights, each once over all phases; with <paramref name="active"/>, times the share a token uses.</summary>
    public static Expr Parameters(ExprPool pool, ModelInstance model, IReadOnlyList<ModelGraph> graphs, bool active)
    {
        var classes = new IterationClasses(graphs.Select(g => ((object)model.Root, g)));
        var counted = new Dictionary<object, Expr>();
        foreach (var (key, weight, count) in graphs.SelectMany(g => Weights(pool, classes, model, g)))
        {
            counted[key] = pool.Multiply([count, Traffic.Product(pool, weight.Shape()), active ? weight.Quantities["active"].Value : pool.One]);
        }

        return pool.Add([pool.Zero, .. counted.Values], Dimension.None);
    }
}
