using System.Globalization;
using System.Text;
using LlmCostDsl.Analysis.Questions;

namespace LlmCostDsl.Analysis.Reports;

/// <summary>The operator tables as comma-separated values: one line an operator, a line of totals after each step, base units, every digit.</summary>
internal static class CsvReport
{
    public static string Write(Answer answer)
    {
        // Steps of several models may have different columns: then a cell is empty where a step lacks one.
        var columns = answer.Plan.Tables.SelectMany(t => t.Columns.Select(c => c.Name)).Distinct().ToList();
        var text = new StringBuilder();
        Line(text, ["step", "group", "name", "operator", "count", "shape", .. columns, "bound"]);
        foreach (var table in answer.Plan.Tables)
        {
            var at = columns.Select(name => table.Columns.ToList().FindIndex(c => c.Name == name)).ToList();
            foreach (var row in table.Rows.Where(r => answer[r.Count] != 0))
            {
                var bound = Bounds.Column(answer, table, row) is { } b ? table.Columns[b].Name : string.Empty;
                Line(
                    text,
                    [
                        table.Step, row.Group, row.Name, row.Operator, Number(answer[row.Count]), string.Join('x', row.Shape.Select(s => Number(answer[s]))),
                        .. at.Select(c => c < 0 ? string.Empty : Number(answer[row.Cells[c]])), bound,
                    ]);
            }

            Line(text, [table.Step, "", "total", "", "", "", .. at.Select(c => c < 0 || table.Totals[c] < 0 ? string.Empty : Number(answer[table.Totals[c]])), ""]);
        }

        return text.ToString();
    }

    /// <summary>One line, quoted where it must be.</summary>
    public static void Line(StringBuilder text, IEnumerable<string> cells) => text.AppendJoin(',', cells.Select(Quoted)).Append('\n');

    /// <summary>A cell, in quotes where it must be.</summary>
    public static string Quoted(string cell)
        => cell.AsSpan().IndexOfAny(",\"\n\r") < 0 ? cell : "\"" + cell.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    /// <summary>Every digit; nothing of what is not finite.</summary>
    public static string Number(double value) => double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : string.Empty;
}
