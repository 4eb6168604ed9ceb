using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Graph;
using LlmCostDsl.Compiler.Support;

namespace LlmCostDsl.Compiler.Rewriting;

/// <summary><c>replace {…} with {…}</c>: new nodes take over the names, readers, caches and places' tags of old ones.</summary>
internal sealed partial class ReplaceRule(Evaluator evaluator, ModelGraph graph, BodyBuilder builder, DiagnosticBag diagnostics)
{
    // What this run has put in the place of what: matches that were found before capture it by the tensor of then.
    private readonly Dictionary<GraphTensor, GraphTensor> moved = [];

    // Names that are no longer kept in the cache they take over, and where it says so.
    private readonly Dictionary<GraphTensor, BoundNode> leaving = [];

    public int Run(BoundReplaceRule rule, AppliedTransform by, Scope scope)
    {
        var found = 0;
        var unread = new UnreadNodes(graph);
        // A condition may ask of earlier iterations: all is found before anything changes.
        var matches = graph.Body.Bodies.SelectMany(b => new PatternMatcher(evaluator, rule.Pattern, rule.Where, scope).FindIn(b).Select(m => (Body: b, Match: m))).ToList();
        foreach (var (body, match) in matches)
        {
            Replace(rule, match with { Captures = match.Captures.ToDictionary(c => c.Key, c => Now(c.Value)) }, body, by, scope);
            found++;
        }

        if (found > 0)
        {
            unread.Remove(moved.Values);
        }

        return found;
    }

    private GraphTensor Now(GraphTensor tensor)
    {
        while (moved.TryGetValue(tensor, out var next))
        {
            tensor = next;
        }

        return tensor;
    }

    private void Replace(BoundReplaceRule rule, PatternMatch match, GraphBody body, AppliedTransform by, Scope scope)
    {
        var old = match.Nodes.ToDictionary(n => n.Key, n => n.Value);
        var last = old.Values.OrderBy(body.Items.IndexOf).Last();
        var iterations = last.Group is { } group ? new GroupIterations(evaluator.Pool, group) : null;
        var names = old.ToDictionary(o => o.Key, o => o.Value.Name);
        var inner = match.In(scope, iterations);
        var place = new BuildPlace(body.Items, last.Group, last.Name + ".", last.Blocks, [], null) { At = body.Items.IndexOf(last) + 1 };
        var taken = new Dictionary<GraphNode, GraphTensor>();
        Build(rule.Body, old, names, taken, inner, place);

        var made = place.Made.OfType<GraphNode>().Concat(place.Made.OfType<GraphRepeat>().SelectMany(r => r.Groups).SelectMany(g => g.Body.Nodes)).ToList();
        var kept = old.Values.Where(o => IsRead(o, made, []) || taken.Any(t => ReferenceEquals(t.Key, o) && o.Results.Contains(t.Value))).ToList();
        // What a kept node reads is kept with it.
        for (var more = kept; more.Count > 0; kept.AddRange(more))
        {
            more = old.Values.Except(kept).Where(o => IsRead(o, kept, taken.Keys)).ToList();
        }

        Succeed(made, kept, taken);
        foreach (var pair in taken)
        {
            if (kept.Contains(pair.Key) && pair.Value.Producer is { } beside && made.Contains(beside))
            {
                // The weights of a phase without this rule are the kept node's; what took its name is another one.
                beside.Identity = pair.Key.Identity + "'";
            }

            TakeOver(pair.Key, pair.Value, made, names[old.First(o => ReferenceEquals(o.Value, pair.Key)).Key]);
        }

        var gone = old.Values.Except(kept).ToList();
        foreach (var node in gone)
        {
            body.Items.Remove(node);
            if (taken.TryGetValue(node, out var instead) && last.Group is { } around)
            {
                around.TakenOver[names[old.First(o => ReferenceEquals(o.Value, node)).Key]] = instead;
            }
        }

        foreach (var node in old.Values)
        {
            node.AsideOf = null;
        }

        graph.Clock.TickStructure();
        foreach (var node in gone)
        {
            CheckGone(node, names[old.First(o => ReferenceEquals(o.Value, node)).Key], taken, rule, made, by);
        }

        graph.Clock.TickStructure();
    }

    private void Build(
        EquatableArray<BoundStatement> statements,
        Dictionary<string, GraphNode> old,
        Dictionary<string, string> names,
        Dictionary<GraphNode, GraphTensor> taken,
        Scope scope,
        BuildPlace place)
    {
        foreach (var statement in statements)
        {
            if (statement is BoundIfStatement choice)
            {
                Build(evaluator.Decide(choice.Condition, scope) ? choice.Then : choice.Else, old, names, taken, scope, place);
            }
            else if (statement is BoundNode node && old.TryGetValue(node.Name, out var replaced))
            {
                // The old node steps aside while its name is used again; `y = y` leaves it as it is.
                var untouched = node.Value is BoundLocal { Name: var name } && name == node.Name;
                if (!untouched)
                {
                    replaced.AsideOf = names[node.Name];
                    place.Names.Remove(names[node.Name]);
                    replaced.Name = FreeName(names[node.Name] + ".base", place.Names.ContainsKey);
                    place.Names[replaced.Name] = replaced;
                }

                var beside = place with { Prefix = string.Empty, At = place.At };
                var tensor = untouched ? builder.Keep(node, scope, beside) : builder.BuildNode(node with { Name = names[node.Name] }, scope, beside);
                if (node.LeavesCache)
                {
                    leaving[tensor] = node;
                }

                place.At = beside.At;
                taken[replaced] = tensor;
                scope.Bind(node.Name, tensor);
            }
            else if (statement is BoundNode more && FreeName(more.Name, n => IsTaken(place, place.Prefix + n)) is var free && free != more.Name)
            {
                scope.Bind(more.Name, builder.BuildNode(more with { Name = free }, scope, place));
            }
            else
            {
                builder.Build([statement], scope, place);
            }
        }
    }

    // Where a rule is applied again to what one took over, nodes of these names stand below it already.
    private static string FreeName(string name, Func<string, bool> isTaken)
    {
        var free = name;
        for (var i = 2; isTaken(free); i++)
        {
            free = name + "_" + i.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return free;
    }

    private static bool IsTaken(BuildPlace place, string path)
        => place.Names.Keys.Any(n => n.StartsWith(path, StringComparison.Ordinal) && (n.Length == path.Length || n[path.Length] == '.'));

    // A node called again, and gone: its weights are those of what it was called as.
    private void Succeed(List<GraphNode> made, List<GraphNode> kept, Dictionary<GraphNode, GraphTensor> taken)
    {
        foreach (var again in made.Where(m => m.AgainOf is not null && !kept.Contains(m.AgainOf)).GroupBy(m => m.AgainOf!))
        {
            if (taken.TryGetValue(again.Key, out var tensor) && tensor.Producer is { } taker && !again.Contains(taker) && made.Contains(taker))
            {
                taker.Identity = again.Key.Identity + "'";
            }

            builder.Succeed(again.Key, again);
        }
    }

    // (What is taken over is read as the new one.)
    private static bool IsRead(GraphNode node, List<GraphNode> made, ICollection<GraphNode> taken)
        => !taken.Contains(node) && made.Exists(m => m.Inputs.Any(i => node.Results.Contains(i.Root)) || m.Results.Exists(r => r.ViewOf is { } v && node.Results.Contains(v.Root)));

    private void TakeOver(GraphNode old, GraphTensor tensor, List<GraphNode> made, string name)
    {
        var leaves = leaving.TryGetValue(tensor, out var node);
        if (leaves)
        {
            if (old.Result.Cache is null)
            {
                throw new SpecException(node!.NameAt.NoCacheToLeave(node.Name));
            }

            old.Result.Cache = null;
            graph.Clock.TickStructure();
        }

        if (old.Results.Contains(tensor))
        {
            old.Name = name;
            return;
        }

        if (tensor.Producer is { } producer && made.Contains(producer))
        {
            // What the old operator was is not true of the new one; what its place is for is.
            NodeFactory.AddPlaceTags(producer, old.PlaceTags);
        }

        var result = old.Result;
        if (result.Cache is { } cache && tensor.Cache is null && tensor.Producer is { } keeper)
        {
            tensor.Cache = cache;
            cache.Of = tensor;
            cache.Owner = keeper;
            cache.Shape = () => [.. tensor.Shape().Select(e => ReferenceEquals(e, evaluator.Pool.Tokens) ? cache.Quantities["held"].Value : e)];
            result.Cache = null;
        }

        Redirect(result, tensor, made);
        foreach (var other in old.Results.Skip(1))
        {
            if (tensor.Owner?.Results.Find(r => r.Name == other.Name && (old.Parts.Count == 0 || r.Producer?.LastName == other.Producer?.LastName)) is { } same)
            {
                Redirect(other, same, made);
            }
        }
    }

    private void CheckGone(
        GraphNode gone, string name, Dictionary<GraphNode, GraphTensor> taken, BoundReplaceRule rule, List<GraphNode> made, AppliedTransform by)
    {
        // Whoever takes the name takes the readers of the first result, and of others that it has as well.
        if (gone.Results.Find(r => !(taken.ContainsKey(gone) && ReferenceEquals(r, gone.Result)) && graph.ReadersOf(r).Count > 0) is { } dangling)
        {
            throw new SpecException(rule.At.StillRead(name + (dangling.Name is { } n ? "." + n : string.Empty)));
        }

        if (made.Count == 0)
        {
            // Nothing starts afresh.
            return;
        }

        if (made.Exists(m => ReferenceEquals(m.AgainOf, gone)) && !gone.HasAssignedFlows)
        {
            // It goes on, with all that was assigned.
            return;
        }

        var assigned = gone.Quantities.Values.Concat(gone.Weights.SelectMany(w => w.Quantities.Values)).Concat(gone.Results.SelectMany(r => new[] { r.Width, r.Beside }));
        if (assigned.Any(q => q.IsAssigned))
        {
            diagnostics.Add(by.At.ReplacesAssigned(by.Symbol.Name, name, rule.At));
        }
    }
}
