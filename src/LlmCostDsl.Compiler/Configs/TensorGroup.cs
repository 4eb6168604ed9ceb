using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Support;

namespace LlmCostDsl.Compiler.Configs;

/// <summary>Tensors of one part of a model that are stored alike.</summary>
/// <param name="Places">What the star of the pattern stands for in their names, where these are numbers: the layers they belong to.</param>
internal sealed record TensorGroup(long Format, long Elements, EquatableArray<long> Places)
{
    /// <summary>What a config may ask of a group.</summary>
    public static readonly Dictionary<string, ConfigKind> Members = new()
    {
        ["it.format"] = ConfigKind.Number,
        ["it.elements"] = ConfigKind.Number,
        ["it.places"] = ConfigKind.Set,
    };

    public ConfigEvaluator.Names Names => new(
        "it.format",
        new NumberValue(Format),
        new("it.elements", new NumberValue(Elements), new("it.places", ConfigFunctions.Set(Places.Select(p => (Rational)p)), null)));

    /// <summary>The tensors that patterns mean, by their formats, the most frequent one first.</summary>
    public static IReadOnlyList<TensorGroup> Of(IEnumerable<StoredTensor> tensors, IReadOnlyList<string> patterns)
    {
        var found = new Dictionary<long, (long Elements, List<long> Places)>();
        foreach (var tensor in tensors)
        {
            if (patterns.Select(p => KeyTable.Matches(p, tensor.Name, out var star) ? star : null).FirstOrDefault(s => s is not null) is not { } place)
            {
                continue;
            }

            if (!found.TryGetValue(tensor.Format, out var group))
            {
                group = (0, []);
            }

            if (long.TryParse(place, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number))
            {
                group.Places.Add(number);
            }

            found[tensor.Format] = (group.Elements + tensor.Elements, group.Places);
        }

        return [.. found.OrderByDescending(f => f.Value.Places.Count).ThenBy(f => f.Key).Select(f => new TensorGroup(f.Key, f.Value.Elements, f.Value.Places.Distinct().OrderBy(p => p).ToEquatable()))];
    }
}
