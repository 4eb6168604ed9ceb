using LlmCostDsl.Analysis.Sweeps;

namespace LlmCostDsl.Analysis.Tests.Sweeps;

public sealed class KeeperTests
{
    // Coarse figures, so that many are equal.
    private static SweepRow[] Rows(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(p => random.Next(10) == 0 ? new SweepRow(p, [], "refused") : new SweepRow(p, [random.Next(12), random.Next(12), random.Next(3)], null))];
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_front_is_what_nothing_beats(int seed)
    {
        var rows = Rows(seed, 400);
        Objective[] objectives = [new(0, false), new(1, true), new(2, false)];

        // By the definition: nobody is at least as good in all and better in one, and nobody earlier is equal. The second figure should be large.
        static bool IsAsGood(SweepRow a, SweepRow b) => a.Figures[0] <= b.Figures[0] && a.Figures[1] >= b.Figures[1] && a.Figures[2] <= b.Figures[2];
        var sound = rows.Where(r => r.Error is null).ToList();
        var expected = sound.Where(r => !sound.Exists(o => IsAsGood(o, r) && (!o.Figures.SequenceEqual(r.Figures) || o.Point < r.Point)));

        AssertSame(expected, Keep(new ParetoKeeper(objectives), rows));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(10, false)]
    [InlineData(10, true)]
    [InlineData(1000, false)]
    public void The_best_are_the_first_of_all_in_order(int count, bool isMost)
    {
        var rows = Rows(4, 400);
        var ordered = rows.Where(r => r.Error is null).OrderBy(r => isMost ? -r.Figures[0] : r.Figures[0]).ThenBy(r => r.Point);

        AssertSame(ordered.Take(count), Keep(new BestKeeper(count, new(0, isMost)), rows));
    }

    // What keepers of the parts kept is what one keeper keeps of the whole.
    [Theory]
    [InlineData(5, 40)]
    [InlineData(6, 64)]
    public void Parts_are_kept_as_the_whole(int seed, int part)
    {
        var rows = Rows(seed, 500);
        foreach (var make in new Func<Keeper>[] { () => new ParetoKeeper([new(0, false), new(1, true), new(2, false)]), () => new BestKeeper(7, new(0, true)) })
        {
            AssertSame(Keep(make(), rows), Keep(make(), rows.Chunk(part).SelectMany(c => Keep(make(), c).OrderBy(r => r.Point))));
        }
    }

    private static void AssertSame(IEnumerable<SweepRow> expected, IEnumerable<SweepRow> found)
        => Assert.Equal(expected.Select(r => $"{r.Point}: {string.Join(' ', r.Figures)}"), found.Select(r => $"{r.Point}: {string.Join(' ', r.Figures)}"));

    [Fact]
    public void Of_nothing_nothing_is_kept()
    {
        Assert.Empty(new ParetoKeeper([new(0, false)]).Kept);
        Assert.Empty(Keep(new BestKeeper(3, new(0, false)), [new(0, [], "refused")]));
    }

    [Fact]
    public void What_is_infinite_is_worse_than_all_else()
        => Assert.Equal([1L, 0L], Keep(new BestKeeper(2, new(0, false)), [new(0, [double.PositiveInfinity], null), new(1, [1e300], null)]).Select(r => r.Point));

    [Theory]
    [InlineData("pareto:a,-b.c", 0, "a -b.c")]
    [InlineData("best:10:a", 10, "a")]
    [InlineData("best:1:-a", 1, "-a")]
    public void Rules_are_read(string text, int count, string outputs)
    {
        var rule = KeepRule.Parse(text).Rule!;

        Assert.Equal(count, rule.Count);
        Assert.Equal(outputs, string.Join(' ', rule.Outputs.Select(o => (o.IsMost ? "-" : string.Empty) + o.Name)));
    }

    [Theory]
    [InlineData("pareto", "'--keep pareto' should be pareto:OUTPUT,OUTPUT or best:COUNT:OUTPUT; '-OUTPUT' where more is better")]
    [InlineData("pareto:", "'--keep pareto:' should be pareto:OUTPUT,OUTPUT or best:COUNT:OUTPUT; '-OUTPUT' where more is better")]
    [InlineData("pareto:a,", "'--keep pareto:a,' should be pareto:OUTPUT,OUTPUT or best:COUNT:OUTPUT; '-OUTPUT' where more is better")]
    [InlineData("best:3:a,b", "'--keep best:3:a,b' should be pareto:OUTPUT,OUTPUT or best:COUNT:OUTPUT; '-OUTPUT' where more is better")]
    [InlineData("best:0:a", "'--keep best:0:a': '0' should be a whole number from 1 to 1000000")]
    [InlineData("best:x:a", "'--keep best:x:a': 'x' should be a whole number from 1 to 1000000")]
    public void Rules_that_are_none_are_refused(string text, string error) => Assert.Equal(error, KeepRule.Parse(text).Error);

    private static IReadOnlyList<SweepRow> Keep(Keeper keeper, IEnumerable<SweepRow> rows)
    {
        foreach (var row in rows)
        {
            keeper.Add(row);
        }

        return keeper.Kept;
    }
}
