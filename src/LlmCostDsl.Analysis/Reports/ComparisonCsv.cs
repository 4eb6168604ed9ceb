using System.Text;
using LlmCostDsl.Analysis.Comparisons;

namespace LlmCostDsl.Analysis.Reports;

/// <summary>A comparison as comma-separated values: a line a variant, a column an output and a cost of a step, base units, every digit.</summary>
internal static class ComparisonCsv
{
    public static string Write(VariantComparison comparison)
    {
        var text = new StringBuilder();
        CsvReport.Line(text, ["variant", "apply", "error", "speed_up", .. comparison.Columns.Select(c => c.Path)]);
        foreach (var variant in comparison.All)
        {
            CsvReport.Line(
                text,
                [
                    variant.Name, string.Join("; ", variant.Apply), variant.IsAnswered ? string.Empty : variant.Outcome.Reason, CsvReport.Number(comparison.SpeedUp(variant) ?? double.NaN),
                    .. comparison.Columns.Select(c => variant.Find(c) is { } found ? found.Word ?? CsvReport.Number(found.Value) : string.Empty),
                ]);
        }

        return text.ToString();
    }
}
