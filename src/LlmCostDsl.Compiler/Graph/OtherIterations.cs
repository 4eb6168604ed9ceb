namespace LlmCostDsl.Compiler.Graph;

/// <summary>Finds in one iteration of a repeat what another has at the same place.</summary>
internal static class OtherIterations
{
    /// <summary>Whether a tensor is made in a group's own body, or handed to it.</summary>
    public static bool Makes(this GraphGroup group, GraphTensor tensor)
        => tensor.IsStandIn ? group.CarriedIn.ContainsValue(tensor) : ReferenceEquals(tensor.Owner?.Group, group);

    /// <summary>What stands in an iteration where <paramref name="tensor"/> stands in those of its group; null if nothing does.</summary>
    public static GraphTensor? Find(this GraphRepeat repeat, GraphTensor tensor, GraphGroup group, int iteration)
    {
        var there = repeat.Groups.Find(g => g.Members!.Contains(iteration));
        if (there is null || ReferenceEquals(there, group))
        {
            return there is null ? null : tensor;
        }

        if (tensor.Producer is not { } producer)
        {
            return there.SourceOf.TryGetValue((tensor.Name!, iteration), out var source) ? source : null;
        }

        var name = producer.AsideOf ?? producer.Name;
        var node = there.Body.Items.OfType<GraphNode>().SelectMany(n => n.AllParts).FirstOrDefault(n => n.Name == name);
        var found = node is null
            ? there.TakenOver.TryGetValue(name, out var instead) ? instead : null
            : ReferenceEquals(producer.Result, tensor) ? node.Result : node.Results.Find(r => r.Name == tensor.Name);
        // What a fused operator keeps to itself nobody else can read.
        return found?.Owner is { } owner && !owner.Results.Contains(found) ? null : found;
    }

    /// <summary>
    /// Tells iterations apart that look back to different ones, and those that look back to these: as finely as it takes to have one answer in each group.
    /// </summary>
    /// <param name="sources">By iteration, the one that is looked back to.</param>
    /// <param name="found">By iteration, what was found there.</param>
    /// <param name="handed">Whether that was handed to it by the one before.</param>
    public static Func<int, object> ToldApartBy(this GraphRepeat repeat, IReadOnlyDictionary<int, int> sources, IReadOnlyDictionary<int, GraphTensor?> found, bool handed)
    {
        var distinct = found.Values.Distinct().ToList();
        var classes = repeat.Groups.SelectMany((g, at) => g.Members!.Select(m => (Member: m, Class: (at, found.TryGetValue(m, out var f) ? distinct.IndexOf(f) : -1, sources.TryGetValue(m, out var s) && s == m))))
            .OrderBy(m => m.Member).ToList();
        var numbers = Numbered(classes.Select(c => (object)c.Class));
        for (var before = 0; before < numbers.Distinct().Count();)
        {
            before = numbers.Distinct().Count();
            var known = numbers;
            int Class(int iteration) => iteration < 0 ? -1 : known[iteration];
            numbers = Numbered(known.Select((own, i) => (object)(sources.TryGetValue(i, out var s) ? (own, Class(handed ? s - 1 : s)) : (own, -2))));
        }

        return i => i < numbers.Count ? numbers[i] : -1;
    }

    private static List<int> Numbered(IEnumerable<object> keys)
    {
        var numbers = new Dictionary<object, int>();
        return [.. keys.Select(k => numbers.TryGetValue(k, out var n) ? n : numbers[k] = numbers.Count)];
    }
}
