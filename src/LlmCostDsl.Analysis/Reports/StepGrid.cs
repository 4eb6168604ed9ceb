using LlmCostDsl.Analysis.Questions;
using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Analysis.Reports;

/// <summary>One step's operators as a grid. Which columns matter most is told by their kind and dimension, never by their name.</summary>
internal sealed class StepGrid
{
    private readonly Answer answer;
    private readonly PlanTable table;
    private readonly bool isTree;
    private readonly double allTime;
    private readonly IReadOnlyList<int> shown;

    private StepGrid(Answer answer, PlanTable table, bool isWide, bool isTree)
    {
        this.answer = answer;
        this.table = table;
        this.isTree = isTree;
        allTime = Bounds.TimeColumn(table) is { } time ? Bounds.Sum(answer, table, time) : double.NaN;
        shown = Positions.Where(table.Columns.Count, c => table.Columns[c].Name != Bounds.Time && (isWide || Rank(c) < int.MaxValue));
    }

    /// <param name="isWide">All columns instead of the most telling ones.</param>
    /// <param name="isTree">Repeats as headings over their operators, instead of a path in each row.</param>
    public static Grid Build(Answer answer, PlanTable table, bool isWide, bool isTree) => new StepGrid(answer, table, isWide, isTree).Build();

    private Grid Build()
    {
        var hasBound = table.Rows.Any(r => Bounds.Column(answer, table, r) is not null);
        var columns = new List<GridColumn> { new("operator", false), new("×", true, 2), new("shape", false, 8) };
        foreach (var column in shown)
        {
            columns.Add(Column(column));
        }

        columns.AddRange([new("bound", false, hasBound ? 1 : 30), new(Bounds.Time, true), new("share", true, 1)]);

        var rows = new List<GridRow>();
        var group = string.Empty;
        foreach (var row in table.Rows.Where(r => answer[r.Count] != 0))
        {
            if (isTree && row.Group != group && row.Group.Length > 0)
            {
                rows.Add(new([row.Group, .. Enumerable.Repeat(string.Empty, columns.Count - 1)], Tone.Accent));
            }

            group = row.Group;
            rows.Add(new(Cells(row), Tone.Normal));
        }

        rows.Add(new(Totals(), Tone.Strong, true));
        return new(columns, rows);
    }

    private List<string> Cells(PlanRow row)
    {
        var time = Bounds.TimeColumn(table);
        var name = row.Group.Length == 0 ? row.Name : isTree ? "  " + row.Name : $"{row.Group}.{row.Name}";
        return
        [
            name,
            answer[row.Count] == 1 ? string.Empty : Engineering.Count(answer[row.Count]),
            string.Join('×', ((IReadOnlyList<int>)row.Shape).Texts(s => Engineering.Count(answer[s]))),
            .. shown.Texts(c => Cell(c, row.Cells[c])),
            Bounds.Column(answer, table, row) is { } bound ? table.Columns[bound].Name : string.Empty,
            time is { } t ? Cell(t, row.Cells[t]) : string.Empty,
            time is { } t2 && allTime > 0 ? Engineering.Percent(Bounds.Sum(answer, row, t2) / allTime) : string.Empty,
        ];
    }

    private List<string> Totals()
    {
        string Total(int column) => table.Totals[column] >= 0 ? Cell(column, table.Totals[column]) : string.Empty;
        var longest = Bounds.Candidates(table).Largest(c => Bounds.Sum(answer, table, c));
        return
        [
            "total",
            string.Empty,
            string.Empty,
            .. shown.Texts(Total),
            longest >= 0 && Bounds.Sum(answer, table, longest) > 0 ? table.Columns[longest].Name : string.Empty,
            Bounds.TimeColumn(table) is { } t ? Total(t) : string.Empty,
            string.Empty,
        ];
    }

    private GridColumn Column(int column)
    {
        var c = table.Columns[column];
        return new(c.Name, true, Rank(column) == int.MaxValue ? 20 : Rank(column), Unit: Engineering.IsWithoutPrefix(c.Dimension) ? c.Dimension.ToString() : string.Empty);
    }

    private string Cell(int column, int node) => answer[node] switch
    {
        // Where nothing is, no unit need be.
        0 => "0",
        var value when Engineering.IsWithoutPrefix(table.Columns[column].Dimension) => Engineering.Format(value, Dimension.None),
        var value => Engineering.Format(value, table.Columns[column].Dimension),
    };

    // In the order of sacrifice: the sum of the memory channels, the first channel of operations, ratios that the timing defines.
    private int Rank(int column)
    {
        var c = table.Columns[column];
        return c.Kind switch
        {
            PlanColumnKind.Bytes => 1,
            PlanColumnKind.Channel when column == FirstOperations() => 3,
            PlanColumnKind.Timing when c.Dimension != Dimension.Seconds => 4 + table.Columns.Take(column).Count(x => x.Kind == PlanColumnKind.Timing && x.Dimension != Dimension.Seconds),
            _ => int.MaxValue,
        };
    }

    private int FirstOperations()
        => Positions.Where(table.Columns.Count, c => table.Columns[c].Kind == PlanColumnKind.Channel && table.Columns[c].Dimension == Dimension.Flops && Bounds.Sum(answer, table, c) > 0)
            is [var first, ..] ? first : -1;
}
