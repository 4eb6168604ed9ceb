using LlmCostDsl.Compiler.Algebra;

namespace LlmCostDsl.Analysis.Comparisons;

/// <summary>A figure before and after, in base units.</summary>
/// <param name="Name">The channel, definition, footprint or output.</param>
/// <param name="TypeName">Where known, as outputs have it: <c>bool</c> and <c>count</c> print in their own way.</param>
/// <param name="Formula">What was added, over the inputs: only where that is short and says more than the figures do.</param>
internal sealed record FigureChange(string Name, Dimension Dimension, double Before, double After, string TypeName = "", string? Formula = null)
{
    // Sums in another order differ in the last place.
    private const double Tolerance = 1e-12;

    /// <summary>Whether there is anything to tell; nobody knows of what is no number, as times are without a device.</summary>
    public bool IsChange => !double.IsNaN(Before) && !double.IsNaN(After) && Before != After
        && !(Math.Abs(Before - After) <= Tolerance * Math.Max(Math.Abs(Before), Math.Abs(After)));
}

/// <summary>A property before and after, as text; empty where there is none.</summary>
internal sealed record TextChange(string Name, string Before, string After);

/// <summary>What became of an operator.</summary>
internal enum OperatorFate
{
    /// <summary>It is still there, not as it was.</summary>
    Changed,

    /// <summary>Several became one.</summary>
    Fused,

    Appeared,

    Vanished,
}

/// <summary>What became of operators, those together that fared alike.</summary>
/// <param name="Before">Their paths before: <c>layer.q</c>, or <c>layer[5].q</c> where iterations fared differently; empty of what appeared.</param>
/// <param name="After">Their paths after; empty of what vanished.</param>
/// <param name="Operators">What kinds of operator they are.</param>
/// <param name="Executions">How often each runs in the step; of what was fused, the one that came of it.</param>
/// <param name="Properties">Tags, shapes, widths and other attributes that are not as they were.</param>
/// <param name="Figures">Costs of one execution that are not as they were; of what was fused, of all its parts.</param>
internal sealed record OperatorDifference(
    OperatorFate Fate,
    IReadOnlyList<string> Before,
    IReadOnlyList<string> After,
    IReadOnlyList<string> Operators,
    FigureChange Executions,
    IReadOnlyList<TextChange> Properties,
    IReadOnlyList<FigureChange> Figures);

/// <summary>One step before and after.</summary>
/// <param name="Operators">Empty where the step is made of steps whose operators are shown already.</param>
/// <param name="Unchanged">How many operators are as they were; null where they are shown already.</param>
/// <param name="Totals">Costs of the whole step and what it keeps in memory, as far as they changed.</param>
internal sealed record StepDifference(string Step, IReadOnlyList<OperatorDifference> Operators, int? Unchanged, IReadOnlyList<FigureChange> Totals);

/// <summary>A model before and after transforms.</summary>
/// <param name="Applied">The transforms, as written.</param>
/// <param name="Inputs">Each with its value, as people write it.</param>
/// <param name="Parameters">Of the model, as far as they changed.</param>
/// <param name="Figures">Parameter counts and bytes of weights, as far as they changed.</param>
/// <param name="Outputs">The schedule's, as far as they changed.</param>
internal sealed record RewriteDifference(
    string Model,
    string? Device,
    IReadOnlyList<string> Applied,
    IReadOnlyList<(string Name, string Value)> Inputs,
    IReadOnlyList<TextChange> Parameters,
    IReadOnlyList<FigureChange> Figures,
    IReadOnlyList<StepDifference> Steps,
    IReadOnlyList<FigureChange> Outputs)
{
    public bool IsEmpty => Parameters.Count == 0 && Figures.Count == 0 && Outputs.Count == 0 && Steps.All(s => s.Operators.Count == 0 && s.Totals.Count == 0);
}
