using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Analysis.Sensitivities;

/// <summary>The values that lie a percent away, the nearest that is accepted first: upwards where there is room.</summary>
internal static class Nudge
{
    private const double Percent = 0.01;

    /// <summary>Of an input: whole numbers go to the next at or beyond a percent. None of 0, of which there is no percent.</summary>
    public static IEnumerable<double> Of(PlanInput input, double value)
    {
        var far = input.IsWhole ? Math.Ceiling(Math.Abs(value) * Percent) : Math.Abs(value) * Percent;
        return far == 0 ? [] : new[] { value + far, value - far }.Where(v => v != 0 && PlanGuards.Refusal(input, v) is null);
    }

    /// <summary>Of a figure of a device.</summary>
    public static IEnumerable<double> Of(double value) => value == 0 ? [] : [value * (1 + Percent), value * (1 - Percent)];
}
