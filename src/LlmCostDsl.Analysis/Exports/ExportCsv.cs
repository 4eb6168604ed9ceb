using System.Globalization;
using System.Text;
using LlmCostDsl.Analysis.Reports;
using LlmCostDsl.Compiler.Emit;

namespace LlmCostDsl.Analysis.Exports;

/// <summary>An export as CSV: a figure a row, in base units.</summary>
internal static class ExportCsv
{
    public static string Write(Export export)
    {
        var text = new StringBuilder("kind,name,figure,value,unit,source\n");
        foreach (var device in export.Devices)
        {
            foreach (var figure in device.Values)
            {
                var attribute = export.Attribute(figure);
                Row(text, "device", device.Name, figure.Attribute, CsvReport.Number(figure.Value / (attribute?.Scale ?? 1)), attribute?.Unit ?? string.Empty, figure.From ?? device.Source);
            }
        }

        foreach (var model in export.Models)
        {
            foreach (var parameter in model.Parameters)
            {
                var (value, unit) = parameter switch
                {
                    CountFigure count => (count.Value.ToString(CultureInfo.InvariantCulture), string.Empty),
                    TruthFigure truth => (truth.Value ? "true" : "false", string.Empty),
                    NumberFigure number => (CsvReport.Number(number.Value), number.Unit),
                    SetFigure set => (string.Join(" ", set.Values), string.Empty),
                    _ => (string.Empty, string.Empty),
                };
                Row(text, "model", model.Name, parameter.Name, value, unit, model.Source);
            }

            Row(text, "model", model.Name, "count.parameters", model.ParameterCount?.ToString(CultureInfo.InvariantCulture), string.Empty, model.Source);
            Row(text, "model", model.Name, "count.active_parameters", model.ActiveCount?.ToString(CultureInfo.InvariantCulture), string.Empty, model.Source);
            Row(text, "model", model.Name, "count.weights", model.WeightBytes is { } bytes ? CsvReport.Number(bytes) : null, "B", model.Source);
        }

        return text.ToString();
    }

    private static void Row(StringBuilder text, params string?[] cells) => CsvReport.Line(text, cells.Select(c => c ?? string.Empty));
}
