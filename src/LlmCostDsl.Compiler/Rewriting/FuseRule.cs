using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Graph;

namespace LlmCostDsl.Compiler.Rewriting;

/// <summary><c>fuse {…} into name</c>: one operator in place of several, reading what they read from outside and writing what others read.</summary>
internal sealed class FuseRule(Evaluator evaluator, NodeFactory factory, ModelGraph graph, EveryRule assigner, DiagnosticBag diagnostics)
{
    public int Run(BoundFuseRule rule, AppliedTransform by, Scope scope)
    {
        var found = 0;
        foreach (var body in graph.Body.Bodies.ToList())
        {
            // One operator runs as often as it runs: parts that do not run equally often cannot be one.
            bool CanBeOne(PatternMatch match)
                => match.Nodes.Select(n => n.Value.Quantities["times"].Value).Distinct().Count() == 1 && NodeOrder.CanBeOne(body, [.. match.Nodes.Select(n => n.Value)]);
            foreach (var match in new PatternMatcher(evaluator, rule.Pattern, rule.Where, scope, CanBeOne).FindIn(body))
            {
                // Earlier matches may have joined what stood before with what stood after.
                if (found == 0 || CanBeOne(match))
                {
                    Fuse(rule, match, body, by, scope);
                    NodeOrder.Restore(body);
                    found++;
                }
            }
        }

        return found;
    }

    private void Fuse(BoundFuseRule rule, PatternMatch match, GraphBody body, AppliedTransform by, Scope scope)
    {
        var parts = match.Nodes.Select(n => n.Value).OrderBy(body.Items.IndexOf).ToList();
        var last = parts[parts.Count - 1];
        var fused = new GraphNode(FreeName(body, parts, last, rule.Into), null, rule.Into, rule.At)
        {
            Blocks = last.Blocks,
            Scope = new Scope(graph.Scope),
            Group = last.Group,
        };

        // Who reads what from outside is asked before anything moves; what nobody reads is what the model gives.
        var escaping = parts.SelectMany(p => p.Results)
            .Where(r => r.Cache is not null || graph.ReadersOf(r) is not { Count: > 0 } readers || readers.Any(n => !parts.Contains(n)) || IsCarried(r, body)).ToList();
        if (parts.Exists(p => Vocabulary.MemoryChannels.Any(c => p.Quantities[c].IsAssigned)))
        {
            diagnostics.Add(by.At.ReplacesAssigned(by.Symbol.Name, fused.LastName, rule.At));
        }

        var tags = rule.Tags.Select(t => Evaluator.Text(t, scope)).ToList();
        fused.Parts.AddRange(parts);
        factory.AddNatural(fused);
        NodeFactory.AddTags(fused, parts.SelectMany(p => p.Tags).Concat(tags));
        NodeFactory.AddPlaceTags(fused, parts.SelectMany(p => p.PlaceTags).Concat(tags));
        foreach (var part in parts)
        {
            fused.Weights.AddRange(part.Weights);
            fused.Caches.AddRange(part.Caches);
            foreach (var store in part.Weights.Concat(part.Caches))
            {
                store.Owner = fused;
            }
        }

        // The value is the last part's; what else is read outside, or cached, is handed out as well.
        var results = escaping.OrderBy(r => ReferenceEquals(r.Producer, last) ? 0 : 1).ToList();
        fused.Results.AddRange(results.Count > 0 ? results : last.Results);
        foreach (var result in fused.Results)
        {
            result.Owner = fused;
            if (result.Cache is { } cache)
            {
                cache.Owner = fused;
            }
        }

        body.Items[body.Items.IndexOf(last)] = fused;
        foreach (var part in parts)
        {
            body.Items.Remove(part);
        }

        graph.Clock.TickStructure();
        var iterations = fused.Group is { } group ? new GroupIterations(evaluator.Pool, group) : null;
        assigner.AssignBlock(rule.Body, name => fused.Quantities.TryGetValue(name, out var q) ? q : null, fused, by, match.In(scope, iterations, fused), []);
    }

    private static string FreeName(GraphBody body, List<GraphNode> parts, GraphNode last, string into)
    {
        var wanted = last.Name.Substring(0, last.Name.Length - last.LastName.Length) + into;
        var free = wanted;
        for (var i = 2; body.Items.OfType<GraphNode>().Any(n => n.Name == free && !parts.Contains(n)); i++)
        {
            free = wanted + "_" + i.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return free;
    }

    // The value a body hands to its next iteration is read there.
    private bool IsCarried(GraphTensor tensor, GraphBody body)
        => graph.Body.Items.OfType<GraphRepeat>().Concat(graph.Body.Bodies.SelectMany(b => b.Items.OfType<GraphRepeat>()))
            .SelectMany(r => r.Groups).Any(g => ReferenceEquals(g.Body, body) && g.CarriedOut.ContainsValue(tensor));
}
