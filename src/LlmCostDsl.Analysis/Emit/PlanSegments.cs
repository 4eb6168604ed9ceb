using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Analysis.Emit;

/// <summary>A stretch of a plan: straight-line nodes, or one loop with its own stretches.</summary>
/// <param name="Nodes">Straight-line nodes in order; empty for a loop.</param>
/// <param name="Loop">The number of a loop, or -1.</param>
/// <param name="Body">What one iteration of the loop runs.</param>
internal sealed record Segment(IReadOnlyList<int> Nodes, int Loop, IReadOnlyList<Segment> Body);

/// <summary>Cuts a plan into stretches short enough to be compiled one by one, so that compile time grows with the plan and no faster.</summary>
internal static class PlanSegments
{
    // The machine code compiler is quick on methods of this size and slower than linear beyond.
    private const int ChunkLimit = 192;

    public static IReadOnlyList<Segment> Of(EvaluatorPlan plan, IEnumerable<int> nodes, int limit = ChunkLimit)
    {
        var segments = new List<Segment>();
        var run = new List<int>();
        foreach (var number in nodes)
        {
            var node = plan.Nodes[number];
            if (!node.IsFold())
            {
                run.Add(number);
                if (run.Count == limit)
                {
                    Flush();
                }
            }
            else if (plan.Loops[node.A].Folds[0] == number)
            {
                Flush();
                segments.Add(new([], node.A, Of(plan, plan.Loops[node.A].Body.Where(n => n != plan.Loops[node.A].Index), limit)));
            }
        }

        Flush();
        return segments;

        void Flush()
        {
            if (run.Count > 0)
            {
                segments.Add(new(run, -1, []));
                run = [];
            }
        }
    }
}
