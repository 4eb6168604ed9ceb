using LlmCostDsl.Specs;

namespace LlmCostDsl.Allocation.Tests;

/// <summary>The compiled catalogue, read and evaluated in the way a program does it: not a byte is allocated, a changed device aside.</summary>
public sealed class CatalogueTests
{
    private static double sink;

    [Fact]
    public void Reading_devices_and_evaluating_on_them_allocates_nothing()
    {
        var chat = Llama2Chat.On(Devices.A6000);
        var bytes = Counting.Bytes(new Dictionary<string, Action<int>>
        {
            ["device"] = Times(static () => Devices.A6000.Name.Length),
            ["attribute"] = Times(static () => Devices.A6000.Bandwidth() ?? 0),
            ["absent attribute"] = Times(static () => Devices.A6000.PeakFp8() ?? 0),
            ["attribute by name"] = Times(static () => Devices.A6000["bandwidth"] + Devices.A6000.ValueOrNaN("capacity")),
            ["model"] = Times(static () => Models.Llama2_7B.Parameters),
            ["analysis, bound"] = Times(() => chat.Evaluate(new() { Batch = 2 }).Ttft),
            ["analysis, both in one"] = Times(static () => Llama2Chat.Evaluate(new(), Devices.A6000).Memory.Total),
            ["control: a changed device"] = Times(static () => Devices.A6000.WithBandwidth(1e12).Bandwidth() ?? 0),
        });

        Assert.True(bytes["control: a changed device"] > 0);
        Assert.DoesNotContain(bytes, b => b.Value != 0 && !b.Key.StartsWith("control", StringComparison.Ordinal));
    }

    private static Action<int> Times(Func<double> call) => calls =>
    {
        for (var i = 0; i < calls; i++)
        {
            sink += call();
        }
    };
}
