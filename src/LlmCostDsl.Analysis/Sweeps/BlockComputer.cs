using LlmCostDsl.Analysis.Questions;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Analysis.Sweeps;

/// <summary>
/// Computes blocks of a sweep: the points of one plan side by side, where it can be, and by itself whatever is refused, so that it says why. Makes the
/// same of a point however it is computed.
/// </summary>
internal sealed class BlockComputer(Sweep sweep)
{
    // By plan and axis: which values the input accepts.
    private readonly bool[][][] accepted =
    [
        .. sweep.Plans.Select(p => sweep.Axes
            .Select((a, i) => a.Values.Select(v => p.Question is { } q && PlanGuards.Refusal(q.Plan.Inputs[p.Inputs[i]], v) is null).ToArray()).ToArray()),
    ];

    private readonly double[][] values = [.. sweep.Axes.Select(a => a.Values.ToArray())];

    /// <param name="low">The first point.</param>
    /// <param name="high">Behind the last.</param>
    public SweepBlock Compute(long low, long high, CancellationToken cancellation)
    {
        var count = (int)(high - low);
        var block = new SweepBlock(low, [.. sweep.Columns.Select(_ => new double[count])], new string?[count]);
        var ofPlan = sweep.Grid.Size / sweep.Plans.Count;
        for (var at = 0; at < count;)
        {
            cancellation.ThrowIfCancellationRequested();
            var plan = (int)((low + at) / ofPlan);
            var end = (int)Math.Min(count, ((plan + 1) * ofPlan) - low);
            Compute(sweep.Plans[plan], accepted[plan], block, at, end);
            at = end;
        }

        return block;
    }

    private void Compute(SweepPlan plan, bool[][] accepts, SweepBlock block, int from, int to)
    {
        if (plan.Question is not { } question)
        {
            block.Errors.AsSpan(from, to - from).Fill(plan.Refusal);
            return;
        }

        var inputs = question.Plan.Inputs.Select(i => Enumerable.Repeat(i.Default, to - from).ToArray()).ToArray();
        var isAccepted = new bool[to - from];
        Fill(plan, accepts, block.First + from, inputs, isAccepted);

        var figures = plan.Figures.Concat(plan.Required).ToArray();
        var results = figures.Select(_ => new double[to - from]).ToArray();
        var isSound = new bool[to - from];
        if (sweep.Witness is not null || !question.Bound.Value.TryEvaluateMany(inputs, [.. figures.Select(f => f.Node)], results, isSound))
        {
            isSound.AsSpan().Clear();
        }

        for (var i = 0; i < isSound.Length; i++)
        {
            if (isSound[i] && isAccepted[i])
            {
                block.Errors[from + i] = Broken(plan, results, i);
            }
            else
            {
                block.Errors[from + i] = Alone(plan, question, figures, [.. inputs.Select(c => c[i])], results, i);
            }
        }

        for (var column = 0; column < block.Figures.Count; column++)
        {
            results[column].CopyTo(block.Figures[column], from);
        }
    }

    // The grid's points from one on, the last axis fastest.
    private void Fill(SweepPlan plan, bool[][] accepts, long first, double[][] inputs, bool[] isAccepted)
    {
        var position = sweep.Grid.At(first)[1..];
        var columns = plan.Inputs.Select(i => inputs[i]).ToArray();
        for (var i = 0; i < isAccepted.Length; i++)
        {
            var isFine = true;
            for (var axis = 0; axis < columns.Length; axis++)
            {
                columns[axis][i] = values[axis][position[axis]];
                isFine &= accepts[axis][position[axis]];
            }

            isAccepted[i] = isFine;
            for (var axis = columns.Length - 1; axis >= 0 && ++position[axis] == values[axis].Length; axis--)
            {
                position[axis] = 0;
            }
        }
    }

    // With all its checks, which say what is wrong.
    private string? Alone(SweepPlan plan, OpenQuestion question, Figure[] figures, double[] inputs, double[][] results, int at)
    {
        var result = question.Bound.Value.Evaluate(inputs);
        if (!result.IsValid)
        {
            return string.Join("; ", result.Errors);
        }

        if (sweep.Witness is { } witness)
        {
            lock (witness)
            {
                witness(question.Answer(inputs, result.Values));
            }
        }

        for (var f = 0; f < figures.Length; f++)
        {
            results[f][at] = result[figures[f].Node];
        }

        return Broken(plan, results, at);
    }

    private static string? Broken(SweepPlan plan, double[][] results, int at)
    {
        for (var r = 0; r < plan.Required.Count; r++)
        {
            if (results[plan.Figures.Count + r][at] == 0)
            {
                return $"'{plan.Required[r].Name}' is false";
            }
        }

        for (var f = 0; f < plan.Figures.Count; f++)
        {
            if (double.IsNaN(results[f][at]))
            {
                return $"'{plan.Figures[f].Name}' is no number here";
            }
        }

        return null;
    }
}
