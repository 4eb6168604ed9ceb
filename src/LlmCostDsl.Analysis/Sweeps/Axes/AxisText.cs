using LlmCostDsl.Analysis.Questions;
using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Analysis.Sweeps;

/// <summary>
/// Reads the values of one axis: <c>1..256:x2</c>, <c>2,3,4,8 bit</c>, <c>0..1:+0.1,5</c>. Values are those an input takes anywhere else; whether they lie in its
/// range is asked of each point, not here.
/// </summary>
internal static class AxisText
{
    /// <returns>Different values in base units, in the order written, or what is wrong.</returns>
    public static (IReadOnlyList<double> Values, AxisError? Error) Parse(PlanInput input, string text)
    {
        var values = new List<double>();
        var known = new HashSet<double>();
        foreach (var item in TextPart.Of(text).Split(','))
        {
            var (some, error) = Item(input, item);
            if (error is not null)
            {
                return ([], error);
            }

            values.AddRange(some.Select(v => v.ToDouble()).Where(known.Add));
        }

        return (values, null);
    }

    private static (IEnumerable<Rational> Values, AxisError? Error) Item(PlanInput input, TextPart item)
    {
        if (item.Text.Length == 0)
        {
            return ([], item.Wrong($"input '{input.Name}': a value is missing here"));
        }

        var (low, rest) = item.Cut("..");
        if (rest is { } high)
        {
            return AxisRange.Parse(input, item, low, high);
        }

        if (item.Cut(":").Right is not null)
        {
            return ([], item.Wrong($"input '{input.Name}': a step belongs to a range, LOW..HIGH:+STEP, LOW..HIGH:xFACTOR or LOW..HIGH:nCOUNT"));
        }

        var (value, error) = InputText.Exact(input, item.Text);
        return value is { } one ? ([one], null) : ([], item.Wrong(error!));
    }
}
