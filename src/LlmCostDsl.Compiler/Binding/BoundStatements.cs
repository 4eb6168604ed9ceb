using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Syntax;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Binding;

internal abstract record BoundStatement(SourceSpan At);

internal sealed record BoundLet(SourceSpan At, string Name, BoundExpression Value) : BoundStatement(At);

internal sealed record BoundRequire(SourceSpan At, BoundExpression Condition, string Otherwise) : BoundStatement(At);

/// <summary>A channel or an attribute set or adjusted. The right side already has its dimension (flops where a plain number counts operations).</summary>
internal sealed record BoundAssignment(SourceSpan At, string Name, SourceSpan NameAt, SpecType TargetType, AssignmentOperator Operator, BoundExpression Value)
    : BoundStatement(At);

internal sealed record BoundFlow(SourceSpan At, BoundExpression Tensor, BoundExpression? Factor);

internal sealed record BoundFlows(SourceSpan At, bool IsReads, EquatableArray<BoundFlow> Flows) : BoundStatement(At);

internal sealed record BoundIfStatement(SourceSpan At, BoundExpression Condition, EquatableArray<BoundStatement> Then, EquatableArray<BoundStatement> Else)
    : BoundStatement(At);

// ---- operators and architectures ----------------------------------------------------------------------------------------------------

/// <summary>A weight or a cache an operator (or, to share, an architecture) declares.</summary>
internal sealed record BoundStore(
    SourceSpan At, bool IsCache, string Name, EquatableArray<BoundExtent> Shape, BoundExpression? Width, EquatableArray<BoundAssignment> Attributes)
    : BoundStatement(At);

/// <summary>A result; the first of an operator is its value.</summary>
/// <param name="ViewOf">A tensor parameter whose memory it shares.</param>
internal sealed record BoundResult(
    SourceSpan At, string? Name, EquatableArray<BoundExtent> Shape, BoundExpression? Width, string? ViewOf, EquatableArray<BoundAssignment> Attributes)
    : BoundStatement(At);

internal sealed record BoundRepeat(SourceSpan At, BoundExpression Count, string? Index, EquatableArray<string> Carried, EquatableArray<BoundStatement> Body)
    : BoundStatement(At);

/// <summary><c>sharing path when c</c>; the path is looked up in the model's graph when it stands complete.</summary>
internal sealed record BoundSharing(SourceSpan At, EquatableArray<string> Path, BoundExpression? When);

/// <summary>A node, or an alias where the value makes none.</summary>
/// <param name="Cache">Attributes of the cache it is kept in; null where it is not cached.</param>
internal sealed record BoundNode(
    SourceSpan At, string Name, SourceSpan NameAt, BoundExpression Value, EquatableArray<BoundAssignment>? Cache, BoundSharing? Sharing, EquatableArray<BoundWord> Tags)
    : BoundStatement(At)
{
    public string? Documentation { get; init; }

    /// <summary>It is no longer kept in the cache of what it takes over.</summary>
    public bool LeavesCache { get; init; }
}

// ---- models, transforms, schedules ---------------------------------------------------------------------------------------------------

/// <summary>An argument by the parameter it binds.</summary>
internal sealed record BoundArgument(SourceSpan At, string Parameter, BoundExpression Value);

internal sealed record BoundApply(SourceSpan At, TransformSymbol Transform, EquatableArray<BoundArgument> Arguments, BoundExpression? When) : BoundStatement(At);

/// <summary><c>expect a &lt; b within t at x: 1</c>.</summary>
internal sealed record BoundExpect(SourceSpan At, BoundExpression Condition, BoundExpression? Within, EquatableArray<BoundArgument> Inputs) : BoundStatement(At);

/// <summary><c>sensitivity latency to batch, hw.bandwidth</c>.</summary>
/// <param name="Variables">Null for all that an output reads.</param>
internal sealed record BoundSensitivity(SourceSpan At, EquatableArray<BoundDefinitionUse> Outputs, EquatableArray<BoundVariable>? Variables) : BoundStatement(At);

/// <summary>An input, or a figure of the device, that something changes with.</summary>
internal sealed record BoundVariable(SourceSpan At, string Name, bool IsAttribute)
{
    /// <summary>As it is written.</summary>
    public string Text => IsAttribute ? "hw." + Name : Name;
}

/// <summary><c>fits memory.total in hw.capacity for batch, prompt</c> in a schedule.</summary>
/// <param name="What">The output that has to fit.</param>
/// <param name="Room">The figure of the device.</param>
/// <param name="Variables">Parameters of the schedule whose largest values are worth knowing.</param>
internal sealed record BoundFits(SourceSpan At, string What, string Room, EquatableArray<string> Variables) : BoundStatement(At);

internal sealed record BoundSetRule(SourceSpan At, string Parameter, SourceSpan NameAt, BoundExpression Value) : BoundStatement(At);

/// <summary><c>become m</c>: a model by name or a parameter of type model.</summary>
internal sealed record BoundBecomeRule(SourceSpan At, BoundExpression Model) : BoundStatement(At);

internal enum RuleSubject
{
    Weight,
    Activation,
    Cache,
    Operator,
}

/// <summary>The body holds lets, requires, flows (operators only) and assignments.</summary>
internal sealed record BoundEveryRule(SourceSpan At, RuleSubject Subject, BoundExpression? Where, EquatableArray<BoundStatement> Body) : BoundStatement(At);

/// <summary><c>y = op(x, …)</c> in a pattern.</summary>
/// <param name="Operator">The operator's symbol, or null for <c>any</c> and for tags.</param>
/// <param name="Word">The word as written: an operator made by an earlier <c>fuse … into</c> has no symbol, only this name, and a parameter none at all.</param>
internal sealed record BoundPatternNode(
    SourceSpan At, string Name, bool IsTag, bool IsAny, OperatorSymbol? Operator, BoundWord Word, EquatableArray<string> Captures);

internal sealed record BoundFuseRule(
    SourceSpan At, EquatableArray<BoundPatternNode> Pattern, BoundExpression? Where, string Into, EquatableArray<BoundWord> Tags, EquatableArray<BoundStatement> Body)
    : BoundStatement(At);

/// <summary>The body holds architecture statements.</summary>
internal sealed record BoundReplaceRule(
    SourceSpan At, EquatableArray<BoundPatternNode> Pattern, BoundExpression? Where, EquatableArray<BoundStatement> Body) : BoundStatement(At);

/// <summary>Definitions of a schedule or timing overridden by a transform.</summary>
internal sealed record BoundOverrideRule(SourceSpan At, DefinitionsSymbol Target, EquatableArray<BoundStatement> Definitions) : BoundStatement(At);

/// <summary>A definition: a <c>let</c> (private), an output, or a function of its arguments.</summary>
/// <param name="Parameters">Null for a value, else the argument names.</param>
internal sealed record BoundDefinition(
    SourceSpan At, string Path, SourceSpan PathAt, bool IsPrivate, EquatableArray<string>? Parameters, SpecType Type, BoundExpression Value) : BoundStatement(At)
{
    public string? Documentation { get; init; }
}
