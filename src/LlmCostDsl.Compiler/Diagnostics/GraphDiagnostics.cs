using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Diagnostics;

/// <summary>What only shows when a graph is built: values, bindings, caches, sharing, repeats.</summary>
internal static class GraphDiagnostics
{
    public static readonly DiagnosticKind DimensionMismatchKind = new("LLM2501", Severity.Error, "Dimensions do not agree");
    public static readonly DiagnosticKind NotANumberKind = new("LLM2502", Severity.Error, "Number needed");
    public static readonly DiagnosticKind NotWholeKind = new("LLM2503", Severity.Error, "Number that is not whole");
    public static readonly DiagnosticKind MayNotBeWholeKind = new("LLM2504", Severity.Error, "Count that may not be whole");
    public static readonly DiagnosticKind NotAValueKind = new("LLM2505", Severity.Error, "No value");
    public static readonly DiagnosticKind DividesByZeroKind = new("LLM2506", Severity.Error, "Division by zero");
    public static readonly DiagnosticKind UnknownPhaseKind = new("LLM3001", Severity.Error, "Step of another model missing");
    public static readonly DiagnosticKind NotBoundHereKind = new("LLM3002", Severity.Error, "Name not bound on this path");
    public static readonly DiagnosticKind NoSuchPropertyKind = new("LLM3003", Severity.Error, "No such property");
    public static readonly DiagnosticKind NeedsItselfKind = new("LLM3004", Severity.Error, "Value that needs itself");
    public static readonly DiagnosticKind NotKnownKind = new("LLM3005", Severity.Error, "Structure not known when compiling");
    public static readonly DiagnosticKind IndexOfSymbolicRepeatKind = new("LLM3006", Severity.Error, "Index of a repeat of unknown length");
    public static readonly DiagnosticKind NoSuchIterationKind = new("LLM3007", Severity.Error, "No such iteration");
    public static readonly DiagnosticKind DuplicateNodeKind = new("LLM3008", Severity.Error, "Node name used twice");
    public static readonly DiagnosticKind NotATensorKind = new("LLM3009", Severity.Error, "Tensor needed in a graph");
    public static readonly DiagnosticKind SharingTargetKind = new("LLM3010", Severity.Error, "Nothing to share");
    public static readonly DiagnosticKind SharingSizeKind = new("LLM3011", Severity.Error, "Shared weights differ in size");
    public static readonly DiagnosticKind CarriedShapeKind = new("LLM3012", Severity.Error, "Carried tensor changes its shape");
    public static readonly DiagnosticKind RequirementKind = new("LLM3013", Severity.Error, "Requirement not met");
    public static readonly DiagnosticKind NoResultKind = new("LLM3014", Severity.Error, "Operator without result");
    public static readonly DiagnosticKind RepeatCountKind = new("LLM3015", Severity.Error, "Repeat that cannot be counted");
    public static readonly DiagnosticKind CacheKind = new("LLM3017", Severity.Error, "In a cache already, or in none");
    public static readonly DiagnosticKind CacheOfAliasKind = new("LLM3016", Severity.Error, "Nothing new to cache or share");

    public static Diagnostic DimensionMismatch(this SourceSpan at, Dimension found, Dimension wanted)
        => new(DimensionMismatchKind, at, $"This is {found}, but {wanted} is needed here.", "Convert one side, or correct the formula.");

    public static Diagnostic NotANumber(this SourceSpan at) => new(NotANumberKind, at, "This is not a number.", "Name the property that is meant, such as its size or its time.");

    public static Diagnostic NotWhole(this SourceSpan at, string value) => new(NotWholeKind, at, $"This is {value}, which is not a whole number.", "Use floor, ceil or round.");

    public static Diagnostic NotACount(this SourceSpan at, string name, string value)
        => new(NotWholeKind, at, $"'{name}' is a count, and {value} is not one.", "Give a whole number that is not negative.");

    public static Diagnostic NotAnExtent(this SourceSpan at, string value)
        => new(NotWholeKind, at, $"An extent is a count, and {value} is not one.", "Say what is meant with floor, ceil or round, or correct the shape.");

    public static Diagnostic MayNotBeWhole(this SourceSpan at, string name, string value)
        => new(MayNotBeWholeKind, at, $"'{name}' is a count, and '{value}' need not be whole.", "Say what is meant with floor, ceil or round.");

    public static Diagnostic NotAValue(this SourceSpan at) => new(NotAValueKind, at, "This has no value here.");

    public static Diagnostic DividesByZero(this SourceSpan at, string what) => new(DividesByZeroKind, at, $"{what} divides by zero.", "Guard it with 'if … then … else …'.");

    public static Diagnostic NotBoundHere(this SourceSpan at, string name)
        => new(NotBoundHereKind, at, $"'{name}' is not bound on the path taken here.", "Bind it in every branch that leads here.");

    public static Diagnostic NoSuchProperty(this SourceSpan at, string subject, string name) => new(NoSuchPropertyKind, at, $"{subject} has no '{name}'.");

    public static Diagnostic NoModelParameter(this SourceSpan at, string name)
        => new(NoSuchPropertyKind, at, $"The model has no '{name}'.", $"Ask first: 'if present(model.{name}) …'.");

    public static Diagnostic NeedsItself(this SourceSpan at) => new(NeedsItselfKind, at, "This value needs itself to be computed.", "Break the circle.");

    public static Diagnostic NotKnownWhenCompiling(this SourceSpan at, string dependsOn)
        => new(NotKnownKind, at, $"This decides the structure of the graph, but it is not known when compiling: it depends on {dependsOn}.", "Bind it to a constant.");

    public static Diagnostic DecidesStructure(this SourceSpan at, string transform, string parameter, SourceSpan condition)
        => new(NotKnownKind, at, $"'{parameter}' decides the structure of the graph that '{transform}' leaves, by '{condition.Text}', so it must be known when compiling.",
            $"Give '{parameter}' a constant; for a few values, one 'apply … when' each.", condition, "the condition");

    public static Diagnostic IndexOfSymbolicRepeat(this SourceSpan at)
        => new(IndexOfSymbolicRepeatKind, at, "This asks for the index of a repeat whose length is not known when compiling.", "Give the repeat a constant length.");

    public static Diagnostic NoSuchIteration(this SourceSpan at, string repeat, string index, string member)
        => new(NoSuchIterationKind, at, $"'{member}' of '{repeat}[{index}]' is not there yet.", "Name an iteration before this one, and a node of its body.");

    public static Diagnostic NoIterationBefore(this SourceSpan at, string fact)
        => new(NoSuchIterationKind, at, fact + ".", "Match only where there is one: 'where y.layer >= 1 …'.");

    public static Diagnostic DuplicateNode(this SourceSpan at, string name, SourceSpan other)
        => new(DuplicateNodeKind, at, $"There is a node '{name}' already.", "Give one of the two another name.", other, "the other one");

    public static Diagnostic NotATensor(this SourceSpan at) => new(NotATensorKind, at, "This is not a tensor.", "Name a node, or call an operator.");

    public static Diagnostic NothingToShare(this SourceSpan at, string path)
        => new(SharingTargetKind, at, $"There is no weight '{path}' to share.", "Name a node's weight, or a weight the architecture declares.");

    public static Diagnostic SharedSizesDiffer(this SourceSpan at, string own, string other)
        => new(SharingSizeKind, at, $"This weight has {own} elements, the one it shares {other}.", "Share a weight of equal size.");

    public static Diagnostic CarriedShapeChanges(this SourceSpan at, string name, string before, string after)
        => new(CarriedShapeKind, at, $"'{name}' enters the repeat as [{before}] and leaves it as [{after}].", "Carry tensors of equal shape.");

    public static Diagnostic RequirementNotMet(this SourceSpan at, string where, string sentence, SourceSpan? node)
        => new(RequirementKind, at, $"{where}{sentence}.", null, node, "used here");

    public static Diagnostic DoesNotFit(this SourceSpan at, string transform, string sentence, SourceSpan requirement)
        => new(RequirementKind, at, $"'{transform}': {sentence}.", null, requirement, "what it requires");

    public static Diagnostic NoResult(this SourceSpan at, string name) => new(NoResultKind, at, $"'{name}' has no result here.", "Declare one on every path.");

    public static Diagnostic RepeatCannotBeCounted(this SourceSpan at, string count) => new(RepeatCountKind, at, $"A body cannot be repeated {count} times.", $"Give a whole number from 0 to {LimitDiagnostics.NodeLimit}.");

    public static Diagnostic NothingNew(this SourceSpan at, string name)
        => new(CacheOfAliasKind, at, $"'{name}' makes no tensor of its own to cache, tag or share.", "Call an operator here, or say it where the tensor is made.");

    public static Diagnostic NoCacheToLeave(this SourceSpan at, string name)
        => new(CacheKind, at, $"'{name}' is in no cache that it could leave.", "In a 'replace', say 'not in cache' of the name of a cached node: 'where k.tag is kv' finds those that are.");

    public static Diagnostic CachedAlready(this SourceSpan at, string name)
        => new(CacheKind, at, $"'{name}' is in a cache already.", "Change that one: 'every cache where name is …'.");

    public static Diagnostic UnknownPhase(this SourceSpan at, string phase, string model, string phases)
        => new(UnknownPhaseKind, at, $"'{model}' has no step '{phase}'.", $"It has: {phases}.");
}
