using System.Globalization;
using LlmCostDsl.Compiler.Rewriting;

namespace LlmCostDsl.Analysis.Comparisons;

/// <summary>Part of an operator's iterations, which neither side tells apart.</summary>
/// <param name="Iterations">A name for the part, the same on both sides.</param>
/// <param name="IsShared">Whether both sides have such iterations at all: of 32 layers made 24, eight are on one side only.</param>
internal sealed record OperatorPiece(OperatorRow Row, string Iterations, double Executions, bool IsShared);

/// <summary>Iterations of repeats taken together where neither side tells them apart: the finest groups that both sides' groups are made of.</summary>
internal sealed class IterationAtoms
{
    private readonly Dictionary<string, Repeat> repeats = new(StringComparer.Ordinal);

    public IterationAtoms(IReadOnlyList<OperatorRow> before, IReadOnlyList<OperatorRow> after)
    {
        foreach (var (rows, isBefore) in new[] { (before, true), (after, false) })
        {
            foreach (var place in rows.SelectMany(r => Place(r)))
            {
                if (!repeats.TryGetValue(place.Path, out var repeat))
                {
                    repeats[place.Path] = repeat = new Repeat();
                }

                (isBefore ? repeat.Before : repeat.After).Add(place);
            }
        }
    }

    /// <summary>An operator in pieces, one for each part of its iterations.</summary>
    public IEnumerable<OperatorPiece> PiecesOf(OperatorRow row)
    {
        IEnumerable<(string Name, double Share, bool IsShared)> pieces = [(string.Empty, 1, true)];
        foreach (var place in Place(row))
        {
            var parts = repeats[place.Path].PartsOf(place).ToList();
            pieces = pieces.SelectMany(p => parts.Select(q => (p.Name + "/" + q.Name, p.Share * q.Share, p.IsShared && q.IsShared)));
        }

        return pieces.Select(p => new OperatorPiece(row, p.Name, p.Share * row.Executions, p.IsShared));
    }

    private static IEnumerable<RepeatPlace> Place(OperatorRow row) => row.Node is { } node ? node.Place : [];

    /// <summary>The groups of a repeat's iterations, on either side.</summary>
    private sealed class Repeat
    {
        public HashSet<RepeatPlace> Before { get; } = [];

        public HashSet<RepeatPlace> After { get; } = [];

        public IEnumerable<(string Name, double Share, bool IsShared)> PartsOf(RepeatPlace place)
        {
            // Where all iterations are alike on both sides, they are alike however many there are.
            if (place.Members is not { } members || Before.Count + After.Count <= 1 || (Before.Count == 1 && After.Count == 1))
            {
                return [("all", 1, true)];
            }

            return members
                .Select(m => (Number: m, In: (Before: Holding(Before, m), After: Holding(After, m))))
                .GroupBy(m => m.In)
                .Select(g => (g.First().Number.ToString(CultureInfo.InvariantCulture), (double)g.Count() / members.Count, g.Key.Before.Length > 0 && g.Key.After.Length > 0));
        }

        // The groups that have an iteration, by their first ones.
        private static string Holding(HashSet<RepeatPlace> groups, int iteration)
            => string.Join(',', groups.Where(g => g.Members is { } m && m.Contains(iteration)).Select(g => g.Members!.Value[0]).Order().Select(f => f.ToString(CultureInfo.InvariantCulture)));
    }
}
