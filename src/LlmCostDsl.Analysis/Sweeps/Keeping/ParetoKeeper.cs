namespace LlmCostDsl.Analysis.Sweeps;

/// <summary>The rows that no other row beats: none is as good in everything and better in something. Of rows equal in everything the first.</summary>
internal sealed class ParetoKeeper(IReadOnlyList<Objective> objectives) : Keeper
{
    private readonly List<(double[] Values, SweepRow Row)> front = [];

    public override IReadOnlyList<SweepRow> Kept => [.. front.Select(f => f.Row)];

    protected override void Consider(SweepRow row)
    {
        var values = objectives.Select(o => o.Of(row)).ToArray();
        if (front.Exists(f => IsAsGood(f.Values, values)))
        {
            return;
        }

        // Order stays that of the grid: what goes leaves no gap, what comes is the latest.
        front.RemoveAll(f => IsAsGood(values, f.Values));
        front.Add((values, row));
    }

    private static bool IsAsGood(double[] one, double[] other)
    {
        for (var i = 0; i < one.Length; i++)
        {
            if (one[i] > other[i])
            {
                return false;
            }
        }

        return true;
    }
}
