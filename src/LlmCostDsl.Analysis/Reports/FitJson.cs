using System.Text.Json;
using LlmCostDsl.Analysis.Solving.Fits;

namespace LlmCostDsl.Analysis.Reports;

/// <summary>Whether it fits, as data: sizes in base units; the largest inputs in their natural unit, null where none fits.</summary>
internal static class FitJson
{
    public static void Write(Utf8JsonWriter writer, IReadOnlyList<Fit> fits)
    {
        writer.WriteStartArray("fit");
        foreach (var fit in fits)
        {
            writer.WriteStartObject();
            writer.WriteString("output", fit.Output);
            writer.WriteString("in", fit.Attribute);
            writer.WriteBoolean("fits", fit.Holds);
            writer.WriteNumber("size", fit.Size);
            writer.WriteNumber("room", fit.Room);
            writer.WriteStartObject("parts");
            foreach (var (name, size) in fit.Parts)
            {
                writer.WriteNumber(name, size);
            }

            writer.WriteEndObject();
            writer.WriteStartObject("largest");
            foreach (var limit in fit.Limits)
            {
                if (limit.Largest is { } largest)
                {
                    writer.WriteNumber(limit.Variable.Name, largest / limit.Variable.Kind.Scale);
                }
                else
                {
                    writer.WriteNull(limit.Variable.Name);
                }
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
