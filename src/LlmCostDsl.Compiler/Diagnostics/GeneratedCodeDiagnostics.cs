using System.Globalization;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Diagnostics;

/// <summary>LLM7xxx: what only matters where C# is made of specs.</summary>
internal static class GeneratedCodeDiagnostics
{
    public static readonly DiagnosticKind SameCSharpNameKind = new("LLM7001", Severity.Warning, "Two declarations of one C# name");
    public static readonly DiagnosticKind LargeAnalysisKind = new("LLM7002", Severity.Info, "Large analysis");
    public static readonly DiagnosticKind LanguageTooOldKind = new("LLM7003", Severity.Error, "C# too old");
    public static readonly DiagnosticKind SuffixedNameKind = new("LLM7004", Severity.Info, "Two names that are one in C#");

    /// <summary>From how many operators on an analysis is called large.</summary>
    public const int LargeAnalysis = 1000;

    /// <param name="winner">The one that has the name; null where generated code has it itself.</param>
    public static Diagnostic SameCSharpName(this SourceSpan at, string name, string type, string? winner, SourceSpan? other) => new(
        SameCSharpNameKind,
        at,
        $"No code is made of '{name}': "
            + (winner is null ? $"'{type}' is a name of generated code itself."
                : winner == name ? $"'{type}' is made of another declaration already."
                : $"its file would have the name of that of '{winner}', where upper and lower case are one."),
        "Give it another name.",
        other,
        other is null ? null : "the other one");

    public static Diagnostic IsLarge(this SourceSpan at, string analysis, int operators) => new(
        LargeAnalysisKind,
        at,
        $"'{analysis}' has {operators.ToString("0", CultureInfo.InvariantCulture)} operators, so its code takes long to compile and is slow when first called.",
        "Make iterations alike, so that they are one group: what differs between them by their index keeps each apart.");

    public static Diagnostic LanguageTooOld(int version) => new(
        LanguageTooOldKind,
        new SourceSpan(new SourceText(string.Empty, string.Empty), new TextSpan(0, 0)),
        $"Specs become C# 12, and this project is compiled as C# {version.ToString("0", CultureInfo.InvariantCulture)}.",
        "Set LangVersion to 12 or later, or leave it out.");

    /// <param name="what">input, output, column, operator, step.</param>
    public static Diagnostic SuffixedName(this SourceSpan at, string what, string first, string second, string name) => new(
        SuffixedNameKind,
        at,
        $"The {what} '{second}' has a suffix in C#, since '{first}' is '{name}' already.",
        "Give one of the two a name that differs in more than case and underscores.");
}
