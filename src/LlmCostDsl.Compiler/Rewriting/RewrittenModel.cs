using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Graph;
using LlmCostDsl.Compiler.Support;

namespace LlmCostDsl.Compiler.Rewriting;

/// <summary>How often each rule found something, over all graphs of a compilation: a rule that never did is worth a warning.</summary>
internal sealed class RuleHits
{
    private readonly Dictionary<BoundStatement, (AppliedTransform Transform, int Count)> hits = new(ByReference<BoundStatement>.Comparer);
    private readonly Dictionary<BoundSetRule, (AppliedTransform Transform, List<Func<bool>> IsAsked)> sets = new(ByReference<BoundSetRule>.Comparer);

    public void Count(ActiveRule rule, int found)
        => hits[rule.Rule] = (rule.Transform, (hits.TryGetValue(rule.Rule, out var before) ? before.Count : 0) + found);

    /// <param name="isAsked">Whether a graph, or a rule after this one, has asked for the parameter.</param>
    public void Set(BoundSetRule rule, AppliedTransform transform, Func<bool> isAsked)
    {
        if (!sets.TryGetValue(rule, out var set))
        {
            sets[rule] = set = (transform, []);
        }

        set.IsAsked.Add(isAsked);
    }

    /// <summary>Says what changed nothing, once all has been asked.</summary>
    public void Warn(DiagnosticBag diagnostics)
    {
        foreach (var (rule, (transform, count)) in hits.Select(h => (h.Key, h.Value)))
        {
            if (count == 0)
            {
                diagnostics.Add(transform.At.NothingMatched(transform.Symbol.Name, rule.At));
            }
        }

        foreach (var (set, (transform, isAsked)) in sets.Select(s => (s.Key, s.Value)))
        {
            if (!isAsked.Exists(asked => asked()))
            {
                diagnostics.Add(transform.At.NothingSet(transform.Symbol.Name, set.Parameter, set.NameAt));
            }
        }
    }
}

/// <summary>A model with a list of transforms applied: parameters first, then a graph for each phase that is asked for.</summary>
internal sealed class RewrittenModel
{
    private readonly Evaluator evaluator;
    private readonly RepeatMemory memory;
    private readonly DiagnosticBag diagnostics;
    private readonly RuleHits hits;
    private readonly List<AppliedTransform> transforms;
    private readonly Dictionary<string, ModelGraph> graphs = [];

    public RewrittenModel(
        Evaluator evaluator, RepeatMemory memory, DiagnosticBag diagnostics, RuleHits hits, ModelInstance model, IReadOnlyList<BoundApply> applied, Scope from)
    {
        this.evaluator = evaluator;
        this.memory = memory;
        this.diagnostics = diagnostics;
        this.hits = hits;
        (Model, transforms) = SetParameters(model, applied, from);
    }

    /// <summary>The model with its final parameters; another one than at first, where a transform makes it become that.</summary>
    public ModelInstance Model { get; private set; }

    /// <summary>What an evaluator must check.</summary>
    public List<GraphRequirement> Requirements { get; } = [];

    /// <summary>Schedule and timing rules, in order, with the scope of their transform.</summary>
    /// <param name="around">What their definitions see beyond the transform: the schedule's or timing's own parameters.</param>
    public IEnumerable<(BoundOverrideRule Rule, Scope Scope, AppliedTransform Transform)> Overrides(Scope around)
        => transforms.SelectMany(t => new TransformUnfolder(evaluator).Rules(t, around))
            .Where(r => r.Rule is BoundOverrideRule)
            .Select(r => ((BoundOverrideRule)r.Rule, new Scope(r.Scope) { Model = Model.Parameters }, r.Transform));

    public IEnumerable<ModelGraph> Graphs => graphs.Values;

    /// <summary>The graph of a phase, with all rules run, where a step is given nothing but tokens and context.</summary>
    public ModelGraph GraphOf(string phase) => GraphOf(phase, new StepArguments(evaluator, Model.Architecture, new Dictionary<string, Expr>(), _ => Model.Architecture.At));

    /// <summary>The graph of a phase for what a step is given.</summary>
    public ModelGraph GraphOf(string phase, StepArguments given)
    {
        var key = phase + given.Key;
        if (!graphs.TryGetValue(key, out var graph))
        {
            graphs[key] = graph = Build(phase, given);
        }

        return graph;
    }

    private ModelGraph Build(string phase, StepArguments given)
    {
        var pool = evaluator.Pool;
        var graph = new ModelGraph(phase) { Given = given.Said };
        var root = new Scope(null);
        root.Bind(pool.Batch.Name, pool.Batch);
        root.Bind(pool.Tokens.Name, pool.Tokens);
        root.Bind(pool.Context.Name, pool.Context);
        root.Bind("phase", phase);
        given.BindIn(root);
        root.Bind(Evaluator.GraphKey, graph);
        graph.Scope = root;

        var factory = new NodeFactory(evaluator, graph);
        var builder = new BodyBuilder(evaluator, factory, graph, memory);
        var scope = new Scope(root) { Asked = Model.Parameters.Asked };
        foreach (var parameter in Model.Parameters.Values)
        {
            scope.Bind(parameter.Key, parameter.Value);
        }

        builder.Build([.. Model.Architecture.Body], scope, new BuildPlace(graph.Body.Items, null, string.Empty, [], [], null));
        builder.TieShared();

        var every = new EveryRule(evaluator, factory, graph, diagnostics);
        foreach (var transform in transforms)
        {
            transform.OrBlame(() =>
            {
                foreach (var rule in new TransformUnfolder(evaluator).Rules(transform, root))
                {
                    Run(rule);
                }
            });
        }

        foreach (var node in graph.Nodes.SelectMany(n => n.AllParts))
        {
            foreach (var (require, where) in node.Requires)
            {
                builder.Require(require, where, node);
            }
        }

        Requirements.AddRange(builder.Requirements);
        Requirements.AddRange(new WholeExtents(evaluator).Of(graph));
        return graph;

        void Run(ActiveRule rule)
        {
            var inner = new Scope(rule.Scope) { Model = Model.Parameters };
            int? found = rule.Rule switch
            {
                BoundEveryRule e => every.Run(e, rule.Transform, inner),
                BoundFuseRule f => new FuseRule(evaluator, factory, graph, every, diagnostics).Run(f, rule.Transform, inner),
                BoundReplaceRule r => new ReplaceRule(evaluator, graph, builder, diagnostics).Run(r, rule.Transform, inner),
                _ => null,
            };
            if (found is { } count)
            {
                hits.Count(rule, count);
                builder.TieShared();
                NodeOrder.Restore(graph.Body);
                graph.Clock.TickStructure();
                if (rule.Rule is BoundReplaceRule && count > 0)
                {
                    new CarriedShapes(evaluator).Check(graph, rule.Transform);
                }
            }
        }
    }

    // `become` first, then all sets in order, each transform seeing what those before it left.
    private (ModelInstance Model, List<AppliedTransform> Transforms) SetParameters(ModelInstance model, IReadOnlyList<BoundApply> applied, Scope from)
    {
        var unfolder = new TransformUnfolder(evaluator);
        List<(BoundApply Apply, Scope From)> list = [.. model.Transforms.Select(t => (t, new Scope(null))), .. applied.Select(a => (a, from))];
        BoundApply? becoming = null;
        for (var i = list.Count - 1; i >= 0; i--)
        {
            var probe = unfolder.Bind(list[i].Apply, list[i].From, model.Parameters);
            if (!Becomes(list[i].Apply.Transform.Rules))
            {
                continue;
            }

            ActiveRule? become = null;
            probe.OrBlame(() => become = unfolder.Rules(probe, null).LastOrDefault(r => r.Rule is BoundBecomeRule));
            if (become is not null)
            {
                var rule = (BoundBecomeRule)become.Rule;
                CheckRequirements(probe, unfolder);
                if (i > 0)
                {
                    diagnostics.Add(list[i].Apply.At.DroppedByBecome(string.Join(", ", list.Take(i).Select(l => $"'{l.Apply.Transform.Name}'"))));
                }

                var other = evaluator.Evaluate(rule.Model, become.Scope) as ModelInstance ?? throw new SpecException(rule.Model.At.NotAValue());
                becoming = list[i].Apply;
                list = [.. other.Transforms.Select(t => (t, new Scope(null))), .. list.Skip(i)];
                model = other;
                break;
            }
        }

        var bound = new List<AppliedTransform>();
        var states = new List<ModelParameters> { model.Parameters };
        var resolver = new ModelResolver(evaluator);
        foreach (var (apply, scope) in list)
        {
            var transform = unfolder.Bind(apply, scope, model.Parameters);
            List<(BoundSetRule, object)> sets = [];
            transform.OrBlame(() =>
            {
                if (!ReferenceEquals(apply, becoming))
                {
                    // What becomes another model has made its conditions of the one before.
                    CheckRequirements(transform, unfolder);
                }

                sets = [.. unfolder.Rules(transform, null).Where(r => r.Rule is BoundSetRule).Select(r => ((BoundSetRule)r.Rule, evaluator.Evaluate(((BoundSetRule)r.Rule).Value, r.Scope)))];
            });
            var values = model.Parameters.Values.ToDictionary(p => p.Key, p => p.Value);
            foreach (var (set, value) in sets)
            {
                values[set.Parameter] = values.ContainsKey(set.Parameter)
                    ? resolver.Checked(model, set.Parameter, value, set.Value.At)
                    : throw new SpecException(set.NameAt.NoSuchParameter(model.Architecture.Name, set.Parameter));
                var before = states.Count;
                hits.Set(set, transform, () => states.Skip(before).Any(s => s.Asked.Contains(set.Parameter)));
            }

            model = model with { Parameters = new ModelParameters(values) };
            states.Add(model.Parameters);
            bound.Add(transform);
        }

        return (model, bound);
    }

    private static bool Becomes(IEnumerable<BoundStatement> rules)
        => rules.Any(r => r is BoundBecomeRule or BoundApply || (r is BoundIfStatement i && (Becomes(i.Then) || Becomes(i.Else))));

    private void CheckRequirements(AppliedTransform transform, TransformUnfolder unfolder)
    {
        foreach (var rule in unfolder.Rules(transform, null).Where(r => r.Rule is BoundRequire))
        {
            var require = (BoundRequire)rule.Rule;
            switch (evaluator.Resolved(require.Condition, rule.Scope))
            {
                case TruthExpr { Value: true }:
                    break;
                case TruthExpr:
                    throw new SpecException(rule.Transform.Blame(require.Condition).DoesNotFit(rule.Transform.Symbol.Name, require.Otherwise, require.Condition.At));
                case var open:
                    Requirements.Add(new GraphRequirement(open, $"{transform.Symbol.Name}: {require.Otherwise}", require.At));
                    break;
            }
        }
    }
}
