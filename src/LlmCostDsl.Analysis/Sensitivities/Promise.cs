namespace LlmCostDsl.Analysis.Sensitivities;

/// <summary>What an elasticity promises of a step that is not infinitely small.</summary>
internal static class Promise
{
    /// <summary>Relative changes below this are the arithmetic's, not the formula's.</summary>
    public const double Nothing = 1e-9;

    private const double Tolerance = 0.03;

    /// <summary>
    /// Whether a figure that changed like this kept the promise. A straight line changes by e·s, a power by (1 + s)^e - 1, and what is made of both by something
    /// between or little beside; a kink changes by something else.
    /// </summary>
    /// <param name="elasticity">e.</param>
    /// <param name="step">s, how much the variable changed, relatively.</param>
    /// <param name="change">How much the figure did.</param>
    public static bool IsKept(double elasticity, double step, double change)
    {
        var (line, power) = (elasticity * step, Math.Pow(1 + step, elasticity) - 1);
        var slack = (Tolerance * Math.Max(Math.Abs(line), Math.Abs(power))) + (1e-4 * Math.Abs(step));
        return change >= Math.Min(line, power) - slack && change <= Math.Max(line, power) + slack;
    }
}
