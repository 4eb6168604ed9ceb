using System.Globalization;
using LlmCostDsl.Analysis.Questions;
using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Analysis.Sweeps;

/// <summary>
/// A range with its step: <c>:+STEP</c> adds, <c>:xFACTOR</c> multiplies, <c>:nCOUNT</c> divides evenly, both ends among them; without any, whole numbers follow one
/// another. Computed exactly and rounded once, so that 0..1:+0.1 has 0.3 in it and 1.
/// </summary>
internal sealed class AxisRange
{
    /// <summary>More values than this on one axis are a slip.</summary>
    public const int Limit = 1_000_000;

    private readonly PlanInput input;
    private readonly TextPart whole;
    private readonly Rational low;
    private readonly Rational high;
    private readonly string unit;

    private AxisRange(PlanInput input, TextPart whole, Rational low, Rational high, string unit)
        => (this.input, this.whole, this.low, this.high, this.unit) = (input, whole, low, high, unit);

    /// <param name="whole">All of the range.</param>
    /// <param name="rest">What stands behind the dots.</param>
    public static (IEnumerable<Rational> Values, AxisError? Error) Parse(PlanInput input, TextPart whole, TextPart first, TextPart rest)
    {
        var (last, rule) = rest.Cut(":");
        if (input.IsTruth)
        {
            return ([], whole.Wrong($"input '{input.Name}' is true or false: write 'true,false'"));
        }

        // 1..4 GB begins at 1 GB.
        var unit = InputText.UnitOf(last.Text) is { Length: > 0 } behind ? behind : InputText.UnitOf(first.Text);
        var (low, lowError) = InputText.Exact(input, InUnit(first, unit));
        var (high, highError) = InputText.Exact(input, InUnit(last, unit));
        if (high is not { } to)
        {
            return ([], last.Wrong(highError!));
        }

        if (low is not { } from)
        {
            return ([], first.Wrong(lowError!));
        }

        return from > to
            ? ([], whole.Wrong($"input '{input.Name}': this range runs backwards; the smaller end comes first"))
            : new AxisRange(input, whole, from, to, unit).Values(rule);
    }

    private (IEnumerable<Rational> Values, AxisError? Error) Values(TextPart? rule)
    {
        if (rule is not { } part)
        {
            return input.IsWhole ? Added(Rational.One)
                : ([], whole.Wrong($"input '{input.Name}' is no whole number: say how the range goes on, ':+STEP', ':xFACTOR' or ':nCOUNT'"));
        }

        var size = part.Text.Length == 0 ? part : part.Slice(1, part.Text.Length);
        return part.Text.FirstOrDefault() switch
        {
            '+' => InputText.Exact(input, InUnit(size, unit)) switch
            {
                ({ Sign: > 0 } step, _) => Added(step),
                (null, { } error) => ([], size.Wrong(error)),
                _ => ([], part.Wrong($"input '{input.Name}': a step is more than 0")),
            },
            'x' => !size.Text.StartsWith('-') && Rational.Parse(size.Text.TrimStart('+')) is { } factor && factor > 1 ? Multiplied(factor, part)
                : ([], part.Wrong($"input '{input.Name}': a factor is a number above 1, as in ':x2'")),
            'n' => int.TryParse(size.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 2 and <= Limit ? Divided(count)
                : ([], part.Wrong($"input '{input.Name}': a count of values is a whole number from 2 to {Limit}, as in ':n9'")),
            _ => ([], part.Wrong($"input '{input.Name}': a step is ':+STEP', ':xFACTOR' or ':nCOUNT'")),
        };
    }

    private static string InUnit(TextPart number, string unit)
        => unit.Length > 0 && InputText.UnitOf(number.Text).Length == 0 ? number.Text + (unit == "%" ? "%" : " " + unit) : number.Text;

    private (IEnumerable<Rational> Values, AxisError? Error) Added(Rational step)
    {
        var count = ((high - low) / step).Floor() + 1;
        return count > Limit ? TooMany() : (Enumerable.Range(0, (int)count.Numerator).Select(k => low + (step * k)), null);
    }

    private (IEnumerable<Rational> Values, AxisError? Error) Multiplied(Rational factor, TextPart part)
    {
        if (low.Sign <= 0)
        {
            return ([], part.Wrong($"input '{input.Name}': a factor needs a range that begins above 0"));
        }

        // Before anything is computed: a factor next to 1 would take its time.
        if (Math.Log((high / low).ToDouble()) / Math.Log(factor.ToDouble()) > Limit)
        {
            return TooMany();
        }

        var values = new List<Rational>();
        for (var value = low; value <= high; value *= factor)
        {
            if (values.Count == Limit)
            {
                return TooMany();
            }

            values.Add(value);
        }

        return (Whole(values), null);
    }

    private (IEnumerable<Rational> Values, AxisError? Error) Divided(int count)
        => (Whole(Enumerable.Range(0, count).Select(k => low + ((high - low) * k / (count - 1)))), null);

    // Between whole numbers there is nothing for this input: the nearest stands for each.
    private IEnumerable<Rational> Whole(IEnumerable<Rational> values)
        => input.IsWhole ? values.Select(v => (v + (Rational.One / 2)).Floor()).Where(v => v <= high) : values;

    private (IEnumerable<Rational> Values, AxisError? Error) TooMany() => ([], whole.Wrong($"input '{input.Name}': this range has more than {Limit} values"));
}
