namespace LlmCostDsl.Analysis.Solving.Enclosures;

/// <summary>What a value never does while the variable grows: both of what is constant, neither where nothing is known.</summary>
[Flags]
internal enum Way : byte
{
    Unknown = 0,
    NeverFalls = 1,
    NeverRises = 2,
    Constant = NeverFalls | NeverRises,
}

internal static class Ways
{
    /// <summary>The way of the negative.</summary>
    public static Way Flip(this Way way) => way switch
    {
        Way.NeverFalls => Way.NeverRises,
        Way.NeverRises => Way.NeverFalls,
        _ => way,
    };

    public static bool Has(this Way way, Way other) => (way & other) == other;
}
