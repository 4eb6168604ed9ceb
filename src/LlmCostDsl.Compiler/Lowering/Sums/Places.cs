using LlmCostDsl.Compiler.Algebra;

namespace LlmCostDsl.Compiler.Lowering.Sums;

/// <summary>Where differences change their sign on a segment, as counts of the values before. All of them lie between 0 and the segment's count.</summary>
internal sealed class Places(ExprPool pool, Course course, ClosedNotes notes)
{
    /// <summary>
    /// How a difference that runs straight is overtaken: its size at the near end, by how much the other side leads at the far end (nothing or less where it
    /// never does), and for how many values it leads.
    /// </summary>
    public (Expr Gap, Expr Lead, Expr Count) Overtaking(Expr difference, Segment segment)
    {
        Expr first = course.At(difference, segment.Low), last = course.At(difference, segment.Last);
        var gap = pool.Absolute(first);
        var lead = pool.Select(pool.LessOrEqual(Nothing(first), first), pool.Negate(last), last);
        var steps = pool.Subtract(segment.Count, pool.One);
        var place = Share(lead, pool.Add(gap, lead), steps);
        var count = pool.Select(pool.And(pool.Less(Nothing(lead), lead), pool.Less(pool.Zero, place)), pool.Ceiling(pool.Minimum(place, steps)), pool.Zero);
        notes.Name(gap, "gap");
        notes.Name(lead, "lead");
        notes.Crossing(count, isBefore: false);
        return (gap, lead, count);
    }

    /// <summary>How many values come before a difference of this degree changes its sign, each time it may; null for degrees that are too high.</summary>
    public IReadOnlyList<Expr>? OfSigns(Expr difference, Segment segment) => course.Degree(difference) switch
    {
        0 => [],
        1 => [pool.Subtract(segment.Count, Overtaking(difference, segment).Count)],
        2 => OfRoots(difference, segment),
        _ => null,
    };

    /// <summary>The place where a line with this root is crossed.</summary>
    public Expr OfRoot(Expr root, Segment segment)
    {
        var place = Within(pool.Add(pool.Floor(pool.Subtract(root, segment.Low)), pool.One), segment);
        notes.Crossing(place, isBefore: true);
        return place;
    }

    /// <summary>
    /// How many values come before a comparison of lines changes. It must be exact, as what hangs on it may jump: the place that the crossing gives is
    /// moved by one where the comparison itself says so.
    /// </summary>
    public Expr? OfComparison(FunctionExpr comparison, Segment segment)
    {
        var difference = pool.Subtract(comparison.Arguments[0], comparison.Arguments[1]);
        if (course.Degree(difference) is not (0 or 1))
        {
            return null;
        }

        Expr first = course.At(comparison, segment.Low), last = course.At(comparison, segment.Last);
        Expr near = pool.Absolute(course.At(difference, segment.Low)), far = pool.Absolute(course.At(difference, segment.Last));
        var steps = pool.Subtract(segment.Count, pool.One);
        var share = Share(near, pool.Add(near, far), steps);
        var crossing = pool.Add(pool.Select(pool.Less(pool.Zero, share), pool.Floor(pool.Minimum(share, steps)), pool.Zero), pool.One);
        var place = pool.Select(IsSame(first, last), segment.Count, Within(Corrected(comparison, first, crossing, segment), segment));
        notes.Crossing(place, isBefore: true);
        return place;
    }

    /// <summary>Places in rising order.</summary>
    public IReadOnlyList<Expr> Sorted(IReadOnlyList<Expr> places)
    {
        var sorted = places.Distinct().ToArray();
        for (var end = sorted.Length - 1; end > 0; end--)
        {
            for (var i = 0; i < end; i++)
            {
                (sorted[i], sorted[i + 1]) = (pool.Minimum(sorted[i], sorted[i + 1]), pool.Maximum(sorted[i], sorted[i + 1]));
            }
        }

        return sorted;
    }

    /// <summary>The places of both roots of a parabola, in halves of the segment from its middle; a root that is not there lies outside.</summary>
    private IReadOnlyList<Expr> OfRoots(Expr difference, Segment segment)
    {
        var half = pool.Constant((Rational)1 / 2);
        Expr first = course.At(difference, segment.Low), last = course.At(difference, segment.Last);
        var middle = course.At(difference, segment.Middle(pool));
        var slope = pool.Multiply(half, pool.Subtract(last, first));
        var bend = pool.Subtract(pool.Multiply(half, pool.Add(first, last)), middle);
        var square = pool.Subtract(pool.Multiply(slope, slope), pool.Multiply([pool.Constant(4), bend, middle]));
        var root = pool.SquareRoot(pool.Maximum(square, Nothing(square)));
        var sum = pool.Multiply(half, pool.Negate(pool.Select(pool.LessOrEqual(Nothing(slope), slope), pool.Add(slope, root), pool.Subtract(slope, root))));
        var reach = pool.Multiply(half, pool.Subtract(segment.Count, pool.One));
        Expr Place(Expr above, Expr below)
        {
            // (No number where rounding leaves nothing to divide by; that is not less than anything.)
            var at = pool.Divide(above, below);
            at = pool.Select(pool.Less(pool.Absolute(at), pool.Constant(2)), at, pool.Constant(2));
            var place = Within(pool.Add(pool.Floor(pool.Multiply(pool.Add(at, pool.One), reach)), pool.One), segment);
            notes.Crossing(place, isBefore: true);
            return place;
        }

        return [Place(sum, bend), Place(middle, sum)];
    }

    private Expr Corrected(FunctionExpr comparison, Expr first, Expr place, Segment segment)
    {
        var before = course.At(comparison, segment.At(pool, pool.Subtract(place, pool.One)));
        var behind = course.At(comparison, segment.At(pool, place));
        var tooFar = pool.Select(IsSame(first, before), pool.Zero, pool.One);
        var tooNear = pool.Select(IsSame(first, behind), pool.One, pool.Zero);
        return pool.Add([place, tooNear, pool.Negate(tooFar)], Dimension.None);
    }

    // (Where rounding makes nothing of what is a little, this is no number; whoever asks whether it is more than nothing then hears no.)
    private Expr Share(Expr part, Expr whole, Expr steps) => pool.Divide(pool.Multiply(part, steps), whole);

    private Expr IsSame(Expr a, Expr b) => pool.Select(a, b, pool.Not(b));

    private Expr Within(Expr place, Segment segment)
    {
        var low = Bounds.Of(pool, place).Low >= 0 ? place : pool.Maximum(place, pool.Zero);
        return Bounds.Of(pool, pool.Subtract(place, segment.Count)).High <= 0 ? low : pool.Minimum(low, segment.Count);
    }

    private Expr Nothing(Expr like) => pool.Constant(Rational.Zero, like.Dimension);
}
