namespace LlmCostDsl.Compiler.Differentiation;

/// <summary>What the slope of something rounded is: of <c>ceil</c> and <c>floor</c>, and of how often a loop runs.</summary>
internal enum Rounding
{
    /// <summary>That of its argument: what one gets on average, over many steps of the rounding.</summary>
    Straight,

    /// <summary>None, as between two steps: what differs from <see cref="Straight"/> came through a rounding.</summary>
    Flat,
}
