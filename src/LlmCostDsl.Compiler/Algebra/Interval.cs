namespace LlmCostDsl.Compiler.Algebra;

/// <summary>Bounds that a value is known to keep, both included; infinite where nothing is known.</summary>
internal readonly record struct Interval(double Low, double High)
{
    public static readonly Interval Everything = new(double.NegativeInfinity, double.PositiveInfinity);
    public static readonly Interval NotNegative = new(0, double.PositiveInfinity);
    public static readonly Interval Truth = new(0, 1);

    public static Interval Of(double value) => new(value, value);

    public Interval Union(Interval other) => new(Math.Min(Low, other.Low), Math.Max(High, other.High));

    public static Interval operator +(Interval a, Interval b) => new(a.Low + b.Low, a.High + b.High);

    public static Interval operator *(Interval a, Interval b)
    {
        double ll = Times(a.Low, b.Low), lh = Times(a.Low, b.High), hl = Times(a.High, b.Low), hh = Times(a.High, b.High);
        return new(Math.Min(Math.Min(ll, lh), Math.Min(hl, hh)), Math.Max(Math.Max(ll, lh), Math.Max(hl, hh)));
    }

    /// <summary>A whole power of the interval.</summary>
    public Interval ToThe(int power)
    {
        if (power < 0)
        {
            var positive = ToThe(-power);
            return positive.Low >= 0 ? new(Reciprocal(positive.High, 0), Reciprocal(positive.Low, double.PositiveInfinity))
                : positive.High <= 0 ? new(Reciprocal(positive.High, double.NegativeInfinity), Reciprocal(positive.Low, 0))
                : Everything;
        }

        if (power == 0)
        {
            return Of(1);
        }

        double low = Math.Pow(Low, power), high = Math.Pow(High, power);
        return power % 2 == 1 ? new(low, high)
            : Low >= 0 ? new(low, high)
            : High <= 0 ? new(high, low)
            : new(0, Math.Max(low, high));
    }

    public Interval Map(Func<double, double> rising) => new(rising(Low), rising(High));

    // A bound of zero silences an unbounded factor: 0 · ∞ stands for "0 times anything finite".
    private static double Times(double a, double b) => a == 0 || b == 0 ? 0 : a * b;

    private static double Reciprocal(double value, double atZero) => value == 0 ? atZero : 1 / value;
}
