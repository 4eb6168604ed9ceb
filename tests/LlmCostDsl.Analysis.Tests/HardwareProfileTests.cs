namespace LlmCostDsl.Analysis.Tests;

public sealed class HardwareProfileTests
{
    private static readonly HardwareProfile Toy = new("Toy", [new("speed", 4), new("idle", 0)]);

    [Fact]
    public void Absent_is_not_zero()
    {
        Assert.True(Toy.Has("idle"));
        Assert.False(Toy.Has("price"));
        Assert.True(Toy.TryGet("idle", out var idle) && idle == 0);
        Assert.False(Toy.TryGet("price", out var price));
        Assert.Equal(double.NaN, price);
    }

    [Fact]
    public void Reading_what_is_absent_names_the_device_and_the_attribute()
        => Assert.Equal("Toy has no value for 'price'.", Assert.Throws<KeyNotFoundException>(() => Toy["price"]).Message);

    [Fact]
    public void Profiles_are_equal_by_content_and_changed_by_copies()
    {
        var faster = Toy.With("speed", 8);

        Assert.Equal(4, Toy["speed"]);
        Assert.Equal(8, faster["speed"]);
        Assert.NotEqual(Toy, faster);
        Assert.Equal(Toy, faster.With("speed", 4));
        Assert.Equal(Toy.GetHashCode(), faster.With("speed", 4).GetHashCode());
        Assert.Equal(["idle"], Toy.Without("speed").Attributes);
        Assert.NotEqual(Toy, Toy.Renamed("Other"));
    }

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(-1.5, "-1.5")]
    public void A_value_that_no_device_can_have_is_refused(double value, string said)
    {
        Assert.StartsWith($"'speed' of Toy is {said}: ", Assert.Throws<ArgumentException>(() => Toy.With("speed", value)).Message, StringComparison.Ordinal);
        Assert.StartsWith($"'price' of Toy is {said}: ", Assert.Throws<ArgumentException>(() => Toy.With("price", value)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new HardwareProfile("Toy", [new("speed", 1), new("speed", 1)]));
    }

    [Fact]
    public void A_device_can_be_built_step_by_step_and_says_what_is_known_of_it()
    {
        var board = new HardwareProfile("Board") { Title = "A board of ours", Source = "measured" }.With("bandwidth", 1.5 * Units.TB).With("price", 1 / Units.Hour);

        Assert.Equal(1.5e12, board["bandwidth"]);
        Assert.Equal(1.0 / 3600, board["price"]);
        Assert.Equal(["bandwidth", "price"], board.Attributes);
        Assert.Equal(("A board of ours", "measured"), (board.With("price", 0).Title, board.With("price", 0).Source));
        Assert.Equal(((string?)null, "measured"), (board.Renamed("Other").Title, board.Renamed("Other").Source));
        Assert.Equal(board, board.Without("power"));
        Assert.Equal("Board (2 attributes)", board.ToString());
    }

    [Fact]
    public void Reading_allocates_nothing()
    {
        var sum = 0.0;
        Read();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Read();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(sum > 0);

        void Read()
        {
            for (var i = 0; i < 1000; i++)
            {
                sum += (Toy.TryGet("speed", out var speed) ? speed : 0) + Toy["idle"] + (Toy.Has("price") ? 1 : 0);
            }
        }
    }
}
