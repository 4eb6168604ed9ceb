using System.Globalization;
using LlmCostDsl.Compiler.Algebra;

namespace LlmCostDsl.Analysis.Reports;

/// <summary>Quantities for people: three digits and a prefix, <c>4.21 ms</c>, <c>13.5 GB</c>, <c>68.7 GFLOP</c>.</summary>
internal static class Engineering
{
    private static readonly (double Scale, string Prefix)[] Large = [(1e18, "E"), (1e15, "P"), (1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k")];

    private static readonly (double Scale, string Prefix)[] Small = [(1, ""), (1e-3, "m"), (1e-6, "µ"), (1e-9, "n")];

    /// <param name="typeName">Where known: <c>bits</c> and <c>bool</c> print in their own way.</param>
    public static string Format(double value, Dimension dimension, string typeName = "") => Format(value, dimension, typeName, isFine: false);

    /// <summary>The same with six digits, where three would make different values look alike.</summary>
    public static string Fine(double value, Dimension dimension, string typeName = "") => Format(value, dimension, typeName, isFine: true);

    private static string Format(double value, Dimension dimension, string typeName, bool isFine) => typeName switch
    {
        _ when double.IsNaN(value) => "–",
        _ when double.IsInfinity(value) => value > 0 ? "∞" : "-∞",
        "bool" => value == 0 ? "no" : "yes",
        "bits" => Plain(value * 8, isFine) + " bit",
        "count" => Count(value),
        _ when dimension.IsNone => Plain(value, isFine),
        _ when dimension == Dimension.Dollars => Plain(value, isFine) + " usd",
        _ when dimension == Dimension.Dollars / Dimension.Seconds => Plain(value * 3600, isFine) + " usd/hour",
        _ when dimension == Dimension.None / Dimension.Seconds => Plain(value, isFine) + " /s",
        _ when dimension == Dimension.Seconds => Prefixed(value, Small, "s", isFine),
        _ when dimension == Dimension.Watts => Prefixed(value, [.. Large, .. Small], "W", isFine),
        _ when dimension == Dimension.Joules => Prefixed(value, [.. Large, .. Small], "J", isFine),
        _ when IsPrefixed(dimension) => Prefixed(value, [.. Large, (1, "")], dimension.ToString(), isFine),
        _ => Plain(value, isFine) + " " + dimension,
    };

    /// <summary>Whether quantities of this dimension are written without prefixes, so that a heading can say the unit once.</summary>
    public static bool IsWithoutPrefix(Dimension dimension)
        => !dimension.IsNone && !IsPrefixed(dimension) && dimension.Usd == 0 && (dimension.Byte != 0 || dimension.Flop != 0);

    /// <summary>A plain number: whole ones as they are, others with three digits.</summary>
    public static string Plain(double value) => Math.Abs(value) switch
    {
        0 => "0",
        < 1e-4 or >= 1e15 => value.ToString("0.##e0", CultureInfo.InvariantCulture),
        >= 1000 => value.ToString("0", CultureInfo.InvariantCulture),
        _ when Math.Floor(value) == value => value.ToString("0", CultureInfo.InvariantCulture),
        _ => Digits(value, trimmed: true),
    };

    public static string Percent(double share)
    {
        var percent = 100 * share;
        return percent is > 0 and < 0.05 ? "<0.1 %" : percent.ToString(Math.Abs(percent) >= 99.95 ? "0" : "0.0", CultureInfo.InvariantCulture) + " %";
    }

    /// <summary>How often something is done: whole where it is, one decimal where it is a mean.</summary>
    public static string Count(double value) => value.ToString(Math.Floor(value) == value ? "0" : "0.#", CultureInfo.InvariantCulture);

    // Bytes and operations come in billions, alone or by the second; ratios of the two do not.
    private static bool IsPrefixed(Dimension dimension) => dimension.Byte is 0 or 1 && dimension.Flop is 0 or 1 && dimension.Byte + dimension.Flop == 1
        && dimension.Joule == 0 && dimension.Usd == 0;

    // Six digits, of which trailing zeros say nothing.
    private static string SixDigits(double value) => Math.Abs(value) switch
    {
        0 => "0",
        < 1e-4 or >= 1e6 => value.ToString("0.#####e0", CultureInfo.InvariantCulture),
        _ => value.ToString("0." + new string('#', Math.Max(1, 5 - (int)Math.Floor(Math.Log10(Math.Abs(value))))), CultureInfo.InvariantCulture),
    };

    private static string Plain(double value, bool isFine) => isFine ? SixDigits(value) : Plain(value);

    private static string Prefixed(double value, (double Scale, string Prefix)[] prefixes, string unit, bool isFine)
    {
        if (value == 0)
        {
            return "0 " + unit;
        }

        // 999.7 rounds to the next prefix.
        var at = Array.FindIndex(prefixes, p => Math.Abs(value) >= 0.9995 * p.Scale);
        var (scale, prefix) = at < 0 ? prefixes[^1] : prefixes[at];
        return (isFine ? SixDigits(value / scale) : Digits(value / scale, trimmed: Math.Abs(value / scale) < 0.9995 || (scale == 1 && Math.Floor(value) == value))) + " " + prefix + unit;
    }

    private static string Digits(double value, bool trimmed) => value.ToString(
        Math.Abs(value) switch
        {
            >= 99.95 => "0",
            >= 9.995 => trimmed ? "0.#" : "0.0",
            >= 0.9995 => trimmed ? "0.##" : "0.00",
            >= 0.09995 => trimmed ? "0.###" : "0.000",
            >= 0.009995 => trimmed ? "0.####" : "0.0000",
            _ => trimmed ? "0.#####" : "0.00000",
        },
        CultureInfo.InvariantCulture);
}
