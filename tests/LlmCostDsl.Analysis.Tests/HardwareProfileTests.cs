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

    [Fact]
    public void A_value_that_is_no_number_is_refused()
        => Assert.Contains("'speed'", Assert.Throws<ArgumentException>(() => Toy.With("speed", double.NaN)).Message, StringComparison.Ordinal);
}
