using System.Globalization;
using System.Text.Json;
using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Configs;

namespace LlmCostDsl.Analysis.Imports;

/// <summary>
/// The numbers of the index beside a checkpoint, as keys below <c>index</c>. The names of tensors, which make it long, are passed over as they are read, so that a long
/// index takes no more memory than a short one.
/// </summary>
internal static class JsonIndex
{
    /// <summary>The longest file that is read.</summary>
    public const long MostBytes = 256L * 1024 * 1024;

    private const string Prefix = "index";
    private const int MostDepth = 16;
    private const int MostNumbers = 1000;
    private const int LongestToken = 1024 * 1024;

    public static (IReadOnlyList<ConfigKey> Keys, string? Error) Read(string name, Stream stream)
    {
        try
        {
            return (Keys(stream), null);
        }
        catch (UnreadableFileException e)
        {
            return ([], $"'{name}' {e.Message}");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return ([], $"'{name}' is no JSON{(e is JsonException { LineNumber: { } line } ? $", line {line + 1}" : string.Empty)}");
        }
    }

    private static List<ConfigKey> Keys(Stream stream)
    {
        var keys = new Dictionary<string, ConfigKey>(StringComparer.Ordinal);
        var path = new List<string>();
        var state = new JsonReaderState(new JsonReaderOptions { MaxDepth = MostDepth });
        var buffer = new byte[64 * 1024];
        var (held, total) = (0, 0L);
        while (true)
        {
            var read = stream.Read(buffer, held, buffer.Length - held);
            total += read;
            if (total > MostBytes)
            {
                throw new UnreadableFileException($"is longer than {MostBytes / 1024 / 1024} MiB, which no index is");
            }

            var start = total == read && buffer.AsSpan(0, held + read).StartsWith("\uFEFF"u8) ? 3 : 0;
            var reader = new Utf8JsonReader(buffer.AsSpan(start, held + read - start), read == 0, state);
            while (reader.Read())
            {
                Note(ref reader, path, keys);
            }

            if (read == 0)
            {
                return [.. keys.Values];
            }

            state = reader.CurrentState;
            var consumed = start + (int)reader.BytesConsumed;
            held = held + read - consumed;
            buffer.AsSpan(consumed, held).CopyTo(buffer);
            if (held == buffer.Length)
            {
                if (buffer.Length >= LongestToken)
                {
                    throw new UnreadableFileException("holds a text of more than a million characters");
                }

                Array.Resize(ref buffer, buffer.Length * 2);
            }
        }
    }

    // The path holds the name last read at each depth; an array has none.
    private static void Note(ref Utf8JsonReader reader, List<string> path, Dictionary<string, ConfigKey> keys)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                path.Add(string.Empty);
                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                path.RemoveAt(path.Count - 1);
                break;
            case JsonTokenType.PropertyName:
                path[^1] = reader.GetString()!;
                break;
            case JsonTokenType.Number when path.Count > 0:
                var key = string.Join('.', path.Prepend(Prefix));
                if (keys.ContainsKey(key) && path[^1].Length > 0)
                {
                    throw new UnreadableFileException($"has the key '{key}' twice");
                }

                if (keys.Count < MostNumbers)
                {
                    keys[key] = new(key, new NumberValue(Number(ref reader) ?? throw new UnreadableFileException($"holds a number at '{key}' that counts nothing")));
                }

                break;
        }
    }

    private static Rational? Number(ref Utf8JsonReader reader)
        => reader.TryGetInt64(out var whole) ? whole
            : reader.ValueSpan.Length <= 40 && double.TryParse(reader.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? Rational.FromDouble(value)
            : null;
}
