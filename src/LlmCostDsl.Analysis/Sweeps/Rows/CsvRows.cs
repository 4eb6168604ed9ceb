using System.Globalization;
using System.Text;
using LlmCostDsl.Analysis.Reports;

namespace LlmCostDsl.Analysis.Sweeps;

/// <summary>
/// Comma-separated values: target, device, transforms, the axes in natural units, the figures in base units with every digit, and why a point is refused.
/// </summary>
internal sealed class CsvRows(Sweep sweep) : RowFormat(sweep)
{
    public override string Header()
    {
        var text = new StringBuilder();
        CsvReport.Line(text, ["target", "device", "apply", .. Sweep.Axes.Select(a => a.Column), .. Sweep.Columns.Select(c => c.Name), "error"]);
        return text.ToString();
    }

    public override string Rows(IReadOnlyList<SweepRow> rows)
    {
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            var position = Sweep.Grid.At(row.Point);
            var plan = Sweep.Plans[position[0]];
            var axes = Sweep.Axes.Select((a, i) => Cell(a.Natural(position[i + 1]), a.Input.IsTruth));
            var figures = Sweep.Columns.Select((c, i) => row.Error is null ? Cell(row.Figures[i], c.IsTruth) : string.Empty);
            CsvReport.Line(text, [plan.Target, plan.Device, plan.Apply, .. axes, .. figures, row.Error ?? string.Empty]);
        }

        return text.ToString();
    }

    // An empty cell is that of a refused point; whoever reads the file knows these words as numbers.
    private static string Cell(double value, bool isTruth) => isTruth ? (value == 0 ? "false" : "true")
        : double.IsFinite(value) ? CsvReport.Number(value) : value.ToString(CultureInfo.InvariantCulture);
}
