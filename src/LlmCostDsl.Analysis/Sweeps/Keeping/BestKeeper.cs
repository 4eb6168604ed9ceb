namespace LlmCostDsl.Analysis.Sweeps;

/// <summary>The best rows by one figure, the best first; of equally good ones the earlier.</summary>
internal sealed class BestKeeper(int count, Objective objective) : Keeper
{
    private readonly SortedSet<(double Value, long Point)> order = [];
    private readonly Dictionary<long, SweepRow> rows = [];

    public override IReadOnlyList<SweepRow> Kept => [.. order.Select(o => rows[o.Point])];

    protected override void Consider(SweepRow row)
    {
        var key = (objective.Of(row), row.Point);
        if (order.Count == count && key.CompareTo(order.Max) > 0)
        {
            return;
        }

        order.Add(key);
        rows[row.Point] = row;
        if (order.Count > count)
        {
            rows.Remove(order.Max.Point);
            order.Remove(order.Max);
        }
    }
}
