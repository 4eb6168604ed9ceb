namespace LlmCostDsl.Analysis.Sweeps;

/// <summary>The rows that no other row beats: none is as good in everything and better in something. Of rows equal in everything the first.</summary>
internal sealed class ParetoKeeper(IReadOnlyList<Objective> objectives) : Keeper
{
    private readonly List<(double[] Values, SweepRow Row)> front = [];
    private readonly double[] candidate = new double[objectives.Count];

    public override IReadOnlyList<SweepRow> Kept => [.. front.Select(f => f.Row)];

    public override void Consider(long point, ReadOnlySpan<double> figures)
    {
        for (var i = 0; i < objectives.Count; i++)
        {
            candidate[i] = objectives[i].Of(figures);
        }

        foreach (var (values, _) in front)
        {
            if (IsAsGood(values, candidate))
            {
                return;
            }
        }

        // Order stays that of the grid: what goes leaves no gap, what comes is the latest.
        front.RemoveAll(f => IsAsGood(candidate, f.Values));
        front.Add(([.. candidate], new(point, figures.ToArray(), null)));
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
