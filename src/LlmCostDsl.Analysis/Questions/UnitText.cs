using LlmCostDsl.Compiler.Algebra;

namespace LlmCostDsl.Analysis.Questions;

/// <summary>Reads units as specs write them: <c>bit</c>, <c>KiB</c>, <c>TFLOP/s</c>, <c>usd/hour</c>.</summary>
internal static class UnitText
{
    /// <summary>How many base units one of it is, exactly, and what it measures; null where it is no unit.</summary>
    public static (Rational Scale, Dimension Dimension)? Parse(string text)
    {
        var parts = text.Split('/');
        if (parts.Length > 2 || !Compiler.Binding.Units.TryRead(Plain(parts[0]), out var scale, out var dimension))
        {
            return null;
        }

        return parts.Length == 1 ? (scale, dimension)
            : Compiler.Binding.Units.TryRead(Plain(parts[1]), out var below, out var divisor) ? (scale / below, dimension / divisor)
            : null;
    }

    // Reports print µ; what they print can be typed.
    private static string Plain(string unit) => unit.Trim().Replace('µ', 'u');
}
