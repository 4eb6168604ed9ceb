using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Graph;
using LlmCostDsl.Compiler.Support;

namespace LlmCostDsl.Compiler.Rewriting;

/// <summary>A match: the nodes of the pattern by name, and every captured tensor by name.</summary>
internal sealed record PatternMatch(IReadOnlyList<KeyValuePair<string, GraphNode>> Nodes, IReadOnlyDictionary<string, GraphTensor> Captures)
{
    /// <summary>The matched nodes and captures as names of a scope.</summary>
    public Scope In(Scope rule, IIterations? iterations, object? it = null)
    {
        var scope = new Scope(rule) { Iteration = iterations, It = it };
        foreach (var capture in Captures)
        {
            scope.Bind(capture.Key, capture.Value);
        }

        foreach (var node in Nodes)
        {
            scope.Bind(node.Key, node.Value.Result);
            scope.Bind(BodyBuilder.MatchedKey(node.Key), node.Value);
        }

        return scope;
    }
}

/// <summary>
/// Finds a pattern in one body: in written order, without overlap. All matches are found before the first is rewritten, so a rule never meets its own
/// work; applied once more, it meets that of the time before.
/// </summary>
/// <param name="accept">What else a match must fulfil.</param>
internal sealed class PatternMatcher(
    Evaluator evaluator, EquatableArray<BoundPatternNode> pattern, BoundExpression? where, Scope scope, Func<PatternMatch, bool>? accept = null)
{
    public List<PatternMatch> FindIn(GraphBody body)
    {
        var nodes = body.Items.OfType<GraphNode>().Where(n => !n.IsInput).ToList();
        var readers = new Dictionary<GraphTensor, List<GraphNode>>();
        foreach (var node in nodes)
        {
            foreach (var input in node.Inputs)
            {
                if (!readers.TryGetValue(input, out var list))
                {
                    readers[input] = list = [];
                }

                list.Add(node);
            }
        }

        var used = new HashSet<GraphNode>();
        var found = new List<PatternMatch>();
        foreach (var first in nodes)
        {
            if (!used.Contains(first) && Extend([], new Dictionary<string, GraphTensor>(), first, nodes, readers, used) is { } match)
            {
                found.Add(match);
                used.UnionWith(match.Nodes.Select(n => n.Value));
            }
        }

        return found;
    }

    // Matches the next pattern node with `candidate`, then looks for the ones after it.
    private PatternMatch? Extend(
        List<KeyValuePair<string, GraphNode>> matched,
        Dictionary<string, GraphTensor> captures,
        GraphNode candidate,
        List<GraphNode> nodes,
        Dictionary<GraphTensor, List<GraphNode>> readers,
        HashSet<GraphNode> used)
    {
        var wanted = pattern[matched.Count];
        if (!Fits(wanted, candidate) || Capture(wanted, candidate, matched, captures) is not { } bound)
        {
            return null;
        }

        var next = new List<KeyValuePair<string, GraphNode>>(matched) { new(wanted.Name, candidate) };
        if (next.Count == pattern.Count)
        {
            var match = new PatternMatch(next, bound);
            var iterations = candidate.Group is { } group ? new GroupIterations(evaluator.Pool, group) { IsCondition = true } : null;
            return evaluator.DecideWhere(where, match.In(scope, iterations)) && (accept is null || accept(match)) ? match : null;
        }

        foreach (var other in Candidates(pattern[next.Count], next, bound, nodes, readers))
        {
            if (!used.Contains(other) && !next.Exists(n => ReferenceEquals(n.Value, other)) && Extend(next, bound, other, nodes, readers, used) is { } complete)
            {
                return complete;
            }
        }

        return null;
    }

    // Where a tensor is known already, only its readers can match.
    private static List<GraphNode> Candidates(
        BoundPatternNode wanted,
        List<KeyValuePair<string, GraphNode>> matched,
        Dictionary<string, GraphTensor> captures,
        List<GraphNode> nodes,
        Dictionary<GraphTensor, List<GraphNode>> readers)
    {
        foreach (var name in wanted.Captures)
        {
            if (captures.TryGetValue(name, out var tensor))
            {
                return readers.TryGetValue(tensor, out var list) ? list : [];
            }

            if (matched.Find(m => m.Key == name).Value is { } producer)
            {
                return producer.Results.SelectMany(r => readers.TryGetValue(r, out var list) ? list : []).Distinct().ToList();
            }
        }

        return nodes;
    }

    private bool Fits(BoundPatternNode wanted, GraphNode node)
        => wanted.IsAny
            ? node.Inputs.Any()
            : wanted.IsTag
                ? node.Tags.Contains(Evaluator.Text(wanted.Word, scope))
                : wanted.Operator is { } op && node.Operator is not null ? ReferenceEquals(node.Operator, op) : node.OperatorName == Evaluator.Text(wanted.Word, scope);

    // Captures bind the first inputs; a name that is bound must mean the same tensor.
    private static Dictionary<string, GraphTensor>? Capture(
        BoundPatternNode wanted, GraphNode node, List<KeyValuePair<string, GraphNode>> matched, Dictionary<string, GraphTensor> captures)
    {
        var inputs = node.Operands.ToList();
        if (inputs.Count < wanted.Captures.Count)
        {
            return null;
        }

        var bound = new Dictionary<string, GraphTensor>(captures);
        for (var i = 0; i < wanted.Captures.Count; i++)
        {
            var name = wanted.Captures[i];
            if (matched.Find(m => m.Key == name).Value is { } producer)
            {
                if (!producer.Results.Contains(inputs[i]))
                {
                    return null;
                }
            }
            else if (bound.TryGetValue(name, out var known))
            {
                if (!ReferenceEquals(known, inputs[i]))
                {
                    return null;
                }
            }
            else
            {
                bound[name] = inputs[i];
            }
        }

        return bound;
    }
}
