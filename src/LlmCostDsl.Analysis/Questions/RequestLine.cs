using System.Text.Json;
using LlmCostDsl.Compiler;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Support;

namespace LlmCostDsl.Analysis.Questions;

/// <summary>A question as one line of JSON: <c>{"analysis": …, "model": …, "device": …, "apply": […], "inputs": {…}}</c>.</summary>
internal sealed class RequestLine
{
    private static readonly string[] Known = ["analysis", "model", "device", "apply", "schedule", "timing", "inputs"];

    private readonly List<InputSetting> settings = [];
    private readonly Dictionary<string, string> texts = new(StringComparer.Ordinal);
    private IReadOnlyList<string> apply = [];

    /// <returns>What is asked, or the sentence that says why it cannot be.</returns>
    public static (AnalysisRequest? Request, IReadOnlyList<InputSetting> Settings, string? Error) Parse(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var request = new RequestLine();
            var error = request.Read(document.RootElement);
            return error is null ? (request.Build(), request.settings, null) : (null, [], error);
        }
        catch (JsonException e)
        {
            var end = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
            return (null, [], $"this is no JSON: {(end > 0 ? e.Message[..end] : e.Message)} (byte {(e.BytePositionInLine ?? 0) + 1})");
        }
    }

    private AnalysisRequest Build()
    {
        var analysis = texts.GetValueOrDefault("analysis");
        var model = texts.GetValueOrDefault("model");
        return new(
            analysis ?? model!,
            analysis is null ? null : model,
            texts.GetValueOrDefault("device"),
            apply.ToEquatable(),
            texts.GetValueOrDefault("schedule"),
            texts.GetValueOrDefault("timing"));
    }

    private string? Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return "a request is a JSON object";
        }

        foreach (var property in root.EnumerateObject())
        {
            var error = property.Name switch
            {
                "apply" => ReadApply(property.Value),
                "inputs" => ReadInputs(property.Value),
                _ when Known.Contains(property.Name) => ReadText(property),
                _ => Spelling.Suggest(property.Name, Known) is { } near
                    ? $"a request has no '{property.Name}'; did you mean '{near}'?"
                    : $"a request has no '{property.Name}'; it has {string.Join(", ", Known)}",
            };
            if (error is not null)
            {
                return error;
            }
        }

        return texts.ContainsKey("analysis") || texts.ContainsKey("model") ? null : "a request needs an 'analysis' or a 'model'";
    }

    private string? ReadText(JsonProperty property)
    {
        if (property.Value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (property.Value.ValueKind != JsonValueKind.String || property.Value.GetString() is not { Length: > 0 } text)
        {
            return $"'{property.Name}' has to be a name";
        }

        texts[property.Name] = text;
        return null;
    }

    private string? ReadApply(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Any(e => e.ValueKind != JsonValueKind.String))
        {
            return "'apply' has to be a list of transforms, each a text";
        }

        apply = [.. value.EnumerateArray().Select(e => e.GetString()!)];
        return null;
    }

    private string? ReadInputs(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return "'inputs' has to be an object of names and values";
        }

        foreach (var input in value.EnumerateObject())
        {
            switch (input.Value.ValueKind)
            {
                case JsonValueKind.Number:
                    settings.Add(new(input.Name, null, input.Value.GetDouble()));
                    break;
                case JsonValueKind.String:
                    settings.Add(new(input.Name, input.Value.GetString()));
                    break;
                case JsonValueKind.True or JsonValueKind.False:
                    settings.Add(new(input.Name, null, Truth: input.Value.GetBoolean()));
                    break;
                default:
                    return $"input '{input.Name}' has to be a number, a text with a unit, true or false";
            }
        }

        return null;
    }
}
