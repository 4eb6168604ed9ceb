using LlmCostDsl.Analysis.Reports;

namespace LlmCostDsl.Analysis.Tests.Reports;

public sealed class GridLayoutTests
{
    private static readonly Grid Small = new(
        [new("name", false), new("figure", true, Unit: "B"), new("spare", true, 2), new("words", false, 1, MayBeCut: true)],
        [new(["a", "1", "22222", "a sentence that goes on and on"]), new(["bb", "333", "4", ""], IsTotal: true)]);

    [Fact]
    public void Numbers_stand_to_the_right_and_totals_under_a_rule()
        => Assert.Equal(
            [
                "  name  figure  spare  words",
                "             B",
                "  " + new string('─', 51),
                "  a          1  22222  a sentence that goes on and on",
                "  " + new string('─', 51),
                "  bb       333      4",
            ],
            Lines(Small, null));

    [Fact]
    public void Prose_is_cut_before_a_column_is_dropped()
    {
        Assert.Equal("  a          1  22222  a sentence that goes on…", Lines(Small, 47)[3]);
        Assert.Equal("  a          1  a sentence that goes on…", Lines(Small, 40)[3]);
        Assert.Equal("  a          1", Lines(Small, 20)[3]);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(54)]
    [InlineData(53)]
    [InlineData(46)]
    [InlineData(39)]
    [InlineData(30)]
    [InlineData(14)]
    public void Lines_fit(int width) => Assert.All(Lines(Small, width), l => Assert.True(l.Length <= width, l));

    [Fact]
    public void A_column_without_content_takes_no_room()
        => Assert.Equal(["  a  c"], Lines(new([new("", false), new("", false), new("", false)], [new(["a", "", "c"])]), null));

    [Fact]
    public void A_heading_stands_over_all_columns_and_widens_none()
        => Assert.Equal(
            ["  a heading that is", "    longer", "  a  1"],
            Lines(new([new("", false), new("", true)], [new(["a heading that is longer", ""], IsHeading: true), new(["a", "1"])]), 20));

    [Fact]
    public void A_long_name_is_broken_where_it_may_be()
        => Assert.Equal(["  a  weight_", "        read", "  " + new string('─', 10), "  b        1"], Lines(new([new("a", false), new("weight_\nread", true)], [new(["b", "1"])]), null));

    private static string[] Lines(Grid grid, int? width) => [.. GridLayout.Lines(grid, width).Select(l => string.Concat(l.Select(s => s.Text)))];
}
