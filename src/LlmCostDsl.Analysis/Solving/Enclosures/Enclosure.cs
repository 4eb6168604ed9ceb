using LlmCostDsl.Compiler.Algebra;

namespace LlmCostDsl.Analysis.Solving.Enclosures;

/// <summary>
/// What is known of a node while the variable runs over a box. Bounds are of the values that evaluation finds, rounding included: doubles are rounded to the
/// nearest, which never turns an order round, so the ends of the operands, put through the same operation, bound its results.
/// </summary>
/// <param name="Low">No value is below it.</param>
/// <param name="High">No value is above it.</param>
/// <param name="Slope">
/// How much the exact value changes between any two points, by unit of the variable. Not finite where it may jump; a sign is known even then.
/// </param>
/// <param name="Noise">How far evaluation may be from the exact value.</param>
/// <param name="Way">What evaluated values never do, to the last digit.</param>
/// <param name="MayBeNaN">Whether it may be no number somewhere.</param>
internal readonly record struct Enclosure(double Low, double High, Interval Slope, double Noise, Way Way, bool MayBeNaN)
{
    private const double HalfUlp = 1.2e-16;

    public static readonly Interval Flat = new(0, 0);

    /// <summary>Nothing is known.</summary>
    public static readonly Enclosure Everything = new(double.NegativeInfinity, double.PositiveInfinity, Interval.Everything, double.PositiveInfinity, Way.Unknown, true);

    public static readonly Enclosure True = Constant(1);

    public static readonly Enclosure False = Constant(0);

    public Interval Values => new(Low, High);

    public bool IsConstant => Way == Way.Constant;

    /// <summary>Neither 0 anywhere nor sometimes no number: what conditions ask.</summary>
    public bool IsSurelyTrue => Low > 0 || High < 0;

    public bool IsSurelyFalse => Low == 0 && High == 0 && !MayBeNaN;

    /// <summary>What the exact value never does: less strict than <see cref="Way"/> by the rounding.</summary>
    public Way Lean => Way | (Slope.Low >= 0 ? Way.NeverFalls : Way.Unknown) | (Slope.High <= 0 ? Way.NeverRises : Way.Unknown);

    public static Enclosure Constant(double value)
        => double.IsNaN(value) ? Everything with { Slope = Flat, Way = Way.Constant } : new(value, value, Flat, 0, Way.Constant, false);

    /// <summary>The variable itself.</summary>
    public static Enclosure Variable(double low, double high) => new(low, high, Interval.Of(1), 0, low == high ? Way.Constant : Way.NeverFalls, false);

    /// <summary>A truth that is known as far as its way goes.</summary>
    public static Enclosure Truth(Way way, Interval slope) => new(0, 1, Jump(way, slope), 0, way, false);

    /// <summary>The slope of what jumps in a known direction.</summary>
    public static Interval Jump(Way way, Interval slope) => new(
        way.Has(Way.NeverFalls) || slope.Low >= 0 ? 0 : double.NegativeInfinity,
        way.Has(Way.NeverRises) || slope.High <= 0 ? 0 : double.PositiveInfinity);

    /// <summary>Half a unit in the last place of values of this size.</summary>
    public static double RoundingOf(Interval values) => Math.Max(Math.Abs(values.Low), Math.Abs(values.High)) * HalfUlp;

    /// <summary>One of two, it is not known which, and it may change from one to the other anywhere.</summary>
    public Enclosure Or(Enclosure other) => new(
        Math.Min(Low, other.Low), Math.Max(High, other.High), Slope.Union(other.Slope), Math.Max(Noise, other.Noise), Way & other.Way, MayBeNaN || other.MayBeNaN);

    /// <summary>Makes bounds, slope and way agree, with what was evaluated at both ends of the box.</summary>
    /// <param name="width">Of the box.</param>
    /// <param name="isWhole">Whether the variable takes whole numbers only, so that a slope beyond the noise keeps the order of all its points.</param>
    public Enclosure Tightened(double first, double last, double width, bool isWhole)
    {
        var way = Way;
        if (isWhole && !MayBeNaN)
        {
            way |= Slope.Low > 2 * Noise ? Way.NeverFalls : Slope.High < -2 * Noise ? Way.NeverRises : Way.Unknown;
        }

        var slope = new Interval(way.Has(Way.NeverFalls) ? Math.Max(0, Slope.Low) : Slope.Low, way.Has(Way.NeverRises) ? Math.Min(0, Slope.High) : Slope.High);
        double low = Low, high = High;
        if (double.IsFinite(first) && double.IsFinite(last))
        {
            if (way != Way.Unknown)
            {
                low = Math.Max(low, Math.Min(first, last));
                high = Math.Min(high, Math.Max(first, last));
            }
            else
            {
                var rounding = 2 * Noise;
                low = Larger(low, Larger(first + Math.Min(0, slope.Low * width), last - Math.Max(0, slope.High * width)) - rounding);
                high = Smaller(high, Smaller(first + Math.Max(0, slope.High * width), last - Math.Min(0, slope.Low * width)) + rounding);
            }
        }

        return low <= high ? this with { Low = low, High = high, Slope = slope, Way = way } : this with { Slope = slope, Way = way };
    }

    // What is no number bounds nothing.
    private static double Larger(double bound, double other) => other > bound ? other : bound;

    private static double Smaller(double bound, double other) => other < bound ? other : bound;
}
