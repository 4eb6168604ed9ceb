using LlmCostDsl.Compiler.Algebra;

namespace LlmCostDsl.Compiler.Lowering.Sums;

/// <summary>
/// Sums over one index without running it. What is straight between two values sums up to the mean of its ends; what is a parabola or a cubic takes its
/// middle as well; what bends is cut where it does. Only values of the formula itself are added, all with weights that are not negative: nothing is lost
/// in differences of large sums, however long the range.
/// </summary>
internal sealed class Summing(ExprPool pool, Course course, ClosedNotes notes, string origin)
{
    private const int MostDepth = 16;

    // Values of one term that are worth computing instead of a loop.
    private const int MostValues = 48;

    private readonly Places places = new(pool, course, notes);
    private int values;

    private Cutting Cutting => new(pool, course, places);

    /// <summary>The sum of a body, term by term; terms that cannot be summed are handed to <paramref name="otherwise"/>, or make it null.</summary>
    public Expr? Of(Piece piece, Func<Expr, Expr>? otherwise = null, int depth = 0)
    {
        var total = new List<Expr>();
        List<Expr> straight = [], curved = [];
        foreach (var (factor, core) in Addends(course.Cancelled(piece.Body)))
        {
            if (course.Degree(core) is { } degree and <= 3)
            {
                (degree <= 1 ? straight : curved).Add(pool.Multiply(factor, core));
                continue;
            }

            if (otherwise is not null)
            {
                values = 0;
            }

            if ((OfTerm(piece with { Body = core }, depth) ?? otherwise?.Invoke(core)) is not { } sum)
            {
                return null;
            }

            total.Add(pool.Multiply(factor, sum));
        }

        var dimension = piece.Body.Dimension;
        total.Add(OfStraight(pool.Add([pool.Constant(Rational.Zero, dimension), .. straight], dimension), piece.Segment));
        total.Add(OfCurved(pool.Add([pool.Constant(Rational.Zero, dimension), .. curved], dimension), piece.Segment));
        return pool.Add(total, dimension);
    }

    private Expr? OfTerm(Piece piece, int depth)
    {
        var (body, segment) = (piece.Body, piece.Segment);
        if (!course.Moves(body))
        {
            return pool.Multiply(segment.Count, body);
        }

        if (segment.IsSingle(pool))
        {
            return OfSingle(piece);
        }

        if (depth > MostDepth || values > MostValues)
        {
            return null;
        }

        if (body is FunctionExpr { Kind: FunctionKind.Select } choice && !course.Moves(choice.Arguments[0]))
        {
            return Of(piece with { Body = choice.Arguments[1] }, null, depth + 1) is { } then && Of(piece with { Body = choice.Arguments[2] }, null, depth + 1) is { } otherwise
                ? pool.Select(choice.Arguments[0], then, otherwise)
                : null;
        }

        var bends = course.Bends(body);
        if (bends.Count == 0)
        {
            return OfSmooth(piece);
        }

        if (Cutting.Simpler(piece, bends) is { } simpler)
        {
            return Of(simpler, null, depth + 1);
        }

        if (body is FunctionExpr { Kind: FunctionKind.Minimum or FunctionKind.Maximum } extreme && bends is [var only] && ReferenceEquals(only, extreme)
            && extreme.Arguments.All(a => course.Degree(a) is 0 or 1))
        {
            return OfExtreme(extreme, piece);
        }

        if (bends.Find(b => b.Kind is FunctionKind.Ceiling or FunctionKind.Floor) is { } rounding)
        {
            return OfPeriods(piece, rounding);
        }

        if (Cutting.Cut(piece, bends) is not { } parts)
        {
            return null;
        }

        var sums = new List<Expr>();
        foreach (var part in parts)
        {
            if (Of(part, null, depth + 1) is not { } sum)
            {
                return null;
            }

            sums.Add(sum);
        }

        return pool.Add(sums, body.Dimension);
    }

    // Whatever it is: one value, if it is there.
    private Expr OfSingle(Piece piece)
    {
        values++;
        return pool.Select(pool.Less(pool.Zero, piece.Segment.Count), course.At(piece.Body, piece.Segment.Low), Nothing(piece.Body));
    }

    private Expr? OfSmooth(Piece piece) => course.Degree(piece.Body) switch
    {
        <= 1 => OfStraight(piece.Body, piece.Segment),
        <= 3 => OfCurved(piece.Body, piece.Segment),
        _ => null,
    };

    private Expr OfStraight(Expr body, Segment segment)
    {
        if (!course.Moves(body))
        {
            return pool.Multiply(segment.Count, body);
        }

        values += 2;
        return pool.Multiply([pool.Constant((Rational)1 / 2), segment.Count, pool.Add(course.At(body, segment.Low), course.At(body, segment.Last))]);
    }

    // For cubics, exactly: n · ((1 - v) · (first + last) / 2 + v · middle), v = 2 (n - 2) / (3 (n - 1)). Of one value all three are the same.
    private Expr OfCurved(Expr body, Segment segment)
    {
        if (!course.Moves(body))
        {
            return pool.Multiply(segment.Count, body);
        }

        values += 3;
        var (count, half) = (segment.Count, pool.Constant((Rational)1 / 2));
        var share = pool.Divide(
            pool.Maximum(pool.Zero, pool.Multiply(pool.Constant(2), pool.Subtract(count, pool.Constant(2)))),
            pool.Multiply(pool.Constant(3), pool.Maximum(pool.One, pool.Subtract(count, pool.One))));
        var ends = pool.Multiply(half, pool.Add(course.At(body, segment.Low), course.At(body, segment.Last)));
        var middle = course.At(body, segment.Middle(pool));
        return pool.Multiply(count, pool.Add(pool.Multiply(pool.Subtract(pool.One, share), ends), pool.Multiply(share, middle)));
    }

    // The largest or smallest of lines. All but the last are taken together between the places where they cross.
    private Expr? OfExtreme(FunctionExpr extreme, Piece piece)
    {
        var still = extreme.Arguments.Where(a => !course.Moves(a)).ToList();
        var lines = extreme.Arguments.Where(course.Moves).ToList();
        if (still.Count > 0)
        {
            lines.Insert(0, pool.Extreme(extreme.Kind, still));
        }

        var (others, last) = (lines.Take(lines.Count - 1).ToList(), lines[lines.Count - 1]);
        if (Cutting.OfSides(others, piece) is not { Count: <= 3 } at)
        {
            return null;
        }

        var top = pool.Extreme(extreme.Kind, others);
        return pool.Add([.. Cutting.Parts(piece.Segment, at).Select(p => OfTwo(extreme, pool.Subtract(top, last), p))], extreme.Dimension);
    }

    // Two lines: the chord from end to end, less (for a minimum, and) the triangle between the chord and the bend.
    private Expr OfTwo(FunctionExpr extreme, Expr difference, Segment segment)
    {
        values += 2;
        var chord = OfStraight(extreme, segment);
        var (gap, lead, behind) = places.Overtaking(difference, segment);
        var before = pool.Subtract(segment.Count, behind);
        Expr Twice(Expr rise, Expr values) => pool.Multiply([rise, values, pool.Subtract(values, pool.One)]);

        // Before the bend the chord leaves the line towards what leads at the far end, behind it likewise from there. (Of one value both ends are the same,
        // but for rounding.)
        var steps = pool.Maximum(pool.One, pool.Subtract(segment.Count, pool.One));
        var triangle = pool.Select(
            pool.Less(Nothing(lead), lead),
            pool.Divide(pool.Add(Twice(lead, before), Twice(gap, behind)), pool.Multiply(pool.Constant(2), steps)),
            Nothing(lead));
        notes.Name(triangle, "triangle");
        return extreme.Kind == FunctionKind.Maximum ? pool.Subtract(chord, triangle) : pool.Add(chord, triangle);
    }

    private Expr? OfPeriods(Piece piece, FunctionExpr rounding)
    {
        if (Periods.Of(pool, course, piece, rounding) is not { } periods)
        {
            return null;
        }

        var inner = new Summing(pool, new Course(pool, periods.Turn), notes, origin);
        if (inner.Of(periods.Piece) is not { } sum)
        {
            return null;
        }

        notes.Periodic(periods.Offset);
        return pool.Sum(periods.Offset, pool.Zero, periods.LastOffset, sum, origin);
    }

    private Expr Nothing(Expr like) => pool.Constant(Rational.Zero, like.Dimension);

    // A body as factors that stay beside formulas that move.
    private List<(Expr Factor, Expr Core)> Addends(Expr body)
    {
        var found = new List<(Expr, Expr)>();
        var open = new Stack<(Expr Factor, Expr Body)>([(pool.One, body)]);
        while (open.Count > 0)
        {
            var (factor, each) = open.Pop();
            switch (each)
            {
                case var still when !course.Moves(still):
                    found.Add((pool.Multiply(factor, still), pool.One));
                    break;
                case SumExpr sum:
                    open.Push((factor, pool.Constant(sum.Constant, sum.Dimension)));
                    foreach (var (coefficient, value) in sum.Terms)
                    {
                        open.Push((pool.Multiply(factor, pool.Constant(coefficient, sum.Dimension / value.Dimension)), value));
                    }

                    break;
                case ProductExpr product when product.Factors.Any(f => !course.Moves(f.Base)):
                    Expr Those(bool moving) => pool.Multiply([pool.One, .. product.Factors.Where(f => course.Moves(f.Base) == moving).Select(f => pool.Power(f.Base, pool.Constant(f.Exponent)))]);
                    open.Push((pool.Multiply(factor, Those(moving: false)), Those(moving: true)));
                    break;
                case ProductExpr product when course.Bends(product).Count > 0 && pool.Expand(product) is SumExpr plain:
                    open.Push((factor, plain));
                    break;
                default:
                    found.Add((factor, each));
                    break;
            }
        }

        return found;
    }
}
