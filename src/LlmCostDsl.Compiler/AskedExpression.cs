namespace LlmCostDsl.Compiler;

/// <summary>An expression that somebody adds to a question, as typed; it sees what the analysis's own definitions see.</summary>
/// <param name="Source">Where it was typed, for diagnostics: <c>--subject-to</c>.</param>
/// <param name="IsCondition">Whether it is a truth; else it is a number.</param>
internal sealed record AskedText(string Text, string Source, bool IsCondition);

/// <summary>What an asked text became: outputs of the plan, by their numbers. A text that joins conditions by <c>and</c> becomes one of these for each.</summary>
/// <param name="Of">The number of the text.</param>
/// <param name="Text">As typed.</param>
/// <param name="Value">The output of its value.</param>
/// <param name="Comparison">Its sides, where it compares two numbers.</param>
internal sealed record AskedExpression(int Of, string Text, bool IsCondition, int Value, AskedComparison? Comparison);

/// <summary>A comparison of two numbers.</summary>
/// <param name="Left">The output of its left side.</param>
/// <param name="Right">The output of its right side.</param>
/// <param name="Slack">The output of what is left of it: not negative where it holds; -1 where equality is asked for.</param>
internal sealed record AskedComparison(string LeftText, string Operator, string RightText, int Left, int Right, int Slack);
