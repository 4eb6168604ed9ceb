using LlmCostDsl.Compiler.Algebra;

namespace LlmCostDsl.Analysis.Questions;

/// <summary>Reads units as specs write them: <c>bit</c>, <c>KiB</c>, <c>TFLOP/s</c>, <c>usd/hour</c>.</summary>
internal static class UnitText
{
    /// <summary>How many base units one of it is, and what it measures; null where it is no unit.</summary>
    public static (double Scale, Dimension Dimension)? Parse(string text)
    {
        if (text.Split('/') is not { Length: 1 or 2 } parts || Part(parts[0].Trim()) is not { } above)
        {
            return null;
        }

        return parts.Length == 1 ? above
            : Part(parts[1].Trim()) is { } below ? (above.Scale / below.Scale, above.Dimension / below.Dimension)
            : null;
    }

    private static (double Scale, Dimension Dimension)? Part(string word) => word switch
    {
        "bit" => (0.125, Dimension.Bytes),
        "min" => (60, Dimension.Seconds),
        "hour" => (3600, Dimension.Seconds),
        "usd" => (1, Dimension.Dollars),
        _ when Base(word) is { } plain => plain,
        ['K' or 'M' or 'G' or 'T', 'i', 'b' or 'B'] => Scaled(Binary(word[0]), Base(word[2..])),
        _ when word.Length > 1 && Decimal(word[0]) is { } prefix => Scaled(prefix, Base(word[1..])),
        _ => null,
    };

    private static (double Scale, Dimension Dimension)? Base(string word) => word switch
    {
        "b" => (0.125, Dimension.Bytes),
        "B" => (1, Dimension.Bytes),
        "FLOP" or "OP" => (1, Dimension.Flops),
        "s" => (1, Dimension.Seconds),
        "J" => (1, Dimension.Joules),
        "W" => (1, Dimension.Watts),
        _ => null,
    };

    private static (double Scale, Dimension Dimension)? Scaled(double prefix, (double Scale, Dimension Dimension)? unit)
        => unit is { } u ? (prefix * u.Scale, u.Dimension) : null;

    private static double Binary(char prefix) => prefix switch
    {
        'K' => 1024.0,
        'M' => 1024.0 * 1024,
        'G' => 1024.0 * 1024 * 1024,
        _ => 1024.0 * 1024 * 1024 * 1024,
    };

    private static double? Decimal(char prefix) => prefix switch
    {
        'n' => 1e-9,
        'u' or 'µ' => 1e-6,
        'm' => 1e-3,
        'k' => 1e3,
        'M' => 1e6,
        'G' => 1e9,
        'T' => 1e12,
        'P' => 1e15,
        'E' => 1e18,
        _ => null,
    };
}
