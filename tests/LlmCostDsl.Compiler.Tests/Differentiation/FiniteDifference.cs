namespace LlmCostDsl.Compiler.Tests.Differentiation;

/// <summary>
/// The slope of a function from its values around a point. A central difference of a smooth function errs by the square of its width; extrapolated from two widths, by the
/// fourth power. Second differences grow with the square of the width where a function is smooth, and with the width where it has a kink, however slight: there is no slope to compare.
/// </summary>
internal static class FiniteDifference
{
    /// <summary>Where the values are taken, in widths from the point.</summary>
    public static IReadOnlyList<int> Places { get; } = [-4, -2, -1, 0, 1, 2, 4];

    /// <returns>Null at a kink, at a step, and where a value is no number.</returns>
    public static double? Slope(double[] y, double width)
    {
        if (y.Any(v => !double.IsFinite(v)))
        {
            return null;
        }

        var (d1, d2, d4) = ((y[4] - y[2]) / (2 * width), (y[5] - y[1]) / (4 * width), (y[6] - y[0]) / (8 * width));
        var (fine, coarse) = (((4 * d1) - d2) / 3, ((4 * d2) - d4) / 3);
        var (s1, s2, s4) = (Second(y, 4, 2), Second(y, 5, 1), Second(y, 6, 0));
        var size = Math.Max(y.Max(Math.Abs), 1e-300);
        return Math.Abs(fine - coarse) * width <= 1e-9 * size && Math.Abs(s2 - (4 * s1)) <= 1e-10 * size && Math.Abs(s4 - (4 * s2)) <= 2e-9 * size ? fine : null;
    }

    private static double Second(double[] y, int above, int below) => y[above] - (2 * y[3]) + y[below];
}
