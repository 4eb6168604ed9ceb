using System.Globalization;
using System.Text;
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
                Row(text, "device", device.Name, figure.Attribute, Number(figure.Value / (attribute?.Scale ?? 1)), attribute?.Unit ?? string.Empty, figure.From ?? device.Source);
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
                    NumberFigure number => (Number(number.Value), number.Unit),
                    SetFigure set => (string.Join(" ", set.Values), string.Empty),
                    _ => (string.Empty, string.Empty),
                };
                Row(text, "model", model.Name, parameter.Name, value, unit, model.Source);
            }

            Row(text, "model", model.Name, "count.parameters", model.ParameterCount?.ToString(CultureInfo.InvariantCulture), string.Empty, model.Source);
            Row(text, "model", model.Name, "count.active_parameters", model.ActiveCount?.ToString(CultureInfo.InvariantCulture), string.Empty, model.Source);
            Row(text, "model", model.Name, "count.weights", model.WeightBytes is { } bytes ? Number(bytes) : null, "B", model.Source);
        }

        return text.ToString();
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static void Row(StringBuilder text, params ReadOnlySpan<string?> cells)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            var cell = cells[i] ?? string.Empty;
            text.Append(i == 0 ? string.Empty : ",");
            text.Append(cell.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? "\"" + cell.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"" : cell);
        }

        text.Append('\n');
    }
}
