using System.Text.Json;
using LlmCostDsl.Analysis.Devices;
using LlmCostDsl.Analysis.Reports;
using LlmCostDsl.Compiler.Emit;

namespace LlmCostDsl.Analysis.Exports;

/// <summary>The JSON schema of device files, of the attributes that are declared for devices.</summary>
internal static class DeviceSchema
{
    public static string Write(IReadOnlyList<AttributeFigures> attributes) => JsonText.Write(indented: true, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
        writer.WriteString("title", "Devices");
        writer.WriteString("type", "object");
        Required(writer, "devices");
        writer.WriteBoolean("additionalProperties", false);
        writer.WriteStartObject("properties");
        Text(writer, "$schema", null);
        writer.WriteStartObject("models");
        writer.WriteString("description", "Not read.");
        writer.WriteEndObject();
        writer.WriteStartObject("devices");
        writer.WriteString("type", "array");
        writer.WriteNumber("minItems", 1);
        writer.WriteStartObject("items");
        Device(writer, attributes);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
    });

    private static void Device(Utf8JsonWriter writer, IReadOnlyList<AttributeFigures> attributes)
    {
        writer.WriteString("type", "object");
        Required(writer, "name", "attributes");
        writer.WriteBoolean("additionalProperties", false);
        writer.WriteStartObject("properties");
        Text(writer, "name", DeviceFile.NamePattern);
        Text(writer, "title", null);
        Text(writer, "source", null);
        Text(writer, "documentation", null);
        writer.WriteStartObject("attributes");
        writer.WriteString("type", "object");
        writer.WriteBoolean("additionalProperties", false);
        writer.WriteStartObject("properties");
        foreach (var attribute in attributes)
        {
            writer.WriteStartObject(attribute.Name);
            writer.WriteString("description", Description(attribute));
            writer.WriteStartArray("anyOf");
            writer.WriteStartObject();
            Value(writer, attribute);
            writer.WriteEndObject();
            writer.WriteStartObject();
            writer.WriteString("type", "object");
            Required(writer, "value");
            writer.WriteBoolean("additionalProperties", false);
            writer.WriteStartObject("properties");
            writer.WriteStartObject("value");
            Value(writer, attribute);
            writer.WriteEndObject();
            Text(writer, "from", null);
            writer.WriteEndObject();
            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static string Description(AttributeFigures attribute)
        => $"{(attribute.Documentation ?? string.Empty).ReplaceLineEndings(" ")}{(attribute.Unit.Length > 0 ? $" In {attribute.Unit}, with a prefix where wanted." : string.Empty)}{(attribute.Default is { } otherwise ? $" Default: {otherwise}." : string.Empty)}".Trim();

    private static void Value(Utf8JsonWriter writer, AttributeFigures attribute)
    {
        if (attribute.TypeName == "bool")
        {
            writer.WriteString("type", "boolean");
        }
        else if (attribute.Unit.Length == 0)
        {
            writer.WriteString("type", attribute.TypeName == "count" ? "integer" : "number");
        }
        else
        {
            writer.WriteString("type", "string");
            writer.WriteString("pattern", DeviceFile.NumberPattern + " [A-Za-z]+" + (attribute.Unit.Contains('/', StringComparison.Ordinal) ? "/[A-Za-z]+$" : "(/[A-Za-z]+)?$"));
        }
    }

    private static void Text(Utf8JsonWriter writer, string name, string? pattern)
    {
        writer.WriteStartObject(name);
        writer.WriteString("type", "string");
        if (pattern is not null)
        {
            writer.WriteString("pattern", pattern);
        }

        writer.WriteEndObject();
    }

    private static void Required(Utf8JsonWriter writer, params ReadOnlySpan<string> names)
    {
        writer.WriteStartArray("required");
        foreach (var name in names)
        {
            writer.WriteStringValue(name);
        }

        writer.WriteEndArray();
    }
}
