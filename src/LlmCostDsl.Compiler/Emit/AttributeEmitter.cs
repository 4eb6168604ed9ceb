namespace LlmCostDsl.Compiler.Emit;

/// <summary>Declared attributes of devices as extension methods: <c>device.Speed()</c>, <c>device.WithSpeed(…)</c>.</summary>
internal static class AttributeEmitter
{
    public const string Container = "HardwareAttributes";

    private const string Profile = "global::LlmCostDsl.HardwareProfile";

    public static EmittedFile Emit(IReadOnlyList<AttributeFigures> attributes, EmitOptions options)
    {
        var writer = new CSharpWriter();
        EmittedHeader.Write(writer, "the attributes of devices that are declared", options);
        writer.Summary("What devices may state of themselves, by name and with its type.");
        writer.Line(EmittedHeader.Attribute);
        using (writer.Block($"{options.Visibility} static class {Container}"))
        {
            var names = new NameTable([.. NameTable.OfObject, Container]);
            foreach (var attribute in attributes)
            {
                Write(writer.Gap(), attribute, names.Take(CSharpNames.Pascal(attribute.Name), "Attribute"));
            }
        }

        return new EmittedFile($"{Container}.g.cs", writer.ToString());
    }

    private static void Write(CSharpWriter writer, AttributeFigures attribute, string name)
    {
        var literal = CSharpLiteral.Of(attribute.Name);
        var type = attribute.TypeName switch { "bool" => "bool", "count" => "long", _ => "double" };
        var scale = attribute.Scale == 1 ? string.Empty : CSharpLiteral.Of(attribute.Scale);
        var unit = attribute.Unit.Length > 0 ? "In " + attribute.Unit : type switch { "bool" => "True or false", "long" => "A whole number", _ => "A plain number" };
        var read = type switch
        {
            "bool" => "value != 0.0",
            "long" => "(long)value",
            _ => scale.Length == 0 ? "value" : $"value / {scale}",
        };
        var written = type switch
        {
            "bool" => "value ? 1.0 : 0.0",
            _ => scale.Length == 0 ? "value" : $"value * {scale}",
        };
        writer.Summary(attribute.Documentation ?? $"The attribute `{attribute.Name}`.");
        writer.Documentation("param name=\"device\"", "The device.");
        writer.Documentation("returns", $"{unit}; null where the device does not state it{(attribute.Default is { } d ? $", and analyses take `{EmittedHeader.OneLine(d)}`" : string.Empty)}.");
        writer.Line($"public static {type}? {name}(this {Profile} device) => device.TryGet({literal}, out var value) ? {read} : null;");
        writer.Gap().Summary($"The same device with another `{attribute.Name}`.");
        writer.Documentation("param name=\"device\"", "The device; it stays as it is.");
        writer.Documentation("param name=\"value\"", unit + ".");
        writer.Line($"public static {Profile} With{name}(this {Profile} device, {type} value) => device.With({literal}, {written});");
    }
}
