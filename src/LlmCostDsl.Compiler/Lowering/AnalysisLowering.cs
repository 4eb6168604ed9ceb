using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Graph;
using LlmCostDsl.Compiler.Rewriting;

namespace LlmCostDsl.Compiler.Lowering;

/// <summary>Lowers an analysis: builds and rewrites the graphs of each variant, evaluates schedule and timing, joins the variants.</summary>
/// <param name="inspect">
/// Sees the graphs of each variant, with its condition, the one where most hold first; it may ask what divides them again. With it, footprints are lowered as well.
/// </param>
internal sealed class AnalysisLowering(Evaluator evaluator, AnalysisSymbol analysis, DiagnosticBag diagnostics, Action<Expr, RewrittenModel>? inspect = null)
{
    // Each division of iterations makes more groups, so this many are never needed by a sane spec.
    private const int RestartLimit = 200;

    private readonly RepeatMemory memory = new(evaluator.Pool);
    private readonly RuleHits hits = new();

    private ExprPool Pool => evaluator.Pool;

    public LoweredAnalysis Lower()
    {
        var inputs = analysis.Inputs.Select(p => (Parameter: p, Leaf: InputLeaf(p))).ToList();
        var scope = new Scope(null);
        foreach (var (parameter, leaf) in inputs)
        {
            scope.Bind(parameter.Name, leaf);
        }

        if (scope.Find(Pool.Batch.Name) is null)
        {
            scope.Bind(Pool.Batch.Name, Pool.One);
        }

        var conditions = analysis.Transforms.Select(t => t.When is null ? Pool.True : Condition(t, scope)).ToList();
        var flags = conditions.Where(c => !c.IsConstant).Distinct().ToList();
        var variants = new List<(Expr Condition, LoweredAnalysis Lowered)>();
        foreach (var (condition, holding) in Choices(flags))
        {
            var applied = analysis.Transforms.Where((_, i) => conditions[i] is TruthExpr t ? t.Value : holding.Contains(conditions[i])).ToList();
            variants.Add((condition, LowerVariant(condition, applied, scope, inputs)));
        }

        hits.Warn(diagnostics);

        return new VariantJoin(Pool).Join(variants);
    }

    // Every way in which conditions can hold or not, those that exclude one another left out; the one where most hold comes first.
    private List<(Expr Condition, List<Expr> Holding)> Choices(List<Expr> flags)
    {
        List<(Expr Condition, List<Expr> Holding)> choices = [(Pool.True, [])];
        foreach (var flag in flags)
        {
            choices =
            [
                .. choices.Select(c => (Condition: Pool.And(c.Condition, flag), Holding: (List<Expr>)[.. c.Holding, flag]))
                    .Concat(choices.Select(c => (Condition: Pool.And(c.Condition, Pool.Not(flag)), c.Holding)))
                    .Where(c => c.Condition != Pool.False),
            ];
            if (choices.Count > LimitDiagnostics.VariantLimit)
            {
                throw new SpecException(analysis.Transforms.First(t => t.When is not null).When!.At.TooManyVariants(flags.Count));
            }
        }

        return choices;
    }

    private LeafExpr InputLeaf(BoundParameter p)
    {
        var nothing = new Scope(null);
        double Bound(BoundExpression? e, double otherwise)
            => e is null ? otherwise : evaluator.Coerce(evaluator.Scalar(e, nothing), p.Type, e.At) is ConstantExpr c ? c.Value.ToDouble() : throw new SpecException(e.At.NotKnownWhenCompiling("'" + p.Name + "'"));
        var isTruth = p.Type.Kind == TypeKind.Truth;
        var low = Bound(p.Low, isTruth || p.Type.IsWhole ? 0 : double.NegativeInfinity);
        return Pool.Leaf(
            LeafKind.Input, p.Name, p.Type.Dimension, new Interval(low, Bound(p.High, isTruth ? 1 : double.PositiveInfinity)), p.Type.IsWhole || isTruth, isTruth);
    }

    private Expr Condition(BoundApply apply, Scope scope)
    {
        var condition = evaluator.Scalar(apply.When!, scope);
        return condition.IsTruth && condition is not UndefinedExpr ? condition : throw new SpecException(apply.When!.At.NotAVariant(Evaluator.WhatItDependsOn(condition)));
    }

    private LoweredAnalysis LowerVariant(Expr condition, List<BoundApply> applied, Scope inputs, List<(BoundParameter Parameter, LeafExpr Leaf)> leaves)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return TryLower(condition, applied, inputs, leaves);
            }
            catch (RepartitionException division) when (attempt < RestartLimit)
            {
                memory.Divide(division);
            }
            catch (MissingPropertyException missing)
            {
                throw new SpecException(missing.Diagnostic);
            }
        }
    }

    private LoweredAnalysis TryLower(Expr condition, List<BoundApply> applied, Scope inputs, List<(BoundParameter Parameter, LeafExpr Leaf)> leaves)
    {
        evaluator.Open.Clear();
        var resolver = new ModelResolver(evaluator);
        var timingScope = new Scope(inputs);
        if (analysis.Timing is { } timing)
        {
            var given = analysis.TimingArguments.ToDictionary(a => a.Parameter);
            evaluator.BindParameters(
                [.. timing.Parameters],
                i => given.TryGetValue(timing.Parameters[i].Name, out var a) ? evaluator.Evaluate(a.Value, inputs) : null,
                timingScope,
                i => given[timing.Parameters[i].Name].Value.At);
        }

        var others = new Dictionary<ModelSymbol, DeployedModel>();
        DeployedModel Deploy(string name, ModelInstance instance, List<BoundApply> transforms)
        {
            var rewritten = new RewrittenModel(evaluator, memory, diagnostics, hits, instance, transforms, inputs);
            return new DeployedModel(name, rewritten, new TimingModel(evaluator, analysis.Timing!, timingScope, rewritten));
        }

        var model = resolver.Resolve(analysis.Model!);
        model = model with { Parameters = resolver.Override(model, analysis.ModelArguments, inputs) };
        var self = Deploy(string.Empty, model, applied);
        Overruling.Warn(self.Rewritten.Overrides(timingScope), diagnostics);
        DeployedModel Other(ModelInstance other)
            => others.TryGetValue(other.Symbol, out var present) ? present : others[other.Symbol] = Deploy(other.Symbol.Name, other, []);

        var schedule = new ScheduleModel(evaluator, analysis, self, Other, inputs);
        var tables = new TableLowering(evaluator, schedule);
        var outputs = new List<LoweredOutput>();
        var lowered = new List<LoweredTable>();
        foreach (var (definition, value) in schedule.Outputs)
        {
            switch (value)
            {
                case StepValue step:
                    lowered.Add(tables.Lower(definition.Path, step));
                    break;
                case UndefinedExpr:
                    throw new SpecException(definition.At.DividesByZero($"'{definition.Path}'"));
                case Expr number:
                    outputs.Add(new LoweredOutput(definition.Path, number, definition.Type.Name, definition.Documentation, definition.PathAt));
                    break;
            }
        }

        var checker = new Expectations(Pool, evaluator.Vocabulary, diagnostics);
        var expectations = analysis.Expectations.Select(e => checker.Lower(e, schedule.Scope)).ToList();
        var asked = new AskedLowering(evaluator, schedule.Scope).Lower(analysis.Asked).ToList();
        var guards = new List<LoweredGuard>();
        foreach (var (require, scope) in schedule.Requirements.Concat(self.Timing.Requirements))
        {
            Guard(guards, evaluator.Scalar(require.Condition, scope), require.Otherwise, require.Condition.At);
        }

        var steps = schedule.Steps;
        foreach (var open in evaluator.Open.Where(o => (o.Condition.Depends & (Dependence.Step | Dependence.Repeat)) == 0))
        {
            Guard(guards, open.Condition, open.Otherwise, open.At);
        }

        foreach (var deployed in others.Values.Append(self))
        {
            foreach (var requirement in deployed.Rewritten.Requirements.Distinct())
            {
                if ((requirement.Condition.Depends & Dependence.Step) == 0)
                {
                    Guard(guards, requirement.Condition, requirement.Otherwise, requirement.At);
                    continue;
                }

                foreach (var step in steps.Where(s => ReferenceEquals(s.Model, deployed)))
                {
                    Guard(guards, step.At(requirement.Condition), requirement.Otherwise, requirement.At);
                }
            }
        }

        inspect?.Invoke(condition, self.Rewritten);
        return new LoweredAnalysis(Pool, analysis, leaves, outputs, lowered, guards, expectations)
        {
            Sensitivities = analysis.Sensitivities,
            Footprints = inspect is null ? [] : [.. Held(self.Rewritten, schedule)],
            Asked = asked,
        };
    }

    // Named after the model's figures, and after steps and their footprints.
    private IEnumerable<LoweredOutput> Held(RewrittenModel model, ScheduleModel schedule)
    {
        LoweredOutput Figure(string name, Expr value, string type) => new(name, value, type, null, analysis.At);
        IReadOnlyList<ModelGraph> graphs = [.. model.Graphs];
        if (graphs.Count > 0)
        {
            yield return Figure("parameters", Footprints.Parameters(Pool, model.Model, graphs, active: false), "count");
            yield return Figure("active_parameters", Footprints.Parameters(Pool, model.Model, graphs, active: true), "count");
            yield return Figure("weights", Footprints.WeightBytes(Pool, model.Model, graphs), "bytes");
        }

        foreach (var (definition, value) in schedule.Outputs.Where(o => o.Value is StepValue))
        {
            foreach (var what in ScheduleModel.FootprintNames)
            {
                yield return Figure(definition.Path + "." + what, schedule.OfStep((StepValue)value, what)!, "bytes");
            }
        }
    }

    // What is false stops the build; what is open is left to the evaluator, for every value of a running index at once.
    private void Guard(List<LoweredGuard> guards, Expr condition, string message, Text.SourceSpan at)
    {
        var closed = evaluator.ForAllIterations(condition);
        switch (closed)
        {
            case TruthExpr { Value: false }:
                throw new SpecException(at.RequirementNotMet(string.Empty, message, null));
            case TruthExpr or UndefinedExpr:
                break;
            default:
                if ((closed.Depends & Dependence.Repeat) == 0 && ExprWalk.FreeIndices(closed).Count == 0 && !guards.Exists(g => ReferenceEquals(g.Condition, closed)))
                {
                    guards.Add(new LoweredGuard(closed, message));
                }

                break;
        }
    }
}
