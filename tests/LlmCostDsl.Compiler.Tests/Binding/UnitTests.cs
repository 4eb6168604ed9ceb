using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Binding;

namespace LlmCostDsl.Compiler.Tests.Binding;

/// <summary>Units against values worked out by hand.</summary>
public sealed class UnitTests
{
    [Theory]
    [InlineData("bit", "1/8", "B")]
    [InlineData("b", "1/8", "B")]
    [InlineData("B", "1", "B")]
    [InlineData("kB", "1000", "B")]
    [InlineData("GB", "1000000000", "B")]
    [InlineData("KiB", "1024", "B")]
    [InlineData("GiB", "1073741824", "B")]
    [InlineData("TiB", "1099511627776", "B")]
    [InlineData("Gb", "125000000", "B")]
    [InlineData("Kib", "128", "B")]
    [InlineData("FLOP", "1", "FLOP")]
    [InlineData("TFLOP", "1000000000000", "FLOP")]
    [InlineData("GOP", "1000000000", "FLOP")]
    [InlineData("EOP", "1000000000000000000", "FLOP")]
    [InlineData("s", "1", "s")]
    [InlineData("us", "1/1000000", "s")]
    [InlineData("ns", "1/1000000000", "s")]
    [InlineData("min", "60", "s")]
    [InlineData("hour", "3600", "s")]
    [InlineData("mJ", "1/1000", "J")]
    [InlineData("kW", "1000", "J/s")]
    [InlineData("usd", "1", "usd")]
    public void A_unit_is_so_many_base_units(string unit, string factor, string dimension)
    {
        Assert.True(Compiler.Binding.Units.TryRead(unit, out var found, out var measured));
        var parts = factor.Split('/');
        Assert.Equal(parts.Length == 1 ? Rational.Parse(parts[0])!.Value : Rational.Parse(parts[0])!.Value / Rational.Parse(parts[1])!.Value, found);
        Assert.Equal(dimension, measured.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("KiFLOP")]
    [InlineData("Kis")]
    [InlineData("kbit")]
    [InlineData("khour")]
    [InlineData("KB")]
    [InlineData("OPs")]
    public void Anything_else_is_none(string unit) => Assert.False(Compiler.Binding.Units.TryRead(unit, out _, out _));

    [Theory]
    [InlineData("2039 GB/s", "2039000000000", "B/s")]
    [InlineData("3.6 usd/hour", "1/1000", "usd/s")]
    [InlineData("80%", "4/5", "a plain number")]
    [InlineData("12.5%", "1/8", "a plain number")]
    [InlineData("4 bit", "1/2", "B")]
    [InlineData("4 GB / 2 s", "2000000000", "B/s")]
    [InlineData("300 W * 2 s", "600", "J")]
    [InlineData("1e-6", "1/1000000", "a plain number")]
    [InlineData("6_738_415_616", "6738415616", "a plain number")]
    [InlineData("0.85", "17/20", "a plain number")]
    [InlineData("7 % 4", "3", "a plain number")]
    [InlineData("2 ^ 3 ^ 2", "512", "a plain number")]
    [InlineData("round(2.5)", "3", "a plain number")]
    [InlineData("round(11008 * 75%, multiple: 128)", "8320", "a plain number")]
    public void A_quantity_is_exact(string text, string value, string dimension)
    {
        var program = TestLibrary.Bind($"schedule s {{ a = {text} }}");
        Assert.Empty(program.Diagnostics.Items);
        var definition = Assert.IsType<BoundDefinition>(Assert.Single(program.Find<ScheduleSymbol>("s", out _)!.Definitions));
        var parts = value.Split('/');
        var expected = parts.Length == 1 ? Rational.Parse(parts[0])!.Value : Rational.Parse(parts[0])!.Value / Rational.Parse(parts[1])!.Value;
        Assert.Equal(expected, ConstantFolder.Fold(definition.Value));
        Assert.Equal(dimension, definition.Type.Dimension.ToString());
    }

    [Theory]
    [InlineData("count", "a plain number", true)]
    [InlineData("bytes/seconds", "B/s", false)]
    [InlineData("usd/seconds", "usd/s", false)]
    [InlineData("watts", "J/s", false)]
    [InlineData("flops/bytes", "FLOP/B", false)]
    [InlineData("joules/seconds/bytes", "J/B/s", false)]
    public void A_type_has_its_dimension(string type, string dimension, bool isWhole)
    {
        var program = TestLibrary.Bind($"function f(x: {type}): ratio = 1");
        Assert.Empty(program.Diagnostics.Items);
        var found = Assert.Single(program.Find<FunctionSymbol>("f", out _)!.Parameters).Type;
        Assert.Equal((dimension, isWhole, type), (found.Dimension.ToString(), found.IsWhole, found.Name));
    }
}
