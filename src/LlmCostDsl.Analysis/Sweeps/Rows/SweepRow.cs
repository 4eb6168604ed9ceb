namespace LlmCostDsl.Analysis.Sweeps;

/// <summary>What one point of a grid came to.</summary>
/// <param name="Point">Its number in the grid.</param>
/// <param name="Figures">In base units, by column; none where the point is refused.</param>
/// <param name="Error">Why the point is refused, or null.</param>
internal sealed record SweepRow(long Point, double[] Figures, string? Error);
