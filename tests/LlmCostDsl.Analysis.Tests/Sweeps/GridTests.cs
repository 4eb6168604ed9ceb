using LlmCostDsl.Analysis.Sweeps;

namespace LlmCostDsl.Analysis.Tests.Sweeps;

public sealed class GridTests
{
    [Fact]
    public void The_last_axis_changes_fastest()
    {
        var grid = new Grid([2, 1, 3]);

        Assert.Equal(6, grid.Size);
        Assert.Equal(["000", "001", "002", "100", "101", "102"], Enumerable.Range(0, 6).Select(p => string.Concat(grid.At(p))));
    }

    [Fact]
    public void A_number_has_the_digits_that_make_it_up_again()
    {
        int[] lengths = [7, 1, 13, 2, 1_000_000];
        var grid = new Grid(lengths);

        foreach (var point in new[] { 0, 1, 999_999, 1_000_000, 123_456_789, grid.Size - 1 })
        {
            // Horner's rule backwards is what At does; this is it forwards.
            Assert.Equal(point, grid.At(point).Zip(lengths).Aggregate(0L, (sum, d) => (sum * d.Second) + d.First));
        }
    }

    [Fact]
    public void A_grid_without_axes_is_one_point() => Assert.Equal((1, 0), (new Grid([]).Size, new Grid([]).At(0).Length));

    [Fact]
    public void A_grid_too_large_to_be_numbered_is_refused() => Assert.Throws<OverflowException>(() => new Grid(Enumerable.Repeat(1_000_000, 4)));

    [Theory]
    [InlineData(10, 3)]
    [InlineData(3, 10)]
    [InlineData(0, 4)]
    [InlineData(long.MaxValue, 7)]
    [InlineData(1_000_003, int.MaxValue)]
    public void Shards_lie_one_behind_the_other(long size, int count)
    {
        int[] looked = [0, 1, 2, count / 2, count - 1];

        Assert.Equal(0, new Shard(0, count).Of(size).From);
        Assert.Equal(size, new Shard(count - 1, count).Of(size).To);
        foreach (var number in looked.Where(n => n > 0 && n < count))
        {
            Assert.Equal(new Shard(number - 1, count).Of(size).To, new Shard(number, count).Of(size).From);
        }

        // As equal as whole numbers allow.
        Assert.All(looked.Where(n => n < count), n => Assert.InRange(new Shard(n, count).Of(size) is var (from, to) ? to - from : -1, size / count, (size / count) + 1));
    }

    [Theory]
    [InlineData("0/8", null)]
    [InlineData("7/8", null)]
    [InlineData("8/8", "'--shard 8/8': the shards are numbered from 0 to 7")]
    [InlineData("0/0", "'--shard 0/0': there is at least 1 shard")]
    [InlineData("1", "'--shard 1' should be NUMBER/COUNT, such as 0/8")]
    [InlineData("-1/8", "'--shard -1/8' should be NUMBER/COUNT, such as 0/8")]
    [InlineData("a/b", "'--shard a/b' should be NUMBER/COUNT, such as 0/8")]
    public void Shards_are_numbered_from_0(string text, string? error) => Assert.Equal(error, Shard.Parse(text).Error);
}
