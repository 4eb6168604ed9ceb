using System.Globalization;
using System.Text;
using LlmCostDsl.Analysis.Reports;

namespace LlmCostDsl.Analysis.Sweeps;

/// <summary>
/// Comma-separated values: target, device, transforms, the axes in natural units, the figures in base units with every digit, and why a point is refused.
/// </summary>
internal sealed class CsvRows(Sweep sweep) : RowFormat(sweep)
{
    // What comes again and again is written once: the cells before the axes, by plan, and each value of an axis.
    private readonly string[] heads = [.. sweep.Plans.Select(p => string.Concat(new[] { p.Target, p.Device, p.Apply }.Select(c => CsvReport.Quoted(c) + ",")))];
    private readonly string[][] axes = [.. sweep.Axes.Select(a => a.Values.Select((_, i) => CsvReport.Quoted(Cell(a.Natural(i), a.Input.IsTruth))).ToArray())];

    public override string Header()
    {
        var text = new StringBuilder();
        CsvReport.Line(text, ["target", "device", "apply", .. Sweep.Axes.Select(a => a.Column), .. Sweep.Columns.Select(c => c.Name), "error"]);
        return text.ToString();
    }

    public override string Rows(IReadOnlyList<SweepRow> rows)
    {
        var text = new StringBuilder();
        var position = new int[Sweep.Grid.Rank];
        foreach (var row in rows)
        {
            Sweep.Grid.At(row.Point, position);
            text.Append(heads[position[0]]);
            for (var axis = 0; axis < axes.Length; axis++)
            {
                text.Append(axes[axis][position[axis + 1]]).Append(',');
            }

            for (var column = 0; column < Sweep.Columns.Count; column++)
            {
                if (row.Error is null)
                {
                    Append(text, row.Figures[column], Sweep.Columns[column].IsTruth);
                }

                text.Append(',');
            }

            text.Append(CsvReport.Quoted(row.Error ?? string.Empty)).Append('\n');
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, double value, bool isTruth)
    {
        if (isTruth || !double.IsFinite(value))
        {
            text.Append(Cell(value, isTruth));
        }
        else
        {
            text.Append(CultureInfo.InvariantCulture, $"{value:R}");
        }
    }

    // An empty cell is that of a refused point; whoever reads the file knows these words as numbers.
    private static string Cell(double value, bool isTruth) => isTruth ? (value == 0 ? "false" : "true")
        : double.IsFinite(value) ? CsvReport.Number(value) : value.ToString(CultureInfo.InvariantCulture);
}
