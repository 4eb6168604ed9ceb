namespace LlmCostDsl.Compiler.Emit;

/// <summary>A device as a profile that is built when it is first asked for: <c>Devices.Board</c>.</summary>
internal static class DeviceEmitter
{
    public const string Container = "Devices";

    private const string Profile = "global::LlmCostDsl.HardwareProfile";
    private const string All = "All";

    // Each device has a class of its own inside this one: the runtime initialises it when its field is first read, once, whatever the threads.
    private const string Holder = "Built";
    private const string Field = "Profile";

    /// <summary>The property a device becomes.</summary>
    public static string PropertyName(string device) => CSharpNames.Verbatim(new NameTable([.. NameTable.OfObject, Container, All, Holder, Field]).Take(device, "Device"));

    public static EmittedFile Emit(DeviceFigures device, EmitOptions options)
    {
        var writer = new CSharpWriter();
        var name = PropertyName(device.Name);
        EmittedHeader.Write(writer, device.File, options, name);
        using (writer.Block($"{options.Visibility} static partial class {Container}"))
        {
            writer.Summary(device.Documentation ?? (device.Title ?? device.Name) + ".");
            writer.Documentation("remarks", Remarks(device));
            writer.Line(EmittedHeader.Attribute);
            writer.Line($"public static {Profile} {name} => {Holder}.{name}.{Field};");
            writer.Gap();
            using (writer.Block($"private static partial class {Holder}"))
            {
                writer.Line(EmittedHeader.Attribute);
                using (writer.Block($"internal static class {name}"))
                {
                    WriteProfile(writer, device);
                }
            }
        }

        return new EmittedFile(GeneratedNames.FileOf(new(GeneratedKind.Device, device.Name, device.Module)), writer.ToString());
    }

    /// <summary>The class that holds all devices, and the list of them.</summary>
    public static EmittedFile EmitContainer(IEnumerable<string> devices, EmitOptions options)
    {
        var writer = new CSharpWriter();
        EmittedHeader.Write(writer, "the devices that are declared or imported", options);
        writer.Summary("Devices, each built when it is first asked for.");
        writer.Line(EmittedHeader.Attribute);
        using (writer.Block($"{options.Visibility} static partial class {Container}"))
        {
            writer.Summary("All of them, in the order of their names. Asking builds those that are not built yet.");
            writer.Line($"public static global::System.Collections.Generic.IReadOnlyList<{Profile}> {All} => {Holder}.{All}.{Field}s;");
            writer.Gap();
            using (writer.Block($"private static partial class {Holder}"))
            using (writer.Block($"internal static class {All}"))
            {
                writer.Line($"internal static readonly {Profile}[] {Field}s =");
                writer.Line("[");
                foreach (var device in devices.Distinct().OrderBy(d => d, StringComparer.Ordinal))
                {
                    writer.Line($"    {Container}.{PropertyName(device)},");
                }

                writer.Line("];");
            }
        }

        return new EmittedFile($"{Container}.g.cs", writer.ToString());
    }

    private static string Remarks(DeviceFigures device)
        => (device.Title ?? device.Name) + "." + (device.Source is { } source ? $" Source: {source}." : string.Empty);

    private static void WriteProfile(CSharpWriter writer, DeviceFigures device)
    {
        writer.Line($"internal static readonly {Profile} {Field} = new(");
        writer.Line($"    {CSharpLiteral.Of(device.Name)},");
        writer.Line("    [");
        foreach (var value in device.Values)
        {
            writer.Line($"        new({CSharpLiteral.Of(value.Attribute)}, {CSharpLiteral.Of(value.Value)}), // {Comment(value)}");
        }

        writer.Line("    ])");
        writer.Line("{");
        if (device.Title is { } title)
        {
            writer.Line($"    Title = {CSharpLiteral.Of(title)},");
        }

        if (device.Source is { } source)
        {
            writer.Line($"    Source = {CSharpLiteral.Of(source)},");
        }

        writer.Line("};");
    }

    // As the spec has it: the figure, whose it was, where it comes from.
    private static string Comment(DeviceFigure value)
        => EmittedHeader.OneLine(value.Text)
            + (value.Base is { } taken ? $", as {taken}" : string.Empty)
            + (value.From is { } from ? $", from \"{EmittedHeader.OneLine(from)}\"" : string.Empty);
}
