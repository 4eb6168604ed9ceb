namespace LlmCostDsl.Tests.Engines;

/// <summary>What an engine said to one question: a figure each, or the sentences it refused with.</summary>
/// <param name="Engine">Which one.</param>
/// <param name="Values">In the order of <see cref="Figures"/>.</param>
/// <param name="Errors">Empty where the values hold.</param>
internal sealed record EngineAnswer(string Engine, IReadOnlyList<double> Values, IReadOnlyList<string> Errors)
{
    public static EngineAnswer Refused(string engine, params IReadOnlyList<string> errors) => new(engine, [], errors);
}
