using System.Globalization;
using System.Text;

namespace LlmCostDsl.Compiler.Emit;

/// <summary>Values as C# source: the same for every culture, and the same value when compiled.</summary>
internal static class CSharpLiteral
{
    /// <summary>A double that cannot be taken for an integer: <c>4096.0</c>, <c>3.125E-05</c>, <c>double.NaN</c>. A negative one is in no parentheses.</summary>
    public static string Of(double value)
    {
        if (double.IsNaN(value))
        {
            return "double.NaN";
        }

        if (double.IsInfinity(value))
        {
            return value > 0 ? "double.PositiveInfinity" : "double.NegativeInfinity";
        }

        // "R" does not survive the round trip everywhere on the older framework; seventeen digits do.
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        if (double.Parse(text, CultureInfo.InvariantCulture) != value)
        {
            text = value.ToString("G17", CultureInfo.InvariantCulture);
        }

        if (value == 0 && 1 / value < 0)
        {
            return "-0.0";
        }

        if (Math.Floor(value) == value && Math.Abs(value) < 1e17)
        {
            text = ((long)value).ToString(CultureInfo.InvariantCulture);
        }

        return text.IndexOfAny(['.', 'E']) < 0 ? text + ".0" : text;
    }

    /// <summary>A whole number of type long.</summary>
    public static string Of(long value) => value.ToString(CultureInfo.InvariantCulture) + (value is > int.MaxValue or < int.MinValue ? "L" : string.Empty);

    public static string Of(bool value) => value ? "true" : "false";

    /// <summary>A string in quotes; whatever is not plain is escaped.</summary>
    public static string Of(string value)
    {
        var text = new StringBuilder("\"");
        foreach (var c in value)
        {
            text.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                < ' ' or '\u007f' or '\u0085' or '\u2028' or '\u2029' => "\\u" + ((int)c).ToString("x4", CultureInfo.InvariantCulture),
                _ => c.ToString(),
            });
        }

        return text.Append('"').ToString();
    }
}
