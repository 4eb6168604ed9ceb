using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Graph;

namespace LlmCostDsl.Compiler.Lowering;

/// <summary>
/// A step, or what sums, scaling and choices make of steps. Costs add up and scale; footprints do not: they are the largest over the steps of one
/// model, and the sum over models.
/// </summary>
internal abstract class StepValue(ExprPool pool) : IStepArithmetic
{
    protected ExprPool Pool { get; } = pool;

    public object Plus(IStepArithmetic other) => new StepPlus(Pool, this, (StepValue)other);

    public object Times(Expr factor) => new StepTimes(Pool, this, factor);

    public object SumOver(LeafExpr index, Expr low, Expr high, string origin) => new StepFold(Pool, this, index, low, high, origin);

    public object SelectOver(Expr condition, IStepArithmetic otherwise) => new StepSelect(Pool, condition, this, (StepValue)otherwise);

    /// <summary>The steps it is made of.</summary>
    public abstract IEnumerable<StepInstance> Instances { get; }

    /// <summary>The total of a cost.</summary>
    public abstract Expr Total(Func<StepInstance, Expr> cost);

    /// <summary>A footprint, by what it is a footprint of: a model's cache, a weight.</summary>
    public abstract Dictionary<object, Expr> Footprint(Func<StepInstance, IEnumerable<KeyValuePair<object, Expr>>> parts);
}

/// <summary>One forward pass of one model.</summary>
internal sealed class StepInstance(ExprPool pool, DeployedModel model, ModelGraph graph, Expr batch, Expr tokens, Expr context, IReadOnlyDictionary<LeafExpr, Expr> given) : StepValue(pool)
{
    private readonly Substitution substitution = new(pool, [new(pool.Batch, batch), new(pool.Tokens, tokens), new(pool.Context, context), .. given.Select(g => new KeyValuePair<Expr, Expr>(g.Key, g.Value))]);

    public DeployedModel Model { get; } = model;

    public ModelGraph Graph { get; } = graph;

    public override IEnumerable<StepInstance> Instances => [this];

    /// <summary>A formula of the graph, with this step's batch, tokens and context.</summary>
    public Expr At(Expr ofGraph) => substitution.Apply(ofGraph);

    public override Expr Total(Func<StepInstance, Expr> cost) => cost(this);

    public override Dictionary<object, Expr> Footprint(Func<StepInstance, IEnumerable<KeyValuePair<object, Expr>>> parts)
    {
        var all = new Dictionary<object, Expr>();
        foreach (var part in parts(this))
        {
            all[part.Key] = all.TryGetValue(part.Key, out var present) ? Pool.Maximum(present, part.Value) : part.Value;
        }

        return all;
    }
}

internal sealed class StepPlus(ExprPool pool, StepValue left, StepValue right) : StepValue(pool)
{
    public override IEnumerable<StepInstance> Instances => left.Instances.Concat(right.Instances);

    public override Expr Total(Func<StepInstance, Expr> cost) => Pool.Add(left.Total(cost), right.Total(cost));

    public override Dictionary<object, Expr> Footprint(Func<StepInstance, IEnumerable<KeyValuePair<object, Expr>>> parts)
    {
        var all = left.Footprint(parts);
        foreach (var part in right.Footprint(parts))
        {
            all[part.Key] = all.TryGetValue(part.Key, out var present) ? Pool.Maximum(present, part.Value) : part.Value;
        }

        return all;
    }
}

internal sealed class StepTimes(ExprPool pool, StepValue step, Expr factor) : StepValue(pool)
{
    public override IEnumerable<StepInstance> Instances => step.Instances;

    public override Expr Total(Func<StepInstance, Expr> cost) => Pool.Multiply(factor, step.Total(cost));

    public override Dictionary<object, Expr> Footprint(Func<StepInstance, IEnumerable<KeyValuePair<object, Expr>>> parts) => step.Footprint(parts);
}

internal sealed class StepFold(ExprPool pool, StepValue body, LeafExpr index, Expr low, Expr high, string origin) : StepValue(pool)
{
    public override IEnumerable<StepInstance> Instances => body.Instances;

    public override Expr Total(Func<StepInstance, Expr> cost) => Pool.Sum(index, low, high, body.Total(cost), origin);

    public override Dictionary<object, Expr> Footprint(Func<StepInstance, IEnumerable<KeyValuePair<object, Expr>>> parts)
        => body.Footprint(parts).ToDictionary(p => p.Key, p => Pool.Largest(index, low, high, p.Value, origin));
}

internal sealed class StepSelect(ExprPool pool, Expr condition, StepValue then, StepValue otherwise) : StepValue(pool)
{
    public override IEnumerable<StepInstance> Instances => then.Instances.Concat(otherwise.Instances);

    public override Expr Total(Func<StepInstance, Expr> cost) => Pool.Select(condition, then.Total(cost), otherwise.Total(cost));

    public override Dictionary<object, Expr> Footprint(Func<StepInstance, IEnumerable<KeyValuePair<object, Expr>>> parts)
    {
        Dictionary<object, Expr> a = then.Footprint(parts), b = otherwise.Footprint(parts);
        var none = Pool.Constant(Rational.Zero, Dimension.Bytes);
        return a.Keys.Union(b.Keys).ToDictionary(
            k => k, k => Pool.Select(condition, a.TryGetValue(k, out var x) ? x : none, b.TryGetValue(k, out var y) ? y : none));
    }
}
