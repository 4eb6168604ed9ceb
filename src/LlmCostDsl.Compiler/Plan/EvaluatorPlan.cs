using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Support;

namespace LlmCostDsl.Compiler.Plan;

/// <summary>
/// The waist: everything a back end may know. Inputs, device attributes, one shared expression DAG over doubles, loops, guards, named outputs and
/// operator tables. Immutable and structurally equal; holds no syntax, no graph, no meaning.
/// </summary>
/// <param name="Name">The analysis, or the model where one was asked for by itself.</param>
/// <param name="Inputs">What <see cref="PlanOp.Input"/> leaves refer to, by position.</param>
/// <param name="Attributes">What <see cref="PlanOp.Attribute"/> and <see cref="PlanOp.Present"/> leaves refer to, by position.</param>
/// <param name="Nodes">The DAG in evaluation order: operands come before what uses them.</param>
/// <param name="Loops">Sums and maxima over a range, outer ones before the ones inside them.</param>
/// <param name="Guards">Conditions that must hold, or the evaluation is refused with their message.</param>
/// <param name="Outputs">Named results.</param>
/// <param name="Tables">Operator tables, one for each output that is a step.</param>
internal sealed record EvaluatorPlan(
    string Name,
    EquatableArray<PlanInput> Inputs,
    EquatableArray<PlanAttribute> Attributes,
    EquatableArray<PlanNode> Nodes,
    EquatableArray<PlanLoop> Loops,
    EquatableArray<PlanGuard> Guards,
    EquatableArray<PlanOutput> Outputs,
    EquatableArray<PlanTable> Tables)
{
    /// <summary>From the spec.</summary>
    public string? Documentation { get; init; }

    /// <summary>Where the analysis was written, or null where nobody wrote one.</summary>
    public PlanOrigin? Origin { get; init; }

    /// <summary>What is to be known of some nodes, by their numbers, each once.</summary>
    public EquatableArray<PlanNote> Notes { get; init; } = EquatableArray<PlanNote>.Empty;

    /// <summary>The plan before it was optimised, which has the same outputs and tables: its formulas are the ones people wrote. Null where it is as written.</summary>
    public EvaluatorPlan? Original { get; init; }

    /// <summary>The plan whose formulas people wrote.</summary>
    public EvaluatorPlan AsWritten() => Original ?? this;
}

/// <summary>What a node computes. All values are doubles; a truth value is 1 or 0.</summary>
internal enum PlanOp : byte
{
    /// <summary><see cref="PlanNode.Value"/>.</summary>
    Constant,

    /// <summary>Input number A, in base units (bytes, flops, seconds, joules, usd).</summary>
    Input,

    /// <summary>Attribute number A of a device, in base units; NaN where the device lacks it.</summary>
    Attribute,

    /// <summary>1 where the device has attribute number A.</summary>
    Present,

    /// <summary>The running index of loop number A.</summary>
    Index,

    Add,
    Subtract,
    Multiply,
    Divide,

    /// <summary>Math.Pow.</summary>
    Power,

    /// <summary>Math.Min: NaN wins.</summary>
    Minimum,

    /// <summary>Math.Max: NaN wins.</summary>
    Maximum,

    Ceiling,
    Floor,
    Absolute,
    Log2,
    SquareRoot,

    Less,
    LessOrEqual,
    Equal,
    And,
    Or,
    Not,

    /// <summary>B where A is not 0, else C.</summary>
    Select,

    /// <summary>The sum of node B over loop number A; 0 where the range is empty.</summary>
    Sum,

    /// <summary>The largest value of node B over loop number A; 0 where the range is empty.</summary>
    Largest,
}

/// <summary>What a node's value can change with.</summary>
[Flags]
internal enum PlanDependence : byte
{
    None = 0,
    Device = 1,
    Input = 2,
    Index = 4,
}

/// <summary>One node. <see cref="A"/>, <see cref="B"/> and <see cref="C"/> are numbers of nodes, inputs, attributes or loops, as the operation says; -1 where unused.</summary>
/// <param name="Value">The constant, else 0.</param>
/// <param name="Dimension">What it measures.</param>
/// <param name="Depends">What it changes with.</param>
/// <param name="Loop">The innermost loop it must be evaluated in, or -1: evaluated once.</param>
internal sealed record PlanNode(PlanOp Op, int A, int B, int C, double Value, Dimension Dimension, PlanDependence Depends, int Loop);

/// <summary>A range shared by one or more sums and maxima: index = Low, Low + 1, … while it is at most High. Both ends may be real.</summary>
/// <param name="Low">Node of the first index, evaluated outside.</param>
/// <param name="High">Node of the bound, evaluated outside.</param>
/// <param name="Index">The <see cref="PlanOp.Index"/> node, or -1 where no body reads it.</param>
/// <param name="Body">The nodes evaluated in each iteration, in order; the results of inner loops among them.</param>
/// <param name="Folds">The <see cref="PlanOp.Sum"/> and <see cref="PlanOp.Largest"/> nodes this loop yields.</param>
/// <param name="Outer">The loop this one runs inside of, or -1.</param>
/// <param name="Origin">Where it was written, for messages: <c>schedules.llmspec:8</c>.</param>
internal sealed record PlanLoop(int Low, int High, int Index, EquatableArray<int> Body, EquatableArray<int> Folds, int Outer, string Origin)
{
    /// <summary>More iterations than this are refused: a request of ten million steps is a slip, not a question.</summary>
    public const double IterationLimit = 10_000_000;
}

/// <summary>An input. Values are handed to evaluators in base units; people write them in natural ones.</summary>
/// <param name="TypeName">The type as written: count, ratio, bool, bits, bytes, seconds, bytes/seconds …</param>
/// <param name="Scale">How many base units one natural unit is: 0.125 for bits, else 1.</param>
/// <param name="Low">Smallest value allowed, in base units.</param>
/// <param name="High">Largest value allowed, in base units.</param>
/// <param name="Default">The default in base units, or NaN where there is none.</param>
/// <param name="IsWhole">Whether only whole numbers are allowed.</param>
/// <param name="Documentation">From the spec.</param>
internal sealed record PlanInput(
    string Name, string TypeName, Dimension Dimension, double Scale, double Low, double High, double Default, bool IsWhole, string? Documentation)
{
    public bool IsTruth => TypeName == "bool";

    public PlanOrigin? Origin { get; init; }
}

/// <summary>A device attribute the plan reads.</summary>
/// <param name="Device">Which of the bound devices: 0 until several can be bound.</param>
internal sealed record PlanAttribute(int Device, string Name, string TypeName, Dimension Dimension);

/// <summary>A condition (a truth node) that must hold, with the sentence to refuse with. <see cref="Attribute"/> is set where it guards against an absent attribute.</summary>
internal sealed record PlanGuard(int Condition, string Message, int Attribute = -1);

/// <summary>A named result; dots in the name are groups.</summary>
/// <param name="TypeName">How to print it: seconds, bytes, usd, ratio, bool …; empty where only the dimension is known.</param>
internal sealed record PlanOutput(string Name, int Node, Dimension Dimension, string TypeName, string? Documentation)
{
    public PlanOrigin? Origin { get; init; }
}

/// <summary>What a column of an operator table holds.</summary>
internal enum PlanColumnKind
{
    /// <summary>An additive cost by its declared name.</summary>
    Channel,

    /// <summary>The sum of the memory channels.</summary>
    Bytes,

    /// <summary>A definition of the timing, <c>time</c> among them.</summary>
    Timing,
}

internal sealed record PlanColumn(string Name, PlanColumnKind Kind, Dimension Dimension)
{
    /// <summary>The definition of every timing that says how long an operator takes.</summary>
    public const string Time = "time";
}

/// <summary>One step as an operator table.</summary>
/// <param name="Step">The output it belongs to: prefill, decode …</param>
/// <param name="Totals">One node a column: the total over all rows and executions; -1 where a total has no meaning (intensity).</param>
internal sealed record PlanTable(string Step, EquatableArray<PlanColumn> Columns, EquatableArray<PlanRow> Rows, EquatableArray<int> Totals);

/// <summary>One operator: figures for one execution, with the number of executions beside them.</summary>
/// <param name="Name">The node's path without its repeat.</param>
/// <param name="Group">The repeat it stands in, <c>layer</c> or <c>layer[5]</c>; empty outside.</param>
/// <param name="Operator">The operator's declared name.</param>
/// <param name="Count">Node: executions in the step.</param>
/// <param name="Shape">Nodes: the extents of its first result.</param>
/// <param name="Cells">Nodes, one a column.</param>
/// <param name="Bound">Node: the number of the column that limits it, among those in seconds other than <c>time</c>; -1 where there is none.</param>
internal sealed record PlanRow(
    string Name, string Group, string Operator, int Count, EquatableArray<int> Shape, EquatableArray<int> Cells, int Bound)
{
    /// <summary>As people see it: <c>layer.q_proj</c>.</summary>
    public string Path => Group.Length == 0 ? Name : Group + "." + Name;

    /// <summary>What the spec says of its operator.</summary>
    public string? Documentation { get; init; }

    /// <summary>Where the operator is called in the architecture, or where a transform put it.</summary>
    public PlanOrigin? Origin { get; init; }
}
