using LlmCostDsl.Analysis.Questions;

namespace LlmCostDsl.Analysis.Sweeps;

/// <summary>A grid with all that is needed to compute any of its points, in any order and from many threads. Refused values are never computed with; a figure that is no number refuses its point.</summary>
/// <param name="Plans">One for each combination of target, transforms and device, the devices changing fastest.</param>
/// <param name="Axes">The grid's further axes; the last changes fastest of all.</param>
/// <param name="Columns">The figures of each row, as the first plan declares them.</param>
internal sealed record Sweep(IReadOnlyList<SweepPlan> Plans, IReadOnlyList<SweepAxis> Axes, IReadOnlyList<Figure> Columns)
{
    /// <summary>Plan first, then the axes.</summary>
    public Grid Grid { get; } = new([Plans.Count, .. Axes.Select(a => a.Values.Count)]);

    /// <summary>Sees each answer before its row is made, one after the other.</summary>
    public Action<Answer>? Witness { get; init; }
}
