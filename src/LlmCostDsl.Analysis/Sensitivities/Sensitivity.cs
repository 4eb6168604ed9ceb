using LlmCostDsl.Analysis.Sweeps;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Analysis.Sensitivities;

/// <summary>How the figures of an answer change with all that they are made of.</summary>
/// <param name="Figures">What changes, each with its value.</param>
/// <param name="Rows">What it changes with, what weighs most for the main figure first; what has no effect on any figure is not among them.</param>
/// <param name="WithoutEffect">Names of what has none.</param>
/// <param name="Unstated">Names of figures that the device lacks.</param>
/// <param name="LeftOut">Figures that are 0 or no number: there are no percents of them.</param>
internal sealed record Sensitivity(
    IReadOnlyList<(Figure Figure, double Value)> Figures,
    IReadOnlyList<SensitivityRow> Rows,
    IReadOnlyList<string> WithoutEffect,
    IReadOnlyList<string> Unstated,
    IReadOnlyList<(Figure Figure, double Value)> LeftOut)
{
    /// <summary>The figure that is spoken of first: the longest time there is, else the first figure; -1 where there is none.</summary>
    public int Main => MainOf(Figures);

    public static int MainOf(IReadOnlyList<(Figure Figure, double Value)> figures) => Enumerable.Range(0, figures.Count)
        .OrderByDescending(f => figures[f].Figure.Dimension == Compiler.Algebra.Dimension.Seconds ? figures[f].Value : double.NegativeInfinity).DefaultIfEmpty(-1).First();
}

/// <summary>One variable, with what it does to each figure.</summary>
/// <param name="Name">As the plan has it.</param>
/// <param name="Input">The input, or null for a figure of the device.</param>
/// <param name="Attribute">The figure of the device, or null for an input.</param>
/// <param name="Value">In base units.</param>
/// <param name="Step">The value it was truly set to; null where none near is accepted.</param>
/// <param name="Effects">One a figure.</param>
internal sealed record SensitivityRow(string Name, PlanInput? Input, PlanAttribute? Attribute, double Value, double? Step, IReadOnlyList<Effect> Effects)
{
    /// <summary>By how much the value was truly changed, relatively.</summary>
    public double Change => Step is { } step ? (step / Value) - 1 : double.NaN;

    /// <summary>What it weighs for all figures together.</summary>
    public double Weight => Effects.Max(e => Math.Abs(e.Elasticity));
}

/// <summary>What one variable does to one figure.</summary>
/// <param name="Elasticity">By how many percent the figure changes for one percent of the variable, at this very point.</param>
/// <param name="IsRounded">Whether that slope came through a rounding: true on average, and not from one step to the next.</param>
/// <param name="Change">By how much the figure truly changes for the row's step, relatively; null where it cannot be computed.</param>
/// <param name="IsKinked">Whether that is not what the slope promises: a kink, or a bend, lies between.</param>
internal readonly record struct Effect(double Elasticity, bool IsRounded, double? Change, bool IsKinked)
{
    public bool IsNothing => Math.Abs(Elasticity) < Sensitivities.Promise.Nothing && !(Math.Abs(Change ?? 0) >= Sensitivities.Promise.Nothing);
}
