using System.Text.Json;
using LlmCostDsl.Analysis.Solving.Crossings;

namespace LlmCostDsl.Analysis.Reports;

/// <summary>Crossings as one JSON object, with every digit; the variable in its natural unit.</summary>
internal static class CrossoverJson
{
    public static string Write(Crossover crossover) => JsonText.Write(indented: true, writer =>
    {
        var scale = crossover.Variable.Kind.Scale;
        writer.WriteStartObject();
        writer.WriteString("model", crossover.Question.Model);
        writer.WriteString("device", crossover.Question.Device?.Name);
        writer.WriteString("for", crossover.Variable.Name);
        JsonNumbers.Write(writer, "range", crossover.Variable.Low / scale, crossover.Variable.High / scale);
        writer.WriteBoolean("proved", crossover.IsProved);
        writer.WriteNumber("parts", crossover.Parts);
        writer.WriteStartArray("open");
        foreach (var (low, high) in crossover.Open)
        {
            writer.WriteStartObject();
            JsonNumbers.Write(writer, "from", low / scale);
            JsonNumbers.Write(writer, "to", high / scale);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartObject("steps");
        foreach (var step in crossover.Steps)
        {
            writer.WriteStartObject(step.Table.Step);
            WriteStretches(writer, "limits", step, step.Limits, scale);
            writer.WriteStartArray("operators");
            foreach (var (row, bounds) in step.Operators)
            {
                writer.WriteStartObject();
                writer.WriteString("name", row.Name);
                writer.WriteString("group", row.Group);
                WriteStretches(writer, "bounds", step, bounds, scale);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    });

    private static void WriteStretches(Utf8JsonWriter writer, string name, StepCrossover step, IReadOnlyList<BoundStretch> stretches, double scale)
    {
        writer.WriteStartArray(name);
        for (var i = 0; i < stretches.Count; i++)
        {
            writer.WriteStartObject();
            writer.WriteString("bound", stretches[i].Column == -1 ? null : step.Name(stretches[i].Column));
            JsonNumbers.Write(writer, "from", stretches[i].From / scale);
            JsonNumbers.Write(writer, "to", stretches[i].To / scale);
            if (ReferenceEquals(stretches, step.Limits))
            {
                JsonNumbers.Write(writer, "shares", step.Shares[i].First, step.Shares[i].Last);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
