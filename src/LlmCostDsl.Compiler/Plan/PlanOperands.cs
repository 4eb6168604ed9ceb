namespace LlmCostDsl.Compiler.Plan;

/// <summary>Which of a node's numbers are nodes: what every pass over a plan has to know.</summary>
internal static class PlanOperands
{
    /// <summary>The nodes this one reads, without those a fold reads through its loop's range.</summary>
    public static IEnumerable<int> Of(PlanNode node)
    {
        switch (node.Op)
        {
            case PlanOp.Constant or PlanOp.Input or PlanOp.Attribute or PlanOp.Present or PlanOp.Index:
                break;
            case PlanOp.Sum or PlanOp.Largest:
                yield return node.B;
                break;
            case PlanOp.Select:
                yield return node.A;
                yield return node.B;
                yield return node.C;
                break;
            case PlanOp.Ceiling or PlanOp.Floor or PlanOp.Absolute or PlanOp.Log2 or PlanOp.SquareRoot or PlanOp.Not:
                yield return node.A;
                break;
            default:
                yield return node.A;
                yield return node.B;
                break;
        }
    }

    public static bool IsFold(this PlanNode node) => node.Op is PlanOp.Sum or PlanOp.Largest;

    /// <summary>Every node a plan's hosts ask for: guards, outputs, and all that stands in the tables.</summary>
    public static IEnumerable<int> Roots(EvaluatorPlan plan)
    {
        foreach (var guard in plan.Guards)
        {
            yield return guard.Condition;
        }

        foreach (var output in plan.Outputs)
        {
            yield return output.Node;
        }

        foreach (var asked in plan.Tables.SelectMany(RootsOf))
        {
            if (asked >= 0)
            {
                yield return asked;
            }
        }
    }

    private static List<int> RootsOf(PlanTable table)
    {
        List<int> roots = [.. table.Totals];
        foreach (var row in table.Rows)
        {
            roots.AddRange(row.Shape);
            roots.AddRange(row.Cells);
            roots.Add(row.Count);
            roots.Add(row.Bound);
        }

        return roots;
    }
}
