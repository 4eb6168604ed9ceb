using System.Globalization;

namespace LlmCostDsl.Compiler.Plan;

/// <summary>Inputs as people write them: numbers in natural units, with the unit's name behind.</summary>
internal static class PlanUnits
{
    /// <summary>The unit of an input's type: <c>bit</c> for bits, <c>B/s</c> for bytes/seconds, nothing for a plain number.</summary>
    public static string UnitOf(PlanInput input) => input.TypeName switch
    {
        "bits" => "bit",
        "watts" => "W",
        _ => input.Dimension.IsNone ? string.Empty : input.Dimension.ToString(),
    };

    /// <summary>A value in base units as a person would type it for this input.</summary>
    public static string Print(PlanInput input, double value)
    {
        if (input.IsTruth && value is 0 or 1)
        {
            return value == 0 ? "false" : "true";
        }

        var unit = UnitOf(input);
        var number = (value / input.Scale).ToString(IsPlain(value / input.Scale) ? "0" : "R", CultureInfo.InvariantCulture);
        return unit.Length == 0 ? number : number + " " + unit;
    }

    /// <summary>A value in base units with its dimension, for messages.</summary>
    public static string Format(double value, Algebra.Dimension dimension)
    {
        var number = value.ToString(IsPlain(value) ? "0" : "R", CultureInfo.InvariantCulture);
        return dimension.IsNone ? number : number + " " + dimension;
    }

    /// <summary>What an input accepts, <c>1 bit..16 bit</c>; an end that is open is said in words.</summary>
    public static string PrintRange(PlanInput input) => (double.IsInfinity(input.Low), double.IsInfinity(input.High)) switch
    {
        _ when input.IsTruth => "true or false",
        (true, true) => input.IsWhole ? "any whole number" : "any number",
        (true, false) => "at most " + Print(input, input.High),
        (false, true) => "at least " + Print(input, input.Low),
        _ => Print(input, input.Low) + ".." + Print(input, input.High),
    };

    private static bool IsPlain(double value) => Math.Floor(value) == value && Math.Abs(value) < 1e15;
}
