using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Graph;

namespace LlmCostDsl.Compiler.Lowering;

/// <summary>
/// Peak activation memory: a tensor lives from its producer to its last reader in written order; views prolong what they view; cached rows live in
/// the cache; what a repeat carries is handed from one iteration to the next. The peak of a repeat is the largest of its groups'.
/// </summary>
internal sealed class Liveness(ExprPool pool)
{
    public Expr Peak(ModelGraph graph)
    {
        var moments = new List<HashSet<GraphTensor>>();
        Visit(graph.Body, [], [], moments);
        var peaks = Undominated(moments).Select(m => pool.Add([pool.Constant(Rational.Zero, Dimension.Bytes), .. m.Select(Size)], Dimension.Bytes)).Distinct().ToList();
        return peaks.Count == 0 ? pool.Constant(Rational.Zero, Dimension.Bytes) : pool.Extreme(FunctionKind.Maximum, peaks);
    }

    private Expr Size(GraphTensor tensor) => pool.Multiply(Traffic.Product(pool, tensor.Shape()), Traffic.MovedBits(pool, tensor));

    // `outer` lives all through this body; `carried` from its start to their last readers.
    private static void Visit(GraphBody body, HashSet<GraphTensor> outer, IReadOnlyCollection<GraphTensor> carried, List<HashSet<GraphTensor>> moments, IReadOnlyCollection<GraphTensor>? handedOn = null)
    {
        var lastUse = LastUses(body);
        foreach (var tensor in handedOn ?? [])
        {
            lastUse[tensor.Root] = body.Items.Count;
        }

        // What is carried and waits for a later iteration besides is there once.
        var live = new HashSet<GraphTensor>(carried.Where(t => lastUse.ContainsKey(t) && ModelGraph.Origins(t).Any(o => !o.IsStandIn && OccupiesMemory(o) && !outer.Contains(o))));
        for (var i = 0; i < body.Items.Count; i++)
        {
            switch (body.Items[i])
            {
                case GraphNode node:
                    live.UnionWith(node.Results.Where(OccupiesMemory));
                    moments.Add([.. outer, .. live]);
                    break;
                case GraphRepeat repeat:
                    var held = Held(repeat, t => lastUse.TryGetValue(t, out var last) && last > i).ToList();
                    foreach (var group in repeat.Groups)
                    {
                        // What comes in by being carried lives on inside as the stand-in.
                        var entering = repeat.Groups.SelectMany(g => g.CarriedIn.Values).SelectMany(s => s.Sources);
                        var around = new HashSet<GraphTensor>(live.Where(t => !entering.Contains(t) || lastUse[t] > i || ReadDirectly(repeat, t)));
                        around.UnionWith(outer);
                        around.UnionWith(held.Where(h => h.From != group && group.Members!.Exists(h.Waits)).Select(h => h.Tensor));
                        Visit(group.Body, around, [.. group.CarriedIn.Values], moments, [.. group.CarriedOut.Values, .. held.Where(h => h.From == group).Select(h => h.Tensor)]);
                    }

                    live.UnionWith(repeat.Groups.SelectMany(g => g.Body.Nodes).SelectMany(n => n.Results)
                        .Where(r => OccupiesMemory(r) && lastUse.TryGetValue(r, out var last) && last > i));
                    break;
            }

            live.RemoveWhere(t => !lastUse.TryGetValue(t, out var last) || last <= i);
        }
    }

    // What one iteration makes and a later one reads, not by being carried, or somebody after the repeat: it waits. After the repeat it is the last
    // of its group's iterations that is meant: one named alone is a group of its own.
    private static IEnumerable<HeldTensor> Held(GraphRepeat repeat, Func<GraphTensor, bool> isReadAfter)
    {
        var makers = repeat.Groups.Where(g => g.Members is not null)
            .SelectMany(g => g.Body.Nodes.SelectMany(n => n.Results).Where(OccupiesMemory).Select(r => (Tensor: r, Group: g))).ToDictionary(m => m.Tensor, m => m.Group);
        var until = new Dictionary<GraphTensor, int>();
        foreach (var group in repeat.Groups.Where(g => g.Members is not null))
        {
            foreach (var tensor in group.Body.Nodes.SelectMany(n => n.Inputs).Select(t => t.Root).Where(t => makers.TryGetValue(t, out var maker) && maker != group))
            {
                until[tensor] = Math.Max(until.TryGetValue(tensor, out var before) ? before : 0, group.Members![group.Members.Count - 1]);
            }
        }

        return makers.Where(m => until.ContainsKey(m.Key) || isReadAfter(m.Key))
            .Select(m => new HeldTensor(m.Key, m.Value, until.TryGetValue(m.Key, out var last) ? last : -1, isReadAfter(m.Key)));
    }

    // Until: the last iteration that reads it, or -1.
    private sealed record HeldTensor(GraphTensor Tensor, GraphGroup From, int Until, bool IsReadAfter)
    {
        public bool Waits(int iteration)
            => (iteration > From.Members![0] && iteration <= Until) || (IsReadAfter && iteration > From.Members[From.Members.Count - 1]);
    }

    private static bool OccupiesMemory(GraphTensor tensor) => tensor.ViewOf is null && tensor.Cache is null;

    private static bool ReadDirectly(GraphRepeat repeat, GraphTensor tensor)
        => repeat.Groups.SelectMany(g => g.Body.Nodes).Any(n => n.Inputs.Any(t => ReferenceEquals(t.Root, tensor)));

    // The last item of the body that reads a tensor, itself or somewhere inside.
    private static Dictionary<GraphTensor, int> LastUses(GraphBody body)
    {
        var last = new Dictionary<GraphTensor, int>();
        for (var i = 0; i < body.Items.Count; i++)
        {
            IEnumerable<GraphTensor> read = body.Items[i] switch
            {
                GraphNode node => node.Inputs.Select(t => t.Root).Concat(node.Results.Where(r => r.ViewOf is not null).Select(r => r.Root)),
                GraphRepeat repeat => repeat.Groups.SelectMany(g => g.Body.Nodes).SelectMany(n => n.Inputs).Select(t => t.Root)
                    .Concat(repeat.Groups.SelectMany(g => g.CarriedIn.Values).SelectMany(s => s.Sources).Select(s => s.Root)),
                _ => [],
            };
            foreach (var tensor in read)
            {
                last[tensor] = i;
            }
        }

        return last;
    }

    // A moment whose tensors all live at another one as well cannot be the peak.
    private static List<HashSet<GraphTensor>> Undominated(List<HashSet<GraphTensor>> moments)
    {
        var kept = new List<HashSet<GraphTensor>>();
        foreach (var moment in moments.OrderByDescending(m => m.Count))
        {
            if (!kept.Exists(moment.IsSubsetOf))
            {
                kept.Add(moment);
            }
        }

        return kept;
    }
}
