namespace LlmCostDsl.Analysis.Comparisons;

/// <summary>Operators that answer to one another: one each as a rule, several before where they were fused, none on a side that lacks it.</summary>
internal sealed record OperatorMatch(IReadOnlyList<OperatorRow> Before, IReadOnlyList<OperatorRow> After, double ExecutionsBefore, double ExecutionsAfter);

/// <summary>
/// Finds which operators of one step answer to which of another: by path, then by the name that something was made under, then by what it was made of,
/// iterations apart where either side tells them apart.
/// </summary>
internal sealed class OperatorMatcher
{
    private readonly List<OperatorPiece> before;
    private readonly List<OperatorPiece> after;
    private readonly List<(List<OperatorPiece> Before, List<OperatorPiece> After)> pairs = [];

    private OperatorMatcher(IReadOnlyList<OperatorRow> before, IReadOnlyList<OperatorRow> after)
    {
        var atoms = new IterationAtoms(before, after);
        this.before = [.. before.SelectMany(atoms.PiecesOf)];
        this.after = [.. after.SelectMany(atoms.PiecesOf)];
    }

    /// <returns>In the order of the later side; what is not there any more comes where it stood.</returns>
    public static IReadOnlyList<OperatorMatch> Match(IReadOnlyList<OperatorRow> before, IReadOnlyList<OperatorRow> after)
    {
        var matcher = new OperatorMatcher(before, after);
        matcher.Pair((b, a) => b.Row.PlainPath == a.Row.PlainPath && b.Row.Operator == a.Row.Operator);
        matcher.Pair((b, a) => b.Row.Identity == a.Row.Identity && b.Row.Operator == a.Row.Operator);
        matcher.Fuse();
        matcher.Pair((b, a) => b.Row.PlainPath == a.Row.PlainPath);
        matcher.CountIterations();
        matcher.pairs.AddRange(matcher.before.Select(b => (new List<OperatorPiece> { b }, new List<OperatorPiece>())));
        matcher.pairs.AddRange(matcher.after.Select(a => (new List<OperatorPiece>(), new List<OperatorPiece> { a })));
        return [.. matcher.Joined(before, after)];
    }

    private void Pair(Func<OperatorPiece, OperatorPiece, bool> isSame)
    {
        foreach (var piece in after.ToList())
        {
            if (before.FirstOrDefault(b => b.Iterations == piece.Iterations && isSame(b, piece)) is { } found)
            {
                pairs.Add(([found], [piece]));
                before.Remove(found);
                after.Remove(piece);
            }
        }
    }

    private void Fuse()
    {
        foreach (var piece in after.Where(a => a.Row.Node is { Parts.Count: > 0 }).ToList())
        {
            var parts = before.Where(b => b.Iterations == piece.Iterations && piece.Row.Node!.Parts.Contains(b.Row.PlainPath)).ToList();
            if (parts.Count > 0)
            {
                pairs.Add((parts, [piece]));
                before.RemoveAll(parts.Contains);
                after.Remove(piece);
            }
        }
    }

    // Iterations that only one side has are fewer or more of the same, where any of the same are on both.
    private void CountIterations()
    {
        foreach (var (pieces, isBefore) in new[] { (before, true), (after, false) })
        {
            foreach (var piece in pieces.Where(p => !p.IsShared).ToList())
            {
                var side = pairs.Select(p => isBefore ? p.Before : p.After).Where(s => s.Count == 1 && s[0].Row.PlainPath == piece.Row.PlainPath && s[0].Row.Operator == piece.Row.Operator).ToList();
                if ((side.Find(s => ReferenceEquals(s[0].Row, piece.Row)) ?? side.FirstOrDefault()) is { } like)
                {
                    like[0] = like[0] with { Executions = like[0].Executions + piece.Executions };
                    pieces.Remove(piece);
                }
            }
        }
    }

    // What fared alike in several parts of its iterations is one match again.
    private IEnumerable<OperatorMatch> Joined(IReadOnlyList<OperatorRow> rowsBefore, IReadOnlyList<OperatorRow> rowsAfter)
    {
        var joined = pairs
            .GroupBy(p => (Before: string.Join('|', p.Before.Select(b => b.Row.Path)), After: string.Join('|', p.After.Select(a => a.Row.Path))))
            .Select(g => (
                Before: g.First().Before.ConvertAll(b => b.Row),
                After: g.First().After.ConvertAll(a => a.Row),
                ExecutionsBefore: g.Sum(p => p.Before.Count == 0 ? 0 : p.Before[^1].Executions),
                ExecutionsAfter: g.Sum(p => p.After.Sum(a => a.Executions))));
        var order = rowsAfter.Select((r, i) => (r.Path, Place: (double)i)).ToDictionary(r => r.Path, r => r.Place);
        double PlaceOf(IReadOnlyList<OperatorRow> before, IReadOnlyList<OperatorRow> after)
        {
            if (after.Count > 0)
            {
                return order[after[0].Path];
            }

            // Behind the last one before it that is still there.
            var at = rowsBefore.ToList().FindIndex(r => r.Path == before[0].Path);
            return rowsBefore.Take(at).Reverse().Select(r => order.TryGetValue(r.Path, out var place) ? place + 0.5 : -1).FirstOrDefault(p => p >= 0, -0.5);
        }

        return joined.Select(j => new OperatorMatch(j.Before, j.After, j.ExecutionsBefore, j.ExecutionsAfter)).OrderBy(j => PlaceOf(j.Before, j.After));
    }
}
