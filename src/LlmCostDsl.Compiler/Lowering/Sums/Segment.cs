using LlmCostDsl.Compiler.Algebra;

namespace LlmCostDsl.Compiler.Lowering.Sums;

/// <summary>A stretch of consecutive values of a running index.</summary>
/// <param name="Low">The first of them.</param>
/// <param name="Last">The last; one below the first where there is none.</param>
/// <param name="Count">How many there are.</param>
internal sealed record Segment(Expr Low, Expr Last, Expr Count)
{
    /// <summary>What all of them lie above, by the cuts that were made.</summary>
    public IReadOnlyList<Expr> Above { get; init; } = [];

    /// <summary>What none of them exceeds.</summary>
    public IReadOnlyList<Expr> NotAbove { get; init; } = [];

    /// <summary>The range low, low + 1, … ≤ high. (Of an empty one the last value means nothing.)</summary>
    public static Segment Of(ExprPool pool, Expr low, Expr high)
        => new(low, pool.Add(low, pool.Floor(pool.Subtract(high, low))), pool.RangeCount(low, high));

    /// <summary>The first <paramref name="before"/> values, and the others; either may be none.</summary>
    public (Segment Before, Segment After) Cut(ExprPool pool, Expr before)
    {
        var next = pool.Add(Low, before);
        return (new(Low, pool.Subtract(next, pool.One), before), new(next, Last, pool.Subtract(Count, before)));
    }

    /// <summary>The same where the cut is at an index.</summary>
    /// <param name="at">What the values before do not exceed and the others do.</param>
    public (Segment Before, Segment After) Cut(ExprPool pool, Expr before, Expr at)
    {
        var (first, second) = Cut(pool, before);
        return (first with { Above = Above, NotAbove = [.. NotAbove, at] }, second with { Above = [.. Above, at], NotAbove = NotAbove });
    }

    /// <summary>Whether it is seen to have one value at most.</summary>
    public bool IsSingle(ExprPool pool)
        => Bounds.Of(pool, Count) is { High: <= 1 } or { High: < 2 } or { High: 2, IsHighOpen: true }
            || Above.Any(a => NotAbove.Any(b => Bounds.Of(pool, pool.Subtract(b, a)).High <= 1));

    /// <summary>Halfway between first and last, an index or not.</summary>
    public Expr Middle(ExprPool pool) => pool.Multiply(pool.Constant((Rational)1 / 2), pool.Add(Low, Last));

    /// <summary>The index this many places behind the first.</summary>
    public Expr At(ExprPool pool, Expr place) => pool.Add(Low, place);
}

/// <summary>A formula on a segment.</summary>
internal sealed record Piece(Expr Body, Segment Segment);
