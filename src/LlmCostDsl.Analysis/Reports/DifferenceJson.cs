using System.Text.Json;
using LlmCostDsl.Analysis.Comparisons;

namespace LlmCostDsl.Analysis.Reports;

/// <summary>What transforms changed, as one JSON object in base units with every digit. What is not finite is null.</summary>
internal static class DifferenceJson
{
    public static string Write(RewriteDifference difference) => JsonText.Write(indented: true, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("model", difference.Model);
        writer.WriteString("device", difference.Device);
        WriteTexts(writer, "apply", difference.Applied);
        writer.WriteStartObject("inputs");
        foreach (var (name, value) in difference.Inputs)
        {
            writer.WriteString(name, value);
        }

        writer.WriteEndObject();
        WriteProperties(writer, "parameters", difference.Parameters);
        WriteFigures(writer, "weights", difference.Figures);
        writer.WriteStartObject("steps");
        foreach (var step in difference.Steps)
        {
            WriteStep(writer, step);
        }

        writer.WriteEndObject();
        WriteFigures(writer, "outputs", difference.Outputs);
        writer.WriteEndObject();
    });

    private static void WriteStep(Utf8JsonWriter writer, StepDifference step)
    {
        writer.WriteStartObject(step.Step);
        if (step.Unchanged is { } unchanged)
        {
            writer.WriteNumber("unchanged", unchanged);
            writer.WriteStartArray("operators");
            foreach (var difference in step.Operators)
            {
                writer.WriteStartObject();
                writer.WriteString("fate", difference.Fate.ToString().ToLowerInvariant());
                WriteTexts(writer, "before", difference.Before);
                WriteTexts(writer, "after", difference.After);
                WriteTexts(writer, "operators", difference.Operators);
                WriteChange(writer, difference.Executions);
                WriteProperties(writer, "properties", difference.Properties);
                WriteFigures(writer, "costs", difference.Figures);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        WriteFigures(writer, "total", step.Totals);
        writer.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter writer, string name, IEnumerable<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    private static void WriteProperties(Utf8JsonWriter writer, string name, IEnumerable<TextChange> changes)
    {
        writer.WriteStartObject(name);
        foreach (var change in changes)
        {
            writer.WriteStartObject(change.Name);
            writer.WriteString("before", change.Before);
            writer.WriteString("after", change.After);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteFigures(Utf8JsonWriter writer, string name, IEnumerable<FigureChange> changes)
    {
        writer.WriteStartObject(name);
        foreach (var change in changes)
        {
            WriteChange(writer, change);
        }

        writer.WriteEndObject();
    }

    private static void WriteChange(Utf8JsonWriter writer, FigureChange change)
    {
        writer.WriteStartObject(change.Name);
        WriteFigure(writer, "before", change.Before);
        WriteFigure(writer, "after", change.After);
        if (change.Formula is { } formula)
        {
            writer.WriteString("added", formula);
        }

        writer.WriteEndObject();
    }

    private static void WriteFigure(Utf8JsonWriter writer, string name, double value)
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
