namespace LlmCostDsl.Analysis.Sweeps;

/// <summary>What is wrong with a text of the command line, and where in it.</summary>
/// <param name="Text">The whole text.</param>
internal sealed record AxisError(string Text, int At, int Length, string Message)
{
    /// <summary>The sentence, and the text with its wrong characters underlined.</summary>
    public string Render() => $"{Message}\n  {Text}\n  {new string(' ', At)}{new string('^', Math.Max(1, Length))}";
}
