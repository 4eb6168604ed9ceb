using LlmCostDsl.Compiler.Algebra;

namespace LlmCostDsl.Compiler.Binding;

/// <summary>Units of measure: how many base units one of them is, exactly, and what it measures.</summary>
internal static class Units
{
    /// <summary>Reads a unit without a slash: <c>GiB</c>, <c>TFLOP</c>, <c>us</c>, <c>hour</c>.</summary>
    public static bool TryRead(string unit, out Rational factor, out Dimension dimension)
    {
        factor = Rational.One;
        switch (unit)
        {
            case "bit":
                factor = Rational.One / 8;
                dimension = Dimension.Bytes;
                return true;
            case "min":
                factor = 60;
                dimension = Dimension.Seconds;
                return true;
            case "hour":
                factor = 3600;
                dimension = Dimension.Seconds;
                return true;
            case "usd":
                dimension = Dimension.Dollars;
                return true;
        }

        var letters = unit.EndsWith("FLOP", StringComparison.Ordinal) ? 4 : unit.EndsWith("OP", StringComparison.Ordinal) ? 2 : 1;
        var prefix = unit.Length < letters ? string.Empty : unit.Substring(0, unit.Length - letters);
        switch (unit.Substring(prefix.Length))
        {
            case "FLOP" or "OP":
                dimension = Dimension.Flops;
                break;
            case "s":
                dimension = Dimension.Seconds;
                break;
            case "J":
                dimension = Dimension.Joules;
                break;
            case "W":
                dimension = Dimension.Watts;
                break;
            case "B":
                dimension = Dimension.Bytes;
                return TryScale(prefix, mayBeBinary: true, ref factor);
            case "b":
                dimension = Dimension.Bytes;
                factor = Rational.One / 8;
                return TryScale(prefix, mayBeBinary: true, ref factor);
            default:
                dimension = Dimension.None;
                return false;
        }

        return TryScale(prefix, mayBeBinary: false, ref factor);
    }

    private static bool TryScale(string prefix, bool mayBeBinary, ref Rational factor)
    {
        var (power, isBinary) = prefix switch
        {
            "" => (0, false),
            "n" => (-3, false),
            "u" => (-2, false),
            "m" => (-1, false),
            "k" => (1, false),
            "M" => (2, false),
            "G" => (3, false),
            "T" => (4, false),
            "P" => (5, false),
            "E" => (6, false),
            "Ki" => (1, true),
            "Mi" => (2, true),
            "Gi" => (3, true),
            "Ti" => (4, true),
            _ => (int.MinValue, false),
        };
        if (power == int.MinValue || (isBinary && !mayBeBinary))
        {
            return false;
        }

        factor *= ((Rational)(isBinary ? 1024 : 1000)).ToThe(power);
        return true;
    }
}
