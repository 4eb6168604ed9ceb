using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Analysis.Emit;

/// <summary>A plan without loops, compiled in memory for several rows side by side: what sweeps are made of. To the bit what it is row by row.</summary>
internal abstract class CompiledLanes
{
    // The machine code compiler inlines only so many calls into one method.
    private const int ChunkLimit = 64;

    /// <returns>Null where there is a loop over inputs, or the machine has no vectors.</returns>
    /// <param name="late">The nodes that depend on inputs, in order.</param>
    public static CompiledLanes? Compile(EvaluatorPlan plan, IReadOnlyList<int> late)
    {
        if (late.Any(n => plan.Nodes[n].IsFold()))
        {
            return null;
        }

        var segments = PlanSegments.Of(plan, late, ChunkLimit);
        var stored = StoredNodes.Of(plan, segments);
        return Lanes.Width == Lanes512.Width ? Compile<Lanes512>(plan, segments, stored)
            : Lanes.Width == Lanes256.Width ? Compile<Lanes256>(plan, segments, stored)
            : Lanes.Width == Lanes128.Width ? Compile<Lanes128>(plan, segments, stored)
            : null;
    }

    /// <summary>Evaluates rows without looking at what their inputs accept.</summary>
    /// <param name="known">What binding computed, by node.</param>
    /// <param name="inputs">A column an input, of at least so many rows.</param>
    /// <param name="nodes">What is asked for: outputs of the plan.</param>
    /// <param name="results">A column for each of them.</param>
    /// <param name="sound">Whether a row broke no guard, and all outputs are numbers.</param>
    public abstract void Evaluate(double[] known, double[][] inputs, IReadOnlyList<int> nodes, double[][] results, Span<bool> sound);

    private static Compiled<T> Compile<T>(EvaluatorPlan plan, IReadOnlyList<Segment> segments, HashSet<int> stored)
        where T : struct, ILanes<T>
        => new(plan, [.. segments.Select(s => DelegateChunk.Compile<T>(plan, s.Nodes, stored.Contains, new LaneArithmetic<T>()))]);

    private sealed class Compiled<T>(EvaluatorPlan plan, ChunkFunction<T>[] chunks) : CompiledLanes
        where T : struct, ILanes<T>
    {
        public override void Evaluate(double[] known, double[][] inputs, IReadOnlyList<int> nodes, double[][] results, Span<bool> sound)
        {
            var values = Array.ConvertAll(known, T.Of);
            var row = new T[inputs.Length];
            for (var at = 0; at < sound.Length; at += T.Width)
            {
                for (var input = 0; input < row.Length; input++)
                {
                    row[input] = Lanes.Read<T>(inputs[input].AsSpan(0, sound.Length), at, 0.0);
                }

                foreach (var chunk in chunks)
                {
                    chunk(row, [], values);
                }

                for (var column = 0; column < results.Length; column++)
                {
                    Lanes.Write(values[nodes[column]], results[column].AsSpan(0, sound.Length), at);
                }

                Lanes.Write(IsSound(values), sound, at);
            }
        }

        private T IsSound(T[] values)
        {
            var isSound = T.Of(true);
            foreach (var guard in plan.Guards)
            {
                isSound &= T.IsLess(T.Of(0.0), T.Abs(values[guard.Condition]));
            }

            foreach (var output in plan.Outputs)
            {
                isSound &= T.IsEqual(values[output.Node], values[output.Node]);
            }

            return isSound;
        }
    }
}
