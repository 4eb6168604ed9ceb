using System.Text.Json;
using LlmCostDsl.Specs;

namespace LlmCostDsl.Tests;

/// <summary>
/// The catalogue as our own generator compiles it in a build: the evaluators that anybody calls give the recorded figures of LLM-Viewer 472f71f, and
/// models and devices are what their sources say.
/// </summary>
public class CompiledCatalogueTests
{
    private const double Tolerance = 1e-12;

    public static TheoryData<string> Cases() => [.. Records().Select(r => r.GetProperty("case").GetString()!)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_evaluator_of_the_build_gives_the_recorded_figures(string name)
    {
        var record = Records().First(r => r.GetProperty("case").GetString() == name);
        var given = record.GetProperty("inputs");
        var inputs = new ViewerAnalyze.Inputs
        {
            Batch = given.GetProperty("batchsize").GetInt64(),
            Seqlen = given.GetProperty("seqlen").GetInt64(),
            W = given.GetProperty("w_bit").GetDouble(),
            A = given.GetProperty("a_bit").GetDouble(),
            Kv = given.GetProperty("kv_bit").GetDouble(),
            Flash = given.GetProperty("use_flashattention").GetBoolean(),
        };
        var device = Devices.All.Single(d => d.Name == record.GetProperty("hardware").GetString());
        var viewer = ViewerAnalyze.On(device);
        var rows = new ViewerAnalyze.DecodeRow[ViewerAnalyze.DecodeRows];
        var total = viewer.Decode(inputs, rows);
        var running = rows.Where(r => r.Count > 0).ToDictionary(r => ViewerAnalyze.NameOf(r.Operator).Split('.')[^1]);

        var layers = record.GetProperty("stages").GetProperty("decode");
        Assert.Equal(layers.EnumerateObject().Select(l => l.Name).Order(), running.Keys.Order());
        foreach (var layer in layers.EnumerateObject())
        {
            var row = running[layer.Name];
            Same(layer.Value.GetProperty("OPs"), row.Flops);
            Same(layer.Value.GetProperty("memory_access"), row.Bytes);
            Same(layer.Value.GetProperty("load_kv_cache"), row.CacheRead);
            Same(layer.Value.GetProperty("inference_time"), row.Time);
            Same(layer.Value.GetProperty("arithmetic_intensity"), row.Intensity);
            Assert.Equal(layer.Value.GetProperty("bound").GetString(), row.Bound.ToString(), ignoreCase: true);
        }

        var totals = record.GetProperty("totals").GetProperty("decode");
        Same(totals.GetProperty("OPs"), total.Flops);
        Same(totals.GetProperty("inference_time"), total.Time);
        var result = viewer.Evaluate(inputs);
        Same(totals.GetProperty("memory_consumption"), result.DecodeMemory);
        Same(totals.GetProperty("memory_consumption_weight"), result.MemoryWeight);
    }

    [Fact]
    public void Models_and_devices_are_what_their_sources_say()
    {
        // meta-llama/Llama-2-7b-hf: the sum of its safetensors index.
        Assert.Equal(6_738_415_616, Models.Llama2_7B.Parameters);
        Assert.Equal(32, Models.Llama2_7B.Layers);

        // NVIDIA's data sheet of the RTX A6000: 768 GB/s, 48 GB.
        Assert.Equal(768e9, Devices.A6000.Bandwidth());
        Assert.Equal(48e9, Devices.A6000.Capacity());
        Assert.Null(Devices.A6000.PeakFp8());
        Assert.Equal(1e12, Devices.A6000.WithBandwidth(1e12).Bandwidth());
        Assert.Same(Devices.A6000, Devices.A6000);
    }

    [Fact]
    public void What_was_never_bound_to_a_device_does_not_answer()
    {
        Assert.Throws<InvalidOperationException>(() => default(ViewerAnalyze.Bound).Evaluate(new()));
        Assert.Throws<InvalidOperationException>(() => default(ViewerAnalyze.Bound).Decode(new(), new ViewerAnalyze.DecodeRow[ViewerAnalyze.DecodeRows]));
        Assert.Throws<ArgumentNullException>(() => ViewerAnalyze.On(null!));
        var inputs = Assert.Throws<ArgumentOutOfRangeException>(() => ViewerAnalyze.On(Devices.A6000).Evaluate(new() { Batch = 0 }));
        Assert.Equal("Batch", inputs.ParamName);
    }

    private static void Same(JsonElement expected, double found)
    {
        var value = expected.GetDouble();
        Assert.True(Math.Abs(value - found) <= Tolerance * Math.Abs(value), $"expected {value:R}, found {found:R}");
    }

    // The analysis is one of this model; others are asked for by name where names are looked up.
    private static IEnumerable<JsonElement> Records()
        => File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Reference", "llm-viewer-public.jsonl"))
            .Select(l => JsonDocument.Parse(l).RootElement)
            .Where(r => r.GetProperty("kind").GetString() == "analyze" && r.GetProperty("model").GetString() == "meta-llama/Llama-2-7b-hf");
}
