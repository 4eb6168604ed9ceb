using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Graph;

namespace LlmCostDsl.Compiler.Lowering;

/// <summary>
/// The definitions of an analysis: its schedule's, with what transforms override, and its own. Evaluated when asked for, in any order; steps stay
/// records of rows here, and become formulas only where a total or a footprint is asked of them.
/// </summary>
internal sealed class ScheduleModel : IDefinitions
{
    /// <summary>What a step keeps in memory, by the names that schedules ask for.</summary>
    public static readonly IReadOnlyList<string> FootprintNames = ["weights", "cache", "activations"];

    private const string LayerKey = "layer of definitions";

    private readonly Evaluator evaluator;
    private readonly DefinitionTable definitions = new();
    private readonly List<StepInstance> steps = [];
    private readonly Dictionary<(string Path, int Layer), object> known = [];
    private readonly HashSet<(string Path, int Layer)> computing = [];
    private readonly Func<ModelInstance, DeployedModel> deploy;
    private readonly DeployedModel self;
    private readonly Expr batch;

    /// <param name="self">The analysed model.</param>
    /// <param name="deploy">Brings another model into use.</param>
    /// <param name="inputs">The analysis's inputs; <c>batch</c> among them or bound to 1.</param>
    public ScheduleModel(Evaluator evaluator, AnalysisSymbol analysis, DeployedModel self, Func<ModelInstance, DeployedModel> deploy, Scope inputs)
    {
        this.evaluator = evaluator;
        this.self = self;
        this.deploy = deploy;
        var scope = new Scope(inputs) { Definitions = this };
        batch = inputs.Find(evaluator.Pool.Batch.Name) as Expr ?? evaluator.Pool.One;
        if (analysis.Schedule is { } schedule)
        {
            var parameters = new Scope(scope);
            var given = analysis.ScheduleArguments.ToDictionary(a => a.Parameter);
            evaluator.BindParameters(
                [.. schedule.Parameters],
                i => given.TryGetValue(schedule.Parameters[i].Name, out var a) ? evaluator.Evaluate(a.Value, inputs) : null,
                parameters,
                i => given[schedule.Parameters[i].Name].Value.At);
            if (parameters.FindHere(evaluator.Pool.Batch.Name) is Expr sequences)
            {
                // The analysis may name the sequences of its steps in the schedule's arguments as well.
                batch = sequences;
                scope.Bind(evaluator.Pool.Batch.Name, batch);
            }

            Add(schedule.Definitions, parameters, 0);
            var layer = 0;
            foreach (var (rule, inner, _) in self.Rewritten.Overrides(parameters).Where(o => ReferenceEquals(o.Rule.Target, schedule)))
            {
                Add(rule.Definitions, inner, ++layer);
            }
        }

        Add(analysis.Definitions, scope, int.MaxValue);
        Scope = scope;
    }

    /// <summary>What the analysis's own formulas see.</summary>
    public Scope Scope { get; }

    /// <summary>Every step evaluated so far.</summary>
    public IReadOnlyList<StepInstance> Steps => steps;

    /// <summary>Requirements of the schedule, with the scopes they see.</summary>
    public List<(BoundRequire Require, Scope Scope)> Requirements { get; } = [];

    /// <summary>Every output, in the order written: the definition and its value.</summary>
    public IEnumerable<(BoundDefinition Definition, object Value)> Outputs
        => definitions.Paths.Where(p => !definitions.IsPrivate(p)).Select(p => definitions.Find(p)!).Where(d => d.Definition.Parameters is null)
            .Select(d => (d.Definition, Value(d)));

    public object Use(BoundDefinitionUse use, Scope scope) => Value(Find(use.Path, use.IsBase, scope, use));

    public object Call(BoundDefinitionCall call, object[] arguments, Scope scope) => Value(Find(call.Path, call.IsBase, scope, call), arguments);

    public object Step(BoundStep step, object? model, Expr tokens, Expr context, Expr? ofBatch, IReadOnlyDictionary<string, Expr> given)
    {
        var deployed = model is ModelInstance other ? deploy(other) : self;
        var phases = deployed.Rewritten.Model.Architecture.Phases;
        if (!phases.Contains(step.Phase))
        {
            throw new SpecException(step.PhaseAt.UnknownPhase(step.Phase, deployed.Rewritten.Model.Symbol.Name, string.Join(", ", phases)));
        }

        foreach (var (value, at) in new[] { (tokens, step.Tokens.At), (context, step.Context.At) })
        {
            if (!value.Dimension.IsNone && !value.IsZero)
            {
                throw new SpecException(at.DimensionMismatch(value.Dimension, Dimension.None));
            }
        }

        foreach (var argument in step.Given)
        {
            if (deployed.Rewritten.Model.Architecture.StepParameters.All(p => p.Name != argument.Parameter))
            {
                throw new SpecException(argument.At.NoStepParameter(deployed.Rewritten.Model.Architecture.Name, argument.Parameter));
            }
        }

        var arguments = new StepArguments(evaluator, deployed.Rewritten.Model.Architecture, given, name => step.Given.First(g => g.Parameter == name).Value.At);
        var made = new StepInstance(evaluator.Pool, deployed, deployed.Rewritten.GraphOf(step.Phase, arguments), ofBatch ?? batch, tokens, context, arguments.Open);
        steps.Add(made);
        return made;
    }

    public Expr Total(object? step, BoundTotal total, Scope scope)
        => step is StepValue value
            ? value.Total(i => i.At(Totals.Over(evaluator, i.Graph, total, scope, node => i.Model.Timing.For(node, this))))
            : throw new SpecException(total.At.NotAValue());

    public object? Property(object target, string name) => target switch
    {
        StepValue step => OfStep(step, name),
        ModelInstance model => OfModel(model, name),
        _ => null,
    };

    /// <summary>A channel's total, bytes, time, or a footprint of a step.</summary>
    public Expr? OfStep(StepValue step, string name)
    {
        var pool = evaluator.Pool;
        switch (name)
        {
            case "bytes" or TimingModel.Time:
                break;
            case "weights":
                var classes = new IterationClasses(step.Instances.Select(i => ((object)i.Model.Rewritten.Model.Root, i.Graph)));
                return AddUp(step.Footprint(i => Footprints.Weights(pool, classes, i.Model.Rewritten.Model, i.Graph)
                    .Select(w => new KeyValuePair<object, Expr>(w.Key, i.At(Footprints.StoredBytes(pool, w.Weight, w.Count))))));
            case "cache":
                return AddUp(step.Footprint(i => [new(i.Model, i.At(i.Model.Total(i.Graph, name, () => Footprints.CacheBytes(pool, i.Graph))))]));
            case "activations":
                return AddUp(step.Footprint(i => [new(i.Model, i.At(i.Model.Total(i.Graph, name, () => new Liveness(pool).Peak(i.Graph))))]));
            default:
                if (!evaluator.Vocabulary.IsChannel(name))
                {
                    return null;
                }

                break;
        }

        return step.Total(i => i.At(i.Model.Total(i.Graph, name, () => OfGraph(i, name))));
    }

    /// <summary>parameters, active_parameters or weights of a model as declared.</summary>
    public Expr? OfModel(ModelInstance model, string name)
    {
        if (name is not ("parameters" or "active_parameters" or "weights"))
        {
            return null;
        }

        var deployed = deploy(model).Rewritten;
        var graphs = model.Architecture.Phases.Select(deployed.GraphOf).ToList();
        return name == "weights"
            ? Footprints.WeightBytes(evaluator.Pool, model, graphs)
            : Footprints.Parameters(evaluator.Pool, model, graphs, active: name != "parameters");
    }

    private Expr OfGraph(StepInstance instance, string name) => name switch
    {
        TimingModel.Time => instance.Model.Timing.StepTime(instance.Graph, this),
        "bytes" => Totals.Over(evaluator, instance.Graph, n => Traffic.Property(evaluator, n, "bytes")!),
        _ => Totals.Over(evaluator, instance.Graph, n => Evaluator.Value(n.Quantities[name], n.At)),
    };

    private Expr AddUp(Dictionary<object, Expr> parts) => evaluator.Pool.Add([evaluator.Pool.Constant(Rational.Zero, Dimension.Bytes), .. parts.Values], Dimension.Bytes);

    private void Add(IEnumerable<BoundStatement> statements, Scope scope, int layer)
    {
        foreach (var statement in statements)
        {
            switch (statement)
            {
                case BoundDefinition definition:
                    definitions.Add(definition, scope, layer);
                    break;
                case BoundRequire require:
                    Requirements.Add((require, scope));
                    break;
                case BoundLet let:
                    scope.Bind(let.Name, new LazyValue(let.Value, scope));
                    break;
            }
        }
    }

    private ScopedDefinition Find(string path, bool isBase, Scope scope, BoundExpression at)
        => definitions.Find(path, isBase ? scope.Find(LayerKey) as int? ?? 0 : null) ?? throw new SpecException(at.At.NoSuchProperty("the schedule", path));

    private object Value(ScopedDefinition scoped, object[]? arguments = null)
    {
        var key = (scoped.Definition.Path, scoped.Layer);
        if (arguments is null && known.TryGetValue(key, out var value))
        {
            return value;
        }

        if (arguments is null && !computing.Add(key))
        {
            throw new SpecException(scoped.Definition.PathAt.NeedsItself());
        }

        try
        {
            var scope = new Scope(scoped.Scope);
            scope.Bind(LayerKey, scoped.Layer);
            TimingModel.Bind(scoped.Definition, arguments, scope);
            value = evaluator.Evaluate(scoped.Definition.Value, scope);
            if (value is Expr number)
            {
                value = evaluator.Coerce(number, scoped.Definition.Type, scoped.Definition.Value.At);
            }

            if (arguments is null)
            {
                known[key] = value;
            }

            return value;
        }
        finally
        {
            if (arguments is null)
            {
                computing.Remove(key);
            }
        }
    }
}
