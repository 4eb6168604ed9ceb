namespace LlmCostDsl.Compiler.Configs;

/// <summary>What was taken because a key is not there.</summary>
/// <param name="Name">The parameter or the name bound by <c>let</c>.</param>
/// <param name="Text">The alternative, as the config writes it.</param>
/// <param name="Absent">The key that is not there.</param>
internal sealed record Assumption(string Name, string Value, string Text, string Absent);
