using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Compiler.Differentiation;

/// <summary>
/// How sums and largest values over a range change. A sum changes by what all its iterations do, and, at its ends, by half a step's worth beyond the last value:
/// as a closed form would have it, of which a loop is the plain way. A largest value changes as its one iteration does.
/// </summary>
/// <param name="run">Follows the slopes of a level back through these nodes.</param>
/// <param name="reached">By node of the plan: whether it changes with a variable.</param>
internal sealed class FoldSlopes(EvaluatorPlan plan, SlopeAlgebra algebra, Rounding rounding, Action<Level, IReadOnlyList<int>> run, bool[] reached)
{
    private PlanDraft Draft => algebra.Draft;

    /// <summary>Passes the slopes of some sums of a loop on to all that the loop reads.</summary>
    public void Sums(Level level, int number, IReadOnlyList<int> sums)
    {
        if (sums.Count == 0)
        {
            return;
        }

        var loop = plan.Loops[number];
        var (low, high, mayBeEmpty) = Range(level, loop, sums);
        var inner = Inner(level, number, low, high);
        foreach (var sum in sums.Where(s => reached[plan.Nodes[s].B]))
        {
            inner.Add(algebra, plan.Nodes[sum].B, level.Slopes[sum]);
        }

        if (Back(level, inner, loop, mayBeEmpty) is >= 0 and var moved)
        {
            level.Add(algebra, loop.Low, moved);
        }

        if (rounding == Rounding.Straight && (reached[loop.Low] || reached[loop.High]))
        {
            AtTheEnd(level, number, sums);
        }
    }

    /// <summary>Passes the slope of a largest value on to what its iteration reads; of equal ones, the last.</summary>
    public void Largest(Level level, int number, int largest)
    {
        var loop = plan.Loops[number];
        var (low, high, mayBeEmpty) = Range(level, loop, [largest]);
        var search = Inner(level, number, low, high);
        var isIt = algebra.Compare(PlanOp.Equal, search.Value(plan.Nodes[largest].B), level.Value(largest));
        var which = Draft.Fold(PlanOp.Largest, search.Loop, Draft.Add(PlanOp.Select, Dimension.None, isIt, Draft.Index(search.Loop), low));

        var inner = Inner(level, number, low, high);
        if (reached[plan.Nodes[largest].B])
        {
            inner.Add(algebra, plan.Nodes[largest].B, algebra.When(algebra.Compare(PlanOp.Equal, Draft.Index(inner.Loop), which), level.Slopes[largest]));
        }

        if (Back(level, inner, loop, mayBeEmpty) is not (>= 0 and var moved))
        {
            return;
        }

        // The last iteration goes where the end goes, the others where the beginning does.
        var isLast = algebra.Compare(PlanOp.Less, high, algebra.Sum(which, algebra.One));
        if (rounding == Rounding.Straight && reached[loop.High])
        {
            level.Add(algebra, loop.High, algebra.When(isLast, moved));
        }

        if (reached[loop.Low])
        {
            level.Add(algebra, loop.Low, rounding == Rounding.Straight ? algebra.When(isLast, moved, holds: false) : moved);
        }
    }

    // Where no fold of the loop is wanted, as in a branch that is not taken, it does not run: it might be far too long.
    private (int Low, int High, bool MayBeEmpty) Range(Level level, PlanLoop loop, IReadOnlyList<int> folds)
    {
        var (low, high) = (level.Value(loop.Low), level.Value(loop.High));
        if (!folds.All(f => algebra.IsSwitched(level.Slopes[f])))
        {
            return (low, high, false);
        }

        var unwanted = folds.Select(f => level.Slopes[f]).Select(s => algebra.Compare(PlanOp.Equal, s, algebra.ZeroLike(s)))
            .Aggregate((a, b) => Draft.Add(PlanOp.And, Dimension.None, a, b));
        return (
            Draft.Add(PlanOp.Select, Dimension.None, unwanted, algebra.Constant(1, Dimension.None), low),
            Draft.Add(PlanOp.Select, Dimension.None, unwanted, algebra.Constant(0, Dimension.None), high),
            true);
    }

    private Level Inner(Level level, int number, int low, int high)
    {
        var copy = Draft.Loop(low, high, level.Loop, plan.Loops[number].Origin);
        var inner = new Level(Draft, plan, level, number, copy);
        inner.Copy(Draft.Index(copy));
        return inner;
    }

    /// <returns>What comes of moving the index, over all iterations; -1 where nothing does.</returns>
    private int Back(Level level, Level inner, PlanLoop loop, bool mayBeEmpty)
    {
        run(inner, [.. loop.Body]);
        foreach (var (node, slope) in inner.Outward.Select(o => (o.Key, o.Value)))
        {
            level.Add(algebra, node, algebra.Over(PlanOp.Sum, inner.Loop, slope, mayBeEmpty));
        }

        return loop.Index >= 0 && inner.Slopes.TryGetValue(loop.Index, out var moved) ? algebra.Over(PlanOp.Sum, inner.Loop, moved, mayBeEmpty) : -1;
    }

    // One iteration more is worth its value, in the middle of the step that it is.
    private void AtTheEnd(Level level, int number, IReadOnlyList<int> sums)
    {
        var loop = plan.Loops[number];
        var (low, high) = (level.Value(loop.Low), level.Value(loop.High));
        var beyond = new Level(Draft, plan, level, number, level.Loop);
        beyond.Copy(algebra.Sum(high, algebra.Constant(0.5, Dimension.None)));
        var worth = sums.Select(s => algebra.Times(level.Slopes[s], beyond.Value(plan.Nodes[s].B))).Aggregate(algebra.Sum);
        var further = algebra.When(algebra.Compare(PlanOp.LessOrEqual, low, high), worth);
        if (reached[loop.High])
        {
            level.Add(algebra, loop.High, further);
        }

        if (reached[loop.Low])
        {
            level.Add(algebra, loop.Low, algebra.Negated(further));
        }
    }
}
