using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Diagnostics;

/// <summary>LLM8xxx: configs, and what files are read by.</summary>
internal static class ConfigDiagnostics
{
    public static readonly DiagnosticKind UnfilledKind = new("LLM8001", Severity.Error, "Parameter that no key fills");
    public static readonly DiagnosticKind NoArchitectureKind = new("LLM8002", Severity.Error, "Config without an architecture");
    public static readonly DiagnosticKind OtherArchitectureKind = new("LLM8003", Severity.Error, "Architecture other than the base's");
    public static readonly DiagnosticKind WrongKindKind = new("LLM8004", Severity.Error, "Value that does not fit in a config");
    public static readonly DiagnosticKind NotInConfigKind = new("LLM8005", Severity.Error, "Not known in a config");
    public static readonly DiagnosticKind NoFactKind = new("LLM8006", Severity.Error, "Expectation that a config cannot have");

    public static Diagnostic Unfilled(this SourceSpan at, string architecture, IReadOnlyList<string> parameters) => new(
        UnfilledKind, at, $"Nothing fills {NameDiagnostics.Listed(parameters, "and")}, which '{architecture}' needs.", $"Write '{parameters[0]} = …'.");

    public static Diagnostic NoArchitecture(this SourceSpan at, string parameter) => new(
        NoArchitectureKind, at, $"'{parameter}' is a parameter of no architecture: the config names none.", "Write 'for' and an architecture after the config's name, or bind a value with 'let'.");

    public static Diagnostic OtherArchitecture(this SourceSpan at, string own, string inherited, SourceSpan other) => new(
        OtherArchitectureKind, at, $"The base fills '{inherited}', not '{own}'.", "Leave the architecture out, or build on another config.", other, "named here");

    public static Diagnostic WrongKind(this SourceSpan at, string what, string needed, string found) => new(
        WrongKindKind, at, $"{what} is {needed}, and this is {found}.", null);

    public static Diagnostic NotInConfig(this SourceSpan at, string what, string? suggestion) => new(
        NotInConfigKind,
        at,
        $"A config knows no {what}{NameDiagnostics.DidYouMean(suggestion)}",
        suggestion is null ? "Write keys, numbers, texts, 'bit's and the functions a config has." : $"Write '{suggestion}'.");

    public static Diagnostic NoFact(this SourceSpan at) => new(
        NoFactKind, at, "An expectation of a config is of the form 'parameters == …', 'active_parameters == …' or 'weights == …'.", "Compare one of the three with what the file says.");
}
