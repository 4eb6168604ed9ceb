using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Diagnostics;

/// <summary>LLM1xxx: modules, declarations, names, members.</summary>
internal static class NameDiagnostics
{
    public static readonly DiagnosticKind UnknownModuleKind = new("LLM1001", Severity.Error, "Unknown module");
    public static readonly DiagnosticKind UnknownDeclarationKind = new("LLM1002", Severity.Error, "Unknown declaration");
    public static readonly DiagnosticKind AmbiguousNameKind = new("LLM1003", Severity.Error, "Name declared by several imports");
    public static readonly DiagnosticKind DuplicateDeclarationKind = new("LLM1004", Severity.Error, "Declared twice");
    public static readonly DiagnosticKind HidesDeclarationKind = new("LLM1005", Severity.Info, "Hides a declaration");
    public static readonly DiagnosticKind UnknownNameKind = new("LLM1006", Severity.Error, "Unknown name");
    public static readonly DiagnosticKind HidesBuiltInKind = new("LLM1007", Severity.Error, "Hides a built-in name");
    public static readonly DiagnosticKind BoundTwiceKind = new("LLM1008", Severity.Error, "Name bound twice");
    public static readonly DiagnosticKind UnknownPropertyKind = new("LLM1009", Severity.Error, "Unknown property");
    public static readonly DiagnosticKind NotHereKind = new("LLM1010", Severity.Error, "Not available here");
    public static readonly DiagnosticKind UnknownTargetKind = new("LLM1011", Severity.Error, "Assignment to an unknown name");
    public static readonly DiagnosticKind WrongSubjectKind = new("LLM1012", Severity.Error, "Attribute of another subject");
    public static readonly DiagnosticKind UnknownWordKind = new("LLM1013", Severity.Warning, "Word that names nothing");
    public static readonly DiagnosticKind CycleKind = new("LLM1014", Severity.Error, "Declarations that need one another");
    public static readonly DiagnosticKind DefinitionCycleKind = new("LLM1015", Severity.Error, "Definitions that need one another");
    public static readonly DiagnosticKind WrongCalleeKind = new("LLM1016", Severity.Error, "Called in the wrong place");
    public static readonly DiagnosticKind EngineNameKind = new("LLM1017", Severity.Error, "The engine's own name");
    public static readonly DiagnosticKind UnknownSubjectKind = new("LLM1018", Severity.Error, "Unknown subject of an attribute");
    public static readonly DiagnosticKind UnknownTypedNameKind = new("LLM1019", Severity.Error, "Unknown name on the command line");
    public static readonly DiagnosticKind AmbiguousTypedNameKind = new("LLM1020", Severity.Error, "Ambiguous name on the command line");
    public static readonly DiagnosticKind WordNeedsIsKind = new("LLM1021", Severity.Error, "Property asked for with 'is'");
    public static readonly DiagnosticKind NotAnInputKind = new("LLM1022", Severity.Error, "Value for what is no input");
    public static readonly DiagnosticKind CannotBeAskedKind = new("LLM1032", Severity.Error, "Question that 'is' cannot ask");

    public static Diagnostic UnknownModule(this SourceSpan at, string module, string? suggestion) => new(
        UnknownModuleKind, at, $"Unknown module '{module}'{DidYouMean(suggestion)}", suggestion is null ? "Import a module of the catalogue; a project's own files need no import." : $"Write 'import {suggestion}'.");

    public static Diagnostic UnknownDeclaration(this SourceSpan at, string kind, string name, string? suggestion, string? module) => new(
        UnknownDeclarationKind,
        at,
        module is not null ? $"The {kind} '{name}' is declared in the module '{module}', which is not imported." : $"Unknown {kind} '{name}'{DidYouMean(suggestion)}",
        module is not null ? $"Add 'import {module}'." : suggestion is not null ? $"Write '{suggestion}'." : $"Declare it, or import the module that does.");

    public static Diagnostic AmbiguousName(this SourceSpan at, string kind, string name, IReadOnlyList<string> candidates, SourceSpan? related) => new(
        AmbiguousNameKind, at, $"The {kind} '{name}' may be {Listed(candidates, "or")}.", "Write the one that is meant with its module.", related, "one of them");

    public static Diagnostic DuplicateDeclaration(this SourceSpan at, string kind, string name, SourceSpan other) => new(
        DuplicateDeclarationKind, at, $"The {kind} '{name}' is declared already.", "Give one of the two another name.", other, "declared here");

    public static Diagnostic HidesDeclaration(this SourceSpan at, string kind, string name, string module, SourceSpan other) => new(
        HidesDeclarationKind, at, $"This {kind} hides '{name}' of the module '{module}' in this project; what the catalogue wrote goes on using its own.", $"Write '{module}.{name}' where the other one is meant.", other, "hidden here");

    public static Diagnostic UnknownName(this SourceSpan at, string name, string? suggestion, string? remedy) => new(
        UnknownNameKind, at, $"Unknown name '{name}'{DidYouMean(suggestion)}", remedy ?? (suggestion is null ? "Declare it before it is used." : $"Write '{suggestion}'."));

    public static Diagnostic HidesBuiltIn(this SourceSpan at, string name) => new(
        HidesBuiltInKind, at, $"'{name}' is built in and cannot be declared again.", "Choose another name.");

    public static Diagnostic BoundTwice(this SourceSpan at, string name, SourceSpan? other) => new(
        BoundTwiceKind, at, $"'{name}' is bound already on this path.", "Give one of the two another name.", other, "bound here");

    public static Diagnostic UnknownProperty(this SourceSpan at, string subject, string name, string? suggestion, string? remedy = null) => new(
        UnknownPropertyKind, at, $"{subject} has no '{name}'{DidYouMean(suggestion)}", remedy ?? (suggestion is null ? null : $"Write '{suggestion}'."));

    public static Diagnostic NotHere(this SourceSpan at, string name, string place, string? remedy) => new(
        NotHereKind, at, $"'{name}' means nothing in {place}.", remedy);

    public static Diagnostic UnknownTarget(this SourceSpan at, string name, string subject, string? suggestion) => new(
        UnknownTargetKind, at, $"'{name}' is no channel or attribute of {subject}{DidYouMean(suggestion)}", suggestion is null ? "Declare it with 'attribute' or 'channel', or bind a number with 'let'." : $"Write '{suggestion}'.");

    public static Diagnostic WrongSubject(this SourceSpan at, string name, string subject, IReadOnlyList<string> subjects) => new(
        WrongSubjectKind, at, $"'{name}' belongs to {Listed(subjects, "and")}, not to {subject}.", $"Assign it to {Listed(subjects, "or")}.");

    public static Diagnostic UnknownWord(this SourceSpan at, string word, string? suggestion) => new(
        UnknownWordKind, at, $"No operator, tag, node, step or repeat index is called '{word}'{DidYouMean(suggestion)}", suggestion is null ? "Write a word that some architecture or operator uses." : $"Write '{suggestion}'.");

    public static Diagnostic Cycle(this SourceSpan at, IReadOnlyList<string> path, SourceSpan related) => new(
        CycleKind,
        at,
        path.Count == 1 ? $"'{path[0]}' needs itself." : $"{Listed(path, "and")} need one another.",
        "Break the circle.",
        related,
        "one step of the circle");

    public static Diagnostic DefinitionCycle(this SourceSpan at, IReadOnlyList<string> path) => new(
        DefinitionCycleKind, at, path.Count == 1 ? $"The definition '{path[0]}' needs itself." : $"The definitions {Listed(path, "and")} need one another.", "Break the circle.");

    public static Diagnostic WrongCallee(this SourceSpan at, string name, string what, string remedy) => new(
        WrongCalleeKind, at, $"'{name}' is {what}.", remedy);

    public static Diagnostic EngineName(this SourceSpan at, string name) => new(
        EngineNameKind, at, $"'{name}' is known to the engine and cannot be declared again.", "Choose another name.");

    public static Diagnostic UnknownSubject(this SourceSpan at, string subject, string? suggestion) => new(
        UnknownSubjectKind, at, $"Attributes belong to hardware, operator, weight, activation or cache, not to '{subject}'{DidYouMean(suggestion)}", suggestion is null ? "Name one of the five." : $"Write '{suggestion}'.");

    public static Diagnostic UnknownTypedName(this SourceSpan at, string sentence) => new(UnknownTypedNameKind, at, sentence, "'llmspec list' shows what there is.");

    public static Diagnostic AmbiguousTypedName(this SourceSpan at, string sentence) => new(AmbiguousTypedNameKind, at, sentence, "Write the one that is meant with its module.");

    public static Diagnostic WordNeedsIs(this SourceSpan at, string property) => new(
        WordNeedsIsKind, at, $"'{property}' is a set of words, not a value.", $"Ask '{property} is …'.");

    public static Diagnostic NotAnInput(this SourceSpan at, string name, string? suggestion) => new(
        NotAnInputKind, at, $"'{name}' is no input{DidYouMean(suggestion)}", suggestion is null ? "Name an input of the analysis." : $"Write '{suggestion}'.");

    public static Diagnostic CannotBeAsked(this SourceSpan at, string name, string? suggestion) => new(
        CannotBeAskedKind, at, $"'{name}' cannot be asked with 'is'{DidYouMean(suggestion)}", "Ask operator, name, tag, inside, readers, weight, cache or phase.");

    /// <summary>The end of a sentence that says a name is unknown.</summary>
    internal static string DidYouMean(string? suggestion) => suggestion is null ? "." : $"; did you mean '{suggestion}'?";

    /// <summary><c>'a', 'b' and 'c'</c>.</summary>
    internal static string Listed(IReadOnlyList<string> names, string last)
    {
        var quoted = names.Take(8).Select(n => $"'{n}'").ToList();
        if (names.Count > quoted.Count)
        {
            quoted[quoted.Count - 1] = $"{names.Count - quoted.Count + 1} others";
        }

        return quoted.Count < 2 ? string.Concat(quoted) : string.Join(", ", quoted.Take(quoted.Count - 1)) + " " + last + " " + quoted[quoted.Count - 1];
    }
}
