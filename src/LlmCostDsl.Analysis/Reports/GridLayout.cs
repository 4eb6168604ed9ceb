namespace LlmCostDsl.Analysis.Reports;

/// <summary>Sets a grid in lines that fit a width: narrower gaps first, then shorter prose, then fewer columns. Figures are never cut, nothing is wrapped.</summary>
internal sealed class GridLayout
{
    private const string Indent = "  ";
    private const int LeastProse = 24;

    private readonly Grid grid;
    private readonly int[] widths;
    private readonly List<int> kept;
    private readonly int? width;
    private int gap = 2;

    private GridLayout(Grid grid, int? width)
    {
        this.grid = grid;
        widths = new int[grid.Columns.Count];
        for (var i = 0; i < widths.Length; i++)
        {
            widths[i] = Widest(i);
        }

        kept = Positions.Where(widths.Length, i => widths[i] > 0);
        this.width = width;
        if (width is { } most)
        {
            Fit(most);
        }
    }

    /// <param name="width">The widest line wanted, or null where any will do.</param>
    public static IEnumerable<IReadOnlyList<Segment>> Lines(Grid grid, int? width) => new GridLayout(grid, width).Lines();

    private IEnumerable<IReadOnlyList<Segment>> Lines()
    {
        if (grid.Columns.Any(c => c.Header.Length > 0))
        {
            yield return [new(Set(i => First(grid.Columns[i])), Tone.Dim)];
            if (kept.Exists(i => Second(grid.Columns[i]).Length > 0))
            {
                yield return [new(Set(i => Second(grid.Columns[i])), Tone.Dim)];
            }

            yield return [Rule()];
        }

        foreach (var row in grid.Rows)
        {
            if (row.IsTotal)
            {
                yield return [Rule()];
            }

            foreach (var line in row.IsHeading ? TextRenderer.Wrap(Indent + row.Cells[0], width ?? int.MaxValue, Indent) : [Set(i => row.Cells[i])])
            {
                yield return [new(line, row.Tone)];
            }
        }
    }

    private void Fit(int most)
    {
        while (Width() > most)
        {
            var prose = kept.FindIndex(i => grid.Columns[i].MayBeCut) is var found && found >= 0 ? kept[found] : -1;
            if (prose >= 0 && widths[prose] - (Width() - most) >= LeastProse)
            {
                widths[prose] -= Width() - most;
                return;
            }

            gap = 1;
            if (Width() <= most)
            {
                return;
            }

            var next = kept.Largest(i => grid.Columns[i].Sacrifice);
            if (grid.Columns[next].Sacrifice == 0)
            {
                return;
            }

            kept.Remove(next);
            gap = 2;
        }
    }

    private static string First(GridColumn column) => column.Header.Split('\n')[0];

    private static string Second(GridColumn column) => column.Header.IndexOf('\n', StringComparison.Ordinal) is var at && at >= 0 ? column.Header[(at + 1)..] : column.Unit;

    private int Widest(int column)
    {
        var widest = Math.Max(First(grid.Columns[column]).Length, Second(grid.Columns[column]).Length);
        foreach (var row in grid.Rows)
        {
            widest = row.IsHeading ? widest : Math.Max(widest, row.Cells[column].Length);
        }

        return widest;
    }

    private int Width()
    {
        var width = Indent.Length - gap;
        foreach (var column in kept)
        {
            width += widths[column] + gap;
        }

        return width;
    }

    private Segment Rule() => new(Indent + string.Join(new string('─', gap), kept.Texts(i => new string('─', widths[i]))), Tone.Dim);

    private string Set(Func<int, string> cell)
        => (Indent + string.Join(new string(' ', gap), kept.Texts(i => Pad(cell(i), widths[i], grid.Columns[i].IsRight)))).TrimEnd();

    private static string Pad(string cell, int width, bool isRight)
        => cell.Length > width ? cell[..(width - 1)] + "…" : isRight ? cell.PadLeft(width) : cell.PadRight(width);
}
