using System.Text;
using LlmCostDsl.Analysis.Reports;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Analysis.Sweeps;

/// <summary>
/// A table for people: figures with prefixes, what is the same everywhere said once above. As wide as its first rows ask for; later ones that need more room push
/// what is behind them.
/// </summary>
internal sealed class TableRows : RowFormat
{
    private readonly List<(string Header, bool IsRight, Func<int[], SweepRow, string> Cell)> columns = [];
    private readonly List<string> constants = [];
    private int[]? widths;

    public TableRows(Sweep sweep)
        : base(sweep)
    {
        Plan("target", p => p.Target);
        Plan("device", p => p.Device);
        Plan("apply", p => p.Apply);
        for (var i = 0; i < sweep.Axes.Count; i++)
        {
            var (axis, at) = (sweep.Axes[i], i + 1);
            if (axis.Values.Count == 1)
            {
                constants.Add($"{axis.Column} = {PlanUnits.Print(axis.Input, axis.Values[0])}");
                continue;
            }

            columns.Add((axis.Column, true, (position, _) => PlanUnits.Print(axis.Input, axis.Values[position[at]])));
        }

        for (var i = 0; i < sweep.Columns.Count; i++)
        {
            var (figure, at) = (sweep.Columns[i], i);
            columns.Add((figure.Name, true, (_, row) => row.Error is null ? Engineering.Format(row.Figures[at], figure.Dimension, figure.TypeName) : "–"));
        }

        columns.Add((string.Empty, false, (_, row) => row.Error ?? string.Empty));
    }

    public override bool IsStateless => false;

    public override string Header() => constants.Count == 0 ? string.Empty : string.Join(", ", constants) + "\n\n";

    public override string Rows(IReadOnlyList<SweepRow> rows)
    {
        var cells = rows.Select(r => columns.Select(c => c.Cell(Sweep.Grid.At(r.Point), r)).ToList()).ToList();
        var text = new StringBuilder();
        if (widths is null)
        {
            widths = [.. columns.Select((c, i) => cells.Select(r => r[i].Length).Append(c.Header.Length).Max())];
            Line(text, [.. columns.Select(c => c.Header)]);
            text.Append("  ").Append('─', widths.SkipLast(1).Sum(w => w + 2) - 2).Append('\n');
        }

        foreach (var row in cells)
        {
            Line(text, row);
        }

        return text.ToString();
    }

    private void Plan(string header, Func<SweepPlan, string> cell)
    {
        var values = Sweep.Plans.Select(cell).Distinct().ToList();
        if (values.Count > 1)
        {
            columns.Add((header, false, (position, _) => cell(Sweep.Plans[position[0]])));
        }
        else if (values[0].Length > 0 && values[0] != ApplyChoice.Nothing)
        {
            constants.Add($"{header} = {values[0]}");
        }
    }

    private void Line(StringBuilder text, IReadOnlyList<string> cells)
        => text.Append(("  " + string.Join("  ", cells.Select((c, i) => columns[i].IsRight ? c.PadLeft(widths![i]) : c.PadRight(widths![i])))).TrimEnd()).Append('\n');
}
