using System.Text.Json;
using LlmCostDsl.Analysis.Sensitivities;

namespace LlmCostDsl.Analysis.Reports;

/// <summary>A sensitivity as a member of an answer's object: one entry for each figure and variable. Inputs are in their natural unit, as all answers have them.</summary>
internal static class SensitivityJson
{
    public static void Write(Utf8JsonWriter writer, Sensitivity sensitivity)
    {
        writer.WriteStartArray("sensitivity");
        foreach (var row in sensitivity.Rows)
        {
            for (var f = 0; f < row.Effects.Count; f++)
            {
                Write(writer, sensitivity.Figures[f].Figure.Name, row, row.Effects[f]);
            }
        }

        writer.WriteEndArray();
    }

    /// <summary>As a spec writes it: <c>hw.bandwidth</c>, <c>batch</c>.</summary>
    public static string Name(SensitivityRow row) => row.Attribute is null ? row.Name : "hw." + row.Name;

    private static void Write(Utf8JsonWriter writer, string figure, SensitivityRow row, Effect effect)
    {
        var scale = row.Input?.Scale ?? 1;
        writer.WriteStartObject();
        writer.WriteString("output", figure);
        writer.WriteString("variable", Name(row));
        Number(writer, "value", row.Value / scale);
        Number(writer, "elasticity", effect.Elasticity);
        writer.WriteBoolean("rounded", effect.IsRounded);
        Number(writer, "step", row.Step / scale);
        Number(writer, "change", effect.Change);
        writer.WriteBoolean("kinked", effect.IsKinked);
        writer.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter writer, string name, double? value)
    {
        if (value is { } number && double.IsFinite(number))
        {
            writer.WriteNumber(name, number);
        }
        else
        {
            writer.WriteNull(name);
        }
    }
}
