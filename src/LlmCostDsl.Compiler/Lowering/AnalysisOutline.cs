using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Graph;
using LlmCostDsl.Compiler.Plan;
using LlmCostDsl.Compiler.Support;

namespace LlmCostDsl.Compiler.Lowering;

/// <summary>
/// What binding knows of an analysis that cannot be lowered: its inputs, its outputs and its steps, in formulas that refuse. Code made of it looks from
/// outside like what the mended analysis will be, so that one mistake in a spec is one message, and not one more for every use in C#.
/// </summary>
internal sealed class AnalysisOutline(Evaluator evaluator, AnalysisSymbol analysis)
{
    private ExprPool Pool => evaluator.Pool;

    public LoweredAnalysis Lower()
    {
        var inputs = analysis.Inputs.GroupBy(i => i.Name, StringComparer.Ordinal).Select(g => Input(g.First())).ToList();
        var definitions = Definitions(analysis.Schedule?.Definitions ?? default).Concat(Definitions(analysis.Definitions))
            .GroupBy(d => d.Path, StringComparer.Ordinal).Select(g => g.Last()).ToList();
        return new LoweredAnalysis(
            Pool,
            analysis,
            inputs,
            [.. definitions.Where(d => d.Type.Kind != TypeKind.Step).Select(d => new LoweredOutput(d.Path, Nothing(d.Type), d.Type.Kind == TypeKind.Error ? string.Empty : d.Type.Name, d.Documentation, d.PathAt)), .. Elasticities(inputs.Select(i => i.Parameter).ToList())],
            [.. definitions.Where(d => d.Type.Kind == TypeKind.Step).Select(d => Table(d.Path))],
            [new LoweredGuard(Pool.False, $"the spec of '{analysis.Name}' has errors, which the build names")],
            []);
    }

    // Which variables an output reads is not known here: all there are.
    private IEnumerable<LoweredOutput> Elasticities(List<BoundParameter> inputs)
    {
        var all = evaluator.Vocabulary.Attributes("hardware").Where(a => a.Type.Kind == TypeKind.Number).OrderBy(a => a.Name, StringComparer.Ordinal).Select(a => new BoundVariable(analysis.At, a.Name, IsAttribute: true))
            .Concat(inputs.Where(i => i.Type.Kind == TypeKind.Number).Select(i => new BoundVariable(analysis.At, i.Name, IsAttribute: false))).ToEquatable();
        return analysis.Sensitivities
            .SelectMany(s => s.Outputs.SelectMany(o => (s.Variables ?? all).Select(v => Differentiation.Elasticities.Name(o.Path, v.Name, v.IsAttribute, inputs.Select(i => i.Name)))))
            .Distinct()
            .Select(name => new LoweredOutput(name, Pool.Zero, SpecType.Ratio.Name, null, analysis.At));
    }

    private static IEnumerable<BoundDefinition> Definitions(EquatableArray<BoundStatement> statements)
        => statements.OfType<BoundDefinition>().Where(d => d is { IsPrivate: false, Parameters: null } && d.Path.Length > 0);

    private Expr Nothing(SpecType type) => type.Kind == TypeKind.Truth ? Pool.False : Pool.Constant(Rational.Zero, type.Dimension);

    private LoweredTable Table(string step)
    {
        List<PlanColumn> columns =
        [
            .. evaluator.Vocabulary.Channels.Select(c => new PlanColumn(c, PlanColumnKind.Channel, evaluator.Vocabulary.DimensionOf(c))),
            new PlanColumn("bytes", PlanColumnKind.Bytes, Dimension.Bytes),
            .. Definitions(analysis.Timing?.Definitions ?? default).Where(d => d.Path != TimingModel.Step).Select(d => new PlanColumn(d.Path, PlanColumnKind.Timing, d.Type.Dimension)),
        ];
        return new LoweredTable(step, columns, [], [.. columns.Select(_ => (Expr?)null)]);
    }

    // A range that cannot be known is open; what has a default has one.
    private (BoundParameter Parameter, LeafExpr Leaf) Input(BoundParameter parameter)
    {
        var isTruth = parameter.Type.Kind == TypeKind.Truth;
        var low = Value(parameter, parameter.Low) ?? (isTruth || parameter.Type.IsWhole ? 0 : double.NegativeInfinity);
        var high = Value(parameter, parameter.High) ?? (isTruth ? 1 : double.PositiveInfinity);
        var known = parameter.Default is null || Value(parameter, parameter.Default) is not null
            ? parameter
            : parameter with { Default = isTruth ? new BoundTruth(parameter.At, false) : new BoundNumber(parameter.At, parameter.Type, Rational.Zero) };
        return (known, Pool.Leaf(LeafKind.Input, parameter.Name, parameter.Type.Dimension, new Interval(low, high), parameter.Type.IsWhole || isTruth, isTruth));
    }

    private double? Value(BoundParameter parameter, BoundExpression? bound)
    {
        try
        {
            return bound is null ? null : evaluator.Coerce(evaluator.Scalar(bound, new Scope(null)), parameter.Type, bound.At) switch
            {
                ConstantExpr c => c.Value.ToDouble(),
                TruthExpr t => t.Value ? 1 : 0,
                _ => null,
            };
        }
        catch (SpecException)
        {
            return null;
        }
        catch (MissingPropertyException)
        {
            return null;
        }
    }
}
