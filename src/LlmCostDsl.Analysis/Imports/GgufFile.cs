using System.Globalization;
using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Configs;
using LlmCostDsl.Compiler.Support;

namespace LlmCostDsl.Analysis.Imports;

/// <summary>
/// The head of a GGUF file as keys and tensors (ggml-org/ggml, docs/gguf.md, versions 2 and 3). Nothing is read by a length that the file says without the file being
/// as long; of long arrays only their length is kept.
/// </summary>
internal static class GgufFile
{
    private const uint Magic = 0x46554747;
    private const int MostEntries = 20_000;
    private const int MostTensors = 1_000_000;
    private const int MostDimensions = 8;

    /// <summary>The key below which all tensors are counted.</summary>
    private const string Elements = "tensors.elements";

    private const int MostItems = JsonConfig.MostItems;

    public static ReadFile Read(string name, Stream stream) => ReadFile.Try(name, () => Head(new GgufReader(stream)));

    private static ConfigFile Head(GgufReader reader)
    {
        if (reader.Number32("the first four bytes") != Magic)
        {
            throw new UnreadableFileException("is no GGUF file: it does not begin with 'GGUF'");
        }

        var version = reader.Number32("the version");
        if (version is not (2 or 3))
        {
            throw new UnreadableFileException((version & 0xFFFF) == 0
                ? "is a GGUF file for machines with the other order of bytes, which is not read"
                : $"is a GGUF file of version {version}; versions 2 and 3 are read");
        }

        var tensors = reader.Count("the number of tensors", MostTensors, leastBytes: 24);
        var entries = reader.Count("the number of keys", MostEntries, leastBytes: 13);
        var keys = new Dictionary<string, ConfigKey>(StringComparer.Ordinal);
        for (var i = 0; i < entries; i++)
        {
            var key = reader.Text("the name of a key", 1000);
            if (!keys.TryAdd(key, new(key, reader.Value(key, MostItems))))
            {
                throw new UnreadableFileException($"has the key '{key}' twice");
            }
        }

        var stored = Tensors(reader, tensors);
        var found = keys.Values.ToList();
        if (stored.Count > 0 && !keys.ContainsKey(Elements))
        {
            found.Add(new(Elements, new NumberValue(stored.Aggregate(Rational.Zero, (all, t) => all + (Rational)t.Elements))));
        }

        return new ConfigFile(found.ToEquatable(), stored);
    }

    private static EquatableArray<StoredTensor> Tensors(GgufReader reader, int count)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var all = new List<StoredTensor>();
        for (var i = 0; i < count; i++)
        {
            var name = reader.Text("the name of a tensor", 1000);
            if (!names.Add(name))
            {
                throw new UnreadableFileException($"has the tensor '{name}' twice");
            }

            var dimensions = reader.Number32($"the shape of '{name}'");
            if (dimensions > MostDimensions)
            {
                throw new UnreadableFileException($"says that '{name}' has {dimensions} dimensions");
            }

            var elements = 1L;
            for (var d = 0; d < dimensions; d++)
            {
                var extent = reader.Number64($"the shape of '{name}'");
                if (extent > long.MaxValue || (extent > 0 && (ulong)elements > (ulong)long.MaxValue / extent))
                {
                    throw new UnreadableFileException($"says that '{name}' has an extent of {extent.ToString(CultureInfo.InvariantCulture)}");
                }

                elements *= (long)extent;
            }

            var format = reader.Number32($"the format of '{name}'");
            _ = reader.Number64($"the place of '{name}'");
            all.Add(new(name, format, elements));
        }

        return all.ToEquatable();
    }
}
