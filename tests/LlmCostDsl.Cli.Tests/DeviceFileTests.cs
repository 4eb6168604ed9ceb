using System.Text.Json;

namespace LlmCostDsl.Cli.Tests;

/// <summary>Devices as JSON: <c>export</c> writes them, <c>--device-file</c> reads them.</summary>
public sealed class DeviceFileTests
{
    [Theory]
    [InlineData("A100_80GB_SXM")]
    [InlineData("Core_i9_13900K")]
    [InlineData("Trainium2")]
    public void What_is_exported_is_the_device_again(string device)
    {
        using var scratch = new Scratch();
        var file = scratch.Write("a.json", Tool.Run("export", device).Out);
        string[] ask = ["analyze", "Llama2_7B", "--format", "json"];

        var (own, theirs) = (Tool.Run([.. ask, "--device-file", file]), Tool.Run([.. ask, "--on", device]));
        Assert.Equal((0, string.Empty), (own.Code, own.Error));
        Assert.Equal(theirs.Out, own.Out);
    }

    [Fact]
    public void An_edited_figure_counts()
    {
        // ToyBox has 1 MB/s, and all of the pass waits for memory: half of that takes twice the time.
        using var scratch = new Scratch();
        var json = Tool.Run("export", "ToyBox", "--spec", Tool.Toy).Out;
        var file = scratch.Write("a.json", json.Replace("1 MB/s", "500 kB/s", StringComparison.Ordinal).Replace("ToyBox", "Mine", StringComparison.Ordinal));

        Assert.Equal(2 * Latency("--on", "ToyBox"), Latency("--device-file", file), 1e-15);
    }

    [Fact]
    public void It_is_taken_wherever_a_device_is()
    {
        using var scratch = new Scratch();
        var file = scratch.Write("a.json", Device("Mine", """ "toy_rate": "1 GFLOP/s", "toy_flow": {"value": "2 MB/s", "from": "us"}, "toy_room": "4 kB" """));
        string[] rest = ["--device-file", file, "--spec", Tool.Toy];

        Assert.All(
            new string[][]
            {
                ["analyze", "ToyPlain"], ["compare", "ToyRun"], ["solve", "ToyPlain", "--for", "batch", "--max", "--subject-to", "memory.fits"], ["crossover", "ToyPlain", "--for", "batch"],
            },
            a => Assert.Contains("Mine", Fine([.. a, .. rest]), StringComparison.Ordinal));
        _ = Fine(["explain", "ToyPlain", .. rest]);
        Assert.Contains(",Mine,", Fine(["sweep", "ToyPlain", .. rest]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_a_spec_of_ones_own_has_is_declared_twice()
    {
        using var scratch = new Scratch();
        var ran = Tool.Analyze("ToyPlain", "--device-file", scratch.Write("a.json", Device("ToyBox", string.Empty)));

        Assert.Contains("a.json(1,24): error LLM1004: The device 'ToyBox' is declared already.", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_several_one_is_named_and_a_sweep_takes_all()
    {
        using var scratch = new Scratch();
        const string Figures = """{"toy_rate": "1 GFLOP/s", "toy_flow": "2 MB/s", "toy_room": "4 kB"}""";
        var file = scratch.Write("two.json", $$"""{"devices": [{"name": "One", "attributes": {{Figures}}}, {"name": "Two", "attributes": {{Figures}}}]}""");

        Assert.Equal((2, "llmspec: the device files have several devices, One, Two: say which one with --on\n"), Code(Tool.Analyze("ToyPlain", "--device-file", file)));
        Assert.Equal(0, Tool.Analyze("ToyPlain", "--device-file", file, "--on", "Two").Code);
        Assert.Equal(3, Tool.Run("sweep", "ToyPlain", "--device-file", file, "--spec", Tool.Toy).Lines.Length);
    }

    [Theory]
    [InlineData("""{"toy_flwo": "1 MB/s"}""", "toy_flow")]
    [InlineData("""{"toy_flow": "1 MB"}""", "LLM2005")]
    [InlineData("""{"toy_flow": "1 MBps"}""", "MBps")]
    [InlineData("""{"toy_flow": 1000000}""", "Give it a unit")]
    [InlineData("""{"toy_flow": "1e999 B/s"}""", "LLM")]
    [InlineData("""{"toy_flow": "-1 MB/s"}""", "")]
    [InlineData("""{"toy_flow": "fast"}""", "'fast'; a figure is written as in a spec")]
    [InlineData("""{"toy_flow": "1 MB/s }\nhardware X { toy_flow = 2 MB/s"}""", "a figure is written as in a spec")]
    [InlineData("""{"toy_flow": null}""", "null; a figure")]
    [InlineData("""{"toy_flow": ["1 MB/s"]}""", "a list; a figure")]
    [InlineData("""{"toy_flow": {"valu": "1 MB/s"}}""", "did you mean 'value'?")]
    [InlineData("""{"toy_flow": "1 MB/s", "toy_flow": "2 MB/s"}""", "'toy_flow' is here twice")]
    [InlineData("""{"toy flow": "1 MB/s"}""", "'toy flow' is no attribute")]
    [InlineData("""{"bandwidth": "3700 GB/s", "link_bandwidth": "4200 GB/s"}""", "LLM6010")]
    [InlineData("""{"peak_fp16": "362 TFLOP/s", "peak_fp8": "1466 TFLOP/s"}""", "LLM6010")]
    public void What_is_wrong_is_said_where_it_stands(string attributes, string expected)
    {
        using var scratch = new Scratch();
        var file = scratch.Write("a.json", $$"""
            {"devices": [{
              "name": "Mine",
              "attributes":
                {{attributes}}
            }]}
            """);

        var ran = Tool.Analyze("ToyPlain", "--device-file", file);
        Assert.NotEqual(0, ran.Code);
        Assert.Contains("a.json(", ran.Error, StringComparison.Ordinal);
        Assert.Contains(expected, ran.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("fault", ran.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"devices\": []}")]
    [InlineData("{\"devices\": [1]}")]
    [InlineData("{\"devices\": [{\"name\": \"X\"}]}")]
    [InlineData("{\"devices\": [{\"attributes\": {}}]}")]
    [InlineData("{\"devices\": [{\"name\": \"a b\", \"attributes\": {}}]}")]
    [InlineData("{\"devices\": [{\"name\": \"\\ud800\", \"attributes\": {}}]}")]
    [InlineData("{\"devices\": [{\"name\": \"X\", \"attributes\": {}}] } x")]
    [InlineData("{\"devices\": [{\"name\": \"X\", \"attributes\": {}}], // no\n}")]
    [InlineData("{\"device\": []}")]
    public void What_is_no_device_file_is_refused_in_one_line(string json)
    {
        using var scratch = new Scratch();
        var ran = Tool.Analyze("ToyPlain", "--device-file", scratch.Write("a.json", json));

        Assert.Equal(2, ran.Code);
        Assert.Matches(@"^llmspec: .*a\.json\([0-9]+,[0-9]+\): [^\n]+\n$", ran.Error);
    }

    [Fact]
    public void What_is_deep_long_or_no_text_is_refused()
    {
        using var scratch = new Scratch();
        Assert.Equal(2, Tool.Analyze("ToyPlain", "--device-file", scratch.Write("deep.json", new string('[', 100_000))).Code);
        Assert.Contains("is longer than 1024 KiB", Tool.Analyze("ToyPlain", "--device-file", scratch.Write("long.json", new string(' ', 1024 * 1024) + "{}")).Error, StringComparison.Ordinal);
        Assert.Equal(2, Tool.Analyze("ToyPlain", "--device-file", scratch.Write("bytes.json", [0xFF, 0xFE, 0x00, 0x80])).Code);
        Assert.Contains("there is no file", Tool.Analyze("ToyPlain", "--device-file", "nowhere.json").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Models_are_exported_with_what_is_counted_of_them()
    {
        // Llama-2-7B: 6,738,415,616 weights of 2 bytes.
        using var json = JsonDocument.Parse(Tool.Run("export", "Llama2_7B").Out);
        var model = json.RootElement.GetProperty("models")[0];

        Assert.Equal(4096, model.GetProperty("parameters").GetProperty("hidden").GetInt32());
        Assert.Equal((6738415616, 6738415616), (model.GetProperty("counts").GetProperty("parameters").GetInt64(), model.GetProperty("counts").GetProperty("active_parameters").GetInt64()));
        Assert.Equal(2 * 6738415616d, model.GetProperty("counts").GetProperty("weights").GetDouble());
        Assert.Contains("\ndevice,A40,capacity,48000000000,B,", Tool.Run("export", "A40", "--format", "csv").Out, StringComparison.Ordinal);
        Assert.Equal((2, "llmspec: there is neither a device nor a model 'Llama2_7'; did you mean 'Llama2_7B'?\n"), Code(Tool.Run("export", "Llama2_7")));
    }

    [Fact]
    public void The_schema_has_every_attribute_and_no_other()
    {
        using var json = JsonDocument.Parse(Tool.Run("export", "--format", "json-schema", "--spec", Tool.Toy).Out);
        var attributes = json.RootElement.GetProperty("properties").GetProperty("devices").GetProperty("items").GetProperty("properties").GetProperty("attributes");

        Assert.False(attributes.GetProperty("additionalProperties").GetBoolean());
        var flow = attributes.GetProperty("properties").GetProperty("toy_flow");
        Assert.Contains("B/s", flow.GetProperty("description").GetString(), StringComparison.Ordinal);
        Assert.Matches(flow.GetProperty("anyOf")[0].GetProperty("pattern").GetString()!, "2039 GB/s");
        Assert.DoesNotMatch(flow.GetProperty("anyOf")[0].GetProperty("pattern").GetString()!, "2039");
        Assert.Equal("number", attributes.GetProperty("properties").GetProperty("sparse_speedup").GetProperty("anyOf")[0].GetProperty("type").GetString());
    }

    private static string Device(string name, string attributes) => $$"""{"devices": [{"name": "{{name}}", "attributes": { {{attributes}} } }]}""";

    private static double Latency(params string[] args)
    {
        using var json = JsonDocument.Parse(Tool.Analyze(["ToyPlain", .. args, "--format", "json"]).Out);
        return json.RootElement.GetProperty("outputs").GetProperty("latency").GetDouble();
    }

    private static string Fine(string[] args)
    {
        var ran = Tool.Run(args);
        Assert.True(ran.Code == 0, $"{string.Join(" ", args)}: {ran.Error}");
        return ran.Out;
    }

    private static (int Code, string Error) Code(Ran ran) => (ran.Code, ran.Error);
}
