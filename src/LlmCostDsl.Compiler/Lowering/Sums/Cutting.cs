using LlmCostDsl.Compiler.Algebra;

namespace LlmCostDsl.Compiler.Lowering.Sums;

/// <summary>Takes bends out of a formula: those that cannot be reached, and, by cutting the segment where they are, the others.</summary>
internal sealed class Cutting(ExprPool pool, Course course, Places places)
{
    // Each place is one more part to evaluate a formula on.
    private const int MostPlaces = 6;

    /// <summary>The same formula with one bend less, where a bend is seen not to be reached on the segment; else null.</summary>
    public Piece? Simpler(Piece piece, IEnumerable<FunctionExpr> bends)
    {
        foreach (var bend in bends)
        {
            if (Simpler(bend, piece) is { } simpler)
            {
                return Replaced(piece, bend, simpler);
            }
        }

        return null;
    }

    /// <summary>Parts of a segment that bend less, or null where there are none to be had.</summary>
    public IReadOnlyList<Piece>? Cut(Piece piece, IReadOnlyList<FunctionExpr> bends)
        => bends.Select(b => CutInTwo(b, piece)).FirstOrDefault(p => p is not null) ?? Settle(piece, bends);

    /// <summary>Parts of a segment between places.</summary>
    public IReadOnlyList<Segment> Parts(Segment segment, IReadOnlyList<Expr> at)
    {
        var parts = new List<Segment>();
        var rest = segment;
        var before = pool.Zero;
        foreach (var place in places.Sorted(at))
        {
            var (part, behind) = rest.Cut(pool, pool.Subtract(place, before));
            parts.Add(part);
            (rest, before) = (behind, place);
        }

        parts.Add(rest);
        return parts;
    }

    private static bool IsComparison(FunctionExpr f) => f.Kind is FunctionKind.Less or FunctionKind.LessOrEqual;

    private Piece Replaced(Piece piece, Expr bend, Expr value) => piece with { Body = new Substitution(pool, [new(bend, value)]).Apply(piece.Body) };

    // What stands below a moving positive formula is multiplied out: a/b < c is a < bc.
    private Expr? WithoutDivision(FunctionExpr comparison)
    {
        var difference = pool.Expand(pool.Subtract(comparison.Arguments[0], comparison.Arguments[1]));
        var below = (difference is SumExpr sum ? sum.Terms.Select(t => t.Value) : [difference]).OfType<ProductExpr>()
            .SelectMany(p => p.Factors).Where(f => f.Exponent < 0 && course.Moves(f.Base))
            .GroupBy(f => f.Base).Select(g => (Base: g.Key, Exponent: -g.Min(f => f.Exponent))).ToList();
        if (below.Count == 0 || below.Exists(b => b.Base.Range.Low <= 0))
        {
            return null;
        }

        var factor = pool.Multiply([.. below.Select(b => pool.Power(b.Base, pool.Constant(b.Exponent)))]);
        var constant = difference is SumExpr { Constant: var c } ? c : Rational.Zero;
        var terms = difference is SumExpr { Terms: var t } ? t : [new Term(Rational.One, difference)];
        var dimension = difference.Dimension * factor.Dimension;
        var whole = pool.Add(
            [
                pool.Multiply(pool.Constant(constant, difference.Dimension), factor),
                .. terms.Select(x => pool.Expand(pool.Multiply(pool.Constant(x.Coefficient, difference.Dimension / x.Value.Dimension), pool.Multiply(x.Value, factor)))),
            ],
            dimension);
        if (course.Degree(whole) is null)
        {
            return null;
        }

        var nothing = pool.Constant(Rational.Zero, whole.Dimension);
        return comparison.Kind == FunctionKind.Less ? pool.Less(whole, nothing) : pool.LessOrEqual(whole, nothing);
    }

    private Expr? Simpler(FunctionExpr bend, Piece piece)
    {
        var a = bend.Arguments;
        if (IsComparison(bend) && WithoutDivision(bend) is { } product)
        {
            return product;
        }

        switch (bend.Kind)
        {
            case FunctionKind.Absolute:
                return pool.Maximum(a[0], pool.Negate(a[0]));
            case FunctionKind.Equal:
                return pool.And(pool.LessOrEqual(a[0], a[1]), pool.LessOrEqual(a[1], a[0]));
            case FunctionKind.Less:
                var less = On(pool.Subtract(a[0], a[1]), piece);
                return less.High < 0 || less is { High: 0, IsHighOpen: true } ? pool.True : less.Low >= 0 ? pool.False : null;
            case FunctionKind.LessOrEqual:
                var notMore = On(pool.Subtract(a[0], a[1]), piece);
                return notMore.High <= 0 ? pool.True : notMore.Low > 0 || notMore is { Low: 0, IsLowOpen: true } ? pool.False : null;
            case FunctionKind.Minimum or FunctionKind.Maximum:
                foreach (var (i, j) in Pairs(a.Count))
                {
                    var difference = On(pool.Subtract(a[i], a[j]), piece);
                    if (difference.High <= 0 || difference.Low >= 0)
                    {
                        var loser = difference.High <= 0 == (bend.Kind == FunctionKind.Minimum) ? j : i;
                        return pool.Extreme(bend.Kind, [.. a.Where((_, n) => n != loser)]);
                    }
                }

                return null;
            default:
                return null;
        }
    }

    // What a difference can be on a segment: of a line, its ends say it; and one end where it is known to rise or to fall.
    private Bounds On(Expr difference, Piece piece)
    {
        var line = course.Line(difference);
        if (line is null && course.Degree(difference) is not (0 or 1))
        {
            return new(difference.Range.Low, difference.Range.High, false, false);
        }

        var first = Bounds.Of(pool, course.At(difference, piece.Segment.Low));
        var last = Bounds.Of(pool, course.At(difference, piece.Segment.Last));
        if (line is not var (slope, height) || slope.Range is { Low: < 0, High: > 0 })
        {
            return first.Union(last);
        }

        var isRising = slope.Range.Low >= 0;
        var (low, high) = isRising ? (first, last) : (last, first);
        var ends = new Bounds(low.Low, high.High, low.IsLowOpen, high.IsHighOpen);

        // Cuts made before say something of the index, whether or not they can be seen in the ends.
        Bounds At(Expr point) => Bounds.Of(pool, pool.Add(height, pool.Multiply(slope, point)));
        return piece.Segment.Above.Select(At).Select(b => isRising ? Least(b.Low, true) : Most(b.High, true))
            .Concat(piece.Segment.NotAbove.Select(At).Select(b => isRising ? Most(b.High, b.IsHighOpen) : Least(b.Low, b.IsLowOpen)))
            .Aggregate(ends, (known, more) => known.Intersect(more));
    }

    private static Bounds Least(double value, bool isOpen) => new(value, double.PositiveInfinity, isOpen, false);

    private static Bounds Most(double value, bool isOpen) => new(double.NegativeInfinity, value, false, isOpen);

    // A line whose direction is known crosses once, and which side is on top before and behind is known as well.
    private IReadOnlyList<Piece>? CutInTwo(FunctionExpr bend, Piece piece)
    {
        if (bend.Arguments.Count != 2 || course.Line(pool.Subtract(bend.Arguments[0], bend.Arguments[1])) is not var (slope, rest)
            || (slope.Range.Low <= 0 && slope.Range.High >= 0))
        {
            return null;
        }

        var isRising = slope.Range.Low > 0;
        Expr first, second;
        Segment before, behind;
        if (IsComparison(bend))
        {
            (first, second) = (pool.Truth(isRising), pool.Truth(!isRising));

            // It may have changed before the first value already.
            var atFirst = course.At(bend, piece.Segment.Low);
            var place = places.OfComparison(bend, piece.Segment)!;
            (before, behind) = piece.Segment.Cut(pool, pool.Select(isRising ? atFirst : pool.Not(atFirst), place, pool.Zero));
        }
        else
        {
            var root = pool.Negate(pool.Divide(rest, slope));
            (first, second) = isRising == (bend.Kind == FunctionKind.Minimum) ? (bend.Arguments[0], bend.Arguments[1]) : (bend.Arguments[1], bend.Arguments[0]);
            (before, behind) = piece.Segment.Cut(pool, places.OfRoot(root, piece.Segment), root);
        }

        return [Replaced(piece, bend, first) with { Segment = before }, Replaced(piece, bend, second) with { Segment = behind }];
    }

    private IReadOnlyList<Piece>? Settle(Piece piece, IReadOnlyList<FunctionExpr> bends)
    {
        var all = new List<Expr>();
        foreach (var bend in bends)
        {
            if (PlacesOf(bend, piece) is not { } found)
            {
                return null;
            }

            all.AddRange(found);
        }

        return all.Distinct().Count() > MostPlaces ? null : [.. Parts(piece.Segment, all).Select(s => Decided(piece.Body, s, bends))];
    }

    // Between places nothing changes sides any more. Which side it is, the middle says: it is far from places that rounding may have moved.
    private Piece Decided(Expr body, Segment segment, IReadOnlyList<FunctionExpr> bends)
    {
        var middle = segment.Middle(pool);
        return new(new Substitution(pool, bends.Select(b => new KeyValuePair<Expr, Expr>(b, IsComparison(b) ? course.At(b, middle) : Side(b, middle)))).Apply(body), segment);
    }

    private Expr Side(FunctionExpr extreme, Expr middle)
        => extreme.Arguments.Aggregate((best, next) =>
        {
            Expr one = course.At(best, middle), other = course.At(next, middle);
            return pool.Select(extreme.Kind == FunctionKind.Minimum ? pool.LessOrEqual(one, other) : pool.LessOrEqual(other, one), best, next);
        });

    private IReadOnlyList<Expr>? PlacesOf(FunctionExpr bend, Piece piece)
    {
        if (IsComparison(bend))
        {
            return places.OfComparison(bend, piece.Segment) is { } place ? [place] : null;
        }

        return bend.Kind is FunctionKind.Minimum or FunctionKind.Maximum ? OfSides(bend.Arguments, piece) : null;
    }

    /// <summary>Every place where two of several formulas cross; null where one is not to be had.</summary>
    public IReadOnlyList<Expr>? OfSides(IReadOnlyList<Expr> sides, Piece piece)
    {
        var all = new List<Expr>();
        foreach (var (i, j) in Pairs(sides.Count))
        {
            if (places.OfSigns(pool.Subtract(sides[i], sides[j]), piece.Segment) is not { } found)
            {
                return null;
            }

            all.AddRange(found);
        }

        return all;
    }

    private static IEnumerable<(int First, int Second)> Pairs(int count)
        => Enumerable.Range(0, count).SelectMany(i => Enumerable.Range(i + 1, count - i - 1).Select(j => (i, j)));
}
