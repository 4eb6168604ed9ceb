using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Syntax;

/// <summary>Anything that stands in a block. <see cref="Documentation"/> is the text of the <c>///</c> lines before it.</summary>
internal abstract record StatementSyntax(TextSpan Span) : SyntaxNode(Span)
{
    public string? Documentation { get; init; }
}

/// <summary><c>count</c>, <c>bytes/seconds</c>.</summary>
internal sealed record TypeSyntax(TextSpan Span, EquatableArray<Identifier> Parts) : SyntaxNode(Span);

/// <summary><c>name: type in lo..hi = default</c>; an <c>input</c> of an analysis has the same form.</summary>
internal sealed record ParameterSyntax(
    TextSpan Span, Identifier Name, TypeSyntax Type, ExpressionSyntax? Low, ExpressionSyntax? High, ExpressionSyntax? Default) : StatementSyntax(Span);

/// <summary>An extent: an expression, or <c>x..</c>, every extent of x but its last.</summary>
internal sealed record ExtentSyntax(TextSpan Span, ExpressionSyntax Value, bool IsSpread) : SyntaxNode(Span);

// ---- shared by operators, rules, architectures -------------------------------------------------------------------------------------

internal sealed record LetSyntax(TextSpan Span, Identifier Name, ExpressionSyntax Value) : StatementSyntax(Span);

internal sealed record RequireSyntax(TextSpan Span, ExpressionSyntax Condition, string Otherwise) : StatementSyntax(Span);

internal enum AssignmentOperator
{
    Set,
    Multiply,
    Divide,
    Add,
    Subtract,
}

/// <summary><c>name = e</c>, <c>name *= e</c> …: a channel or an attribute.</summary>
internal sealed record AssignmentSyntax(TextSpan Span, Identifier Name, AssignmentOperator Operator, ExpressionSyntax Value) : StatementSyntax(Span);

/// <summary>A tensor read or written, its traffic times a factor.</summary>
internal sealed record FlowSyntax(TextSpan Span, PathSyntax Tensor, ExpressionSyntax? Factor) : SyntaxNode(Span);

/// <summary><c>reads q, k * passes</c>; <c>writes nothing</c> (no flows).</summary>
internal sealed record FlowsSyntax(TextSpan Span, bool IsReads, EquatableArray<FlowSyntax> Flows) : StatementSyntax(Span);

/// <summary><c>if c { … } else { … }</c> over statements; <c>else if</c> is an Else of one such statement.</summary>
internal sealed record IfStatementSyntax(
    TextSpan Span, ExpressionSyntax Condition, EquatableArray<StatementSyntax> Then, EquatableArray<StatementSyntax> Else) : StatementSyntax(Span);

// ---- operators ----------------------------------------------------------------------------------------------------------------------

/// <summary><c>weight w: [shape] of width { attributes }</c>, or <c>cache</c>; in architectures a weight to share.</summary>
internal sealed record StoreSyntax(
    TextSpan Span, bool IsCache, Identifier Name, EquatableArray<ExtentSyntax> Shape, ExpressionSyntax? Width, EquatableArray<AssignmentSyntax> Attributes)
    : StatementSyntax(Span);

/// <summary><c>result name: [shape] of width view x { attributes }</c>.</summary>
internal sealed record ResultSyntax(
    TextSpan Span, Identifier? Name, EquatableArray<ExtentSyntax> Shape, ExpressionSyntax? Width, Identifier? ViewOf,
    EquatableArray<AssignmentSyntax> Attributes) : StatementSyntax(Span);

// ---- architectures ------------------------------------------------------------------------------------------------------------------

/// <summary><c>repeat count as index carrying x, y { … }</c>.</summary>
internal sealed record RepeatSyntax(
    TextSpan Span, ExpressionSyntax Count, Identifier? Index, EquatableArray<Identifier> Carried, EquatableArray<StatementSyntax> Body)
    : StatementSyntax(Span);

/// <summary><c>in cache { attributes }</c>, or <c>not in cache</c>.</summary>
internal sealed record CacheClauseSyntax(TextSpan Span, bool IsNot, EquatableArray<AssignmentSyntax> Attributes) : SyntaxNode(Span);

/// <summary><c>sharing path when c</c>.</summary>
internal sealed record SharingSyntax(TextSpan Span, PathSyntax Target, ExpressionSyntax? When) : SyntaxNode(Span);

/// <summary><c>input [shape] of width</c> on the right of a node's <c>=</c>.</summary>
internal sealed record InputTensorSyntax(TextSpan Span, EquatableArray<ExtentSyntax> Shape, ExpressionSyntax? Width) : ExpressionSyntax(Span);

/// <summary><c>name = value in cache {…} sharing path when c @tag</c>.</summary>
internal sealed record NodeSyntax(
    TextSpan Span, Identifier Name, ExpressionSyntax Value, CacheClauseSyntax? Cache, SharingSyntax? Sharing, EquatableArray<Identifier> Tags)
    : StatementSyntax(Span);

// ---- models, analyses ---------------------------------------------------------------------------------------------------------------

internal sealed record TitleSyntax(TextSpan Span, string Text) : StatementSyntax(Span);

internal sealed record SourceSyntax(TextSpan Span, string Text) : StatementSyntax(Span);

/// <summary><c>apply path(arguments) when c</c>.</summary>
internal sealed record ApplySyntax(TextSpan Span, PathSyntax Transform, EquatableArray<ArgumentSyntax> Arguments, ExpressionSyntax? When)
    : StatementSyntax(Span);

/// <summary><c>expect e within t at input: value, …</c>.</summary>
internal sealed record ExpectSyntax(TextSpan Span, ExpressionSyntax Condition, ExpressionSyntax? Within, EquatableArray<ArgumentSyntax> At)
    : StatementSyntax(Span);

/// <summary><c>fits output in hw.attribute for parameter, …</c> in a schedule.</summary>
internal sealed record FitsSyntax(TextSpan Span, PathSyntax What, PathSyntax Room, EquatableArray<Identifier> Variables) : StatementSyntax(Span);

/// <summary><c>sensitivity output, output to input, hw.attribute</c>; without variables, to all that an output reads.</summary>
internal sealed record SensitivitySyntax(TextSpan Span, EquatableArray<PathSyntax> Outputs, EquatableArray<PathSyntax> Variables) : StatementSyntax(Span);

/// <summary><c>model path(arguments)</c>, <c>schedule …</c>, <c>timing …</c> or <c>on device</c> in an analysis.</summary>
internal sealed record ChoiceSyntax(TextSpan Span, ChoiceKind Kind, PathSyntax Target, EquatableArray<ArgumentSyntax> Arguments) : StatementSyntax(Span);

internal enum ChoiceKind
{
    Model,
    Schedule,
    Timing,
    Device,
}

/// <summary><c>input name: type in lo..hi = default</c>.</summary>
internal sealed record InputSyntax(TextSpan Span, ParameterSyntax Parameter) : StatementSyntax(Span);

/// <summary><c>path(parameters): type = e</c>: a column of a timing, an output of a schedule, a definition of one's own.</summary>
internal sealed record DefinitionSyntax(
    TextSpan Span, PathSyntax Path, EquatableArray<Identifier>? Parameters, TypeSyntax? Type, ExpressionSyntax Value) : StatementSyntax(Span);

/// <summary><c>bandwidth = 768 GB/s from "…"</c> in a device.</summary>
internal sealed record DeviceValueSyntax(TextSpan Span, Identifier Name, ExpressionSyntax Value, string? From) : StatementSyntax(Span);

// ---- transforms ---------------------------------------------------------------------------------------------------------------------

/// <summary><c>set parameter = e</c>.</summary>
internal sealed record SetRuleSyntax(TextSpan Span, Identifier Name, ExpressionSyntax Value) : StatementSyntax(Span);

/// <summary><c>become model</c>.</summary>
internal sealed record BecomeRuleSyntax(TextSpan Span, PathSyntax Model) : StatementSyntax(Span);

/// <summary><c>every weight where c { … }</c>.</summary>
internal sealed record EveryRuleSyntax(TextSpan Span, Identifier Subject, ExpressionSyntax? Where, EquatableArray<StatementSyntax> Body)
    : StatementSyntax(Span);

/// <summary><c>p = f(s)</c>, <c>s = @score()</c>, <c>y = any(x)</c> in a pattern.</summary>
internal sealed record PatternNodeSyntax(TextSpan Span, Identifier Name, bool IsTag, Identifier Operator, EquatableArray<Identifier> Captures) : SyntaxNode(Span);

/// <summary><c>fuse {…} where c into name @tags {…}</c>.</summary>
internal sealed record FuseRuleSyntax(
    TextSpan Span, EquatableArray<PatternNodeSyntax> Pattern, ExpressionSyntax? Where, Identifier Into, EquatableArray<Identifier> Tags,
    EquatableArray<StatementSyntax> Body) : StatementSyntax(Span);

/// <summary><c>replace {…} where c with {…}</c>.</summary>
internal sealed record ReplaceRuleSyntax(
    TextSpan Span, EquatableArray<PatternNodeSyntax> Pattern, ExpressionSyntax? Where, EquatableArray<StatementSyntax> Body) : StatementSyntax(Span);

/// <summary><c>schedule name { definitions }</c> or <c>timing name { definitions }</c> inside a transform.</summary>
internal sealed record OverrideRuleSyntax(TextSpan Span, bool IsTiming, PathSyntax Target, EquatableArray<StatementSyntax> Body) : StatementSyntax(Span);

// ---- configs ------------------------------------------------------------------------------------------------------------------------

/// <summary><c>parameter = e else e</c>, <c>let name = e else e</c>: the first of them whose keys are all there.</summary>
internal sealed record FillSyntax(TextSpan Span, bool IsLet, Identifier Name, EquatableArray<ExpressionSyntax> Alternatives) : StatementSyntax(Span);

/// <summary><c>title e else e</c> in a config.</summary>
internal sealed record KeyTitleSyntax(TextSpan Span, EquatableArray<ExpressionSyntax> Alternatives) : StatementSyntax(Span);

/// <summary>A key of a file, or a pattern of keys in quotes.</summary>
internal sealed record KeyPatternSyntax(TextSpan Span, string Pattern) : SyntaxNode(Span);

/// <summary><c>ignore key, "pattern*"</c>.</summary>
internal sealed record IgnoreSyntax(TextSpan Span, EquatableArray<KeyPatternSyntax> Keys) : StatementSyntax(Span);

/// <summary><c>assume c else "…"</c>: what the model leaves out where <c>c</c> does not hold.</summary>
internal sealed record AssumeSyntax(TextSpan Span, ExpressionSyntax Condition, string Otherwise) : StatementSyntax(Span);

/// <summary><c>apply t(…) when c to "tensor.*"</c>: once for each format that tensors of these names have.</summary>
internal sealed record ApplyToSyntax(TextSpan Span, ApplySyntax Apply, EquatableArray<KeyPatternSyntax> Tensors) : StatementSyntax(Span);
