using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Analysis.Emit;

/// <summary>Something a compiled plan does, in its turn.</summary>
internal abstract class Step
{
    public abstract void Run(double[] inputs, double[] attributes, double[] values);
}

/// <summary>Turns stretches of a plan into steps.</summary>
internal static class SegmentCompiler
{
    public static Step[] Compile(EvaluatorPlan plan, IEnumerable<Segment> segments, HashSet<int> stored)
        => [.. segments.Select(s => s.Loop < 0
            ? new StraightStep(DelegateChunk.Compile<double>(plan, s.Nodes, stored.Contains, ChunkArithmetic.OneByOne))
            : (Step)new LoopStep(plan, plan.Loops[s.Loop], Compile(plan, s.Body, stored)))];

    private sealed class StraightStep(ChunkFunction<double> function) : Step
    {
        public override void Run(double[] inputs, double[] attributes, double[] values) => function(inputs, attributes, values);
    }

    /// <summary>The loop itself is plain code: what takes time is in its body.</summary>
    private sealed class LoopStep(EvaluatorPlan plan, PlanLoop loop, Step[] body) : Step
    {
        private readonly (int Node, int Body, bool IsSum)[] folds =
            [.. loop.Folds.Select(f => (f, plan.Nodes[f].B, plan.Nodes[f].Op == PlanOp.Sum))];

        public override void Run(double[] inputs, double[] attributes, double[] values)
        {
            var range = new LoopRange(values[loop.Low], values[loop.High]);
            Span<double> totals = folds.Length <= 256 ? stackalloc double[folds.Length] : new double[folds.Length];
            totals.Fill(range.CanRun ? 0 : double.NaN);
            var count = range.CanRun ? range.Count : 0;
            for (var k = 0; k < count; k++)
            {
                if (loop.Index >= 0)
                {
                    values[loop.Index] = range.Low + k;
                }

                foreach (var step in body)
                {
                    step.Run(inputs, attributes, values);
                }

                for (var f = 0; f < folds.Length; f++)
                {
                    var value = values[folds[f].Body];
                    totals[f] = folds[f].IsSum ? totals[f] + value : k == 0 ? value : Math.Max(totals[f], value);
                }
            }

            for (var f = 0; f < folds.Length; f++)
            {
                values[folds[f].Node] = totals[f];
            }
        }
    }
}
