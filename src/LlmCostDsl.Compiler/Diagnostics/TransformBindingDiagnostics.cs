using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Diagnostics;

/// <summary>LLM40xx: what reading alone shows of transforms.</summary>
internal static class TransformBindingDiagnostics
{
    public static readonly DiagnosticKind UnknownRuleSubjectKind = new("LLM4001", Severity.Error, "Unknown subject of a rule");
    public static readonly DiagnosticKind TooManyCapturesKind = new("LLM4002", Severity.Error, "More captures than inputs");
    public static readonly DiagnosticKind BlockInPatternKind = new("LLM4003", Severity.Error, "Block in a pattern");
    public static readonly DiagnosticKind PatternNameTwiceKind = new("LLM4004", Severity.Error, "Pattern name used twice");
    public static readonly DiagnosticKind WhoIsAskedKind = new("LLM4005", Severity.Error, "Condition on no capture");
    public static readonly DiagnosticKind UnknownSetParameterKind = new("LLM4006", Severity.Error, "Set of an unknown parameter");
    public static readonly DiagnosticKind FlowsOfStoreKind = new("LLM4007", Severity.Error, "Reads or writes outside an operator");
    public static readonly DiagnosticKind BecomesNoModelKind = new("LLM4008", Severity.Error, "Becomes no model");

    public static Diagnostic UnknownRuleSubject(this SourceSpan at, string subject, string? suggestion) => new(
        UnknownRuleSubjectKind, at, $"A rule speaks of every operator, weight, activation or cache, not of every '{subject}'{NameDiagnostics.DidYouMean(suggestion)}", suggestion is null ? "Name one of the four." : $"Write '{suggestion}'.");

    public static Diagnostic TooManyCaptures(this SourceSpan at, string op, int inputs) => new(
        TooManyCapturesKind, at, $"'{op}' has {(inputs == 1 ? "one input" : $"{inputs} inputs")}, so there is nothing left to capture.", "Capture its first inputs only.");

    public static Diagnostic BlockInPattern(this SourceSpan at, string block) => new(
        BlockInPatternKind, at, $"'{block}' is a block, and patterns match operators.", "Name the operators inside it: patterns see through blocks.");

    public static Diagnostic PatternNameTwice(this SourceSpan at, string name, SourceSpan other) => new(
        PatternNameTwiceKind, at, $"'{name}' already stands for something else in this pattern.", "Choose another name.", other, "used here");

    public static Diagnostic WhoIsAsked(this SourceSpan at, string property) => new(
        WhoIsAskedKind, at, $"'{property}' is asked of no capture.", $"Write the captured name first: 'y.{property} is …'.");

    public static Diagnostic UnknownSetParameter(this SourceSpan at, string name, string? suggestion) => new(
        UnknownSetParameterKind, at, $"No architecture has a parameter '{name}'{NameDiagnostics.DidYouMean(suggestion)}", suggestion is null ? "Set a parameter that an architecture declares." : $"Write '{suggestion}'.");

    public static Diagnostic FlowsOfStore(this SourceSpan at, string subject) => new(
        FlowsOfStoreKind, at, $"Only an operator reads and writes, and this rule speaks of every {subject}.", "Move it to a rule for 'every operator'.");

    public static Diagnostic BecomesNoModel(this SourceSpan at, string name, string found) => new(
        BecomesNoModelKind, at, $"'{name}' is {found}, and only a model can be become.", "Name a model, or a parameter of type model.");
}
