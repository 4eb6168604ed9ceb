using System.Globalization;
using System.Text.Json;
using LlmCostDsl.Analysis.Devices;
using LlmCostDsl.Analysis.Reports;
using LlmCostDsl.Compiler.Emit;

namespace LlmCostDsl.Analysis.Exports;

/// <summary>An export as JSON: devices in the form of a device file, models with their parameters and counts.</summary>
internal static class ExportJson
{
    public static string Write(Export export) => JsonText.Write(indented: true, writer =>
    {
        writer.WriteStartObject();
        if (export.Devices.Count > 0)
        {
            writer.WriteStartArray("devices");
            foreach (var device in export.Devices)
            {
                Write(writer, device, export);
            }

            writer.WriteEndArray();
        }

        if (export.Models.Count > 0)
        {
            writer.WriteStartArray("models");
            foreach (var model in export.Models)
            {
                Write(writer, model);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter writer, DeviceFigures device, Export export)
    {
        writer.WriteStartObject();
        writer.WriteString("name", device.Name);
        WriteText(writer, "title", device.Title);
        WriteText(writer, "source", device.Source);
        WriteText(writer, "documentation", device.Documentation);
        writer.WriteStartObject("attributes");
        foreach (var figure in device.Values)
        {
            writer.WritePropertyName(figure.Attribute);
            if (figure.From is null)
            {
                WriteFigure(writer, figure, export.Attribute(figure));
                continue;
            }

            writer.WriteStartObject();
            writer.WritePropertyName("value");
            WriteFigure(writer, figure, export.Attribute(figure));
            writer.WriteString("from", figure.From);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    // As it is written, which loses no digit; what is worked out there is its value.
    private static void WriteFigure(Utf8JsonWriter writer, DeviceFigure figure, AttributeFigures? attribute)
    {
        var isPlain = attribute is { Unit.Length: 0 };
        if (attribute?.TypeName == "bool")
        {
            writer.WriteBooleanValue(figure.Value != 0);
        }
        else if (DeviceFile.Figure().IsMatch(figure.Text) && !isPlain)
        {
            writer.WriteStringValue(figure.Text);
        }
        else if (isPlain)
        {
            writer.WriteNumberValue(figure.Value);
        }
        else
        {
            writer.WriteStringValue((figure.Value / (attribute?.Scale ?? 1)).ToString("R", CultureInfo.InvariantCulture) + " " + attribute?.Unit);
        }
    }

    private static void Write(Utf8JsonWriter writer, ModelFigures model)
    {
        writer.WriteStartObject();
        writer.WriteString("name", model.Name);
        writer.WriteString("module", model.Module);
        writer.WriteString("title", model.Title);
        WriteText(writer, "source", model.Source);
        WriteText(writer, "documentation", model.Documentation);
        writer.WriteString("architecture", model.Architecture);
        writer.WriteStartObject("parameters");
        foreach (var parameter in model.Parameters)
        {
            Write(writer, parameter);
        }

        writer.WriteEndObject();
        writer.WriteStartObject("counts");
        WriteCount(writer, "parameters", model.ParameterCount);
        WriteCount(writer, "active_parameters", model.ActiveCount);
        if (model.WeightBytes is { } bytes)
        {
            writer.WriteNumber("weights", bytes);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ParameterFigure parameter)
    {
        switch (parameter)
        {
            case CountFigure count:
                writer.WriteNumber(parameter.Name, count.Value);
                break;
            case TruthFigure truth:
                writer.WriteBoolean(parameter.Name, truth.Value);
                break;
            case NumberFigure { Unit.Length: 0 } number:
                writer.WriteNumber(parameter.Name, number.Value);
                break;
            case NumberFigure number:
                writer.WriteString(parameter.Name, number.Value.ToString("R", CultureInfo.InvariantCulture) + " " + number.Unit);
                break;
            case SetFigure set:
                writer.WriteStartArray(parameter.Name);
                foreach (var value in set.Values)
                {
                    writer.WriteNumberValue(value);
                }

                writer.WriteEndArray();
                break;
        }
    }

    private static void WriteCount(Utf8JsonWriter writer, string name, long? count)
    {
        if (count is { } known)
        {
            writer.WriteNumber(name, known);
        }
    }

    private static void WriteText(Utf8JsonWriter writer, string name, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(name, text);
        }
    }
}
