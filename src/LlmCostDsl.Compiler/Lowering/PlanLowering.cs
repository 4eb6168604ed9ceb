using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Differentiation;
using LlmCostDsl.Compiler.Graph;
using LlmCostDsl.Compiler.Lowering.Sums;
using LlmCostDsl.Compiler.Plan;
using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Lowering;

/// <summary>Makes the plan of a lowered analysis: from here on there are numbers only.</summary>
internal sealed class PlanLowering(ExprPool pool, Vocabulary vocabulary)
{
    /// <summary>The plan, with closed forms in place of loops.</summary>
    /// <param name="remaining">The loops it still has.</param>
    public EvaluatorPlan Lower(LoweredAnalysis lowered, out EquatableArray<RemainingLoop> remaining)
    {
        var forms = new ClosedForms(pool);
        var closed = forms.Apply(lowered);
        remaining = forms.Remaining(closed.Outputs.Select(o => o.Value)
            .Concat(closed.Guards.Select(g => g.Condition))
            .Concat(closed.Tables.SelectMany(t => t.Totals.OfType<Expr>().Concat(t.Rows.SelectMany(r => r.Cells.Concat(r.Shape).Append(r.Count).Append(r.Bound)))))).ToEquatable();
        return LowerAsWritten(closed, forms);
    }

    public EvaluatorPlan Lower(LoweredAnalysis lowered) => Lower(lowered, out _);

    /// <summary>The plan with all its loops: what closed forms are measured against.</summary>
    public EvaluatorPlan LowerAsWritten(LoweredAnalysis lowered) => LowerAsWritten(lowered, null);

    private EvaluatorPlan LowerAsWritten(LoweredAnalysis lowered, ClosedForms? forms)
    {
        var builder = new PlanBuilder(pool, [.. lowered.Inputs.Select(i => i.Leaf)]);
        var outputs = lowered.Outputs.Select(o => new PlanOutput(o.Name, builder.Node(o.Value), o.Value.Dimension, o.TypeName, o.Documentation) { Origin = Origin(o.At) }).ToList();
        var tables = lowered.Tables.Select(t => new PlanTable(
            t.Step,
            t.Columns.ToEquatable(),
            t.Rows.Select(r => new PlanRow(
                r.Name,
                r.Group,
                r.Operator,
                builder.Node(r.Count),
                r.Shape.Select(builder.Node).ToEquatable(),
                r.Cells.Select(builder.Node).ToEquatable(),
                builder.Node(r.Bound))
            { Documentation = r.Documentation, Origin = Origin(r.At) }).ToEquatable(),
            t.Totals.Select(x => x is null ? -1 : builder.Node(x)).ToEquatable())).ToList();
        var roots = lowered.Outputs.Select(o => o.Value).Concat(lowered.Tables.SelectMany(t => t.Totals.OfType<Expr>().Concat(t.Rows.SelectMany(r => r.Cells))));
        var guards = lowered.Guards.Concat(new AbsenceGuards(pool).For(roots.Concat(lowered.Guards.Select(g => g.Condition)))).Select(g =>
        {
            var node = builder.Node(g.Condition);
            var attribute = g.Attribute is null ? -1 : builder.Attributes.ToList().FindIndex(a => a.Name == g.Attribute);
            return new PlanGuard(node, g.Attribute is null ? g.Message : $"the device does not state '{g.Attribute}', which is needed here", attribute);
        }).ToList();

        var all = outputs.Select(o => o.Node).Concat(guards.Select(g => g.Condition)).Concat(tables.SelectMany(
            t => t.Totals.Where(n => n >= 0).Concat(t.Rows.SelectMany(r => r.Shape.Concat(r.Cells).Append(r.Count).Append(r.Bound)))));
        var (nodes, loops, number) = builder.Finish(all);
        var plan = new EvaluatorPlan(
            lowered.Analysis.Name,
            lowered.Inputs.Select(Input).ToEquatable(),
            builder.Attributes.Select(a => a with { TypeName = vocabulary.Attribute("hardware", a.Name)?.Type.Name ?? a.TypeName }).ToEquatable(),
            nodes,
            loops,
            guards.Select(g => g with { Condition = number(g.Condition) }).ToEquatable(),
            outputs.Select(o => o with { Node = number(o.Node) }).ToEquatable(),
            tables.Select(t => t with
            {
                Rows = t.Rows.Select(r => r with
                {
                    Count = number(r.Count),
                    Shape = r.Shape.Select(number).ToEquatable(),
                    Cells = r.Cells.Select(number).ToEquatable(),
                    Bound = number(r.Bound),
                }).ToEquatable(),
                Totals = t.Totals.Select(number).ToEquatable(),
            }).ToEquatable())
        {
            Documentation = lowered.Analysis.Documentation,
            Notes = (forms?.Describe() ?? []).Select(n => new PlanNote(number(builder.Find(n.Of)), n.Name, n.Remark, n.Formula))
                .Where(n => n.Node >= 0).GroupBy(n => n.Node).Select(n => n.First()).OrderBy(n => n.Node).ToEquatable(),
            Origin = lowered.Analysis.Syntax is null ? null : Origin(lowered.Analysis.At),
        };
        plan = Elasticities.Add(plan, lowered.Sensitivities, Origin);
        Verify(plan);
        return plan;
    }

    // Back ends rely on it. What users compile is spared the time: a plan that is not well formed is a fault of this compiler.
    [System.Diagnostics.Conditional("DEBUG")]
    private static void Verify(EvaluatorPlan plan)
    {
        if (PlanVerifier.Verify(plan) is { Count: > 0 } problems)
        {
            throw new InvalidOperationException("the plan is not well formed: " + string.Join("; ", problems));
        }
    }

    private PlanInput Input((BoundParameter Parameter, LeafExpr Leaf) input)
    {
        var (parameter, leaf) = input;
        var evaluator = new Evaluator(pool, vocabulary);
        var value = parameter.Default is null
            ? double.NaN
            : evaluator.Coerce(evaluator.Scalar(parameter.Default, new Scope(null)), parameter.Type, parameter.Default.At) switch
            {
                ConstantExpr c => c.Value.ToDouble(),
                TruthExpr t => t.Value ? 1 : 0,
                _ => double.NaN,
            };
        return new PlanInput(
            parameter.Name,
            parameter.Type.Name,
            leaf.Dimension,
            parameter.Type.Name == SpecType.Bits.Name ? 0.125 : 1,
            leaf.Range.Low,
            leaf.Range.High,
            value,
            parameter.Type.IsWhole,
            parameter.Documentation)
        { Origin = Origin(parameter.At) };
    }

    private static PlanOrigin? Origin(SourceSpan? at)
    {
        if (at is null)
        {
            return null;
        }

        var (start, end) = (at.Start, at.End);
        return new PlanOrigin(at.Source.Path, start.Line + 1, start.Column + 1, end.Line + 1, end.Column + 1);
    }
}
