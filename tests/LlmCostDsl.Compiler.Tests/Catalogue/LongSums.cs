using LlmCostDsl.Analysis.Emit;
using LlmCostDsl.Compiler.Optimizing;
using LlmCostDsl.Compiler.Plan;
using LlmCostDsl.Compiler.Support;

namespace LlmCostDsl.Compiler.Tests.Catalogue;

/// <summary>
/// What a plan with loops comes to when each of its sums is added up with compensation (Neumaier 1974): its bodies become a plan of their own, of which the
/// index is an input, so that a million indices are evaluated side by side; then the sums become inputs of the rest.
/// </summary>
internal static class LongSums
{
    private const int Block = 4096;

    /// <returns>The outputs; null where loops stand in one another or run at once with different ranges that depend on each other.</returns>
    public static double[]? Evaluate(EvaluatorPlan plan, double[] inputs, DeviceValues? device)
    {
        if (plan.Loops.Any(l => l.Outer >= 0))
        {
            return null;
        }

        var given = Given(plan);
        var known = new double[given.Count];
        var values = new PlanInterpreter(WithoutLoops(plan, given)).Values([.. inputs, .. known], PlanGuards.Attributes(plan, device));
        for (var number = 0; number < plan.Loops.Count; number++)
        {
            var loop = plan.Loops[number];
            // A range that waits for another sum is none of the catalogue's.
            if (DependsOnFold(plan, loop.Low) || DependsOnFold(plan, loop.High) || loop.Folds.Any(f => DependsOnFold(plan, plan.Nodes[f].B)))
            {
                return null;
            }

            var totals = Fold(plan, given, loop, inputs, device, new LoopRange(values[loop.Low], values[loop.High]));
            for (var f = 0; f < totals.Length; f++)
            {
                known[given.IndexOf(loop.Folds[f])] = totals[f];
            }
        }

        var final = new PlanInterpreter(WithoutLoops(plan, given)).Values([.. inputs, .. known], PlanGuards.Attributes(plan, device));
        return [.. plan.Outputs.Select(o => final[o.Node])];
    }

    // The nodes that become inputs: folds and indices.
    private static List<int> Given(EvaluatorPlan plan)
        => [.. Enumerable.Range(0, plan.Nodes.Count).Where(n => plan.Nodes[n].IsFold() || plan.Nodes[n].Op == PlanOp.Index)];

    // They stand behind the plan's own inputs; nothing stands in a loop any more.
    private static EvaluatorPlan WithoutLoops(EvaluatorPlan plan, List<int> given)
        => plan with
        {
            Inputs = plan.Inputs.Concat(given.Select(n => new PlanInput("node" + n, "ratio", plan.Nodes[n].Dimension, 1, double.MinValue, double.MaxValue, 0, false, null))).ToEquatable(),
            Nodes = plan.Nodes.Select((n, i) => n.IsFold() || n.Op == PlanOp.Index
                ? new PlanNode(PlanOp.Input, plan.Inputs.Count + given.IndexOf(i), -1, -1, 0, n.Dimension, PlanDependence.Input, -1)
                : n with { Loop = -1, Depends = n.Depends | (n.Loop >= 0 ? PlanDependence.Input : 0) }).ToEquatable(),
            Loops = EquatableArray<PlanLoop>.Empty,
        };

    private static bool DependsOnFold(EvaluatorPlan plan, int root)
    {
        var open = new Stack<int>([root]);
        var seen = new HashSet<int>();
        while (open.Count > 0)
        {
            var node = open.Pop();
            if (plan.Nodes[node].IsFold())
            {
                return true;
            }

            foreach (var operand in PlanOperands.Of(plan.Nodes[node]).Where(seen.Add))
            {
                open.Push(operand);
            }
        }

        return false;
    }

    private static double[] Fold(EvaluatorPlan plan, List<int> given, PlanLoop loop, double[] inputs, DeviceValues? device, LoopRange range)
    {
        var bodies = loop.Folds.Select(f => plan.Nodes[f].B).Distinct().ToArray();
        var open = WithoutLoops(plan, given) with { Guards = EquatableArray<PlanGuard>.Empty };
        var alone = PlanSelection.Of(open, bodies.Select(b => new PlanOutput("body" + b, b, plan.Nodes[b].Dimension, string.Empty, null)));
        var bound = CompiledPlan.Compile(alone).Bind(device);
        var columns = alone.Inputs.Select((_, i) => Enumerable.Repeat(i < inputs.Length ? inputs[i] : 0, Block).ToArray()).ToArray();
        var index = loop.Index < 0 ? null : columns[inputs.Length + given.IndexOf(loop.Index)];
        var results = bodies.Select(_ => new double[Block]).ToArray();
        var sums = new (double Sum, double Lost)[bodies.Length];
        var largest = bodies.Select(_ => double.NegativeInfinity).ToArray();
        for (var first = 0.0; first < range.Count; first += Block)
        {
            var count = (int)Math.Min(Block, range.Count - first);
            for (var k = 0; k < count && index is not null; k++)
            {
                index[k] = range.Low + first + k;
            }

            Assert.True(bound.TryEvaluateMany(columns, [.. alone.Outputs.Select(o => o.Node)], results, new bool[Block]), "the machine has no vectors");
            for (var b = 0; b < bodies.Length; b++)
            {
                for (var k = 0; k < count; k++)
                {
                    sums[b] = Add(sums[b], results[b][k]);
                    largest[b] = Math.Max(largest[b], results[b][k]);
                }
            }
        }

        return [.. loop.Folds.Select(f => (Fold: plan.Nodes[f], Body: Array.IndexOf(bodies, plan.Nodes[f].B)))
            .Select(f => range.Count < 1 ? 0 : f.Fold.Op == PlanOp.Sum ? sums[f.Body].Sum + sums[f.Body].Lost : largest[f.Body])];
    }

    private static (double Sum, double Lost) Add((double Sum, double Lost) to, double value)
    {
        var sum = to.Sum + value;
        return (sum, to.Lost + (Math.Abs(to.Sum) >= Math.Abs(value) ? to.Sum - sum + value : value - sum + to.Sum));
    }
}
