using LlmCostDsl.Compiler.Algebra;

namespace LlmCostDsl.Compiler.Lowering.Sums;

/// <summary>The largest value over one index without running it: at the ends of what is straight, at the top of a parabola, on each part of what bends.</summary>
internal sealed class Topping(ExprPool pool, Course course, ClosedNotes notes)
{
    private const int MostDepth = 12;
    private const int MostValues = 48;

    private readonly Places places = new(pool, course, notes);
    private int values;

    /// <summary>The largest value on a segment that is not empty, or null.</summary>
    public Expr? Of(Piece piece, int depth = 0)
    {
        piece = piece with { Body = course.Cancelled(piece.Body) };
        var (body, segment) = (piece.Body, piece.Segment);
        if (!course.Moves(body))
        {
            return body;
        }

        if (segment.IsSingle(pool))
        {
            values++;
            return course.At(body, segment.Low);
        }

        if (depth > MostDepth || values > MostValues)
        {
            return null;
        }

        switch (body)
        {
            case FunctionExpr { Kind: FunctionKind.Maximum } top:
                return OfSides(top, piece, depth);
            case FunctionExpr { Kind: FunctionKind.Select } choice when !course.Moves(choice.Arguments[0]):
                return Of(piece with { Body = choice.Arguments[1] }, depth + 1) is { } then && Of(piece with { Body = choice.Arguments[2] }, depth + 1) is { } otherwise
                    ? pool.Select(choice.Arguments[0], then, otherwise)
                    : null;
            case ProductExpr product when product.Factors.Any(f => !course.Moves(f.Base)):
                return OfProduct(product, piece, depth);
        }

        switch (Monotonicity.Of(body, course.Index))
        {
            case Direction.Rising:
                values++;
                return course.At(body, segment.Last);
            case Direction.Falling:
                values++;
                return course.At(body, segment.Low);
        }

        var bends = course.Bends(body);
        if (bends.Count == 0)
        {
            return OfSmooth(piece);
        }

        if (Cutting.Simpler(piece, bends) is { } simpler)
        {
            return Of(simpler, depth + 1);
        }

        if (bends.Exists(b => b.Kind is FunctionKind.Ceiling or FunctionKind.Floor) || Cutting.Cut(piece, bends) is not { } parts)
        {
            return null;
        }

        return OfParts(parts, depth);
    }

    private Cutting Cutting => new(pool, course, places);

    private Expr? OfSides(FunctionExpr top, Piece piece, int depth)
    {
        var sides = new List<Expr>();
        foreach (var side in top.Arguments)
        {
            if (Of(piece with { Body = side }, depth + 1) is not { } most)
            {
                return null;
            }

            sides.Add(most);
        }

        return pool.Extreme(FunctionKind.Maximum, sides);
    }

    private Expr? OfProduct(ProductExpr product, Piece piece, int depth)
    {
        Expr Those(bool moving) => pool.Multiply([pool.One, .. product.Factors.Where(f => course.Moves(f.Base) == moving).Select(f => pool.Power(f.Base, pool.Constant(f.Exponent)))]);
        var (still, rest) = (Those(moving: false), Those(moving: true));
        if (still.Range.Low < 0)
        {
            return OfPlain(piece, depth);
        }

        return Of(piece with { Body = rest }, depth + 1) is { } most ? pool.Multiply(still, most) : null;
    }

    // A factor of unknown sign may turn what is largest into what is smallest.
    private Expr? OfPlain(Piece piece, int depth)
    {
        var bends = course.Bends(piece.Body);
        return bends.Count == 0 ? OfSmooth(piece)
            : bends.Exists(b => b.Kind is FunctionKind.Ceiling or FunctionKind.Floor) ? null
            : Cutting.Simpler(piece, bends) is { } simpler ? Of(simpler, depth + 1)
            : Cutting.Cut(piece, bends) is { } parts ? OfParts(parts, depth)
            : null;
    }

    private Expr? OfSmooth(Piece piece)
    {
        var (body, segment) = (piece.Body, piece.Segment);
        Expr first = course.At(body, segment.Low), last = course.At(body, segment.Last);
        switch (course.Degree(body))
        {
            case <= 1:
                values += 2;
                return pool.Maximum(first, last);
            case 2:
                values += 5;
                return pool.Extreme(FunctionKind.Maximum, [first, last, .. AroundTop(body, segment, first, last)]);
            default:
                return null;
        }
    }

    // The two values beside the top of a parabola that opens downwards; of any other, the first.
    private IEnumerable<Expr> AroundTop(Expr body, Segment segment, Expr first, Expr last)
    {
        var half = pool.Constant((Rational)1 / 2);
        var middle = course.At(body, segment.Middle(pool));
        var bend = pool.Subtract(pool.Multiply(half, pool.Add(first, last)), middle);
        var end = pool.Maximum(pool.Zero, pool.Subtract(segment.Count, pool.One));

        // In halves of the segment from its middle: -slope / (2 bend).
        var top = pool.Divide(pool.Subtract(first, last), pool.Multiply(pool.Constant(4), bend));
        var steps = pool.Floor(pool.Multiply([half, pool.Add(top, pool.One), end]));
        var place = pool.Select(
            pool.Less(bend, pool.Constant(Rational.Zero, bend.Dimension)), pool.Maximum(pool.Zero, pool.Minimum(steps, end)), pool.Zero);
        notes.Crossing(place, isBefore: true);
        yield return course.At(body, segment.At(pool, place));
        yield return course.At(body, segment.At(pool, pool.Minimum(end, pool.Add(place, pool.One))));
    }

    private Expr? OfParts(IReadOnlyList<Piece> parts, int depth)
    {
        Expr? most = null;
        var before = pool.Zero;
        foreach (var part in parts)
        {
            if (Of(part, depth + 1) is not { } here)
            {
                return null;
            }

            // An empty part has no say.
            most = most is null
                ? here
                : pool.Select(
                    pool.LessOrEqual(part.Segment.Count, pool.Zero), most, pool.Select(pool.LessOrEqual(before, pool.Zero), here, pool.Maximum(most, here)));
            before = pool.Add(before, part.Segment.Count);
        }

        return most;
    }
}
