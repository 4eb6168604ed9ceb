using LlmCostDsl.Analysis.Solving.Enclosures;

namespace LlmCostDsl.Analysis.Solving;

/// <summary>
/// The value of the variable at which an output is largest or smallest among those that meet all demands. The part of the range that promises most is
/// looked at first; the search ends when no part promises more than what was found.
/// </summary>
/// <param name="goal">The node of what is to be largest or smallest.</param>
internal sealed class BestSearch(SolveLine line, Demands demands, int goal, bool isLargest, SearchBudget budget)
{
    // How much better than what was found a real value may still be: nobody can tell more apart from values alone.
    private const double Gap = 1e-12;

    private readonly PriorityQueue<(SolvePoint Low, SolvePoint High), double> open = new();
    private SolvePoint? best;
    private int parts;

    public Found Run(SolvePoint low, SolvePoint high)
    {
        Consider(low);
        Consider(high);
        open.Enqueue((low, high), double.NegativeInfinity);
        while (open.TryDequeue(out var part, out var promise))
        {
            if (!IsPromising(-promise))
            {
                break;
            }

            if (budget.IsSpent(parts, line.Work))
            {
                open.Enqueue(part, promise);
                var left = open.UnorderedItems.Where(i => IsPromising(-i.Priority)).Select(i => i.Element).ToList();
                return new(best, Proof.None, parts, (left.Min(p => p.Low.At), left.Max(p => p.High.At)), false);
            }

            parts++;
            Settle(part);
        }

        return new(best, parts == 1 ? Proof.Order : Proof.Parts, parts, null, line.Variable.IsWhole);
    }

    private void Settle((SolvePoint Low, SolvePoint High) part)
    {
        if (line.Variable.IsPoint(part.Low.At, part.High.At))
        {
            return;
        }

        var box = line.Between(part.Low, part.High);
        var found = box[goal];
        if (demands.AreRefuted(box) || !IsPromising(Value(isLargest ? found.High : found.Low)))
        {
            return;
        }

        var isWhole = line.Variable.IsWhole;
        if (!found.MayBeNaN && (isWhole ? found.Way : found.Lean) != Way.Unknown && demands.Ordered(box, isWhole) is { } ordered)
        {
            // What meets all demands is one stretch, and the best of it is one of its ends.
            Consider(Last(ordered.Ending, part.Low, part.High));
            Consider(Last(ordered.Beginning, part.High, part.Low));
            return;
        }

        var middle = line.At(line.Variable.Between(part.Low.At, part.High.At));
        var beyond = isWhole ? line.At(middle.At + 1) : middle;
        Consider(middle);
        Consider(beyond);
        var promise = -Value(isLargest ? found.High : found.Low);
        open.Enqueue((part.Low, middle), promise);
        open.Enqueue((beyond, part.High), promise);
    }

    // The last point on the way at which conditions hold that hold up to somewhere.
    private SolvePoint Last(IReadOnlyList<int> conditions, SolvePoint inside, SolvePoint outside)
    {
        if (!OrderedDemands.Hold(conditions, inside) || OrderedDemands.Hold(conditions, outside))
        {
            return OrderedDemands.Hold(conditions, outside) ? outside : inside;
        }

        while ((inside.At < outside.At ? line.Variable.After(inside.At) : line.Variable.Before(inside.At)) is var next && next != outside.At)
        {
            var middle = line.Variable.Between(Math.Min(inside.At, outside.At), Math.Max(inside.At, outside.At));
            var point = line.At(middle == inside.At || middle == outside.At ? next : middle);
            (inside, outside) = OrderedDemands.Hold(conditions, point) ? (point, outside) : (inside, point);
        }

        return inside;
    }

    private void Consider(SolvePoint point)
    {
        if (demands.IsMet(point) && !double.IsNaN(point[goal])
            && (best is null || Value(point[goal]) > Value(best[goal]) || (point[goal] == best[goal] && point.At < best.At)))
        {
            best = point;
        }
    }

    private bool IsPromising(double value)
        => best is null || value > Value(best[goal]) + (line.Variable.IsWhole ? 0 : Gap * Math.Abs(best[goal]));

    private double Value(double found) => isLargest ? found : -found;
}
