using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Graph;
using LlmCostDsl.Compiler.Rewriting;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Lowering;

/// <summary>A timing with its parameters, as one model's transforms left it: what it says of each operator, and of the whole step.</summary>
internal sealed class TimingModel
{
    /// <summary>The definition that a timing must have.</summary>
    public const string Time = "time";

    /// <summary>The definition that turns rows into the step's time.</summary>
    public const string Step = "step";

    private const string LayerKey = "layer of definitions";

    private readonly Evaluator evaluator;
    private readonly TimingSymbol symbol;
    private readonly DefinitionTable definitions = new();
    private readonly Dictionary<(GraphNode Node, string Path, int Layer), object> known = [];
    private readonly HashSet<(GraphNode? Node, string Path, int Layer)> computing = [];

    public TimingModel(Evaluator evaluator, TimingSymbol symbol, Scope parameters, RewrittenModel model)
    {
        this.evaluator = evaluator;
        this.symbol = symbol;
        foreach (var definition in symbol.Definitions.OfType<BoundDefinition>())
        {
            definitions.Add(definition, parameters, 0);
        }

        Requirements.AddRange(symbol.Definitions.OfType<BoundRequire>().Select(r => (r, parameters)));
        var layer = 0;
        foreach (var (rule, scope, _) in model.Overrides(parameters).Where(o => ReferenceEquals(o.Rule.Target, symbol)))
        {
            layer++;
            foreach (var statement in rule.Definitions)
            {
                if (statement is BoundLet let)
                {
                    scope.Bind(let.Name, new LazyValue(let.Value, scope));
                }
                else if (statement is BoundDefinition definition)
                {
                    definitions.Add(definition, scope, layer);
                }
            }
        }
    }

    /// <summary>Requirements of the timing, with the scope they see.</summary>
    public List<(BoundRequire Require, Scope Scope)> Requirements { get; } = [];

    /// <summary>The columns of an operator table: definitions about one operator, in the order written.</summary>
    public IEnumerable<BoundDefinition> Columns
        => definitions.Paths.Where(p => p != Step && !definitions.IsPrivate(p)).Select(p => definitions.Find(p)!.Definition).Where(d => d.Parameters is null);

    /// <summary>A definition's value for an operator.</summary>
    public Expr Of(GraphNode node, string path, SourceSpan at)
        => Value(node, definitions.Find(path) ?? throw new SpecException(at.NoSuchProperty($"timing '{symbol.Name}'", path))) as Expr
            ?? throw new SpecException(at.NotANumber());

    /// <summary>A definition's value for an operator of which others are known already.</summary>
    /// <param name="given">By path: what the definition finds where it asks for them.</param>
    public Expr Of(GraphNode node, string path, IReadOnlyDictionary<string, Expr> given)
    {
        foreach (var pair in given.Where(g => definitions.Find(g.Key) is not null))
        {
            known[(node, pair.Key, definitions.Find(pair.Key)!.Layer)] = pair.Value;
        }

        return Of(node, path, node.At);
    }

    public bool Defines(string path) => definitions.Find(path) is not null;

    /// <summary>The time of a step over its graph: as the timing says, else the total of its operators' times.</summary>
    public Expr StepTime(ModelGraph graph, IDefinitions around)
    {
        if (definitions.Find(Step) is not { } step)
        {
            return Totals.Over(evaluator, graph, node => Of(node, Time, symbol.At));
        }

        var scope = new Scope(step.Scope) { Definitions = new StepDefinitions(this, graph, around) };
        scope.Bind(LayerKey, step.Layer);
        return evaluator.Scalar(step.Definition.Value, scope);
    }

    /// <summary>Definitions as an operator's formulas see them.</summary>
    public IDefinitions For(GraphNode node, IDefinitions? around) => new NodeDefinitions(this, node, around);

    private object Value(GraphNode node, ScopedDefinition scoped, object[]? arguments = null)
    {
        var key = (node, scoped.Definition.Path, scoped.Layer);
        if (arguments is null && known.TryGetValue(key, out var value))
        {
            return value;
        }

        if (!computing.Add(key))
        {
            throw new SpecException(scoped.Definition.At.NeedsItself());
        }

        try
        {
            var iterations = node.Group is { } group ? new GroupIterations(evaluator.Pool, group) : null;
            var scope = new Scope(scoped.Scope) { It = node, Iteration = iterations, Definitions = For(node, null) };
            scope.Bind(LayerKey, scoped.Layer);
            Bind(scoped.Definition, arguments, scope);
            value = evaluator.Evaluate(scoped.Definition.Value, scope);
            if (value is Expr number)
            {
                value = evaluator.Coerce(Evaluator.Resolve(number, scoped.Definition.At, scope), scoped.Definition.Type, scoped.Definition.Value.At);
            }

            if (arguments is null)
            {
                known[key] = value;
            }

            return value;
        }
        finally
        {
            computing.Remove(key);
        }
    }

    internal static void Bind(BoundDefinition definition, object[]? arguments, Scope scope)
    {
        for (var i = 0; arguments is not null && i < arguments.Length && definition.Parameters is { } names && i < names.Count; i++)
        {
            scope.Bind(names[i], arguments[i]);
        }
    }

    private ScopedDefinition Find(string path, bool isBase, Scope scope, SourceSpan at)
        => definitions.Find(path, isBase ? scope.Find(LayerKey) as int? ?? 0 : null) ?? throw new SpecException(at.NoSuchProperty($"timing '{symbol.Name}'", path));

    private sealed class NodeDefinitions(TimingModel timing, GraphNode node, IDefinitions? around) : IDefinitions
    {
        public object Use(BoundDefinitionUse use, Scope scope)
            => timing.definitions.Find(use.Path) is null && around is not null
                ? around.Use(use, scope)
                : timing.Value(node, timing.Find(use.Path, use.IsBase, scope, use.At));

        public object Call(BoundDefinitionCall call, object[] arguments, Scope scope)
            => timing.definitions.Find(call.Path) is null && around is not null
                ? around.Call(call, arguments, scope)
                : timing.Value(node, timing.Find(call.Path, call.IsBase, scope, call.At), arguments);

        public object Step(BoundStep step, object? model, Expr tokens, Expr context, Expr? batch, IReadOnlyDictionary<string, Expr> given)
            => around?.Step(step, model, tokens, context, batch, given) ?? throw new SpecException(step.At.NotAValue());

        public Expr Total(object? step, BoundTotal total, Scope scope) => around?.Total(step, total, scope) ?? throw new SpecException(total.At.NotAValue());

        public object? Property(object target, string name)
            => target is GraphNode n && timing.Defines(name) && name != TimingModel.Step ? timing.Of(n, name, n.At) : target is GraphNode ? null : around?.Property(target, name);
    }

    // Inside `step`: totals run over the graph's rows.
    private sealed class StepDefinitions(TimingModel timing, ModelGraph graph, IDefinitions around) : IDefinitions
    {
        public object Use(BoundDefinitionUse use, Scope scope)
        {
            if (use is { Path: TimingModel.Step, IsBase: true })
            {
                var below = timing.definitions.Find(TimingModel.Step, scope.Find(LayerKey) as int? ?? 0);
                if (below is null)
                {
                    return Totals.Over(timing.evaluator, graph, node => timing.Of(node, Time, use.At));
                }

                var inner = new Scope(below.Scope) { Definitions = this };
                inner.Bind(LayerKey, below.Layer);
                return timing.evaluator.Scalar(below.Definition.Value, inner);
            }

            return timing.definitions.Find(use.Path) is { } own ? Value(own, null) : around.Use(use, scope);
        }

        public object Call(BoundDefinitionCall call, object[] arguments, Scope scope)
            => timing.definitions.Find(call.Path) is { } own ? Value(own, arguments) : around.Call(call, arguments, scope);

        public object Step(BoundStep step, object? model, Expr tokens, Expr context, Expr? batch, IReadOnlyDictionary<string, Expr> given) => around.Step(step, model, tokens, context, batch, given);

        public Expr Total(object? step, BoundTotal total, Scope scope)
            => step is null ? Totals.Over(timing.evaluator, graph, total, scope, node => timing.For(node, around)) : around.Total(step, total, scope);

        public object? Property(object target, string name) => around.Property(target, name);

        // Of no operator in particular.
        private object Value(ScopedDefinition own, object[]? arguments)
        {
            if (!timing.computing.Add((null, own.Definition.Path, own.Layer)))
            {
                throw new SpecException(own.Definition.At.NeedsItself());
            }

            try
            {
                var inner = new Scope(own.Scope) { Definitions = this };
                inner.Bind(LayerKey, own.Layer);
                Bind(own.Definition, arguments, inner);
                return timing.evaluator.Evaluate(own.Definition.Value, inner);
            }
            finally
            {
                timing.computing.Remove((null, own.Definition.Path, own.Layer));
            }
        }
    }
}
