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
        var (exact, error) = Exact(input, text);
        return exact is { } value ? Checked(input, value.ToDouble()) : (double.NaN, error);
    }

    /// <summary>The same exactly, whether or not it lies in the input's range. A truth value is 1 or 0.</summary>
    public static (Rational? Value, string? Error) Exact(PlanInput input, string text)
    {
        var trimmed = text.Trim();
        if (input.IsTruth)
        {
            return trimmed.ToLowerInvariant() switch
            {
                "true" => (Rational.One, null),
                "false" => (Rational.Zero, null),
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
            return (null, PlanGuards.Refusal(input, approximate));
        }

        var value = approximate < 0 ? -size : size;

        // Scaled exactly and rounded once, as constants in specs are.
        return rest switch
        {
            "" => (value * Rational.FromDouble(input.Scale), null),
            "%" when input.Dimension.IsNone && !input.IsWhole => (value / 100, null),
            _ when UnitText.Parse(rest) is not { } unit => (null, $"input '{input.Name}': '{rest}' is no unit; {Accepted(input)}"),
            _ when UnitText.Parse(rest) is { } fitting && fitting.Dimension == input.Dimension => (value * fitting.Scale, null),
            _ => (null, $"input '{input.Name}' is {Measures(input)}, '{Shortened(text)}' is not; {Accepted(input)}"),
        };
    }

    /// <summary>The unit that stands behind a number, <c>%</c> among them; empty where there is none.</summary>
    public static string UnitOf(string text) => Split(text.Trim()).Unit;

    /// <summary>A number in the natural unit.</summary>
    public static (double Value, string? Error) Of(PlanInput input, double value)
        => input.IsTruth ? (double.NaN, Wrong(input, value.ToString("R", CultureInfo.InvariantCulture)).Error) : Checked(input, value * input.Scale);

    /// <summary>A truth value.</summary>
    public static (double Value, string? Error) Of(PlanInput input, bool value)
        => input.IsTruth ? (value ? 1 : 0, null) : (double.NaN, Wrong(input, value ? "true" : "false").Error);

    private static (double Value, string? Error) Checked(PlanInput input, double value) => (value, PlanGuards.Refusal(input, value));

    private static (Rational? Value, string? Error) Wrong(PlanInput input, string text)
        => (null, $"input '{input.Name}': '{Shortened(text)}' is no {(input.IsTruth ? "truth value" : "number")}; {Accepted(input)}");

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
