namespace LlmCostDsl.Analysis.Solving;

/// <summary>How it is known that nothing better than an answer is left.</summary>
internal enum Proof
{
    /// <summary>The end of the range meets all demands.</summary>
    EndOfRange,

    /// <summary>What binds is a line in the variable, whose crossing was computed and confirmed on both sides.</summary>
    ClosedForm,

    /// <summary>No demand can come to hold again once it does not; found by halving.</summary>
    Order,

    /// <summary>Every other part of the range was shown to break a demand, part by part.</summary>
    Parts,

    /// <summary>Not known: the search was ended.</summary>
    None,
}

/// <summary>What a search came to.</summary>
/// <param name="Point">The best that meets all demands, or null.</param>
/// <param name="Proof">Why there is nothing better; <see cref="Proof.None"/> where there may be.</param>
/// <param name="Parts">How many parts of the range were looked at.</param>
/// <param name="Open">Where something better may be, of a search that was ended.</param>
/// <param name="IsToTheLastDigit">Whether it is exact in evaluated values, not just up to their rounding.</param>
internal sealed record Found(SolvePoint? Point, Proof Proof, int Parts, (double Low, double High)? Open, bool IsToTheLastDigit);

/// <summary>
/// The largest or smallest value of the variable that meets all demands. Parts of the range are taken from the better end; a part is dropped where it
/// surely breaks a demand, settled by halving where all demands are in order, and divided otherwise.
/// </summary>
internal sealed class LimitSearch(SolveLine line, Demands demands, bool isLargest, SearchBudget budget)
{
    private readonly Stack<(SolvePoint Low, SolvePoint High)> open = new();
    private SolvePoint? seen;
    private int parts;
    private bool isExact = true;

    public Found Run(SolvePoint low, SolvePoint high)
    {
        if (demands.IsMet(isLargest ? high : low))
        {
            return new(isLargest ? high : low, Proof.EndOfRange, 0, null, true);
        }

        open.Push((low, high));
        while (open.Count > 0)
        {
            var part = open.Pop();
            if (budget.IsSpent(parts, line.Work))
            {
                Note(Worse(part));
                return new(seen, Proof.None, parts, isLargest ? (line.Variable.Low, part.High.At) : (part.Low.At, line.Variable.High), false);
            }

            parts++;
            if (Settle(part) is { } found)
            {
                return found with { Parts = parts, IsToTheLastDigit = isExact };
            }
        }

        return new(null, Proof.Parts, parts, null, isExact);
    }

    private SolvePoint Better((SolvePoint Low, SolvePoint High) part) => isLargest ? part.High : part.Low;

    private SolvePoint Worse((SolvePoint Low, SolvePoint High) part) => isLargest ? part.Low : part.High;

    // Null where the part holds nothing, or was divided.
    private Found? Settle((SolvePoint Low, SolvePoint High) part)
    {
        if (demands.IsMet(Better(part)))
        {
            return Of(Better(part), Proof.Parts);
        }

        if (line.Variable.IsPoint(part.Low.At, part.High.At))
        {
            isExact &= line.Variable.IsWhole || part.Low.At == part.High.At;
            return demands.IsMet(Worse(part)) ? Of(Worse(part), Proof.Parts) : null;
        }

        var box = line.Between(part.Low, part.High);
        if (demands.AreRefuted(box))
        {
            return null;
        }

        var strict = demands.Ordered(box, isStrict: true);
        if ((strict ?? (line.Variable.IsWhole ? null : demands.Ordered(box, isStrict: false))) is { } ordered)
        {
            isExact &= strict is not null;
            return Halve(part, ordered);
        }

        Divide(part);
        return null;
    }

    private Found? Halve((SolvePoint Low, SolvePoint High) part, OrderedDemands ordered)
    {
        // What holds up to somewhere on the way to the better end limits; the rest has to hold where that ends.
        var limiting = isLargest ? ordered.Ending : ordered.Beginning;
        var (inside, outside) = (Worse(part), Better(part));
        if (!OrderedDemands.Hold(limiting, inside) || OrderedDemands.Hold(limiting, outside))
        {
            return null;
        }

        double? crossing = null;
        while (Next(inside, outside) != outside.At)
        {
            // As soon as what is left is one straight piece, its crossing is known, and all that remains is to look on both sides of it.
            if (crossing is null && IsWide(inside.At, outside.At))
            {
                var box = inside.At < outside.At ? line.Between(inside, outside) : line.Between(outside, inside);
                crossing = StraightLine.Crossing(demands, box, limiting, inside, outside);
                foreach (var probe in crossing is { } c ? Around(c) : [])
                {
                    (inside, outside) = Narrowed(inside, outside, probe, limiting);
                }
            }

            var middle = line.Variable.Between(Math.Min(inside.At, outside.At), Math.Max(inside.At, outside.At));
            (inside, outside) = Narrowed(inside, outside, middle == inside.At || middle == outside.At ? Next(inside, outside) : middle, limiting);
        }

        return demands.IsMet(inside) ? Of(inside, crossing is { } x && IsThere(inside.At, x) ? Proof.ClosedForm : Proof.Order) : null;
    }

    private (SolvePoint Inside, SolvePoint Outside) Narrowed(SolvePoint inside, SolvePoint outside, double probe, IReadOnlyList<int> limiting)
    {
        if (!(probe > Math.Min(inside.At, outside.At) && probe < Math.Max(inside.At, outside.At)))
        {
            return (inside, outside);
        }

        var point = line.At(probe);
        return OrderedDemands.Hold(limiting, point) ? (point, outside) : (inside, point);
    }

    // The whole numbers beside it; of real values so little to both sides as rounding may be off.
    private double[] Around(double crossing)
        => line.Variable.IsWhole ? [Math.Floor(crossing), Math.Floor(crossing) + 1, Math.Ceiling(crossing) - 1]
            : [crossing, crossing - (Math.Abs(crossing) * SolveVariable.Tolerance), crossing + (Math.Abs(crossing) * SolveVariable.Tolerance)];

    private bool IsThere(double found, double crossing)
        => Math.Abs(found - crossing) <= (line.Variable.IsWhole ? 1 : SolveVariable.Tolerance * Math.Abs(crossing));

    // What is narrower is settled sooner by halving.
    private bool IsWide(double one, double other)
        => Math.Abs(one - other) > (line.Variable.IsWhole ? 8 : 1e-3 * Math.Max(Math.Abs(one), Math.Abs(other)));

    private double Next(SolvePoint inside, SolvePoint outside) => inside.At < outside.At ? line.Variable.After(inside.At) : line.Variable.Before(inside.At);

    private void Divide((SolvePoint Low, SolvePoint High) part)
    {
        var middle = line.At(line.Variable.Between(part.Low.At, part.High.At));
        var beyond = line.Variable.IsWhole ? line.At(middle.At + 1) : middle;
        Note(middle);
        Note(beyond);
        var (lower, upper) = ((part.Low, middle), (beyond, part.High));
        open.Push(isLargest ? lower : upper);
        open.Push(isLargest ? upper : lower);
    }

    private void Note(SolvePoint point)
    {
        if (demands.IsMet(point) && (seen is null || (isLargest ? point.At > seen.At : point.At < seen.At)))
        {
            seen = point;
        }
    }

    private Found Of(SolvePoint point, Proof proof) => new(point, proof, parts, null, isExact);
}
