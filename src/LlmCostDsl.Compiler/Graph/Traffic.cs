using LlmCostDsl.Compiler.Algebra;

namespace LlmCostDsl.Compiler.Graph;

/// <summary>
/// What follows from who reads and writes what: shapes as readers see them, and the natural value of the five memory channels.
/// </summary>
internal static class Traffic
{
    public static Expr Product(ExprPool pool, IEnumerable<Expr> extents) => pool.Multiply([pool.One, .. extents]);

    /// <summary>The extents as a reader sees them: of a cached tensor, the positions that can be attended in place of the new ones.</summary>
    public static IReadOnlyList<Expr> VisibleShape(Evaluator evaluator, GraphTensor tensor)
    {
        var shape = tensor.Shape();
        if (CachedAxis(evaluator, tensor, shape) is not { } axis)
        {
            return shape;
        }

        var visible = shape.ToArray();
        visible[axis] = Attribute(tensor, "length");
        return visible;
    }

    /// <summary>Whether readers see the same extents.</summary>
    public static bool SameShape(Evaluator evaluator, GraphTensor a, GraphTensor b)
    {
        var (left, right) = (VisibleShape(evaluator, a), VisibleShape(evaluator, b));
        return left.Count == right.Count && left.Zip(right, (x, y) => ReferenceEquals(x, y) || evaluator.Pool.Equal(x, y) == evaluator.Pool.True).All(same => same);
    }

    /// <summary>The extents as a diagnostic shows them.</summary>
    public static string ShapeText(Evaluator evaluator, GraphTensor tensor) => string.Join(", ", VisibleShape(evaluator, tensor));

    /// <summary>features, length, batch, rows, size, width, beside, cache_width of a tensor.</summary>
    public static object? ShapeProperty(Evaluator evaluator, GraphTensor tensor, string name)
    {
        var pool = evaluator.Pool;
        switch (name)
        {
            case "width":
                return OwnWidth(tensor);
            case "beside":
                return OwnBeside(tensor);
            case "cache_width":
                return tensor.Root.Cache is { } cache ? cache.Quantities["width"].Value : OwnWidth(tensor);
            case "features" or "length" or "batch" or "rows" or "size":
                break;
            default:
                return null;
        }

        var shape = VisibleShape(evaluator, tensor);
        return name switch
        {
            "features" => shape[shape.Count - 1],
            "length" => shape.Count > 1 ? shape[shape.Count - 2] : pool.One,
            "batch" => shape[0],
            "rows" => Product(pool, shape.Take(shape.Count - 1)),
            _ => Product(pool, shape),
        };
    }

    /// <summary>The natural value of a memory channel.</summary>
    public static Expr Natural(Evaluator evaluator, GraphNode node, string channel)
    {
        var pool = evaluator.Pool;
        var sum = new List<Expr> { pool.Constant(Rational.Zero, Dimension.Bytes) };
        switch (channel)
        {
            case Vocabulary.WeightRead:
                sum.AddRange(node.Weights.Select(w => pool.Multiply([Product(pool, w.Shape()), w.Quantities["reading"].Value, BitsOfWeight(pool, w.Stored)])));
                break;
            case Vocabulary.ActivationRead or Vocabulary.CacheRead:
                foreach (var (tensor, factor) in Reads(node))
                {
                    var (fresh, stored) = ReadTraffic(evaluator, tensor);
                    sum.Add(Times(pool, channel == Vocabulary.CacheRead ? stored : fresh, factor));
                }

                if (channel == Vocabulary.CacheRead)
                {
                    sum.AddRange(node.Reads is null ? node.InnerInputs.Where(t => HasPositions(evaluator, t)).Select(t => ReadTraffic(evaluator, t).Stored) : []);
                    sum.AddRange(node.Caches.Select(c => Whole(pool, c)));
                }

                break;
            default:
                foreach (var (tensor, factor) in Writes(node).Where(w => w.Tensor.ViewOf is null))
                {
                    var (fresh, stored) = WriteTraffic(evaluator, tensor);
                    sum.Add(Times(pool, channel == Vocabulary.CacheWrite ? stored : fresh, factor));
                }

                if (channel == Vocabulary.CacheWrite)
                {
                    sum.AddRange(node.Caches.Select(c => Whole(pool, c)));
                }

                break;
        }

        return pool.Add(sum, Dimension.Bytes);
    }

    /// <summary>bytes, iterations, widest, widest_input, input_elements, weight_elements, cache_elements, uses of a node.</summary>
    public static Expr? Property(Evaluator evaluator, GraphNode node, string name)
    {
        var pool = evaluator.Pool;
        switch (name)
        {
            case "bytes":
                return pool.Add([.. Vocabulary.MemoryChannels.Select(c => node.Quantities[c].Value)], Dimension.Bytes);
            case "iterations":
                var iterations = pool.One;
                for (var group = node.Group; group is not null; group = group.Repeat.Group)
                {
                    iterations = pool.Multiply(iterations, group.Repeat.Count);
                }

                return iterations;
            case "widest":
                return Widest(pool, node.Inputs.Select(i => OperandWidth(pool, i)).Concat(node.Weights.Select(w => Stored(w, "width"))));
            case "widest_input":
                return Widest(pool, node.Inputs.Select(i => OperandWidth(pool, i)));
            case "input_elements":
                return pool.Add([pool.Zero, .. Reads(node).Select(r => Times(pool, ReadElements(evaluator, r.Tensor).Fresh, r.Factor))], Dimension.None);
            case "weight_elements":
                return pool.Add([pool.Zero, .. node.Weights.Select(w => KeptElements(pool, w))], Dimension.None);
            case "cache_elements":
                return pool.Add([pool.Zero, .. node.Inputs.Select(t => FetchedElements(evaluator, t))], Dimension.None);
            case "uses":
                return node.Scope.Find(Evaluator.GraphKey) is ModelGraph graph
                    ? pool.Constant(node.Results.SelectMany(r => graph.ReadersOf(r)).Distinct().Count())
                    : null;
            default:
                return null;
        }
    }

    /// <summary>What a weight really stores its elements in: its own, or those of the one it is stored as.</summary>
    public static Expr Stored(GraphStore weight, string attribute) => weight.Stored.Quantities[attribute].Value;

    /// <summary>The width of a tensor's elements as made: of a view, of what it views; of a carried one, of what it carries.</summary>
    public static Expr OwnWidth(GraphTensor tensor) => tensor.Root.Width.Value;

    /// <summary>What stands beside each of them.</summary>
    public static Expr OwnBeside(GraphTensor tensor) => tensor.Root.Beside.Value;

    /// <summary>What an element of a tensor is kept and moved in.</summary>
    public static Expr MovedBits(ExprPool pool, GraphTensor tensor) => pool.Add(OwnWidth(tensor), OwnBeside(tensor));

    /// <summary>What an element of a weight takes on average: of those kept, the width and what stands beside it; of all, what says where the kept ones belong.</summary>
    public static Expr BitsOfWeight(ExprPool pool, GraphStore weight)
    {
        var q = weight.Quantities;
        return pool.Add(pool.Multiply(q["density"].Value, pool.Add(q["width"].Value, q["beside"].Value)), q["index"].Value);
    }

    /// <summary>What an element of a cache is kept and moved in.</summary>
    public static Expr BitsOfCache(ExprPool pool, GraphStore cache) => pool.Add(cache.Quantities["width"].Value, cache.Quantities["beside"].Value);

    private static Expr KeptElements(ExprPool pool, GraphStore weight)
        => pool.Multiply([Product(pool, weight.Shape()), weight.Quantities["reading"].Value, Stored(weight, "density")]);

    private static Expr Times(ExprPool pool, Expr traffic, Func<Expr>? factor) => factor is null ? traffic : pool.Multiply(traffic, factor());

    private static Expr Whole(ExprPool pool, GraphStore cache) => pool.Multiply(Product(pool, cache.Shape()), BitsOfCache(pool, cache));

    private static IEnumerable<(GraphTensor Tensor, Func<Expr>? Factor)> Reads(GraphNode node)
        => node.Reads?.Select(r => (r.Tensor(), r.Factor)) ?? (IsView(node) ? [] : node.Inputs.Select(i => (i, (Func<Expr>?)null)));

    private static IEnumerable<(GraphTensor Tensor, Func<Expr>? Factor)> Writes(GraphNode node)
    {
        if (node.Writes is not { } said)
        {
            return node.Results.Select(r => (r, (Func<Expr>?)null));
        }

        // What a fused node hands to others is written whatever a rule says of the rest.
        var named = said.Select(w => (Tensor: w.Tensor(), w.Factor)).ToList();
        return node.Parts.Count == 0 ? named : named.Concat(node.Results.Where(r => !named.Exists(n => n.Tensor == r)).Select(r => (r, (Func<Expr>?)null)));
    }

    private static bool IsView(GraphNode node) => node.Results.Count > 0 && node.Results.TrueForAll(r => r.ViewOf is not null);

    // The axis of `tokens`: an extent by itself. Of a view, the one where it shows all of what it views, or says for itself how much.
    private static int? CachedAxis(Evaluator evaluator, GraphTensor tensor, IReadOnlyList<Expr> shape)
    {
        var root = tensor.Root;
        if (root.Cache is null)
        {
            return null;
        }

        var made = root.Shape();
        for (var i = 0; i < made.Count; i++)
        {
            if (ReferenceEquals(made[i], evaluator.Pool.Tokens))
            {
                return ReferenceEquals(root, tensor) || (i < shape.Count - 1 && shape.Count == made.Count && Shows(evaluator, tensor, shape[i], i)) ? i : null;
            }
        }

        return null;
    }

    private static bool HasPositions(Evaluator evaluator, GraphTensor tensor) => CachedAxis(evaluator, tensor, tensor.Shape()) is not null;

    private static bool Shows(Evaluator evaluator, GraphTensor view, Expr extent, int axis)
        => view.ViewAttributes.Count > 0 || ReferenceEquals(extent, evaluator.Pool.Tokens) || ReferenceEquals(extent, VisibleShape(evaluator, view.ViewOf!)[axis]);

    private static Expr Attribute(GraphTensor tensor, string name)
    {
        for (var t = tensor; t is not null; t = t.ViewOf)
        {
            if (t.ViewAttributes.TryGetValue(name, out var own))
            {
                return own.Value;
            }
        }

        return tensor.Root.Cache!.Quantities[name].Value;
    }

    private static (Expr Fresh, Expr Stored) ReadTraffic(Evaluator evaluator, GraphTensor tensor)
    {
        var pool = evaluator.Pool;
        var (fresh, stored) = ReadElements(evaluator, tensor);
        var none = pool.Constant(Rational.Zero, Dimension.Bytes);
        return (
            fresh.IsZero ? none : pool.Multiply(fresh, MovedBits(pool, tensor)),
            tensor.Root.Cache is { } cache ? pool.Multiply(stored, BitsOfCache(pool, cache)) : none);
    }

    // The elements read: those of the step, as they were made, and those of the cache.
    private static (Expr Fresh, Expr Stored) ReadElements(Evaluator evaluator, GraphTensor tensor)
    {
        var pool = evaluator.Pool;
        var shape = tensor.Shape();
        if (tensor.Root.Cache is null)
        {
            return (Product(pool, shape), pool.Zero);
        }

        if (CachedAxis(evaluator, tensor, shape) is not { } axis)
        {
            return (pool.Zero, Product(pool, shape));
        }

        var each = Product(pool, shape.Where((_, i) => i != axis));
        var fetched = Attribute(tensor, "fetched");
        var fresh = tensor.ViewAttributes.Count > 0 ? pool.Minimum(pool.Tokens, fetched) : Attribute(tensor, "fresh");
        return (pool.Multiply(each, fresh), pool.Multiply(each, pool.Subtract(fetched, fresh)));
    }

    private static (Expr Fresh, Expr Stored) WriteTraffic(Evaluator evaluator, GraphTensor tensor)
    {
        var pool = evaluator.Pool;
        var shape = tensor.Shape();
        var none = pool.Constant(Rational.Zero, Dimension.Bytes);
        if (tensor.Cache is not { } cache)
        {
            return (pool.Multiply(Product(pool, shape), MovedBits(pool, tensor)), none);
        }

        var bits = BitsOfCache(pool, cache);
        if (CachedAxis(evaluator, tensor, shape) is not { } axis)
        {
            return (none, pool.Multiply(Product(pool, shape), bits));
        }

        return (none, pool.Multiply([Product(pool, shape.Where((_, i) => i != axis)), cache.Quantities["written"].Value, bits]));
    }

    private static Expr FetchedElements(Evaluator evaluator, GraphTensor tensor)
    {
        var pool = evaluator.Pool;
        if (tensor.Root.Cache is null)
        {
            return pool.Zero;
        }

        var shape = tensor.Shape();
        return CachedAxis(evaluator, tensor, shape) is { } axis
            ? pool.Multiply(Product(pool, shape.Where((_, i) => i != axis)), Attribute(tensor, "fetched"))
            : Product(pool, shape);
    }

    // Of a cached operand, the larger of its two widths.
    private static Expr OperandWidth(ExprPool pool, GraphTensor tensor)
        => tensor.Root.Cache is { } cache ? pool.Maximum(OwnWidth(tensor), cache.Quantities["width"].Value) : OwnWidth(tensor);

    private static Expr Widest(ExprPool pool, IEnumerable<Expr> widths)
        => widths.Aggregate(pool.Constant(Rational.Zero, Dimension.Bytes), pool.Maximum);
}
