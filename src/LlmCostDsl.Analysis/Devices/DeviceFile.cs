using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using LlmCostDsl.Analysis.Support;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Analysis.Devices;

/// <summary>
/// Devices as JSON, <c>{"devices": [{"name": …, "attributes": {"bandwidth": "2039 GB/s"}}]}</c>, as the declarations they stand for: what is wrong with
/// them is found where it is found in a spec, and shown where it stands in the JSON.
/// </summary>
/// <param name="Text">The declarations.</param>
/// <param name="Names">The devices, in their order.</param>
internal sealed partial record DeviceFile(SourceText Text, IReadOnlyList<string> Names)
{
    public const int MaximumLength = 1024 * 1024;

    /// <returns>The devices, or the sentence that says what is wrong and where.</returns>
    public static (DeviceFile? File, string? Error) Read(SourceText json)
    {
        var (root, error) = StrictJson.Read(json);
        if (root is null)
        {
            return (null, error);
        }

        var maker = new Maker(json);
        try
        {
            maker.File(root);
            return (new(maker.Build(), maker.Names), null);
        }
        catch (WrongPart e)
        {
            return (null, StrictJson.At(json, e.Start, e.Message));
        }
    }

    /// <summary>A name, as a pattern.</summary>
    public const string NamePattern = "^[A-Za-z_][A-Za-z0-9_]{0,199}$";

    /// <summary>What the number of a figure begins with, as a pattern.</summary>
    public const string NumberPattern = @"^-?[0-9][0-9_]*(\.[0-9_]+)?([eE][+-]?[0-9]+)?";

    // A figure as specs write them: nothing else gets into the text that is made.
    [GeneratedRegex(NumberPattern + "(%| [A-Za-z]+(/[A-Za-z]+)?)?$", RegexOptions.CultureInvariant)]
    public static partial Regex Figure();

    [GeneratedRegex(NamePattern, RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    private sealed class Maker(SourceText json)
    {
        // Members that are statements of the same name.
        private static readonly string[] Texts = ["title", "source"];

        private readonly StringBuilder text = new();
        private readonly List<TextPlace> places = [];

        public List<string> Names { get; } = [];

        public SourceText Build() => new(json, text.ToString(), places);

        public void File(JsonPart root)
        {
            var members = Members(root, "a device file", "devices", "models", "$schema");
            var devices = members.GetValueOrDefault("devices") ?? throw new WrongPart(root.Start, "a device file has 'devices', a list of them");
            foreach (var device in Of(devices, JsonValueKind.Array, "'devices' is a list").Items)
            {
                Device(device);
            }

            if (Names.Count == 0)
            {
                throw new WrongPart(devices.Start, "there is no device in it");
            }
        }

        private void Device(JsonPart device)
        {
            var members = Members(device, "a device", "name", "title", "source", "documentation", "attributes");
            var name = Of(members.GetValueOrDefault("name") ?? throw new WrongPart(device.Start, "a device has a 'name'"), JsonValueKind.String, "'name' is a text");
            if (!Word().IsMatch(name.Text))
            {
                throw new WrongPart(name.Start, $"'{Short(name.Text)}' is no name: letters, digits and _, and no digit first");
            }

            Names.Add(name.Text);
            if (members.GetValueOrDefault("documentation") is { } documentation)
            {
                foreach (var line in Of(documentation, JsonValueKind.String, "'documentation' is a text").Text.Split('\n'))
                {
                    text.Append("/// ").Append(Plain(line)).Append('\n');
                }
            }

            text.Append("hardware ");
            Add(name.Text, name.TextStart);
            text.Append(" {\n");
            foreach (var member in Texts.Where(members.ContainsKey))
            {
                text.Append("    ").Append(member).Append(' ');
                Add(Quoted(Of(members[member], JsonValueKind.String, $"'{member}' is a text").Text), members[member].Start);
                text.Append('\n');
            }

            var attributes = members.GetValueOrDefault("attributes") ?? throw new WrongPart(device.Start, $"'{name.Text}' has no 'attributes'");
            foreach (var attribute in Of(attributes, JsonValueKind.Object, "'attributes' is an object").Members)
            {
                Attribute(attribute);
            }

            text.Append("}\n");
        }

        private void Attribute(JsonMember attribute)
        {
            if (!Word().IsMatch(attribute.Name))
            {
                throw new WrongPart(attribute.Start, $"'{Short(attribute.Name)}' is no attribute");
            }

            text.Append("    ");
            Add(attribute.Name, attribute.Start + 1);
            text.Append(" = ");
            var members = attribute.Value.Kind == JsonValueKind.Object ? Members(attribute.Value, $"'{attribute.Name}'", "value", "from") : null;
            Value(attribute.Name, members is null ? attribute.Value : members.GetValueOrDefault("value") ?? throw new WrongPart(attribute.Value.Start, $"'{attribute.Name}' has no 'value'"));
            if (members?.GetValueOrDefault("from") is { } from)
            {
                text.Append(" from ");
                Add(Quoted(Of(from, JsonValueKind.String, "'from' is a text").Text), from.Start);
            }

            text.Append('\n');
        }

        // A plain number is one without a unit, as in a spec: binding says so where one is needed.
        private void Value(string name, JsonPart value)
        {
            var isFigure = value.Kind is JsonValueKind.True or JsonValueKind.False || (value.Kind is JsonValueKind.String or JsonValueKind.Number && Figure().IsMatch(value.Text));
            if (!isFigure)
            {
                throw new WrongPart(value.Start, $"'{name}' is {(value.Kind == JsonValueKind.String ? $"'{Short(value.Text)}'" : value.Noun)}; a figure is written as in a spec, \"2039 GB/s\", and a plain number where it has no unit");
            }

            Add(value.Text, value.TextStart);
        }

        private void Add(string piece, int original)
        {
            places.Add(new(text.Length, original, piece.Length));
            text.Append(piece);
        }

        private static Dictionary<string, JsonPart> Members(JsonPart part, string what, params string[] known)
        {
            foreach (var member in Of(part, JsonValueKind.Object, $"{what} is an object").Members)
            {
                if (!known.Contains(member.Name))
                {
                    var near = Compiler.Diagnostics.Spelling.Suggest(member.Name, known);
                    throw new WrongPart(member.Start, $"{what} has no '{Short(member.Name)}'{(near is null ? $"; it has {string.Join(", ", known)}" : $"; did you mean '{near}'?")}");
                }
            }

            return part.Members.ToDictionary(m => m.Name, m => m.Value, StringComparer.Ordinal);
        }

        private static JsonPart Of(JsonPart part, JsonValueKind kind, string rule) => part.Kind == kind ? part : throw new WrongPart(part.Start, $"{rule}, and this is {part.Noun}");

        private static string Quoted(string value) => "\"" + Plain(value).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";

        private static string Plain(string value) => new([.. value.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c)]);

        private static string Short(string value) => value.Length <= 40 ? Plain(value) : Plain(value[..40]) + "…";
    }

    private sealed class WrongPart(int start, string message) : Exception(message)
    {
        public int Start => start;
    }
}
