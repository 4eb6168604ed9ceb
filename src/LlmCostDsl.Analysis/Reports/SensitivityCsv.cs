using System.Text;
using LlmCostDsl.Analysis.Sensitivities;

namespace LlmCostDsl.Analysis.Reports;

/// <summary>A sensitivity as comma-separated values: one line for each figure and variable, base units, every digit.</summary>
internal static class SensitivityCsv
{
    public static string Write(Sensitivity sensitivity)
    {
        var text = new StringBuilder();
        CsvReport.Line(text, ["output", "variable", "value", "elasticity", "rounded", "step", "change", "kinked"]);
        foreach (var (row, effect, figure) in sensitivity.Rows.SelectMany(r => r.Effects.Select((e, f) => (r, e, sensitivity.Figures[f].Figure))))
        {
            CsvReport.Line(
                text,
                [
                    figure.Name, SensitivityJson.Name(row), CsvReport.Number(row.Value), CsvReport.Number(effect.Elasticity), Truth(effect.IsRounded),
                    CsvReport.Number(row.Step ?? double.NaN), CsvReport.Number(effect.Change ?? double.NaN), Truth(effect.IsKinked),
                ]);
        }

        return text.ToString();
    }

    private static string Truth(bool value) => value ? "true" : "false";
}
