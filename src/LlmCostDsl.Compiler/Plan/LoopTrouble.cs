using System.Globalization;
using LlmCostDsl.Compiler.Support;

namespace LlmCostDsl.Compiler.Plan;

/// <summary>Says which loop was too long where an output is no number because of it. A refused loop in a branch that was not taken troubles nobody.</summary>
internal static class LoopTrouble
{
    /// <param name="refused">By number of loop: the range it was refused for.</param>
    public static EquatableArray<string> Explain(EvaluatorPlan plan, IReadOnlyList<double> values, IReadOnlyList<LoopRange?> refused)
    {
        if (refused.All(r => r is null))
        {
            return EquatableArray<string>.Empty;
        }

        var guilty = new SortedSet<int>();
        var seen = new HashSet<int>();
        var open = new Stack<int>(plan.Outputs.Select(o => o.Node).Where(n => double.IsNaN(values[n])));
        while (open.Count > 0)
        {
            var number = open.Pop();
            if (!seen.Add(number))
            {
                continue;
            }

            var node = plan.Nodes[number];
            if (node.IsFold() && refused[node.A] is not null)
            {
                guilty.Add(node.A);
            }

            foreach (var operand in Causes(plan, node, values))
            {
                open.Push(operand);
            }
        }

        return guilty.Select(loop => Sentence(plan.Loops[loop], refused[loop]!.Value)).Distinct().ToEquatable();
    }

    // The operands a NaN may have come through. Values inside a loop are the last iteration's, so there every operand is looked at.
    private static IEnumerable<int> Causes(EvaluatorPlan plan, PlanNode node, IReadOnlyList<double> values)
    {
        var operands = PlanOperands.Of(node);
        if (node.Op == PlanOp.Select && node.Loop < 0)
        {
            operands = [node.A, PlanArithmetic.IsTrue(values[node.A]) ? node.B : node.C];
        }
        else if (node.IsFold())
        {
            operands = operands.Append(plan.Loops[node.A].Low).Append(plan.Loops[node.A].High);
        }

        return operands.Where(o => plan.Nodes[o].Loop >= 0 || double.IsNaN(values[o]));
    }

    private static string Sentence(PlanLoop loop, LoopRange range)
    {
        var count = range.Count;
        var fact = double.IsNaN(count) || double.IsInfinity(count)
            ? $"the range of the loop at {loop.Origin} is not finite ({Number(range.Low)}..{Number(range.High)})"
            : $"the loop at {loop.Origin} would run {Number(count)} times";
        return $"{fact}; at most {Number(PlanLoop.IterationLimit)} iterations are allowed";
    }

    private static string Number(double value) => value.ToString(Math.Abs(value) < 1e15 ? "#,0.###" : "R", CultureInfo.InvariantCulture);
}
