using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Diagnostics;

/// <summary>What shows when transforms are applied.</summary>
internal static class TransformDiagnostics
{
    public static readonly DiagnosticKind NoSuchParameterKind = new("LLM4501", Severity.Error, "Model without the parameter to set");
    public static readonly DiagnosticKind NothingMatchedKind = new("LLM4502", Severity.Warning, "Rule that matches nothing");
    public static readonly DiagnosticKind OverruledKind = new("LLM4503", Severity.Info, "Assignment overruled");
    public static readonly DiagnosticKind ReplacesAssignedKind = new("LLM4504", Severity.Warning, "Assigned operator replaced");
    public static readonly DiagnosticKind DroppedByBecomeKind = new("LLM4505", Severity.Warning, "Transforms before 'become' dropped");
    public static readonly DiagnosticKind NestedTooDeepKind = new("LLM4506", Severity.Error, "Transforms apply one another too deeply");
    public static readonly DiagnosticKind VariantConditionKind = new("LLM4507", Severity.Error, "Condition that chooses no variant");
    public static readonly DiagnosticKind StillReadKind = new("LLM4508", Severity.Error, "Replaced result still read");
    public static readonly DiagnosticKind DefinitionOverruledKind = new("LLM4509", Severity.Warning, "Definition overruled");
    public static readonly DiagnosticKind NothingSetKind = new("LLM4510", Severity.Warning, "Set that changes nothing");

    public static Diagnostic NoSuchParameter(this SourceSpan at, string architecture, string name)
        => new(NoSuchParameterKind, at, $"'{architecture}', the model's architecture, has no parameter '{name}'.", $"Set a parameter that it has, or ask first: 'if present(model.{name}) {{ … }}'.");

    // Said where the transform is applied: the rule may be the catalogue's, which a project can neither mend nor silence a warning in.
    public static Diagnostic NothingMatched(this SourceSpan applied, string transform, SourceSpan rule)
        => new(NothingMatchedKind, applied, $"A rule of '{transform}' matches nothing in this model, so it changes nothing.", "Correct the rule's condition, or leave the transform out.", rule, "the rule");

    public static Diagnostic NothingSet(this SourceSpan applied, string transform, string parameter, SourceSpan set)
        => new(NothingSetKind, applied, $"'{transform}' sets '{parameter}', which no operator of this model's graph depends on, so it changes nothing.", "Set the parameter that the model's operators use, or leave the transform out.", set, "the set");

    public static Diagnostic Overruled(this SourceSpan applied, string name, string by, SourceSpan earlier)
        => new(OverruledKind, applied, $"'{by}' sets '{name}', which an earlier transform had set; this one wins.", $"Leave one of the two out, or read 'it.{name}' in the later to build on the earlier.", earlier, "set here before");

    public static Diagnostic DefinitionOverruled(this SourceSpan at, string path, string by, string earlierBy, SourceSpan earlier)
        => new(DefinitionOverruledKind, at, $"'{by}' replaces '{path}', which '{earlierBy}' had replaced; what that one says of it is lost.", "Use 'base." + path + "', or apply one of the two.", earlier, "replaced here before");

    public static Diagnostic ReplacesAssigned(this SourceSpan applied, string transform, string node, SourceSpan rule)
        => new(ReplacesAssignedKind, applied, $"'{transform}' replaces '{node}', whose costs an earlier transform had assigned; the new operators start afresh.", "Apply the two in the other order.", rule, "the rule");

    public static Diagnostic DroppedByBecome(this SourceSpan at, string transforms)
        => new(DroppedByBecomeKind, at, $"The model is replaced here; transforms before it are dropped: {transforms}.", "Apply them after it.");

    public static Diagnostic TransformsNestTooDeep(this SourceSpan at, string name) => new(NestedTooDeepKind, at, $"'{name}' is applied through too many other transforms.", "Apply it more directly.");

    public static Diagnostic StillRead(this SourceSpan at, string result)
        => new(StillReadKind, at, $"'{result}' is replaced, but its result is still read elsewhere.", "Give the new node a result of that name, or keep the old one.");

    public static Diagnostic NotAVariant(this SourceSpan at, string dependsOn)
        => new(VariantConditionKind, at, $"Whether this transform applies cannot be decided: the condition has no value, because of {dependsOn}.", "Use a condition that is always true or false.");
}
