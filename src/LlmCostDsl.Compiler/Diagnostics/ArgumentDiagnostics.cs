using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Diagnostics;

/// <summary>LLM1xxx, continued: arguments, and the parts of an analysis.</summary>
internal static class ArgumentDiagnostics
{
    public static readonly DiagnosticKind UnknownArgumentKind = new("LLM1023", Severity.Error, "Unknown argument");
    public static readonly DiagnosticKind DuplicateArgumentKind = new("LLM1024", Severity.Error, "Argument given twice");
    public static readonly DiagnosticKind MissingArgumentsKind = new("LLM1025", Severity.Error, "Argument missing");
    public static readonly DiagnosticKind TooManyArgumentsKind = new("LLM1026", Severity.Error, "Too many arguments");
    public static readonly DiagnosticKind PositionalAfterNamedKind = new("LLM1027", Severity.Error, "Unnamed argument after a named one");
    public static readonly DiagnosticKind MisplacedArgumentKind = new("LLM1028", Severity.Error, "Argument of another function's form");
    public static readonly DiagnosticKind UnusedInputKind = new("LLM1029", Severity.Warning, "Unused input");
    public static readonly DiagnosticKind MissingPartKind = new("LLM1030", Severity.Error, "Part of an analysis missing");
    public static readonly DiagnosticKind RepeatedPartKind = new("LLM1031", Severity.Error, "Part of an analysis given twice");

    public static Diagnostic UnknownArgument(this SourceSpan at, string callee, string name, string? suggestion) => new(
        UnknownArgumentKind, at, $"'{callee}' has no parameter '{name}'{NameDiagnostics.DidYouMean(suggestion)}", suggestion is null ? "Leave it out." : $"Write '{suggestion}:'.");

    public static Diagnostic DuplicateArgument(this SourceSpan at, string name, SourceSpan other) => new(
        DuplicateArgumentKind, at, $"'{name}' is given twice.", "Give it once.", other, "given here");

    public static Diagnostic MissingArguments(this SourceSpan at, string callee, IReadOnlyList<string> names) => new(
        MissingArgumentsKind, at, $"'{callee}' needs {NameDiagnostics.Listed(names, "and")} too.", $"Add '{names[0]}: …'.");

    public static Diagnostic TooManyArguments(this SourceSpan at, string callee, int takes) => new(
        TooManyArgumentsKind, at, $"'{callee}' takes {(takes == 0 ? "no arguments" : takes == 1 ? "one argument" : $"at most {takes} arguments")}.", "Leave this one out.");

    public static Diagnostic PositionalAfterNamed(this SourceSpan at, string callee) => new(
        PositionalAfterNamedKind, at, $"An argument of '{callee}' without a name stands after one with a name.", "Name it, or put it first.");

    public static Diagnostic MisplacedArgument(this SourceSpan at, string callee, string form) => new(
        MisplacedArgumentKind, at, $"'{callee}' takes no argument of the form '{form}'.", "Give a plain value.");

    public static Diagnostic UnusedInput(this SourceSpan at, string name) => new(
        UnusedInputKind, at, $"The input '{name}' is used nowhere.", "Use it, or remove it.");

    public static Diagnostic MissingPart(this SourceSpan at, string analysis, string part) => new(
        MissingPartKind, at, $"The analysis '{analysis}' names no {part}.", $"Add '{part} …'.");

    public static Diagnostic RepeatedPart(this SourceSpan at, string part, SourceSpan other) => new(
        RepeatedPartKind, at, $"The {part} is given twice.", "Keep one.", other, "given here");
}
