using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Diagnostics;

/// <summary>What shows when transforms are applied.</summary>
internal static class TransformDiagnostics
{
    public static readonly DiagnosticKind NoSuchParameterKind = new("LLM4501", Severity.Error, "No such parameter to set");
    public static readonly DiagnosticKind NothingMatchedKind = new("LLM4502", Severity.Warning, "A rule that matches nothing");
    public static readonly DiagnosticKind OverruledKind = new("LLM4503", Severity.Info, "An assignment is overruled");
    public static readonly DiagnosticKind ReplacesAssignedKind = new("LLM4504", Severity.Warning, "What an earlier transform assigned is replaced");
    public static readonly DiagnosticKind DroppedByBecomeKind = new("LLM4505", Severity.Warning, "Transforms before 'become' are dropped");
    public static readonly DiagnosticKind NestedTooDeepKind = new("LLM4506", Severity.Error, "Transforms apply one another too deeply");
    public static readonly DiagnosticKind CannotFuseKind = new("LLM4507", Severity.Error, "What cannot be fused");
    public static readonly DiagnosticKind StillReadKind = new("LLM4508", Severity.Error, "A replaced result is still read");
    public static readonly DiagnosticKind VariantConditionKind = new("LLM4509", Severity.Error, "A condition that cannot choose a variant");

    public static Diagnostic NoSuchParameter(this SourceSpan at, string architecture, string name)
        => new(NoSuchParameterKind, at, $"'{architecture}' has no parameter '{name}'.", "Set one it has.");

    public static Diagnostic NothingMatched(this SourceSpan at, string transform, string rule, SourceSpan applied)
        => new(NothingMatchedKind, at, $"This rule of '{transform}' ({rule}) matches nothing in the model: it changes nothing.", "Correct its condition, or leave the transform out.", applied, "applied here");

    public static Diagnostic Overruled(this SourceSpan at, string name, string by, SourceSpan earlier)
        => new(OverruledKind, at, $"'{by}' sets '{name}', which an earlier transform had set; this one wins.", "Read 'it." + name + "' to build on the earlier value.", earlier, "set here before");

    public static Diagnostic ReplacesAssigned(this SourceSpan at, string transform, string node)
        => new(ReplacesAssignedKind, at, $"'{transform}' replaces '{node}', whose costs an earlier transform had assigned; the new node starts afresh.", "Apply the two in the other order.");

    public static Diagnostic DroppedByBecome(this SourceSpan at, string transforms)
        => new(DroppedByBecomeKind, at, $"The model is replaced here; transforms before it are dropped: {transforms}.", "Apply them after it.");

    public static Diagnostic TransformsNestTooDeep(this SourceSpan at, string name) => new(NestedTooDeepKind, at, $"'{name}' applies itself, directly or through others.", "Break the circle.");

    public static Diagnostic CannotFuse(this SourceSpan at, string why) => new(CannotFuseKind, at, why);

    public static Diagnostic StillRead(this SourceSpan at, string result)
        => new(StillReadKind, at, $"'{result}' is replaced, but its result is still read elsewhere.", "Give the new node a result of that name, or keep the old one.");

    public static Diagnostic NotAVariant(this SourceSpan at, string dependsOn)
        => new(VariantConditionKind, at, $"Whether this transform applies is not known when compiling: it depends on {dependsOn}.", "Use a constant, or an input of type bool by itself.");
}
