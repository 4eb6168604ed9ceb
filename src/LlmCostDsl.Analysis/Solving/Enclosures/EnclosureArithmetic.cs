using LlmCostDsl.Compiler.Algebra;

namespace LlmCostDsl.Analysis.Solving.Enclosures;

/// <summary>Numbers: each operation on what is known of its operands.</summary>
internal static class EnclosureArithmetic
{
    // What a machine's power and logarithm may be off by, in units of half the last place.
    private const double Transcendental = 8;

    // Slopes that differ by less are one slope, rounded.
    private const double Alike = 1e-9;

    public static Enclosure Add(Enclosure a, Enclosure b)
    {
        double low = a.Low + b.Low, high = a.High + b.High;
        var isOpen = double.IsNaN(low) || double.IsNaN(high) || (double.IsInfinity(a.High) && double.IsInfinity(b.Low)) || (double.IsInfinity(a.Low) && double.IsInfinity(b.High));
        return Rounded(low, high, Sum(a.Slope, b.Slope), a.Noise + b.Noise, a.Way & b.Way, a.MayBeNaN || b.MayBeNaN || isOpen);
    }

    public static Enclosure Subtract(Enclosure a, Enclosure b) => Add(a, Negative(b));

    public static Enclosure Negative(Enclosure a) => a with { Low = -a.High, High = -a.Low, Slope = Negative(a.Slope), Way = a.Way.Flip() };

    public static Enclosure Multiply(Enclosure a, Enclosure b)
    {
        var values = a.Values * b.Values;
        var slope = Sum(a.Values * b.Slope, b.Values * a.Slope);
        var way = Signed(a, b.Way) & Signed(b, a.Way);
        var isOpen = (IsOpen(a) && HasZero(b)) || (IsOpen(b) && HasZero(a));
        return Rounded(values.Low, values.High, slope, Scaled(Size(a), b.Noise) + Scaled(Size(b), a.Noise), way, a.MayBeNaN || b.MayBeNaN || isOpen);
    }

    public static Enclosure Square(Enclosure a)
    {
        var product = Multiply(a, a);
        return a.Low < 0 && a.High > 0 ? product with { Low = 0 } : product;
    }

    public static Enclosure Divide(Enclosure a, Enclosure b)
    {
        if (HasZero(b) || b.MayBeNaN || IsOpen(b))
        {
            return a.IsConstant && b.IsConstant ? Enclosure.Everything with { Slope = Enclosure.Flat, Way = Way.Constant } : Enclosure.Everything;
        }

        double[] corners = [a.Low / b.Low, a.Low / b.High, a.High / b.Low, a.High / b.High];
        var values = new Interval(corners.Min(), corners.Max());
        var inverse = new Interval(1 / b.High, 1 / b.Low);
        var way = Signed(b, a.Way) & Signed(a, b.Way.Flip());
        var noise = (a.Noise + Scaled(Math.Max(Math.Abs(values.Low), Math.Abs(values.High)), b.Noise)) * Math.Max(Math.Abs(inverse.Low), Math.Abs(inverse.High));
        return Rounded(values.Low, values.High, SlopeOfQuotient(a, b, values, inverse), noise, way, a.MayBeNaN);
    }

    public static Enclosure Power(Enclosure a, Enclosure b)
    {
        if (a.IsConstant && b.IsConstant && a.Low == a.High && b.Low == b.High)
        {
            return Enclosure.Constant(Math.Pow(a.Low, b.Low));
        }

        if (a.Low <= 0 || a.MayBeNaN || b.MayBeNaN || IsOpen(a) || IsOpen(b))
        {
            return Enclosure.Everything;
        }

        double[] corners = [Math.Pow(a.Low, b.Low), Math.Pow(a.Low, b.High), Math.Pow(a.High, b.Low), Math.Pow(a.High, b.High)];
        var values = new Interval(corners.Min(), corners.Max());

        // (a^b)' = a^b · (b · a' / a + b' · ln a)
        var logarithm = new Interval(Math.Log(a.Low), Math.Log(a.High));
        var rate = Sum(b.Values * a.Slope * new Interval(1 / a.High, 1 / a.Low), logarithm * b.Slope);
        var noise = Size(values) * ((Size(b) * a.Noise / a.Low) + (Size(logarithm) * b.Noise));
        return Approximate(values, values * rate, noise);
    }

    public static Enclosure Minimum(Enclosure a, Enclosure b, Enclosure difference)
        => difference.Low >= 0 && !difference.MayBeNaN ? a
            : difference.High <= 0 && !difference.MayBeNaN ? b
            : a.Or(b) with { Low = Math.Min(a.Low, b.Low), High = Math.Min(a.High, b.High) };

    public static Enclosure Maximum(Enclosure a, Enclosure b, Enclosure difference)
        => difference.Low >= 0 && !difference.MayBeNaN ? b
            : difference.High <= 0 && !difference.MayBeNaN ? a
            : a.Or(b) with { Low = Math.Max(a.Low, b.Low), High = Math.Max(a.High, b.High) };

    /// <summary>To whole numbers, up or down.</summary>
    public static Enclosure Rounding(Enclosure a, Func<double, double> round)
    {
        double low = round(a.Low), high = round(a.High);
        return low == high && !a.MayBeNaN && double.IsFinite(low)
            ? Enclosure.Constant(low)
            : new(low, high, Enclosure.Jump(a.Way, a.Slope), a.Noise == 0 ? 0 : 1 + a.Noise, a.Way, a.MayBeNaN);
    }

    public static Enclosure Absolute(Enclosure a)
        => a.Low >= 0 ? a
            : a.High <= 0 ? Negative(a)
            : new(0, Math.Max(-a.Low, a.High), a.Slope.Union(Negative(a.Slope)), a.Noise, a.IsConstant ? Way.Constant : Way.Unknown, a.MayBeNaN);

    public static Enclosure Log2(Enclosure a)
        => a.Low <= 0 || a.MayBeNaN || IsOpen(a) ? Enclosure.Everything
            : Approximate(new(Math.Log2(a.Low), Math.Log2(a.High)), a.Slope * new Interval(1 / (a.High * Math.Log(2)), 1 / (a.Low * Math.Log(2))), a.Noise / (a.Low * Math.Log(2)));

    public static Enclosure SquareRoot(Enclosure a)
    {
        if (a.Low < 0 || a.MayBeNaN)
        {
            return Enclosure.Everything;
        }

        // Rounded correctly, so the order of values stays.
        double low = Math.Sqrt(a.Low), high = Math.Sqrt(a.High);
        var slope = low > 0 ? a.Slope * new Interval(0.5 / high, 0.5 / low) : Enclosure.Jump(a.Way, a.Slope);
        return Rounded(low, high, slope, low > 0 ? a.Noise * 0.5 / low : Math.Sqrt(a.Noise), a.Way, false);
    }

    private static Enclosure Rounded(double low, double high, Interval slope, double noise, Way way, bool mayBeNaN)
    {
        low = double.IsNaN(low) ? double.NegativeInfinity : low;
        high = double.IsNaN(high) ? double.PositiveInfinity : high;
        return new(low, high, slope, noise + Enclosure.RoundingOf(new(low, high)), way, mayBeNaN);
    }

    private static Enclosure Approximate(Interval values, Interval slope, double noise)
    {
        var off = Transcendental * Enclosure.RoundingOf(values);
        return new(values.Low - off, values.High + off, slope, noise + off, Way.Unknown, false);
    }

    // f/g changes by (f' - q·g')/g, where q is the quotient at the one point and g the divisor at the other. Of two lines it is the same number over g·g.
    private static Interval SlopeOfQuotient(Enclosure f, Enclosure g, Interval quotient, Interval inverse)
    {
        var slope = Sum(f.Slope, Negative(quotient * g.Slope)) * inverse;
        if (slope is { Low: < 0, High: > 0 } && IsLine(f.Slope) && IsLine(g.Slope))
        {
            // Taken where both begin or end together: the ends of a line are where the box's are.
            var (rise, run) = (Middle(f.Slope), Middle(g.Slope));
            var (f0, g0) = (rise >= 0 ? f.Low : f.High, run >= 0 ? g.Low : g.High);
            var (one, other) = (rise * g0, f0 * run);
            var size = Math.Max(Math.Abs(rise) * Size(g), Size(f) * Math.Abs(run));
            var determinant = new Interval(one - other - (Alike * size), one - other + (Alike * size));
            return determinant.Low > 0 || determinant.High < 0 ? determinant * inverse * inverse : slope;
        }

        return slope;
    }

    private static bool IsLine(Interval slope) => double.IsFinite(slope.Low) && slope.High - slope.Low <= Alike * Size(slope);

    private static double Middle(Interval slope) => (slope.Low + slope.High) / 2;

    private static Interval Sum(Interval a, Interval b)
    {
        var (low, high) = (a.Low + b.Low, a.High + b.High);
        return new(double.IsNaN(low) ? double.NegativeInfinity : low, double.IsNaN(high) ? double.PositiveInfinity : high);
    }

    private static Interval Negative(Interval a) => new(-a.High, -a.Low);

    // The way a product goes because of one factor, by the sign of the other.
    private static Way Signed(Enclosure other, Way way) => other.Low >= 0 ? way : other.High <= 0 ? way.Flip() : way == Way.Constant ? Way.Constant : Way.Unknown;

    private static bool HasZero(Enclosure a) => a.Low <= 0 && a.High >= 0;

    private static bool IsOpen(Enclosure a) => double.IsInfinity(a.Low) || double.IsInfinity(a.High);

    private static double Size(Enclosure a) => Size(a.Values);

    private static double Size(Interval a) => Math.Max(Math.Abs(a.Low), Math.Abs(a.High));

    // A factor that is 0 silences noise without bound.
    private static double Scaled(double size, double noise) => size == 0 || noise == 0 ? 0 : size * noise;
}
