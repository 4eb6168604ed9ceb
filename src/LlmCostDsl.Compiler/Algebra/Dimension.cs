using System.Text;

namespace LlmCostDsl.Compiler.Algebra;

/// <summary>What a quantity measures: whole powers of byte, flop, second, joule and usd. A bit is an eighth of a byte, a watt a joule per second.</summary>
internal readonly record struct Dimension(sbyte Byte, sbyte Flop, sbyte Second, sbyte Joule, sbyte Usd)
{
    public static readonly Dimension None;
    public static readonly Dimension Bytes = new(1, 0, 0, 0, 0);
    public static readonly Dimension Flops = new(0, 1, 0, 0, 0);
    public static readonly Dimension Seconds = new(0, 0, 1, 0, 0);
    public static readonly Dimension Joules = new(0, 0, 0, 1, 0);
    public static readonly Dimension Dollars = new(0, 0, 0, 0, 1);
    public static readonly Dimension Watts = new(0, 0, -1, 1, 0);

    public bool IsNone => this == None;

    public static Dimension operator *(Dimension a, Dimension b) => Combine(a, b, 1);

    public static Dimension operator /(Dimension a, Dimension b) => Combine(a, b, -1);

    /// <summary>The dimension of a whole power.</summary>
    public Dimension ToThe(int power) => new(Fit(Byte * power), Fit(Flop * power), Fit(Second * power), Fit(Joule * power), Fit(Usd * power));

    /// <summary>The dimension of the square root, or null where an exponent is odd.</summary>
    public Dimension? Root()
        => Byte % 2 == 0 && Flop % 2 == 0 && Second % 2 == 0 && Joule % 2 == 0 && Usd % 2 == 0
            ? new Dimension((sbyte)(Byte / 2), (sbyte)(Flop / 2), (sbyte)(Second / 2), (sbyte)(Joule / 2), (sbyte)(Usd / 2))
            : null;

    /// <summary>As a reader would write it: <c>B/s</c>, <c>FLOP</c>, <c>J/s</c>; "a plain number" where there is none.</summary>
    public override string ToString()
    {
        if (IsNone)
        {
            return "a plain number";
        }

        var above = new StringBuilder();
        var below = new StringBuilder();
        Write(Byte, "B", above, below);
        Write(Flop, "FLOP", above, below);
        Write(Joule, "J", above, below);
        Write(Usd, "usd", above, below);
        Write(Second, "s", above, below);
        var text = above.Length == 0 ? "1" : above.ToString();
        return below.Length == 0 ? text : text + "/" + below;
    }

    private static void Write(int exponent, string unit, StringBuilder above, StringBuilder below)
    {
        if (exponent == 0)
        {
            return;
        }

        var side = exponent > 0 ? above : below;
        side.Append(side.Length == 0 ? string.Empty : exponent > 0 ? "·" : "/").Append(unit);
        if (Math.Abs(exponent) > 1)
        {
            side.Append('^').Append(Math.Abs(exponent).ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    private static Dimension Combine(Dimension a, Dimension b, int sign) => new(
        Fit(a.Byte + (sign * b.Byte)),
        Fit(a.Flop + (sign * b.Flop)),
        Fit(a.Second + (sign * b.Second)),
        Fit(a.Joule + (sign * b.Joule)),
        Fit(a.Usd + (sign * b.Usd)));

    // Exponents beyond this have no meaning to anyone; what matters is that they never wrap around into a valid one.
    private static sbyte Fit(int exponent) => (sbyte)Math.Max(-100, Math.Min(100, exponent));
}
