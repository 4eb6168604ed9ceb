using System.Globalization;

namespace LlmCostDsl.Tests;

/// <summary>The hostile culture is there, on whatever thread a test runs; otherwise the suite would prove nothing about it.</summary>
public sealed class HostileCultureTests
{
    private const double Value = -1234567.5;
    private const string Printed = HostileCulture.Minus + "12.345.67,50";

    [Fact]
    public void It_is_the_culture_of_a_test() => Assert.Equal(Printed, Value.ToString("N2", CultureInfo.CurrentCulture));

    [Fact]
    public async Task It_is_the_culture_of_the_pool() => Assert.Equal(Printed, await Task.Run(() => Value.ToString("N2", CultureInfo.CurrentCulture)));

    [Fact]
    public void It_is_the_culture_of_a_thread_of_its_own()
    {
        var printed = string.Empty;
        var thread = new Thread(() => printed = Value.ToString("N2", CultureInfo.CurrentCulture));
        thread.UnsafeStart();
        thread.Join();
        Assert.Equal(Printed, printed);
    }
}
