namespace LlmCostDsl.Analysis.Sweeps;

/// <summary>The best rows by one figure, the best first; of equally good ones the earlier.</summary>
internal sealed class BestKeeper(int count, Objective objective) : Keeper
{
    private readonly SortedSet<(double Value, long Point)> order = [];
    private readonly Dictionary<long, SweepRow> rows = [];
    private (double Value, long Point) worst;

    public override IReadOnlyList<SweepRow> Kept => [.. order.Select(o => rows[o.Point])];

    public override void Consider(long point, ReadOnlySpan<double> figures)
    {
        var key = (objective.Of(figures), point);
        if (order.Count == count && key.CompareTo(worst) > 0)
        {
            return;
        }

        order.Add(key);
        rows[point] = new(point, figures.ToArray(), null);
        if (order.Count > count)
        {
            rows.Remove(worst.Point);
            order.Remove(worst);
        }

        worst = order.Max;
    }
}
