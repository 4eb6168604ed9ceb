using System.Globalization;
using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Analysis.Questions;

/// <summary>Reads input values as people type them: numbers in the natural unit or with one of their own, percentages, true and false.</summary>
internal static class InputText
{
    private const NumberStyles Number = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>The value in base units, or the sentence that says what is wrong with it.</summary>
    public static (double Value, string? Error) Parse(PlanInput input, string text)
    {
        var trimmed = text.Trim();
        if (input.IsTruth)
        {
            return trimmed.ToLowerInvariant() switch
            {
                "true" => (1, null),
                "false" => (0, null),
                _ => Wrong(input, text),
            };
        }

        var (digits, rest) = Split(trimmed);
        digits = digits.Replace("_", string.Empty, StringComparison.Ordinal);
        if (!double.TryParse(digits, Number, CultureInfo.InvariantCulture, out var approximate))
        {
            return Wrong(input, text);
        }

        if (Rational.Parse(digits.TrimStart('+', '-')) is not { } size)
        {
            return Checked(input, approximate);
        }

        var value = approximate < 0 ? -size : size;

        // Scaled exactly and rounded once, as constants in specs are.
        return rest switch
        {
            "" => Checked(input, value.ToDouble() * input.Scale),
            "%" when input.Dimension.IsNone && !input.IsWhole => Checked(input, (value / 100).ToDouble()),
            _ when UnitText.Parse(rest) is not { } unit => (double.NaN, $"input '{input.Name}': '{rest}' is no unit; {Accepted(input)}"),
            _ when UnitText.Parse(rest) is { } fitting && fitting.Dimension == input.Dimension => Checked(input, (value * fitting.Scale).ToDouble()),
            _ => (double.NaN, $"input '{input.Name}' is {Measures(input)}, '{Shortened(text)}' is not; {Accepted(input)}"),
        };
    }

    /// <summary>A number in the natural unit.</summary>
    public static (double Value, string? Error) Of(PlanInput input, double value)
        => input.IsTruth ? Wrong(input, value.ToString("R", CultureInfo.InvariantCulture)) : Checked(input, value * input.Scale);

    /// <summary>A truth value.</summary>
    public static (double Value, string? Error) Of(PlanInput input, bool value)
        => input.IsTruth ? (value ? 1 : 0, null) : Wrong(input, value ? "true" : "false");

    private static (double Value, string? Error) Checked(PlanInput input, double value) => (value, PlanGuards.Refusal(input, value));

    private static (double Value, string? Error) Wrong(PlanInput input, string text)
        => (double.NaN, $"input '{input.Name}': '{Shortened(text)}' is no {(input.IsTruth ? "truth value" : "number")}; {Accepted(input)}");

    private static string Accepted(PlanInput input) => $"it accepts {PlanUnits.PrintRange(input)}";

    private static string Measures(PlanInput input) => input.Dimension.IsNone ? "a plain number" : "measured in " + PlanUnits.UnitOf(input);

    private static string Shortened(string text) => text.Length <= 40 ? text : text[..40] + "…";

    // The unit begins at the first letter that cannot be part of the number: an e is an exponent only where digits follow it.
    private static (string Digits, string Unit) Split(string text)
    {
        var i = 0;
        while (i < text.Length && (char.IsAsciiDigit(text[i]) || text[i] is '.' or '_' or '+' or '-' || IsExponent(text, i)))
        {
            i++;
        }

        return (text[..i].TrimEnd(), text[i..].Trim());
    }

    private static bool IsExponent(string text, int i)
        => text[i] is 'e' or 'E' && i > 0 && i + 1 < text.Length
            && (char.IsAsciiDigit(text[i + 1]) || (text[i + 1] is '+' or '-' && i + 2 < text.Length && char.IsAsciiDigit(text[i + 2])));
}
