using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Plan;
using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Lowering;

/// <summary>A named result as a formula.</summary>
internal sealed record LoweredOutput(string Name, Expr Value, string TypeName, string? Documentation, SourceSpan At);

/// <summary>One operator of a table as formulas.</summary>
internal sealed record LoweredRow(
    string Name, string Group, string Operator, Expr Count, IReadOnlyList<Expr> Shape, IReadOnlyList<Expr> Cells, Expr Bound)
{
    /// <summary>What the spec says of its operator.</summary>
    public string? Documentation { get; init; }

    public SourceSpan? At { get; init; }
}

/// <summary>A step as a table of formulas.</summary>
/// <param name="Totals">One a column; null where a total has no meaning.</param>
internal sealed record LoweredTable(string Step, IReadOnlyList<PlanColumn> Columns, IReadOnlyList<LoweredRow> Rows, IReadOnlyList<Expr?> Totals)
{
    /// <summary>The phases of the steps it is made of.</summary>
    public IReadOnlyList<string> Phases { get; init; } = [];

    /// <summary>Whether it is one step, rather than what sums and choices make of several.</summary>
    public bool IsSingle { get; init; }
}

/// <summary>A condition that must hold, with the sentence to refuse with.</summary>
internal sealed record LoweredGuard(Expr Condition, string Message, string? Attribute = null);

/// <summary>An expectation as formulas.</summary>
/// <param name="Compared">What it compares, in written order: what a failing one shows.</param>
internal sealed record LoweredExpectation(BoundExpect Expectation, Expr Holds, IReadOnlyList<LoweredOperand> Compared);

/// <summary>One operand of an expectation's comparisons.</summary>
/// <param name="Text">As written.</param>
/// <param name="Value">Null where there is none.</param>
internal sealed record LoweredOperand(string Text, Expr? Value);

/// <summary>Everything an analysis yields, still as formulas: what `explain` shows, and what becomes a plan.</summary>
internal sealed record LoweredAnalysis(
    ExprPool Pool,
    AnalysisSymbol Analysis,
    IReadOnlyList<(BoundParameter Parameter, LeafExpr Leaf)> Inputs,
    IReadOnlyList<LoweredOutput> Outputs,
    IReadOnlyList<LoweredTable> Tables,
    IReadOnlyList<LoweredGuard> Guards,
    IReadOnlyList<LoweredExpectation> Expectations)
{
    /// <summary>The elasticities that are asked for: outputs of the plan, made of what its outputs have become.</summary>
    public EquatableArray<BoundSensitivity> Sensitivities { get; init; } = EquatableArray<BoundSensitivity>.Empty;

    /// <summary>What the model holds and each step keeps in memory, <c>prefill.cache</c>: only where somebody looks.</summary>
    public IReadOnlyList<LoweredOutput> Footprints { get; init; } = [];

    /// <summary>What the question asks beyond what the analysis defines.</summary>
    public IReadOnlyList<LoweredOutput> Asked { get; init; } = [];
}
