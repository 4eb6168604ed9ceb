using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Diagnostics;

/// <summary>Expectations, and limits that keep a wrong spec from running forever.</summary>
internal static class LimitDiagnostics
{
    public static readonly DiagnosticKind ExpectationKind = new("LLM6001", Severity.Error, "Expectation not met");
    public static readonly DiagnosticKind ExpectationUnknownKind = new("LLM6002", Severity.Error, "Expectation not checked");
    public static readonly DiagnosticKind TooDeepKind = new("LLM6003", Severity.Error, "Definitions nest too deeply");
    public static readonly DiagnosticKind TooManyNodesKind = new("LLM6004", Severity.Error, "Too many nodes");
    public static readonly DiagnosticKind TooManyGroupsKind = new("LLM6005", Severity.Error, "Too many groups of iterations");
    public static readonly DiagnosticKind TooManyVariantsKind = new("LLM6006", Severity.Error, "Too many variants");
    public static readonly DiagnosticKind TooManyFormulasKind = new("LLM6007", Severity.Error, "Formulas grow too large");
    public static readonly DiagnosticKind FailsAtDefaultsKind = new("LLM6008", Severity.Error, "Analysis fails at its defaults");
    public static readonly DiagnosticKind NegativeDeviceValueKind = new("LLM6009", Severity.Error, "Negative figure of a device");
    public static readonly DiagnosticKind LintKind = new("LLM6010", Severity.Error, "Figure no device can have");
    public static readonly DiagnosticKind RemainsLoopKind = new("LLM6011", Severity.Info, "Sum that stays a loop");
    public static readonly DiagnosticKind InternalKind = new("LLM9001", Severity.Error, "Compiler fault");

    public const int NodeLimit = 100_000;
    public const int GroupLimit = 4096;
    public const int VariantLimit = 16;

    public static Diagnostic ExpectationFails(this SourceSpan at, string text, string found) => new(ExpectationKind, at, $"Expected {text}, found {found}.", "Correct the spec, or the expectation.");

    public static Diagnostic ExpectationNotChecked(this SourceSpan at, string why) => new(ExpectationUnknownKind, at, $"This expectation cannot be checked: {Sentence(why)}", "Give what is missing, or take the expectation out.");

    public static Diagnostic TooDeep(this SourceSpan at) => new(TooDeepKind, at, "Definitions that need one another nest too deeply here.", "Name fewer intermediate values.");

    public static Diagnostic TooManyNodes(this SourceSpan at) => new(TooManyNodesKind, at, $"The graph has more than {NodeLimit} nodes.", "Repeat fewer times, or make iterations alike.");

    public static Diagnostic TooManyGroups(this SourceSpan at) => new(TooManyGroupsKind, at, $"The iterations fall into more than {GroupLimit} groups.", "Make more of them alike.");

    public static Diagnostic TooManyVariants(this SourceSpan at, int flags)
        => new(TooManyVariantsKind, at, $"{flags} conditions make {(flags < 20 ? (1 << flags).ToString(System.Globalization.CultureInfo.InvariantCulture) : "too many")} variants; at most {VariantLimit} are compiled.", "Decide some of them when compiling.");

    public static Diagnostic TooManyFormulas(this SourceSpan at) => new(TooManyFormulasKind, at, "The formulas of this spec grow beyond every limit.", "Simplify what is repeated.");

    public static Diagnostic NegativeDeviceValue(this SourceSpan at, string attribute)
        => new(NegativeDeviceValueKind, at, $"'{attribute}' is negative.", "State the figure without the sign.");

    public static Diagnostic LintFails(this SourceSpan at, string device, string failure, SourceSpan lint)
        => new(LintKind, at, $"'{device}' fails a check that every device has to pass: {LowerFirst(failure)}", "Look the figure up again: a sparse peak, a binary prefix, bits for bytes?", lint, "the check");

    public static Diagnostic FailsAtDefaults(this SourceSpan at, string analysis, string error)
        => new(FailsAtDefaultsKind, at, $"'{analysis}' cannot be evaluated at its defaults: {Sentence(error)}", "Complete the device, or choose another one or other defaults.");

    public static Diagnostic RemainsLoop(this SourceSpan at, string analysis, string origin, string term)
        => new(RemainsLoopKind, at, $"'{analysis}' takes as long as the range at {origin} has values: '{term}' is no piecewise polynomial of its index, so it is added up value by value.", "Nothing need be done; where it takes too long, ask for a formula without it, or for a shorter range.");

    public static Diagnostic Internal(this SourceSpan at, string what) => new(InternalKind, at, $"The compiler failed here, which is its own fault: {Sentence(what)}", "Please report this, with the spec.");

    private static string Sentence(string text) => text.EndsWith(".", StringComparison.Ordinal) ? text : text + ".";

    private static string LowerFirst(string text) => text.Length == 0 ? text : char.ToLowerInvariant(text[0]) + text.Substring(1);
}
