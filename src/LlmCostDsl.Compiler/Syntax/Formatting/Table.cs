namespace LlmCostDsl.Compiler.Syntax.Formatting;

/// <summary>Gives the cells of lines that follow each other common widths, column by column; a column ends where a line has no cell after it.</summary>
internal static class Table
{
    public static void Align(List<List<(int First, int Last, int Operator)>> rows, Columns columns)
    {
        if (rows.Count < 2)
        {
            return;
        }

        var most = rows.Max(static r => r.Count);
        for (var column = 0; column + 1 < most; column++)
        {
            var start = 0;
            while (start < rows.Count)
            {
                var end = start;
                while (end < rows.Count && rows[end].Count > column + 1)
                {
                    end++;
                }

                AlignColumn(rows, start, end, column, columns);
                start = Math.Max(end, start + 1);
            }
        }
    }

    private static void AlignColumn(List<List<(int First, int Last, int Operator)>> rows, int start, int end, int column, Columns columns)
    {
        var width = 0;
        for (var row = start; row < end; row++)
        {
            width = Math.Max(width, columns.WidthOf(rows[row][column].First, rows[row][column].Last));
        }

        for (var row = start; row < end; row++)
        {
            var cell = rows[row][column];
            // Signs of equality stand below each other: what is missing goes before the operator, else after the cell.
            columns.Widen(cell.Operator >= 0 ? cell.Operator : cell.Last + 1, width - columns.WidthOf(cell.First, cell.Last));
        }
    }
}
