using System.Globalization;
using System.Text.Json;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Compiler.Tests.Reference;

/// <summary>
/// The reference tool restated in text gives the reference tool's numbers: every recorded channel, intensity, performance, bound, time, total and
/// footprint of every record, to 1e-12 relative. The records were made by running LLM-Viewer 472f71f unmodified.
/// </summary>
public class LlmViewerTests
{
    private const double Tolerance = 1e-12;

    // LLM-Viewer's word, our channel or timing definition.
    private static readonly (string Theirs, string Ours)[] Columns =
    [
        ("OPs", "flops"), ("memory_access", "bytes"), ("load_weight", "weight_read"), ("load_act", "activation_read"), ("store_act", "activation_write"),
        ("load_kv_cache", "cache_read"), ("store_kv_cache", "cache_write"), ("inference_time", "time"),
    ];

    private static readonly Lazy<SpecCompiler> Compiler = new(() => SpecCompiler.Load([]));

    public static TheoryData<string> Cases() => [.. Records().Select(r => r.GetProperty("case").GetString()!)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_figure_of_the_record_agrees(string name)
    {
        var record = Records().First(r => r.GetProperty("case").GetString() == name);
        switch (record.GetProperty("kind").GetString())
        {
            case "analyze":
                Analyze(record);
                break;
            case "generate":
                Generate(record);
                break;
            default:
                Chat(record);
                break;
        }
    }

    [Fact]
    public void The_surveys_first_table_agrees_cell_by_cell()
    {
        using var table = JsonDocument.Parse(File.ReadAllText(DataFile("survey-table1.json")));
        var answer = Ask("ViewerAnalyze", "Llama-2-7b-hf", "nvidia_A6000", []);
        var cells = 0;
        foreach (var row in table.RootElement.GetProperty("rows").EnumerateArray())
        {
            var printed = row.GetProperty("printed");
            var (step, layer) = (row.GetProperty("stage").GetString()!, row.GetProperty("llm_viewer_layer").GetString()!);
            Assert.Equal(printed.GetProperty("OPs").GetString(), Printed(answer.Cell(step, layer, "flops")));
            Assert.Equal(printed.GetProperty("memory_access").GetString(), Printed(answer.Cell(step, layer, "bytes")));
            Assert.Equal(printed.GetProperty("arithmetic_intensity").GetString(), Intensity(answer.Cell(step, layer, "intensity")));
            Assert.Equal(printed.GetProperty("max_performance").GetString(), Printed(answer.Cell(step, layer, "performance")));
            Assert.Equal(printed.GetProperty("bound").GetString(), answer.Bound(step, layer));
            cells += 5;
        }

        // 24 printed rows; in each stage the rows `norm` and `add` stand for two layers, so 28 are compared.
        Assert.Equal(28 * 5, cells);
    }

    // As the survey prints: three leading digits, decimal prefixes, no fraction.
    private static string Printed(double value) => value switch
    {
        >= 1e12 => Whole(value / 1e12) + "T",
        >= 1e9 => Whole(value / 1e9) + "G",
        >= 1e6 => Whole(value / 1e6) + "M",
        _ => Whole(value / 1e3) + "K",
    };

    private static string Whole(double value) => Math.Round(value).ToString("0", CultureInfo.InvariantCulture);

    private static string Intensity(double value) => (value >= 10 ? Math.Round(value) : value).ToString(value >= 10 ? "0" : "0.##", CultureInfo.InvariantCulture);

    private static void Analyze(JsonElement record)
    {
        var i = record.GetProperty("inputs");
        var answer = Ask("ViewerAnalyze", record, ("batch", i.GetProperty("batchsize")), ("seqlen", i.GetProperty("seqlen")), ("flash", i.GetProperty("use_flashattention")));
        foreach (var stage in record.GetProperty("stages").EnumerateObject())
        {
            foreach (var layer in stage.Value.EnumerateObject())
            {
                foreach (var (theirs, ours) in Columns)
                {
                    Same(layer.Value.GetProperty(theirs).GetDouble(), answer.Cell(stage.Name, layer.Name, ours), $"{stage.Name}.{layer.Name}.{theirs}");
                }

                Same(layer.Value.GetProperty("arithmetic_intensity").GetDouble(), answer.Cell(stage.Name, layer.Name, "intensity"), "intensity");
                Same(layer.Value.GetProperty("performance").GetDouble(), answer.Cell(stage.Name, layer.Name, "performance"), "performance");
                Assert.Equal(layer.Value.GetProperty("bound").GetString(), answer.Bound(stage.Name, layer.Name));
            }

            Assert.Equal(stage.Value.EnumerateObject().Select(l => l.Name).Order(), answer.Layers(stage.Name).Order());
            var totals = record.GetProperty("totals").GetProperty(stage.Name);
            foreach (var (theirs, ours) in Columns)
            {
                Same(totals.GetProperty(theirs).GetDouble(), answer.Total(stage.Name, ours), $"{stage.Name} total {theirs}");
            }

            Same(totals.GetProperty("memory_consumption").GetDouble(), answer.Output(stage.Name + "_memory"), "memory");
            Same(totals.GetProperty("memory_consumption_tmp_act").GetDouble(), answer.Output(stage.Name + "_tmp_act"), "tmp_act");
            Same(totals.GetProperty("memory_consumption_weight").GetDouble(), answer.Output("memory_weight"), "weight");
            Same(totals.GetProperty("memory_consumption_kv_cache").GetDouble(), answer.Output("memory_kv_cache"), "kv_cache");
        }
    }

    private static void Generate(JsonElement record)
    {
        var i = record.GetProperty("inputs");
        var answer = Ask("ViewerGenerate", record, ("batch", i.GetProperty("batchsize")), ("prompt", i.GetProperty("prompt_len")), ("output", i.GetProperty("gen_len")));
        Same(record.GetProperty("totals").GetProperty("generate").GetProperty("inference_time").GetDouble(), answer.Output("inference_time"), "time");
    }

    private static void Chat(JsonElement record)
    {
        var i = record.GetProperty("inputs");
        var answer = Ask(
            "ViewerChat",
            record,
            ("batch", i.GetProperty("batchsize")),
            ("prompt", i.GetProperty("seq_length")),
            ("output", i.GetProperty("gen_length")),
            ("flash", i.GetProperty("use_flashattention")));
        var totals = record.GetProperty("totals").GetProperty("chat");
        foreach (var (theirs, ours) in Columns)
        {
            Same(totals.GetProperty(theirs).GetDouble(), answer.Total("chat", ours), $"chat total {theirs}");
        }

        Same(totals.GetProperty("memory_consumption").GetDouble(), answer.Output("chat_memory"), "memory");
        Same(totals.GetProperty("memory_consumption_tmp_act").GetDouble(), answer.Output("chat_tmp_act"), "tmp_act");
        Same(totals.GetProperty("memory_consumption_weight").GetDouble(), answer.Output("chat_weight"), "weight");
        Same(totals.GetProperty("memory_consumption_kv_cache").GetDouble(), answer.Output("chat_kv"), "kv_cache");

        // Beside the chat, the decode stage as it was analysed first.
        totals = record.GetProperty("totals").GetProperty("decode");
        foreach (var (theirs, ours) in Columns)
        {
            Same(totals.GetProperty(theirs).GetDouble(), answer.Total("decode", ours), $"decode total {theirs}");
        }

        Same(totals.GetProperty("memory_consumption").GetDouble(), answer.Output("decode_memory"), "decode memory");
        Same(totals.GetProperty("memory_consumption_tmp_act").GetDouble(), answer.Output("decode_tmp_act"), "decode tmp_act");
    }

    private static Answer Ask(string analysis, JsonElement record, params (string Name, JsonElement Value)[] inputs)
    {
        var bits = record.GetProperty("inputs");
        var values = inputs.Select(i => (i.Name, i.Value.ValueKind switch
        {
            JsonValueKind.True => 1,
            JsonValueKind.False => 0,
            _ => i.Value.GetDouble(),
        })).Concat([("w", bits.GetProperty("w_bit").GetDouble() / 8), ("a", bits.GetProperty("a_bit").GetDouble() / 8), ("kv", bits.GetProperty("kv_bit").GetDouble() / 8)]);
        var model = record.GetProperty("model").GetString()!;
        return Ask(analysis, model.StartsWith("DiT", StringComparison.Ordinal) ? model : model.Split('/')[^1], record.GetProperty("hardware").GetString()!, values);
    }

    private static Answer Ask(string analysis, string model, string device, IEnumerable<(string Name, double Value)> inputs)
    {
        var compiled = Compiler.Value.Compile(new AnalysisRequest(analysis, Model: "compat.llm_viewer." + model, Device: device));
        Assert.True(compiled.Plan is not null, string.Join("\n", compiled.Diagnostics.Select(d => $"{d.Id} {d.At.Source.Path}{d.At.Start}: {d.Message}")));
        var plan = compiled.Plan;
        Assert.Empty(PlanVerifier.Verify(plan));
        var given = inputs.ToDictionary(i => i.Name, i => i.Value);
        var result = AllEngines.Evaluate(plan, [.. plan.Inputs.Select(i => given.TryGetValue(i.Name, out var v) ? v : i.Default)], compiled.Device);
        Assert.True(result.IsValid, string.Join("\n", result.Errors));
        return new Answer(plan, result);
    }

    private static void Same(double expected, double found, string what)
    {
        var error = expected == found ? 0 : Math.Abs(expected - found) / Math.Max(Math.Abs(expected), Math.Abs(found));
        Assert.True(error <= Tolerance, $"{what}: expected {expected:R}, found {found:R}, off by {error:E2}");
    }

    private static IEnumerable<JsonElement> Records() => File.ReadLines(DataFile("llm-viewer-public.jsonl")).Select(l => JsonDocument.Parse(l).RootElement);

    private static string DataFile(string name) => Path.Combine(AppContext.BaseDirectory, "Reference", "Data", name);

    private sealed record Answer(EvaluatorPlan Plan, PlanResult Result)
    {
        public double Cell(string step, string layer, string column) => Result[Row(step, layer).Cells[Column(step, column)]];

        public string Bound(string step, string layer) => Table(step).Columns[(int)Result[Row(step, layer).Bound]].Name;

        public double Total(string step, string column) => Result[Table(step).Totals[Column(step, column)]];

        public double Output(string name) => Result[Plan.Outputs.Single(o => o.Name == name).Node];

        /// <summary>What runs at all: rows of a variant that is off have no executions.</summary>
        public IEnumerable<string> Layers(string step) => Table(step).Rows.Where(r => Result[r.Count] > 0).Select(r => r.Name);

        private PlanTable Table(string step) => Plan.Tables.Single(t => t.Step == step);

        private PlanRow Row(string step, string layer) => Table(step).Rows.Single(r => r.Name == layer);

        private int Column(string step, string name) => Table(step).Columns.Select((c, i) => (c.Name, i)).Single(c => c.Name == name).i;
    }
}
