using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Syntax;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Binding;

/// <summary>An expression with its names resolved and its type known. What is bound has no errors left that reading alone can find.</summary>
internal abstract record BoundExpression(SourceSpan At, SpecType Type);

/// <summary>A number in base units (bytes, flops, seconds, joules, usd), exactly.</summary>
internal sealed record BoundNumber(SourceSpan At, SpecType Type, Rational Value) : BoundExpression(At, Type);

/// <summary>Stands where an expression could not be bound; its diagnostic has been given.</summary>
internal sealed record BoundMissing(SourceSpan At) : BoundExpression(At, SpecType.Error);

internal sealed record BoundTruth(SourceSpan At, bool Value) : BoundExpression(At, SpecType.Truth);

internal sealed record BoundText(SourceSpan At, string Value) : BoundExpression(At, SpecType.Text);

internal sealed record BoundSet(SourceSpan At, EquatableArray<BoundExpression> Items) : BoundExpression(At, SpecType.Counts);

/// <summary>
/// A name that lexical scope answers: a parameter, let, node, capture, repeat or sum index, input, an operator's own weight, cache or result, an
/// argument of a definition, or a step variable (<c>batch tokens context</c>).
/// </summary>
internal sealed record BoundLocal(SourceSpan At, SpecType Type, string Name) : BoundExpression(At, Type);

/// <summary>A model named where a value of type model is wanted: <c>draft: Small</c>, <c>become Small</c>. (A parameter of type model is a <see cref="BoundLocal"/>.)</summary>
internal sealed record BoundModelUse(SourceSpan At, ModelSymbol Model) : BoundExpression(At, SpecType.Model);

/// <summary>A word given to a parameter of type tag, operator or name.</summary>
internal sealed record BoundWordValue(SourceSpan At, SpecType Type, string Word) : BoundExpression(At, Type);

/// <summary>A word that is asked for or written: itself, or the name of the parameter that holds it.</summary>
internal sealed record BoundWord(string Text, bool IsParameter);

internal enum Subject
{
    /// <summary><c>it</c>: what a rule, a timing or a total speaks of.</summary>
    It,

    /// <summary><c>hw</c>.</summary>
    Hardware,

    /// <summary><c>model</c> in a transform: the analysed model's parameters.</summary>
    Model,
}

internal sealed record BoundSubject(SourceSpan At, SpecType Type, Subject Subject) : BoundExpression(At, Type);

/// <summary><c>target.name</c>: of a subject, a tensor or node, a model, a step.</summary>
/// <param name="NameAt">The member alone.</param>
internal sealed record BoundProperty(SourceSpan At, SpecType Type, BoundExpression Target, string Name, SourceSpan NameAt) : BoundExpression(At, Type);

/// <summary><c>layer[16].k</c>: a node of another iteration of the repeat with that index.</summary>
internal sealed record BoundIteration(SourceSpan At, SpecType Type, string IndexName, BoundExpression Index, string Member) : BoundExpression(At, Type);

/// <summary><c>k.before(n)</c>: the tensor at the same place of the iteration so many before the match's.</summary>
internal sealed record BoundEarlier(SourceSpan At, BoundExpression Target, BoundExpression Count) : BoundExpression(At, SpecType.Tensor);

/// <summary>A definition of the timing or schedule at hand, or of the analysis: <c>prefill</c>, <c>memory.total</c>, <c>base.time</c>.</summary>
/// <param name="IsBase">Whether the definition that this rule overrides is meant.</param>
internal sealed record BoundDefinitionUse(SourceSpan At, SpecType Type, string Path, bool IsBase) : BoundExpression(At, Type);

/// <summary><c>turn(c)</c>, <c>base.turn(c)</c>.</summary>
internal sealed record BoundDefinitionCall(SourceSpan At, SpecType Type, string Path, bool IsBase, EquatableArray<BoundExpression> Arguments)
    : BoundExpression(At, Type);

/// <summary>A user function. Arguments stand in the order of its parameters; null where the default holds.</summary>
internal sealed record BoundFunctionCall(SourceSpan At, SpecType Type, FunctionSymbol Function, EquatableArray<BoundExpression?> Arguments)
    : BoundExpression(At, Type);

internal enum Intrinsic
{
    Minimum,
    Maximum,
    Ceiling,
    Floor,

    /// <summary>Half up; to a multiple of the second argument where there is one.</summary>
    Round,
    Absolute,
    Log2,
    SquareRoot,

    /// <summary><c>present(hw.x)</c>: its one argument is the property.</summary>
    Present,
}

internal sealed record BoundIntrinsic(SourceSpan At, SpecType Type, Intrinsic Intrinsic, EquatableArray<BoundExpression> Arguments) : BoundExpression(At, Type);

/// <summary><c>sum(i in lo..hi, e)</c> over numbers or steps.</summary>
internal sealed record BoundSum(SourceSpan At, SpecType Type, string Index, BoundExpression Low, BoundExpression High, BoundExpression Body)
    : BoundExpression(At, Type);

/// <summary><c>step(phase, tokens: t, context: c)</c>, or <c>m.step(…)</c> of another model. A batch may be given; else it is the analysis's.</summary>
/// <param name="Model">An expression of type model, or null: the analysed one.</param>
internal sealed record BoundStep(SourceSpan At, BoundExpression? Model, string Phase, SourceSpan PhaseAt, BoundExpression Tokens, BoundExpression Context, BoundExpression? Batch)
    : BoundExpression(At, SpecType.Step)
{
    /// <summary>What else the architecture lets a step be given, by name.</summary>
    public EquatableArray<BoundArgument> Given { get; init; } = EquatableArray<BoundArgument>.Empty;
}

/// <summary>What a step was given, by its name: only an architecture that declares it has it.</summary>
internal sealed record BoundStepParameter(SourceSpan At, SpecType Type, string Name) : BoundExpression(At, Type);

/// <summary><c>s.total(e where c)</c>; without a target, inside a timing's <c>step</c>: the step being timed.</summary>
internal sealed record BoundTotal(SourceSpan At, SpecType Type, BoundExpression? Target, BoundExpression Body, BoundExpression? Where) : BoundExpression(At, Type);

/// <summary>An operator or a block called in an architecture. Arguments stand in the order of the parameters; null where the default holds.</summary>
internal sealed record BoundOperatorCall(SourceSpan At, CallableSymbol Callee, EquatableArray<BoundExpression?> Arguments) : BoundExpression(At, SpecType.Tensor);

/// <summary><c>y(q, bias: false)</c>: a matched node's operator once more, its leading inputs and some parameters changed.</summary>
internal sealed record BoundMatchedCall(SourceSpan At, string Name, EquatableArray<BoundExpression> Inputs, EquatableArray<BoundArgument> Changed)
    : BoundExpression(At, SpecType.Tensor);

/// <summary><c>input [shape] of width</c>.</summary>
internal sealed record BoundInputTensor(SourceSpan At, EquatableArray<BoundExtent> Shape, BoundExpression? Width) : BoundExpression(At, SpecType.Tensor);

internal sealed record BoundUnary(SourceSpan At, SpecType Type, UnaryOperator Operator, BoundExpression Operand) : BoundExpression(At, Type);

internal sealed record BoundChainLink(SourceSpan At, BinaryOperator Operator, BoundExpression Operand);

/// <summary>Operands of one precedence level, left to right: numbers, truths, or steps (added, scaled).</summary>
internal sealed record BoundChain(SourceSpan At, SpecType Type, BoundExpression First, EquatableArray<BoundChainLink> Rest) : BoundExpression(At, Type);

/// <summary>A power or a comparison.</summary>
internal sealed record BoundBinary(SourceSpan At, SpecType Type, BoundExpression Left, BinaryOperator Operator, BoundExpression Right) : BoundExpression(At, Type);

internal sealed record BoundInRange(SourceSpan At, BoundExpression Operand, BoundExpression Low, BoundExpression High) : BoundExpression(At, SpecType.Truth);

internal sealed record BoundInSet(SourceSpan At, BoundExpression Operand, BoundExpression Set) : BoundExpression(At, SpecType.Truth);

/// <summary><c>tag is not only a | b</c>.</summary>
/// <param name="Target">What is asked; null for the bare form (<c>it</c>'s), and for <c>phase</c>.</param>
/// <param name="Property">operator, name, tag, inside, readers, weight, cache or phase.</param>
internal sealed record BoundIs(SourceSpan At, BoundExpression? Target, string Property, bool Negated, bool Only, EquatableArray<BoundWord> Words)
    : BoundExpression(At, SpecType.Truth);

internal sealed record BoundIf(SourceSpan At, SpecType Type, BoundExpression Condition, BoundExpression Then, BoundExpression Else) : BoundExpression(At, Type);

/// <summary>An extent; a spread stands for every extent of the tensor but its last.</summary>
internal sealed record BoundExtent(SourceSpan At, BoundExpression Value, bool IsSpread);
