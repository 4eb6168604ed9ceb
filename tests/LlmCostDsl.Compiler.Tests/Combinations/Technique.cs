namespace LlmCostDsl.Compiler.Tests.Combinations;

/// <summary>What the tests have to know of a technique beside its text.</summary>
/// <param name="Name">The transform.</param>
/// <param name="Arguments">Those without default, and those whose default does nothing to four layers; <c>X_</c> is the stack.</param>
/// <param name="Saves">What it claims never to raise: <c>weights</c>, <c>cache</c>, <c>activations</c>, a channel, or a channel of one phase, <c>decode.flops</c>.</param>
/// <param name="Again">Whether applying it a second time changes nothing.</param>
/// <param name="Rereads">Why a step may read more weights than the device stores; empty where it may not.</param>
internal sealed record Technique(string Name, string Arguments = "", string Saves = "", bool Again = false, string Rereads = "")
{
    /// <summary>As it is applied to a stack.</summary>
    public string On(string stack) => Arguments.Length == 0 ? Name : $"{Name}({Arguments.Replace("X_", stack + "_", StringComparison.Ordinal)})";

    public string[] Claims => Saves.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
