using System.Globalization;
using System.Text;
using System.Text.Json;
using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Configs;
using LlmCostDsl.Compiler.Support;

namespace LlmCostDsl.Analysis.Imports;

/// <summary>
/// JSON as keys: structures become paths, lists keep their plain items. What two readers could understand differently is refused: keys that stand twice,
/// numbers beyond all that is counted, comments.
/// </summary>
internal static class JsonConfig
{
    /// <summary>The longest file that is read.</summary>
    public const int MostBytes = 16 * 1024 * 1024;

    /// <summary>How many keys a file may have.</summary>
    public const int MostKeys = 20_000;

    /// <summary>Of a longer list only its length is kept.</summary>
    public const int MostItems = 8192;

    private const int MostDepth = 64;
    private const int MostDigits = 64;

    public static ReadFile Read(string name, ReadOnlyMemory<byte> bytes) => ReadFile.Try(name, () => new ConfigFile(Keys(bytes.Span).ToEquatable(), EquatableArray<StoredTensor>.Empty));

    public static ReadFile Read(string name, Stream stream)
    {
        if (stream.Length > MostBytes)
        {
            return new(null, $"'{name}' is longer than {MostBytes / 1024 / 1024} MiB, which no config is");
        }

        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return Read(name, bytes);
    }

    private static List<ConfigKey> Keys(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MostBytes)
        {
            throw new UnreadableFileException($"is longer than {MostBytes / 1024 / 1024} MiB, which no config is");
        }

        bytes = bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = MostDepth, CommentHandling = JsonCommentHandling.Disallow });
        var keys = new List<ConfigKey>();
        var paths = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                throw new UnreadableFileException("is no JSON object");
            }

            Structure(ref reader, bytes, string.Empty, keys, paths);
            if (reader.Read())
            {
                throw new UnreadableFileException("goes on after its end");
            }
        }
        catch (JsonException e)
        {
            throw new UnreadableFileException($"is no JSON in line {(e.LineNumber ?? 0) + 1}, byte {(e.BytePositionInLine ?? 0) + 1}: {Sentence(e.Message)}");
        }
        catch (InvalidOperationException)
        {
            throw new UnreadableFileException("holds a text that is no Unicode" + Line(bytes, reader.TokenStartIndex));
        }

        return keys;
    }

    private static void Structure(ref Utf8JsonReader reader, ReadOnlySpan<byte> bytes, string prefix, List<ConfigKey> keys, HashSet<string> paths)
    {
        var isEmpty = true;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            isEmpty = false;
            var name = reader.GetString()!;
            var path = prefix.Length == 0 ? name : prefix + "." + name;
            if (!paths.Add(path))
            {
                throw new UnreadableFileException($"has the key '{Shortened(path)}' twice" + Line(bytes, reader.TokenStartIndex));
            }

            if (paths.Count > MostKeys || path.Length > 1000)
            {
                throw new UnreadableFileException($"has more than {MostKeys} keys, or keys longer than 1000 characters, which no config has");
            }

            reader.Read();
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                Structure(ref reader, bytes, path, keys, paths);
            }
            else
            {
                keys.Add(new(path, Value(ref reader, bytes, path)));
            }
        }

        if (isEmpty && prefix.Length > 0)
        {
            keys.Add(new(prefix, new StructureValue()));
        }
    }

    private static ConfigValue Value(ref Utf8JsonReader reader, ReadOnlySpan<byte> bytes, string path)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.True or JsonTokenType.False:
                return new TruthValue(reader.TokenType == JsonTokenType.True);
            case JsonTokenType.Null:
                return new AbsentValue(path);
            case JsonTokenType.String:
                return new TextValue(reader.GetString()!);
            case JsonTokenType.Number:
                return new NumberValue(Number(reader.ValueSpan) ?? throw new UnreadableFileException(
                    $"holds a number at '{Shortened(path)}' that counts nothing: {Shortened(Encoding.UTF8.GetString(reader.ValueSpan[..Math.Min(reader.ValueSpan.Length, 40)]))}{Line(bytes, reader.TokenStartIndex)}"));
            default:
                return List(ref reader, bytes, path);
        }
    }

    private static ListValue List(ref Utf8JsonReader reader, ReadOnlySpan<byte> bytes, string path)
    {
        var items = new List<ConfigValue>();
        var size = 0L;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            size++;
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                reader.Skip();
                items.Add(new StructureValue());
            }
            else
            {
                items.Add(Value(ref reader, bytes, path));
            }

            if (items.Count > MostItems)
            {
                items.RemoveAt(items.Count - 1);
            }
        }

        return new ListValue(size > MostItems ? EquatableArray<ConfigValue>.Empty : items.ToEquatable(), size);
    }

    private static Rational? Number(ReadOnlySpan<byte> digits)
        => digits.Length > MostDigits ? null
            : long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole
            : digits.IndexOfAny("."u8[0], (byte)'e', (byte)'E') < 0 ? null
            : Positive(Encoding.UTF8.GetString(digits));

    // A spec's numbers have no sign of their own.
    private static Rational? Positive(string digits) => digits[0] == '-' ? Rational.Parse(digits[1..]) is { } value ? -value : null : Rational.Parse(digits);

    private static string Line(ReadOnlySpan<byte> bytes, long offset) => $", line {bytes[..(int)Math.Min(offset, bytes.Length)].Count((byte)'\n') + 1}";

    private static string Shortened(string text) => text.Length > 80 ? text[..80] + "…" : text;

    // What the reader says ends with the place, which has been said.
    private static string Sentence(string message) => message.IndexOf(" LineNumber", StringComparison.Ordinal) is var at and > 0 ? message[..at].TrimEnd('.') : message.TrimEnd('.');
}
