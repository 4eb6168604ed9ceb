namespace LlmCostDsl.Analysis.Solving.Crossings;

/// <summary>A stretch of the range over which all nodes looked at are known to stay as they are, or of which that is not known.</summary>
/// <param name="Low">Its first point.</param>
/// <param name="High">Its last point.</param>
/// <param name="IsKnown">Whether nothing changes in between.</param>
internal sealed record Stretch(SolvePoint Low, SolvePoint High, bool IsKnown);

/// <summary>
/// Cuts a range where nodes change that hold a few values each. A stretch is done when every node is proved to stay, or when nothing lies between its ends;
/// else it is divided.
/// </summary>
internal sealed class ChangeSearch(SolveLine line, IReadOnlyList<int> nodes, SearchBudget budget)
{
    /// <summary>How many stretches were looked at.</summary>
    public int Parts { get; private set; }

    /// <returns>Stretches from the low end to the high one. What follows one begins next to its end.</returns>
    public IReadOnlyList<Stretch> Run(SolvePoint low, SolvePoint high)
    {
        var found = new List<Stretch>();
        var open = new Stack<(SolvePoint Low, SolvePoint High)>();
        open.Push((low, high));
        while (open.TryPop(out var part))
        {
            var isSpent = budget.IsSpent(Parts, line.Work);
            if (!isSpent && line.Variable.IsPoint(part.Low.At, part.High.At))
            {
                found.AddRange(Same(part) ? [new(part.Low, part.High, true)] : [new(part.Low, part.Low, true), new(part.High, part.High, true)]);
                continue;
            }

            Parts += isSpent ? 0 : 1;
            if (isSpent || Stays(part))
            {
                found.Add(new(part.Low, part.High, !isSpent));
                continue;
            }

            var middle = line.At(line.Variable.Between(part.Low.At, part.High.At));
            open.Push((middle, part.High));
            open.Push((part.Low, middle));
        }

        return found;
    }

    private bool Same((SolvePoint Low, SolvePoint High) part) => nodes.All(n => part.Low[n] == part.High[n]);

    private bool Stays((SolvePoint Low, SolvePoint High) part)
    {
        if (!Same(part))
        {
            return false;
        }

        // What only goes one way and is the same at both ends is the same in between.
        var box = line.Between(part.Low, part.High);
        return nodes.All(n => box[n] is { MayBeNaN: false } e && (e.Low == e.High || (line.Variable.IsWhole ? e.Way : e.Lean) != Enclosures.Way.Unknown));
    }
}
