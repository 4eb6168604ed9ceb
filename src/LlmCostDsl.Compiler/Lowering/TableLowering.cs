using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Graph;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Compiler.Lowering;

/// <summary>Makes operator tables of steps: figures for one execution, the number of executions beside them, totals over all.</summary>
internal sealed class TableLowering(Evaluator evaluator, ScheduleModel schedule)
{
    private ExprPool Pool => evaluator.Pool;

    public LoweredTable Lower(string name, StepValue step)
    {
        var instances = step.Instances.Distinct().ToList();
        var columns = Columns(instances[0].Model);
        var rows = step is StepInstance single
            ? [.. single.Graph.Rows.Select(n => Row(single, n, columns))]
            : Combined(step, instances, columns);
        return new LoweredTable(name, columns, rows, [.. columns.Select(c => Total(step, c))])
        {
            Phases = [.. instances.Select(i => i.Graph.Phase).Distinct()],
            IsSingle = step is StepInstance,
        };
    }

    private List<PlanColumn> Columns(DeployedModel model) =>
    [
        .. evaluator.Vocabulary.Channels.Select(c => new PlanColumn(c, PlanColumnKind.Channel, evaluator.Vocabulary.DimensionOf(c))),
        new PlanColumn("bytes", PlanColumnKind.Bytes, Dimension.Bytes),
        .. model.Timing.Columns.Select(d => new PlanColumn(d.Path, PlanColumnKind.Timing, d.Type.Dimension)),
    ];

    private Expr? Total(StepValue step, PlanColumn column)
    {
        if (column.Kind != PlanColumnKind.Timing || column.Name == TimingModel.Time)
        {
            return schedule.OfStep(step, column.Name);
        }

        return column.Dimension == Dimension.Seconds
            ? step.Total(i => i.At(i.Model.Total(i.Graph, "column " + column.Name, () => Totals.Over(evaluator, i.Graph, n => Cell(i, n, column)))))
            : null;
    }

    private LoweredRow Row(StepInstance step, GraphNode node, List<PlanColumn> columns)
    {
        var cells = columns.Select(c => step.At(Cell(step, node, c))).ToList();
        var shape = node.Result.Shape().Select(step.At).ToList();
        return new LoweredRow(node.Name, Group(step, node), node.OperatorName, step.At(Totals.Executions(Pool, node)), shape, cells, Bound(columns, cells))
        {
            Documentation = node.Operator?.Documentation,
            At = node.At,
        };
    }

    // Rows of one path are one row: executions add up, costs and times are the mean over them, and what is worked out of these is worked out of the means.
    private List<LoweredRow> Combined(StepValue step, List<StepInstance> instances, List<PlanColumn> columns)
    {
        var rows = new List<LoweredRow>();
        var seen = new HashSet<(string Group, string Name)>();
        var rowsOf = instances.ToDictionary(i => i, i => i.Graph.Rows.ToDictionary(n => (Group(i, n), n.Name)));
        foreach (var (instance, node) in instances.SelectMany(i => i.Graph.Rows.Select(n => (i, n))))
        {
            var group = Group(instance, node);
            if (!seen.Add((group, node.Name)))
            {
                continue;
            }

            Expr Sum(Func<StepInstance, GraphNode, Expr> of, Dimension dimension)
                => step.Total(i => rowsOf[i].TryGetValue((group, node.Name), out var present)
                    ? i.At(Pool.Multiply(Totals.Executions(Pool, present), of(i, present)))
                    : Pool.Constant(Rational.Zero, dimension));
            var count = Sum((_, _) => Pool.One, Dimension.None);
            Expr WhereItRuns(Expr mean) => Pool.Select(Pool.Less(Pool.Zero, count), mean, Pool.Constant(Rational.Zero, mean.Dimension));
            Expr Mean(Expr total) => WhereItRuns(Pool.Divide(total, count));
            var means = columns.Where(AddsUp).ToDictionary(c => c.Name, c => Pool.Divide(Sum((i, n) => Cell(i, n, c), c.Dimension), count));
            var rowsHere = instances.Where(i => rowsOf[i].ContainsKey((group, node.Name))).Select(i => (i, rowsOf[i][(group, node.Name)])).ToList();
            var cells = columns.Select(c => means.TryGetValue(c.Name, out var mean) ? WhereItRuns(mean)
                : OfMeans(rowsHere, c, means) is { } worked ? WhereItRuns(worked)
                : Mean(Sum((i, n) => Cell(i, n, c), c.Dimension))).ToList();
            var shape = node.Result.Shape().Select((_, at) => Mean(Sum((_, n) => n.Result.Shape()[at], Dimension.None))).ToList();
            rows.Add(new LoweredRow(node.Name, group, node.OperatorName, count, shape, cells, Bound(columns, cells))
            {
                Documentation = node.Operator?.Documentation,
                At = node.At,
            });
        }

        return rows;
    }

    private static bool AddsUp(PlanColumn column) => column.Kind != PlanColumnKind.Timing || column.Dimension == Dimension.Seconds;

    // An intensity of several executions is what the definition says of their costs together, not a mean of intensities. Null where it says different things
    // of the steps, or speaks of what only one step has.
    private Expr? OfMeans(List<(StepInstance Step, GraphNode Node)> rows, PlanColumn column, Dictionary<string, Expr> means)
    {
        var values = rows.Select(r => r.Step.Model.Timing.Of(r.Node.WithCosts(Pool, means), column.Name, means)).Distinct().ToList();
        return values is [var only] && (only.Depends & (Dependence.Step | Dependence.Repeat)) == 0 ? only : null;
    }

    private Expr Cell(StepInstance step, GraphNode node, PlanColumn column) => column.Kind switch
    {
        PlanColumnKind.Channel => Evaluator.Value(node.Quantities[column.Name], node.At),
        PlanColumnKind.Bytes => Traffic.Property(evaluator, node, "bytes")!,
        _ => step.Model.Timing.Of(node, column.Name, node.At),
    };

    private static string Group(StepInstance step, GraphNode node)
    {
        var group = node.Group?.Path ?? string.Empty;
        return step.Model.Name.Length == 0 ? group : group.Length == 0 ? step.Model.Name : step.Model.Name + "." + group;
    }

    // The number of the column that takes longest among those in seconds other than the time itself; the first of equals.
    private Expr Bound(List<PlanColumn> columns, List<Expr> cells)
    {
        Expr? best = null;
        Expr? longest = null;
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i].Kind != PlanColumnKind.Timing || columns[i].Dimension != Dimension.Seconds || columns[i].Name == TimingModel.Time)
            {
                continue;
            }

            var here = Pool.Constant(i);
            best = best is null ? here : Pool.Select(Pool.Less(longest!, cells[i]), here, best);
            longest = longest is null ? cells[i] : Pool.Maximum(longest, cells[i]);
        }

        // What takes no time is not limited by anything.
        var nothing = Pool.Constant(-1);
        return best is null ? nothing : Pool.Select(Pool.Less(Pool.Constant(Rational.Zero, Dimension.Seconds), longest!), best, nothing);
    }
}
