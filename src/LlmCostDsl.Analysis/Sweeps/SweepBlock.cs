namespace LlmCostDsl.Analysis.Sweeps;

/// <summary>Neighbouring points of a grid, computed.</summary>
/// <param name="First">The number of the first.</param>
/// <param name="Figures">A column each, by point.</param>
/// <param name="Errors">Why points are refused; null of those that are not.</param>
internal sealed record SweepBlock(long First, IReadOnlyList<double[]> Figures, string?[] Errors)
{
    public int Count => Errors.Length;

    public int Refused => Errors.Count(e => e is not null);

    public IReadOnlyList<SweepRow> Rows() => [.. Errors.Select((e, i) => new SweepRow(First + i, e is null ? [.. Figures.Select(f => f[i])] : [], e))];

    /// <summary>Shows a keeper the points that are not refused.</summary>
    public void ShowTo(Keeper keeper)
    {
        Span<double> row = stackalloc double[Figures.Count];
        for (var i = 0; i < Count; i++)
        {
            if (Errors[i] is null)
            {
                for (var f = 0; f < row.Length; f++)
                {
                    row[f] = Figures[f][i];
                }

                keeper.Consider(First + i, row);
            }
        }
    }
}
