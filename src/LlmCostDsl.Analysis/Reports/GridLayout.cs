namespace LlmCostDsl.Analysis.Reports;

/// <summary>Sets a grid in lines that fit a width: narrower gaps first, then fewer columns. Nothing is ever wrapped or cut.</summary>
internal static class GridLayout
{
    private const string Indent = "  ";

    /// <param name="width">The widest line wanted, or null where any will do.</param>
    public static IEnumerable<IReadOnlyList<Segment>> Lines(Grid grid, int? width)
    {
        var widths = grid.Columns.Select((c, i) => grid.Rows.Select(r => r.Cells[i].Length).Append(c.Header.Length).Max()).ToArray();
        var (kept, gap) = Fit(grid, widths, width);
        if (grid.Columns.Any(c => c.Header.Length > 0))
        {
            yield return [new(Set(grid, kept, widths, gap, i => grid.Columns[i].Header), Tone.Dim)];
            yield return [Rule(kept, widths, gap)];
        }

        foreach (var row in grid.Rows)
        {
            if (row.IsTotal)
            {
                yield return [Rule(kept, widths, gap)];
            }

            yield return [new(Set(grid, kept, widths, gap, i => row.Cells[i]), row.Tone)];
        }
    }

    private static (List<int> Kept, int Gap) Fit(Grid grid, int[] widths, int? width)
    {
        var kept = Enumerable.Range(0, grid.Columns.Count).ToList();
        while (true)
        {
            for (var gap = 2; gap >= 1; gap--)
            {
                if (width is null || Indent.Length + kept.Sum(i => widths[i] + gap) - gap <= width)
                {
                    return (kept, gap);
                }
            }

            var next = kept.MaxBy(i => grid.Columns[i].Sacrifice);
            if (grid.Columns[next].Sacrifice == 0)
            {
                return (kept, 1);
            }

            kept.Remove(next);
        }
    }

    private static Segment Rule(List<int> kept, int[] widths, int gap)
        => new(Indent + string.Join(new string('─', gap), kept.Select(i => new string('─', widths[i]))), Tone.Dim);

    private static string Set(Grid grid, List<int> kept, int[] widths, int gap, Func<int, string> cell)
        => (Indent + string.Join(new string(' ', gap), kept.Select(i => grid.Columns[i].IsRight ? cell(i).PadLeft(widths[i]) : cell(i).PadRight(widths[i])))).TrimEnd();
}
