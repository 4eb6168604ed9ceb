using System.Globalization;
using System.Text;
using LlmCostDsl.Analysis.Reports;
using LlmCostDsl.Compiler;

namespace LlmCostDsl.Analysis.Questions;

/// <summary>One formula as text, and again with numbers in the place of names.</summary>
internal static class FormulaText
{
    private const string Device = "hw.";

    public static IEnumerable<Paragraph> Lines(ExplainedFormula formula, Answer? answer, bool isSubstituted)
    {
        yield return new($"  {formula.Name} = {formula.Formula}");
        if (answer is null)
        {
            yield break;
        }

        var value = Engineering.Format(answer[formula.Node], formula.Dimension);
        var indent = new string(' ', formula.Name.Length + 3);
        var numbers = isSubstituted ? Substitute(formula.Formula, answer) : formula.Formula;
        yield return new(numbers == formula.Formula ? $"{indent}= {value}" : $"{indent}= {numbers} = {value}", Tone.Accent);
    }

    /// <summary>Inputs and attributes by their values, in base units like everything else in a formula.</summary>
    public static string Substitute(string formula, Answer answer)
    {
        var text = new StringBuilder();
        for (var i = 0; i < formula.Length;)
        {
            var end = EndOfName(formula, i);
            if (end == i)
            {
                text.Append(formula[i++]);
                continue;
            }

            text.Append(ValueOf(formula[i..end], answer) is { } value ? Number(value) : formula[i..end]);
            i = end;
        }

        return text.ToString();
    }

    private static double? ValueOf(string name, Answer answer)
    {
        if (name.StartsWith(Device, StringComparison.Ordinal))
        {
            return answer.Device is { } device && device.Values.TryGetValue(name[Device.Length..], out var attribute) ? attribute : null;
        }

        for (var i = 0; i < answer.Plan.Inputs.Count; i++)
        {
            if (answer.Plan.Inputs[i].Name == name)
            {
                return answer.Inputs[i];
            }
        }

        return null;
    }

    // A name that follows a digit or a dot is none: an exponent, a unit.
    private static int EndOfName(string text, int start)
    {
        var end = start;
        if (IsLetter(text[start]) && (start == 0 || !(char.IsAsciiLetterOrDigit(text[start - 1]) || text[start - 1] is '_' or '.')))
        {
            while (end < text.Length && (IsLetter(text[end]) || char.IsAsciiDigit(text[end]) || (text[end] == '.' && end + 1 < text.Length && IsLetter(text[end + 1]))))
            {
                end++;
            }
        }

        return end;
    }

    private static bool IsLetter(char c) => char.IsAsciiLetter(c) || c == '_';

    private static string Number(double value)
        => value.ToString(Math.Floor(value) == value && Math.Abs(value) < 1e15 ? "0" : "R", CultureInfo.InvariantCulture);
}
