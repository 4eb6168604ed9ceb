namespace LlmCostDsl.Compiler.Plan;

/// <summary>
/// Whether a plan is well formed: what lowering promises and back ends rely on. Returns the broken promises, none for a good plan.
/// The one that is easily missed: all folds of a loop are computed where the first of them stands, so whatever its bodies read from outside stands before that.
/// </summary>
internal static class PlanVerifier
{
    public static IReadOnlyList<string> Verify(EvaluatorPlan plan)
    {
        var problems = new List<string>();
        problems.AddRange(IndexProblems(plan));
        if (problems.Count == 0)
        {
            // The rest follows numbers around and needs them to lead somewhere.
            problems.AddRange(plan.Nodes.SelectMany((_, i) => NodeProblems(plan, i)));
            problems.AddRange(plan.Loops.SelectMany((_, i) => LoopVerifier.Problems(plan, i)));
            problems.AddRange(plan.Tables.SelectMany(t => TableProblems(plan, t)));
            problems.AddRange(PlanOperands.Roots(plan).Distinct().Where(n => plan.Nodes[n].Loop >= 0)
                .Select(n => $"{PlanPrinter.Print(plan, n)}: asked for outside of its loop"));
            problems.AddRange(plan.Outputs
                .Where(o => plan.Nodes[o.Node].Dimension != o.Dimension)
                .Select(o => $"output {o.Name}: {plan.Nodes[o.Node].Dimension} declared as {o.Dimension}"));
            problems.AddRange(Duplicates(plan.Outputs.Select(o => o.Name), "output"));
            problems.AddRange(Duplicates(plan.Notes.Select(n => n.Node.ToString(System.Globalization.CultureInfo.InvariantCulture)), "note on node"));
            problems.AddRange(Duplicates(plan.Inputs.Select(o => o.Name), "input"));
        }

        return problems;
    }

    private static IEnumerable<string> IndexProblems(EvaluatorPlan plan)
    {
        for (var i = 0; i < plan.Nodes.Count; i++)
        {
            var node = plan.Nodes[i];
            var leaves = node.Op switch
            {
                PlanOp.Input => plan.Inputs.Count,
                PlanOp.Attribute or PlanOp.Present => plan.Attributes.Count,
                PlanOp.Index or PlanOp.Sum or PlanOp.Largest => plan.Loops.Count,
                _ => int.MaxValue,
            };
            if (leaves != int.MaxValue && !IsIn(node.A, leaves))
            {
                yield return $"%{i}: {node.Op} has no target number {node.A}";
            }

            if (PlanOperands.Of(node).Any(o => o < 0 || o >= i))
            {
                yield return $"%{i}: an operand of {node.Op} does not stand before it";
            }

            if (node.Loop < -1 || node.Loop >= plan.Loops.Count)
            {
                yield return $"%{i}: no loop {node.Loop}";
            }
        }

        foreach (var root in PlanOperands.Roots(plan).Where(r => r >= plan.Nodes.Count).Distinct())
        {
            yield return $"%{root} is asked for, but does not exist";
        }

        foreach (var note in plan.Notes.Where(n => !IsIn(n.Node, plan.Nodes.Count)))
        {
            yield return $"a note on %{note.Node}, which does not exist";
        }

        foreach (var problem in plan.Loops.SelectMany((l, i) => LoopVerifier.IndexProblems(plan, l, i)))
        {
            yield return problem;
        }
    }

    private static IEnumerable<string> NodeProblems(EvaluatorPlan plan, int number)
    {
        var node = plan.Nodes[number];
        var operands = PlanOperands.Of(node).Select(o => plan.Nodes[o]).ToArray();
        if (PlanDimensions.Problem(node, operands) is { } dimension)
        {
            yield return $"{PlanPrinter.Print(plan, number)}: {dimension}";
        }

        if (PlanOperands.Of(node).Any(o => !LoopVerifier.IsVisible(plan, o, node.IsFold() ? node.A : node.Loop)))
        {
            yield return $"{PlanPrinter.Print(plan, number)}: reads inside of another loop";
        }

        // The just-in-time compiler of .NET 10 takes Math.Min(-0.0, 0.0) for 0 where the first is a constant. No spec can write one.
        if (node.Op == PlanOp.Constant && node.Value == 0 && 1 / node.Value < 0)
        {
            yield return $"%{number}: a constant -0, on which back ends disagree";
        }

        var depends = operands.Aggregate(PlanDependence.None, (d, o) => d | o.Depends) | node.Op switch
        {
            PlanOp.Input => PlanDependence.Input,
            PlanOp.Attribute or PlanOp.Present => PlanDependence.Device,
            PlanOp.Index => PlanDependence.Index,
            _ => PlanDependence.None,
        };
        var hidden = node.IsFold() ? PlanDependence.Index : PlanDependence.None;
        if ((depends & ~node.Depends & ~hidden) != 0)
        {
            yield return $"{PlanPrinter.Print(plan, number)}: changes with {depends}, says {node.Depends}";
        }
    }

    private static IEnumerable<string> TableProblems(EvaluatorPlan plan, PlanTable table)
    {
        if (table.Totals.Count != table.Columns.Count)
        {
            yield return $"table {table.Step}: {table.Columns.Count} columns, {table.Totals.Count} totals";
        }

        foreach (var row in table.Rows)
        {
            if (row.Cells.Count != table.Columns.Count || row.Cells.Any(c => c < 0) || row.Count < 0)
            {
                yield return $"table {table.Step}, row {row.Group}.{row.Name}: {row.Cells.Count} cells for {table.Columns.Count} columns, or one missing";
                continue;
            }

            for (var c = 0; c < table.Columns.Count; c++)
            {
                if (plan.Nodes[row.Cells[c]].Dimension is var found && found != table.Columns[c].Dimension)
                {
                    yield return $"table {table.Step}, row {row.Group}.{row.Name}: {table.Columns[c].Name} is {found}, not {table.Columns[c].Dimension}";
                }
            }
        }
    }

    private static IEnumerable<string> Duplicates(IEnumerable<string> names, string what)
        => names.GroupBy(n => n, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => $"{what} {g.Key} is there {g.Count()} times");

    private static bool IsIn(int index, int count) => index >= 0 && index < count;
}
