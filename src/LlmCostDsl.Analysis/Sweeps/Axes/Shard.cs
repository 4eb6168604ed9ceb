using System.Globalization;

namespace LlmCostDsl.Analysis.Sweeps;

/// <summary>One of several slices of a grid, which lie one behind the other: their rows in order of number are the rows of the whole.</summary>
/// <param name="Number">From 0.</param>
/// <param name="Count">How many there are.</param>
internal sealed record Shard(int Number, int Count)
{
    public static Shard Whole { get; } = new(0, 1);

    /// <summary>Reads <c>3/8</c>; null with a sentence where it is no shard.</summary>
    public static (Shard? Shard, string? Error) Parse(string text)
    {
        var parts = text.Split('/');
        if (parts.Length != 2 || !IsNumber(parts[0], out var number) || !IsNumber(parts[1], out var count))
        {
            return (null, $"'--shard {text}' should be NUMBER/COUNT, such as 0/8");
        }

        return count < 1 ? (null, $"'--shard {text}': there is at least 1 shard")
            : number >= count ? (null, $"'--shard {text}': the shards are numbered from 0 to {count - 1}")
            : (new(number, count), null);
    }

    /// <summary>The points of this shard: from the first to before the second.</summary>
    public (long From, long To) Of(long size) => (Edge(size, Number), Edge(size, Number + 1));

    private static bool IsNumber(string text, out int number) => int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private long Edge(long size, int number) => (long)((Int128)size * number / Count);
}
