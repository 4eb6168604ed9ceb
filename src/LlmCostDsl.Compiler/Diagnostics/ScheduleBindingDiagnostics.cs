using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Diagnostics;

/// <summary>LLM50xx: what reading alone shows of schedules and timings.</summary>
internal static class ScheduleBindingDiagnostics
{
    public static readonly DiagnosticKind NoTimeKind = new("LLM5001", Severity.Error, "Timing without 'time'");
    public static readonly DiagnosticKind StepParameterKind = new("LLM5013", Severity.Error, "Argument that a step does not take, or need not be given");
    public static readonly DiagnosticKind DefinitionArgumentsKind = new("LLM5002", Severity.Error, "Wrong number of arguments of a definition");
    public static readonly DiagnosticKind DefinitionNotCalledKind = new("LLM5003", Severity.Error, "Definition used without its arguments");
    public static readonly DiagnosticKind OverrideFormKind = new("LLM5004", Severity.Error, "Override of another form");
    public static readonly DiagnosticKind OverridesNothingKind = new("LLM5005", Severity.Warning, "Definition that overrides nothing");
    public static readonly DiagnosticKind NoSuchStepKind = new("LLM5006", Severity.Error, "Step that the architecture does not declare");
    public static readonly DiagnosticKind UnknownStepKind = new("LLM5007", Severity.Warning, "Step that no architecture declares");
    public static readonly DiagnosticKind StepPhaseKind = new("LLM5008", Severity.Error, "Step without its phase");
    public static readonly DiagnosticKind NoScheduleFitsKind = new("LLM5009", Severity.Error, "No schedule fits the model");
    public static readonly DiagnosticKind OutputTwiceKind = new("LLM5010", Severity.Error, "Definition that the schedule has already");
    public static readonly DiagnosticKind TotalFormKind = new("LLM5011", Severity.Error, "Total of nothing");
    public static readonly DiagnosticKind BaseOfNothingKind = new("LLM5012", Severity.Error, "Base of nothing");

    public static readonly DiagnosticKind NoElasticityKind = new("LLM5014", Severity.Error, "Sensitivity of what is no figure");
    public static readonly DiagnosticKind NoVariableKind = new("LLM5015", Severity.Error, "Sensitivity to what cannot change a little");
    public static readonly DiagnosticKind ElasticityTwiceKind = new("LLM5016", Severity.Error, "Elasticity that is there already");

    public static readonly DiagnosticKind FitsKind = new("LLM5017", Severity.Error, "Fit that cannot be told");

    public static Diagnostic NoTime(this SourceSpan at, string timing) => new(
        NoTimeKind, at, $"The timing '{timing}' does not define 'time'.", "Add 'time = …', the seconds of one execution.");

    public static Diagnostic StepParameterWithoutDefault(this SourceSpan at, string name) => new(
        StepParameterKind, at, $"'{name}' has no default, and not every step says it.", $"Give it one: '{name}: … = …'.");

    public static Diagnostic NoStepParameter(this SourceSpan at, string architecture, string name) => new(
        StepParameterKind, at, $"A step of '{architecture}' takes no '{name}'.", $"Declare it there: 'steps … with ({name}: …)', or leave it out.");

    public static Diagnostic DefinitionArguments(this SourceSpan at, string name, int takes, int given) => new(
        DefinitionArgumentsKind, at, $"'{name}' takes {Arguments(takes)}, and {given} {(given == 1 ? "is" : "are")} given.", "Give as many as it has parameters, without names.");

    public static Diagnostic DefinitionNotCalled(this SourceSpan at, string name, int takes) => new(
        DefinitionNotCalledKind, at, $"'{name}' takes {Arguments(takes)} and has no value without.", $"Write '{name}(…)'.");

    public static Diagnostic OverrideForm(this SourceSpan at, string name, int takes, int given, SourceSpan other) => new(
        OverrideFormKind, at, $"'{name}' takes {Arguments(takes)} where it is defined, and {given} here.", "Override it in its own form.", other, "defined here");

    public static Diagnostic OverridesNothing(this SourceSpan at, string name, string target, string suggestion) => new(
        OverridesNothingKind, at, $"'{target}' has no definition '{name}', so this overrides nothing; did you mean '{suggestion}'?", $"Write '{suggestion}', or 'let {name} = …' for a figure of its own.");

    public static Diagnostic NoSuchStep(this SourceSpan at, string schedule, string phase, string architecture, IReadOnlyList<string> phases, SourceSpan related) => new(
        NoSuchStepKind, at, $"'{schedule}' asks for the step '{phase}', and '{architecture}' has only {NameDiagnostics.Listed(phases, "and")}.", "Choose a schedule that fits the model.", related, "asked for here");

    public static Diagnostic UnknownStep(this SourceSpan at, string phase, string? suggestion) => new(
        UnknownStepKind, at, $"No architecture declares a step '{phase}'{NameDiagnostics.DidYouMean(suggestion)}", suggestion is null ? "Ask for a step that some architecture declares." : $"Write '{suggestion}'.");

    public static Diagnostic StepPhase(this SourceSpan at) => new(
        StepPhaseKind, at, "A step begins with the word for its phase.", "Write 'step(phase, tokens: …, context: …)'.");

    public static Diagnostic NoScheduleFits(this SourceSpan at, string model, IReadOnlyList<string> phases) => new(
        NoScheduleFitsKind, at, $"No schedule of std asks only for steps that '{model}' has: {NameDiagnostics.Listed(phases, "and")}.", "Name a schedule that does.");

    public static Diagnostic OutputTwice(this SourceSpan at, string name, SourceSpan other) => new(
        OutputTwiceKind, at, $"'{name}' is defined by the schedule already.", "Choose another name, or override it in a transform.", other, "defined here");

    public static Diagnostic TotalForm(this SourceSpan at, string why) => new(
        TotalFormKind, at, why, "Write 's.total(it.…)' of a step, with 'where …' if wanted.");

    public static Diagnostic BaseOfNothing(this SourceSpan at, string name, string target, string? suggestion) => new(
        BaseOfNothingKind, at, $"'{target}' defines no '{name}'{NameDiagnostics.DidYouMean(suggestion)}", suggestion is null ? "Name a definition that is overridden." : $"Write 'base.{suggestion}'.");

    public static Diagnostic NoElasticity(this SourceSpan at, string name, string what) => new(
        NoElasticityKind, at, $"'{name}' is {what}, and no output in numbers.", "Name an output of the analysis or of its schedule that is a number.");

    public static Diagnostic NoVariable(this SourceSpan at, string name, string what) => new(
        NoVariableKind, at, $"'{name}' is {what}: nothing can change by a percent of it.", "Name inputs that are numbers, and figures of the device: 'to batch, hw.bandwidth'.");

    public static Diagnostic ElasticityTwice(this SourceSpan at, string output, string? variable, SourceSpan other) => new(
        ElasticityTwiceKind, at, $"The elasticity of '{output}'{(variable is null ? string.Empty : $" to '{variable}'")} is asked for already.", "Ask for it once.", other, "asked for here");

    public static Diagnostic ElasticityDefined(this SourceSpan at, string output, string definition, SourceSpan other) => new(
        ElasticityTwiceKind, at, $"The elasticities of '{output}' would stand beside '{definition}', which is defined.", "Give the definition another name.", other, "defined here");

    public static Diagnostic NothingToFit(this SourceSpan at, string name) => new(
        FitsKind, at, $"'{name}' is no output in numbers, so nothing can be said of its fit.", "Name an output of the schedule: 'fits memory.total in hw.capacity'.");

    public static Diagnostic NoRoom(this SourceSpan at, string name) => new(
        FitsKind, at, $"'{name}' is no figure of the device, so nothing can fit in it.", "Name one: 'fits memory.total in hw.capacity'.");

    public static Diagnostic NoFitVariable(this SourceSpan at, string name, string? suggestion) => new(
        FitsKind, at, $"The schedule has no parameter '{name}' in numbers{NameDiagnostics.DidYouMean(suggestion)}", suggestion is null ? "Name parameters of the schedule behind 'for'." : $"Write '{suggestion}'.");

    public static Diagnostic FitsTwice(this SourceSpan at, string name, SourceSpan other) => new(
        FitsKind, at, $"Whether '{name}' fits there is asked for already.", "Ask for it once.", other, "asked for here");

    private static string Arguments(int count) => count == 0 ? "no arguments" : count == 1 ? "one argument" : $"{count} arguments";
}
