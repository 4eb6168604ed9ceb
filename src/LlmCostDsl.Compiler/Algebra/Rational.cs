using System.Globalization;
using System.Numerics;

namespace LlmCostDsl.Compiler.Algebra;

/// <summary>
/// An exact number, so that factors cancel where they should and equal formulas are equal. Where exactness would cost too many digits, the
/// nearest double takes over.
/// </summary>
internal readonly struct Rational : IEquatable<Rational>, IComparable<Rational>
{
    // Longer than any product of constants in a sane spec; short enough that arithmetic stays cheap.
    private const int DigitLimit = 160;

    private static readonly BigInteger MaximalExact = 1L << 53;
    private static readonly BigInteger Huge = BigInteger.One << ((DigitLimit * 4) - 1);

    private readonly BigInteger denominator;

    private Rational(BigInteger numerator, BigInteger denominator)
    {
        Numerator = numerator;
        this.denominator = denominator;
    }

    public static Rational Zero => new(BigInteger.Zero, BigInteger.One);

    public static Rational One => new(BigInteger.One, BigInteger.One);

    public static Rational MinusOne => new(BigInteger.MinusOne, BigInteger.One);

    public BigInteger Numerator { get; }

    /// <summary>Positive; 1 for a whole number. (A default value is zero over nothing, read as 0/1.)</summary>
    public BigInteger Denominator => denominator.IsZero ? BigInteger.One : denominator;

    public bool IsZero => Numerator.IsZero;

    public bool IsOne => Numerator.IsOne && Denominator.IsOne;

    public bool IsWhole => Denominator.IsOne;

    public int Sign => Numerator.Sign;

    public static implicit operator Rational(int value) => new(value, BigInteger.One);

    public static implicit operator Rational(long value) => new(value, BigInteger.One);

    public static Rational operator +(Rational a, Rational b)
        => a.Denominator.IsOne && b.Denominator.IsOne
            ? Make(a.Numerator + b.Numerator, BigInteger.One)
            : Make((a.Numerator * b.Denominator) + (b.Numerator * a.Denominator), a.Denominator * b.Denominator);

    public static Rational operator -(Rational a, Rational b) => a + -b;

    public static Rational operator -(Rational a) => new(-a.Numerator, a.Denominator);

    public static Rational operator *(Rational a, Rational b)
        => a.IsOne ? b : b.IsOne ? a : Make(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

    /// <summary>Division; the divisor must not be zero.</summary>
    public static Rational operator /(Rational a, Rational b)
        => b.Numerator.Sign < 0
            ? Make(-a.Numerator * b.Denominator, a.Denominator * -b.Numerator)
            : Make(a.Numerator * b.Denominator, a.Denominator * b.Numerator);

    public static bool operator ==(Rational a, Rational b) => a.Equals(b);

    public static bool operator !=(Rational a, Rational b) => !a.Equals(b);

    public static bool operator <(Rational a, Rational b) => a.CompareTo(b) < 0;

    public static bool operator >(Rational a, Rational b) => a.CompareTo(b) > 0;

    public static bool operator <=(Rational a, Rational b) => a.CompareTo(b) <= 0;

    public static bool operator >=(Rational a, Rational b) => a.CompareTo(b) >= 0;

    /// <summary>A double, exactly. It must be finite.</summary>
    public static Rational FromDouble(double value)
    {
        if (value == Math.Floor(value) && Math.Abs(value) < 9e15)
        {
            return (long)value;
        }

        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)((bits >> 52) & 0x7FF);
        var mantissa = bits & 0xFFFFFFFFFFFFFL;
        mantissa = exponent == 0 ? mantissa << 1 : mantissa | 0x10000000000000L;
        BigInteger numerator = bits < 0 ? -mantissa : mantissa;
        exponent -= 1075;
        return exponent >= 0
            ? Reduce(numerator << exponent, BigInteger.One)
            : Reduce(numerator, BigInteger.One << -exponent);
    }

    /// <summary>Reads digits as a spec writes them, underscores removed: <c>0.85</c> is 85/100 to the last digit. Null beyond a double's range.</summary>
    public static Rational? Parse(string digits)
    {
        if (!double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var approximate) || double.IsInfinity(approximate))
        {
            return null;
        }

        // Too small for a double, or zero with whatever exponent.
        if (approximate == 0)
        {
            return Zero;
        }

        var exponentAt = digits.IndexOfAny(['e', 'E']);
        var mantissa = exponentAt < 0 ? digits : digits.Substring(0, exponentAt);
        if (mantissa.Length > 60)
        {
            return FromDouble(approximate);
        }

        var exponent = exponentAt < 0 ? 0 : int.Parse(digits.Substring(exponentAt + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var point = mantissa.IndexOf('.');
        if (point >= 0)
        {
            exponent -= mantissa.Length - point - 1;
            mantissa = mantissa.Remove(point, 1);
        }

        var number = BigInteger.Parse(mantissa, NumberStyles.None, CultureInfo.InvariantCulture);
        if (number.IsZero)
        {
            return Zero;
        }

        return exponent >= 0 ? Make(number * BigInteger.Pow(10, exponent), BigInteger.One) : Make(number, BigInteger.Pow(10, -exponent));
    }

    /// <summary>A whole power; zero to a negative power is not defined.</summary>
    public Rational ToThe(int power)
    {
        if (power == 1)
        {
            return this;
        }

        if (power == -1)
        {
            return One / this;
        }

        if (Math.Abs((double)power) * Math.Max(BigInteger.Log(BigInteger.Abs(Numerator) + 1), BigInteger.Log(Denominator)) > 4 * DigitLimit)
        {
            return FromDouble(Math.Max(-double.MaxValue, Math.Min(double.MaxValue, Math.Pow(ToDouble(), power))));
        }

        return power >= 0
            ? Make(BigInteger.Pow(Numerator, power), BigInteger.Pow(Denominator, power))
            : One / Make(BigInteger.Pow(Numerator, -power), BigInteger.Pow(Denominator, -power));
    }

    public Rational Floor()
    {
        var quotient = BigInteger.DivRem(Numerator, Denominator, out var rest);
        return new(rest.Sign < 0 ? quotient - 1 : quotient, BigInteger.One);
    }

    public Rational Ceiling() => -(-this).Floor();

    public Rational Abs() => Sign < 0 ? -this : this;

    /// <summary>The nearest double.</summary>
    public double ToDouble()
    {
        // Both fit a double exactly: one correctly rounded division.
        if (BigInteger.Abs(Numerator) <= MaximalExact && Denominator <= MaximalExact)
        {
            return (double)Numerator / (double)Denominator;
        }

        // Scale the quotient to some bits more than a double has, the last of them telling whether anything is left, and let the processor round once:
        // it rounds whole numbers of 64 bits to the nearest, where the conversion of a BigInteger cuts.
        var shift = BitLength(Denominator) - BitLength(BigInteger.Abs(Numerator)) + 59;
        var quotient = shift >= 0
            ? BigInteger.DivRem(BigInteger.Abs(Numerator) << shift, Denominator, out var rest)
            : BigInteger.DivRem(BigInteger.Abs(Numerator), Denominator << -shift, out rest);
        var scaled = (double)(Sign * ((long)quotient | (rest.IsZero ? 0L : 1L)));
        // In two steps, so that a tiny result is not lost to a power that underflows.
        return scaled * Math.Pow(2, -(shift / 2)) * Math.Pow(2, -(shift - (shift / 2)));
    }

    public int CompareTo(Rational other) => (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    public bool Equals(Rational other) => Numerator == other.Numerator && Denominator == other.Denominator;

    public override bool Equals(object? obj) => obj is Rational other && Equals(other);

    public override int GetHashCode() => unchecked((Numerator.GetHashCode() * 397) ^ Denominator.GetHashCode());

    public override string ToString() => ToDouble().ToString("R", CultureInfo.InvariantCulture);

    private static int BitLength(BigInteger value) => value.IsZero ? 0 : (int)Math.Floor(BigInteger.Log(value, 2)) + 1;

    private static Rational Make(BigInteger numerator, BigInteger denominator)
    {
        var made = denominator.IsOne ? new Rational(numerator, denominator) : Reduce(numerator, denominator);
        if (made.IsSmall)
        {
            return made;
        }

        var rounded = made.ToDouble();
        return double.IsInfinity(rounded) || double.IsNaN(rounded) || (rounded == 0 && !numerator.IsZero) ? made : FromDouble(rounded);
    }

    private static Rational Reduce(BigInteger numerator, BigInteger denominator)
    {
        var common = BigInteger.GreatestCommonDivisor(numerator, denominator);
        return common.IsOne ? new(numerator, denominator) : new(numerator / common, denominator / common);
    }

    private bool IsSmall => Numerator < Huge && Numerator > -Huge && Denominator < Huge;
}
