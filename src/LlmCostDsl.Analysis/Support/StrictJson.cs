using System.Text;
using System.Text.Json;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Analysis.Support;

/// <summary>A JSON value with its place.</summary>
/// <param name="Start">Its first character.</param>
/// <param name="End">Behind its last.</param>
/// <param name="Text">Of a string its characters, of a number its digits.</param>
/// <param name="Members">Of an object.</param>
/// <param name="Items">Of an array.</param>
internal sealed record JsonPart(JsonValueKind Kind, int Start, int End, string Text, IReadOnlyList<JsonMember> Members, IReadOnlyList<JsonPart> Items)
{
    /// <summary>What it is, for readers.</summary>
    public string Noun => Kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };

    /// <summary>Where the characters of a string begin, if they stand there as they are; else the string.</summary>
    public int TextStart => Kind == JsonValueKind.String && End - Start - 2 == Text.Length ? Start + 1 : Start;
}

/// <summary>A member of an object.</summary>
/// <param name="Start">Where its name begins.</param>
internal sealed record JsonMember(string Name, int Start, JsonPart Value);

/// <summary>Reads JSON as it is defined: no comments, no trailing commas, no name twice; nesting and length are limited.</summary>
internal sealed class StrictJson
{
    private const int MaximumDepth = 64;

    private readonly SourceText source;
    private readonly byte[] bytes;
    private (int Byte, int Character) known;

    private StrictJson(SourceText source)
    {
        this.source = source;
        bytes = Encoding.UTF8.GetBytes(source.Content);
    }

    /// <returns>The value, or a sentence with its place.</returns>
    public static (JsonPart? Root, string? Error) Read(SourceText source) => new StrictJson(source).Read();

    /// <summary>A sentence about a place of a file.</summary>
    public static string At(SourceText source, int offset, string sentence)
    {
        var at = source.PositionOf(offset);
        return $"{source.Path}({at.Line + 1},{at.Column + 1}): {sentence}";
    }

    private (JsonPart? Root, string? Error) Read()
    {
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = MaximumDepth });
        try
        {
            reader.Read();
            var root = Value(ref reader);
            reader.Read();
            return (root, null);
        }
        catch (JsonException e)
        {
            var end = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
            return (null, $"{source.Path}({(e.LineNumber ?? 0) + 1},{(e.BytePositionInLine ?? 0) + 1}): this is no JSON: {(end > 0 ? e.Message[..end] : e.Message)}");
        }
        catch (InvalidOperationException)
        {
            return (null, At(source, Offset((int)reader.TokenStartIndex), "this text has half a character in it"));
        }
        catch (RepeatedName e)
        {
            return (null, At(source, e.Start, $"'{e.Name}' is here twice"));
        }
    }

    private JsonPart Value(ref Utf8JsonReader reader)
    {
        var start = Offset((int)reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var members = new List<JsonMember>();
                var names = new HashSet<string>(StringComparer.Ordinal);
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var (name, at) = (reader.GetString()!, Offset((int)reader.TokenStartIndex));
                    if (!names.Add(name))
                    {
                        throw new RepeatedName(name, at);
                    }

                    reader.Read();
                    members.Add(new(name, at, Value(ref reader)));
                }

                return new(JsonValueKind.Object, start, Offset((int)reader.BytesConsumed), string.Empty, members, []);
            case JsonTokenType.StartArray:
                var items = new List<JsonPart>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    items.Add(Value(ref reader));
                }

                return new(JsonValueKind.Array, start, Offset((int)reader.BytesConsumed), string.Empty, [], items);
            default:
                var kind = reader.TokenType switch
                {
                    JsonTokenType.String => JsonValueKind.String,
                    JsonTokenType.Number => JsonValueKind.Number,
                    JsonTokenType.True => JsonValueKind.True,
                    JsonTokenType.False => JsonValueKind.False,
                    _ => JsonValueKind.Null,
                };
                var text = kind == JsonValueKind.String ? reader.GetString()! : Encoding.UTF8.GetString(reader.ValueSpan);
                return new(kind, start, Offset((int)reader.BytesConsumed), text, [], []);
        }
    }

    // Tokens come in order, so that characters are counted once.
    private int Offset(int position)
    {
        if (position < known.Byte)
        {
            known = default;
        }

        known = (position, known.Character + Encoding.UTF8.GetCharCount(bytes, known.Byte, position - known.Byte));
        return known.Character;
    }

    private sealed class RepeatedName(string name, int start) : Exception
    {
        public string Name => name;

        public int Start => start;
    }
}
