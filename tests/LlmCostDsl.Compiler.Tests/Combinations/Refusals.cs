namespace LlmCostDsl.Compiler.Tests.Combinations;

/// <summary>Where a technique alone does not fit, or does nothing and says so.</summary>
/// <param name="Id">The diagnostic that says it.</param>
/// <param name="Because">What of the architecture it asks for.</param>
internal sealed record Refusal(string Stack, string Id, string Because, params string[] Techniques);

/// <summary>Techniques that a stack refuses, or that change nothing there: a change of any is noticed, for better or worse.</summary>
internal static class Refusals
{
    public static readonly Refusal[] All = [];

    public static Refusal? Of(string stack, string technique) => All.FirstOrDefault(r => r.Stack == stack && r.Techniques.Contains(technique));
}
