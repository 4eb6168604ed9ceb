using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Diagnostics;

/// <summary>LLM0xxx: text and grammar.</summary>
internal static class SyntaxDiagnostics
{
    public static readonly DiagnosticKind FileTooLargeKind = new("LLM0001", Severity.Error, "File too large");
    public static readonly DiagnosticKind NotTextKind = new("LLM0002", Severity.Error, "Not a text file");
    public static readonly DiagnosticKind UnexpectedCharactersKind = new("LLM0003", Severity.Error, "Unexpected characters");
    public static readonly DiagnosticKind UnterminatedTextKind = new("LLM0004", Severity.Error, "Text without end");
    public static readonly DiagnosticKind UnknownEscapeKind = new("LLM0005", Severity.Error, "Unknown escape");
    public static readonly DiagnosticKind TooDeepKind = new("LLM0006", Severity.Error, "Nested too deep");
    public static readonly DiagnosticKind TooManyTermsKind = new("LLM0007", Severity.Error, "Expression too long");
    public static readonly DiagnosticKind UnclosedBracketKind = new("LLM0008", Severity.Error, "Bracket not closed");
    public static readonly DiagnosticKind UnopenedBracketKind = new("LLM0009", Severity.Error, "Bracket not opened");
    public static readonly DiagnosticKind UnknownVersionKind = new("LLM0010", Severity.Error, "Unknown language version");
    public static readonly DiagnosticKind LateImportKind = new("LLM0011", Severity.Error, "Import after a declaration");
    public static readonly DiagnosticKind ExpectedTokenKind = new("LLM0012", Severity.Error, "Something else expected");
    public static readonly DiagnosticKind MissingAfterKind = new("LLM0013", Severity.Error, "Something missing");
    public static readonly DiagnosticKind UnknownStatementKind = new("LLM0014", Severity.Error, "Unknown statement");
    public static readonly DiagnosticKind ReservedWordKind = new("LLM0015", Severity.Error, "Reserved word used as a name");
    public static readonly DiagnosticKind UnknownUnitKind = new("LLM0016", Severity.Error, "Unknown unit");
    public static readonly DiagnosticKind NameTakenAsUnitKind = new("LLM0017", Severity.Error, "Name read as a unit");
    public static readonly DiagnosticKind ChainedComparisonKind = new("LLM0018", Severity.Error, "Chained comparison");
    public static readonly DiagnosticKind AssignmentInExpressionKind = new("LLM0019", Severity.Error, "'=' inside an expression");
    public static readonly DiagnosticKind ArgumentAssignedKind = new("LLM0020", Severity.Error, "Argument named with '='");
    public static readonly DiagnosticKind TooManyErrorsKind = new("LLM0021", Severity.Error, "Too many syntax errors");
    public static readonly DiagnosticKind MalformedSuppressionKind = new("LLM0022", Severity.Warning, "Malformed suppression");
    public static readonly DiagnosticKind UnusedSuppressionKind = new("LLM0023", Severity.Warning, "Suppression without effect");

    // More of a source text than this in a message helps nobody.
    private const int LongestQuote = 40;

    public static Diagnostic FileTooLarge(this SourceSpan at, int length, int limit) => new(
        FileTooLargeKind, at, $"The file has {length} characters; a spec may have {limit}.", "Split it into several files.");

    public static Diagnostic NotText(this SourceSpan at) => new(
        NotTextKind, at, "The file contains a NUL character, so it is not a text.", "Save it as UTF-8 text.");

    public static Diagnostic UnexpectedCharacters(this SourceSpan at) => new(
        UnexpectedCharactersKind,
        at,
        at.Span.Length == 1 ? $"The character {Quote(at.Text)} means nothing here." : $"The characters {Quote(at.Text)} mean nothing here.",
        at.Text.Any(static c => c > '~')
            ? "Write names and operators in plain ASCII; other characters belong in comments and texts."
            : at.Span.Length == 1 ? "Remove it, or put it in a comment." : "Remove them, or put them in a comment.");

    public static Diagnostic UnterminatedText(this SourceSpan at) => new(
        UnterminatedTextKind, at, "The text has no closing quote on its line.", "Write '\"' where it ends; write '\\n' for a new line inside it.");

    public static Diagnostic UnknownEscape(this SourceSpan at) => new(
        UnknownEscapeKind, at, $"{Quote(at.Text)} is not an escape.", "Use '\\\"', '\\\\' or '\\n'.");

    public static Diagnostic TooDeep(this SourceSpan at, int limit) => new(
        TooDeepKind, at, $"Brackets, blocks, conditions and operators are nested more than {limit} deep here.", "Give inner parts names of their own with 'let'.");

    public static Diagnostic TooManyTerms(this SourceSpan at, int limit) => new(
        TooManyTermsKind, at, $"The expression has more than {limit} operands.", "Split it with 'let', or write it as a 'sum'.");

    public static Diagnostic UnclosedBracket(this SourceSpan at, string opening, string closing, SourceSpan end) => new(
        UnclosedBracketKind, at, $"'{opening}' is never closed.", $"Add '{closing}'.", end, $"'{closing}' could stand here");

    public static Diagnostic UnopenedBracket(this SourceSpan at, string bracket) => new(
        UnopenedBracketKind, at, $"'{bracket}' closes nothing.", "Remove it, or add the bracket that it should close.");

    public static Diagnostic UnknownVersion(this SourceSpan at, string version, string supported) => new(
        UnknownVersionKind, at, $"There is no version {Quote(version)} of the language.", $"Write 'llmspec {supported}', or use a newer compiler.");

    public static Diagnostic LateImport(this SourceSpan at, string module) => new(
        LateImportKind, at, $"The import of {Quote(module)} stands after a declaration.", "Move it to the top of the file.");

    public static Diagnostic ExpectedToken(this SourceSpan at, string expected, string found) => new(
        ExpectedTokenKind, at, $"Expected {expected}, found {found}.", $"Write {expected} here.");

    public static Diagnostic MissingAfter(this SourceSpan at, string expected, string after) => new(
        MissingAfterKind, at, $"After {Quote(after)}, {expected} is missing.", $"Write {expected} after it, or remove {Quote(after)}.");

    public static Diagnostic UnknownStatement(this SourceSpan at, string word, string what, string? suggestion) => new(
        UnknownStatementKind,
        at,
        suggestion is null ? $"{Quote(word)} begins no {what} that may stand here." : $"{Quote(word)} begins no {what}; did you mean {Quote(suggestion)}?",
        suggestion is null ? $"Begin the {what} with one of its keywords, or give {Quote(word)} a value with '='." : $"Write {Quote(suggestion)}.");

    public static Diagnostic ReservedWord(this SourceSpan at, string word) => new(
        ReservedWordKind, at, $"{Quote(word)} is a reserved word and cannot be a name.", "Choose another name.");

    public static Diagnostic UnknownUnit(this SourceSpan at, string unit, string? suggestion) => new(
        UnknownUnitKind,
        at,
        suggestion is null ? $"{Quote(unit)} is not a unit." : $"{Quote(unit)} is not a unit; did you mean {Quote(suggestion)}?",
        suggestion is null ? "Use a unit such as 'GB/s', 'TFLOP/s', 'GiB', 'bit', 'us' or 'W', or none." : $"Write {Quote(suggestion)}.");

    public static Diagnostic NameTakenAsUnit(this SourceSpan at, string name) => new(
        NameTakenAsUnitKind, at, $"{Quote(name)} is read as the unit of the number before it.", $"Begin a new line before {Quote(name)}.");

    public static Diagnostic ChainedComparison(this SourceSpan at, string op) => new(
        ChainedComparisonKind, at, $"Comparisons do not chain, so {Quote(op)} cannot follow another one.", "Join two comparisons with 'and', or use 'in low..high'.");

    public static Diagnostic AssignmentInExpression(this SourceSpan at) => new(
        AssignmentInExpressionKind, at, "'=' gives a name its value and cannot stand inside an expression.", "Write '==' to compare.");

    public static Diagnostic ArgumentAssigned(this SourceSpan at, string name) => new(
        ArgumentAssignedKind, at, $"The argument {Quote(name)} is given its value with '='.", $"Write '{name}: …'.");

    public static Diagnostic TooManyErrors(this SourceSpan at, int limit) => new(
        TooManyErrorsKind, at, $"The file has more than {limit} syntax errors; the others are not shown.", "Mend these first.");

    public static Diagnostic MalformedSuppression(this SourceSpan at) => new(
        MalformedSuppressionKind,
        at,
        "The comment looks like a suppression but names no diagnostic.",
        "Write '// llmspec:disable LLM4012 because …' with the id of the warning and the reason.");

    public static Diagnostic UnusedSuppression(this SourceSpan at, string id) => new(
        UnusedSuppressionKind, at, $"There is no {id} here that this comment could silence.", "Remove the comment.");

    /// <summary>A piece of the source between quotes, shortened, without characters that would break the line.</summary>
    internal static string Quote(string text)
    {
        var shown = text.Length > LongestQuote ? text.Substring(0, LongestQuote) + "…" : text;
        return "'" + string.Concat(shown.Select(static c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c)) + "'";
    }
}
