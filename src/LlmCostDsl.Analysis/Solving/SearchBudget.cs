namespace LlmCostDsl.Analysis.Solving;

/// <summary>How much a search may cost before it says what it does not know.</summary>
/// <param name="Parts">Parts of the range.</param>
/// <param name="Work">Operations on bounds.</param>
internal sealed record SearchBudget(int Parts, long Work)
{
    /// <summary>A few seconds at most.</summary>
    public static SearchBudget Usual { get; } = new(50_000, 40_000_000);

    public bool IsSpent(int parts, long work) => parts >= Parts || work >= Work;
}
