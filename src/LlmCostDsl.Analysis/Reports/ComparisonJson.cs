using System.Text.Json;
using LlmCostDsl.Analysis.Comparisons;
using LlmCostDsl.Analysis.Questions;

namespace LlmCostDsl.Analysis.Reports;

/// <summary>A comparison as one JSON object, in base units with every digit. What is not finite is null.</summary>
internal static class ComparisonJson
{
    public static string Write(VariantComparison comparison) => JsonText.Write(indented: true, writer =>
    {
        var baseline = comparison.Baseline.Outcome.Answer!;
        writer.WriteStartObject();
        writer.WriteString("model", baseline.Model);
        writer.WriteString("device", baseline.Device?.Name);
        writer.WriteString("time", comparison.Time?.Path);
        writer.WriteStartArray("variants");
        foreach (var variant in comparison.All)
        {
            WriteVariant(writer, comparison, variant);
        }

        writer.WriteEndArray();
        WriteNumber(writer, "product_of_parts", comparison.ProductOfParts ?? double.NaN);
        writer.WriteEndObject();
    });

    private static void WriteVariant(Utf8JsonWriter writer, VariantComparison comparison, Variant variant)
    {
        writer.WriteStartObject();
        writer.WriteString("name", variant.Name);
        writer.WriteStartArray("apply");
        foreach (var transform in variant.Apply)
        {
            writer.WriteStringValue(transform);
        }

        writer.WriteEndArray();
        if (variant.Outcome.Answer is not { } answer)
        {
            writer.WriteString("error", variant.Outcome.Reason);
            writer.WriteEndObject();
            return;
        }

        WriteNumber(writer, "speed_up", comparison.SpeedUp(variant) ?? double.NaN);
        WriteInputs(writer, answer);
        writer.WriteStartObject("outputs");
        WriteMeasures(writer, variant.Measures.Where(m => !m.IsStep), m => m.Path);
        writer.WriteEndObject();
        writer.WriteStartObject("steps");
        foreach (var step in variant.Measures.Where(m => m.IsStep).GroupBy(m => m.Group))
        {
            writer.WriteStartObject(step.Key);
            WriteMeasures(writer, step, m => m.Name);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteInputs(Utf8JsonWriter writer, Answer answer)
    {
        writer.WriteStartObject("inputs");
        for (var i = 0; i < answer.Plan.Inputs.Count; i++)
        {
            var input = answer.Plan.Inputs[i];
            if (input.IsTruth)
            {
                writer.WriteBoolean(input.Name, answer.Inputs[i] != 0);
            }
            else
            {
                WriteNumber(writer, input.Name, answer.Inputs[i] / input.Scale);
            }
        }

        writer.WriteEndObject();
    }

    private static void WriteMeasures(Utf8JsonWriter writer, IEnumerable<Measure> measures, Func<Measure, string> name)
    {
        foreach (var measure in measures)
        {
            switch (measure)
            {
                case { Word: { } word }:
                    writer.WriteString(name(measure), word);
                    break;
                case { TypeName: "bool" }:
                    writer.WriteBoolean(name(measure), measure.Value != 0);
                    break;
                default:
                    WriteNumber(writer, name(measure), measure.Value);
                    break;
            }
        }
    }

    private static void WriteNumber(Utf8JsonWriter writer, string name, double value)
    {
        if (double.IsFinite(value))
        {
            writer.WriteNumber(name, value);
        }
        else
        {
            writer.WriteNull(name);
        }
    }
}
