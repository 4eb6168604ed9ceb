using System.Text.Json;

namespace LlmCostDsl.Cli.Tests;

public sealed class AnalyzeFormatTests
{
    [Fact]
    public void Json_has_exactly_the_promised_members_in_base_units()
    {
        using var document = JsonDocument.Parse(Tool.Analyze("ToyRun", "--narrow", "true", "--w", "4", "--format", "json").Out);
        var root = document.RootElement;

        Assert.Equal(["model", "device", "inputs", "steps", "outputs", "warnings"], Names(root));
        Assert.Equal("Toy_S", root.GetProperty("model").GetString());
        Assert.Equal("ToyBox", root.GetProperty("device").GetString());
        Assert.Equal("""{"batch":1,"length":4,"share":0.5,"w":4,"narrow":true}""", Compact(root.GetProperty("inputs")));
        var pass = root.GetProperty("steps").GetProperty("pass");
        Assert.Equal(["operators", "total"], Names(pass));
        var up = pass.GetProperty("operators")[0];
        Assert.Equal(["name", "group", "count", "shape", "flops"], Names(up).Take(5));
        Assert.Equal(["bytes", "bound", "time", "compute", "memory", "intensity"], Names(up).TakeLast(6));
        Assert.Equal("up", up.GetProperty("name").GetString());
        Assert.Equal("layer", up.GetProperty("group").GetString());
        Assert.Equal(3, up.GetProperty("count").GetDouble());
        Assert.Equal("[1,4,16]", Compact(up.GetProperty("shape")));
        Assert.Equal(1024, up.GetProperty("flops").GetDouble());
        Assert.Equal(64, up.GetProperty("weight_read").GetDouble());
        Assert.Equal(256, up.GetProperty("bytes").GetDouble());
        Assert.Equal("memory", up.GetProperty("bound").GetString());
        Assert.Equal(256e-6, up.GetProperty("time").GetDouble(), 1e-18);
        Assert.Equal(4, up.GetProperty("intensity").GetDouble());
        Assert.Equal(string.Empty, pass.GetProperty("operators")[2].GetProperty("group").GetString());
    }

    [Fact]
    public void Totals_are_sums_over_all_executions_and_leave_out_ratios()
    {
        using var document = JsonDocument.Parse(Tool.Analyze("ToyRun", "--format", "json").Out);
        var pass = document.RootElement.GetProperty("steps").GetProperty("pass");
        var total = pass.GetProperty("total");
        foreach (var column in Names(total))
        {
            var sum = pass.GetProperty("operators").EnumerateArray().Sum(o => o.GetProperty("count").GetDouble() * o.GetProperty(column).GetDouble());
            Assert.Equal(sum, total.GetProperty(column).GetDouble(), 1e-12 * sum);
        }

        Assert.False(total.TryGetProperty("intensity", out _));
        Assert.Equal(2992, total.GetProperty("bytes").GetDouble());
    }

    [Fact]
    public void What_is_not_finite_is_null_with_a_warning()
    {
        using var document = JsonDocument.Parse(Tool.Analyze("ToyRun", "--length", "13", "--format", "json").Out);
        var root = document.RootElement;

        Assert.Equal(JsonValueKind.Null, root.GetProperty("outputs").GetProperty("inverse").ValueKind);
        Assert.Equal(["output 'inverse' is not finite"], root.GetProperty("warnings").EnumerateArray().Select(w => w.GetString()));
    }

    [Fact]
    public void Truth_values_are_true_and_false_and_dots_stay_in_names()
    {
        using var document = JsonDocument.Parse(Tool.Analyze("ToyRun", "--format", "json").Out);
        var outputs = document.RootElement.GetProperty("outputs");

        Assert.Equal(["latency", "part", "memory.total", "memory.fits", "inverse"], Names(outputs));
        Assert.Equal(JsonValueKind.True, outputs.GetProperty("memory.fits").ValueKind);
        Assert.Equal(1888, outputs.GetProperty("memory.total").GetDouble());
        Assert.Equal(-1.0 / 9, outputs.GetProperty("inverse").GetDouble());
    }

    [Fact]
    public void Csv_has_a_line_an_operator_and_one_of_totals()
    {
        var lines = Tool.Run("analyze", "ToyRun", "--spec", Tool.Toy, "--format", "csv").Lines;

        Assert.StartsWith("step,group,name,operator,count,shape,flops,", lines[0], StringComparison.Ordinal);
        Assert.EndsWith(",bytes,compute,memory,time,intensity,bound", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("pass,layer,up,toy_map,3,1x4x16,1024,", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("pass,,total,,,,6784,", lines[4], StringComparison.Ordinal);
        Assert.Equal(5, lines.Length);
        Assert.All(lines, l => Assert.Equal(lines[0].Count(c => c == ','), l.Count(c => c == ',')));
    }

    [Fact]
    public void Markdown_is_a_document_of_tables()
    {
        var ran = Tool.Run("analyze", "ToyRun", "--spec", Tool.Toy, "--format", "markdown");

        Assert.Contains("# Toy, small on ToyBox", ran.Out, StringComparison.Ordinal);
        Assert.Contains("| operator | × | shape | flops | bytes | intensity [FLOP/B] | bound | time | share |\n|---|---:|---|---:|---:|---:|---|---:|---:|\n", ran.Out, StringComparison.Ordinal);
        Assert.Contains("| layer.up | 3 | 1×4×16 | 1.02 kFLOP | 448 B | 2.29 | memory | 448 µs | 44.9 % |", ran.Out, StringComparison.Ordinal);
        Assert.Contains("| **total** |", ran.Out, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(p => p.Name);

    private static string Compact(JsonElement element) => JsonSerializer.Serialize(element);
}
