namespace LlmCostDsl.Compiler.Optimizing;

/// <summary>A flat product: a number, and the nodes above and below the line, each in ascending order.</summary>
internal sealed record Term(double Coefficient, IReadOnlyList<int> Above, IReadOnlyList<int> Below)
{
    private const int MostFactors = 32;

    // Numbers far from any that are measured: beyond these a product of two might not be a number with all its digits.
    private const double Least = 1e-100;
    private const double Largest = 1e100;

    public bool IsConstant => Above.Count == 0 && Below.Count == 0;

    public static Term Number(double value) => new(value, [], []);

    public static Term Of(int node) => new(1, [node], []);

    /// <summary>The product, or the quotient, of two; null where it is better left as it is.</summary>
    public static Term? Combine(Term a, Term b, bool isQuotient)
    {
        var coefficient = isQuotient ? a.Coefficient / b.Coefficient : a.Coefficient * b.Coefficient;
        return !IsTame(a.Coefficient) || !IsTame(b.Coefficient) || !IsTame(coefficient) || a.Factors + b.Factors > MostFactors
            ? null
            : new(coefficient, Merged(a.Above, isQuotient ? b.Below : b.Above), Merged(a.Below, isQuotient ? b.Above : b.Below));
    }

    /// <summary>The same without these factors.</summary>
    public Term Without(Term divisor) => new(Coefficient, Left(Above, divisor.Above), Left(Below, divisor.Below));

    /// <summary>The factors that both have.</summary>
    public Term Common(Term other) => new(1, Both(Above, other.Above), Both(Below, other.Below));

    private int Factors => Above.Count + Below.Count;

    private static bool IsTame(double number) => Math.Abs(number) is >= Least and <= Largest;

    private static List<int> Merged(IReadOnlyList<int> a, IReadOnlyList<int> b) => [.. a.Concat(b).OrderBy(n => n)];

    private static List<int> Left(IReadOnlyList<int> all, IReadOnlyList<int> gone)
    {
        var left = all.ToList();
        foreach (var factor in gone)
        {
            left.Remove(factor);
        }

        return left;
    }

    private static List<int> Both(IReadOnlyList<int> a, IReadOnlyList<int> b)
    {
        var rest = b.ToList();
        return [.. a.Where(rest.Remove)];
    }
}
