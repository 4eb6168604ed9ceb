using System.Globalization;
using System.Text.Json;

namespace LlmCostDsl.Cli.Tests;

/// <summary><c>sweep</c>: a grid of questions, a row each.</summary>
public sealed class SweepTests
{
    // With n = batch · length rows and 16 bit each, a layer's up reads 16 n, writes 32 n and has 8 · 16 weights, down the other way round; there are three layers. The
    // head reads 16 n, writes 20 n and has 8 · 10 weights. Traffic: 3 · (96 n + 512) + 36 n + 160 = 324 n + 1696 B, at 1 MB/s; all operators wait for memory there.
    private static double OnBox(int n) => ((324 * n) + 1696) * 1e-6;

    // At 1 TB/s they wait for arithmetic: 3 · 2 · 256 n + 160 n operations at 1 GFLOP/s.
    private static double OnFast(int n) => 1696 * n * 1e-9;

    [Fact]
    public void Every_combination_is_a_row_the_last_axis_first()
    {
        var rows = Table(Sweep("ToyPlain", "--on", "ToyBox,ToyFast", "--length", "4,8", "--batch", "1..4:x2", "--want", "latency,memory.total"));

        Assert.Equal(["target", "device", "apply", "length", "batch", "latency", "memory.total", "error"], rows[0]);
        Assert.Equal(13, rows.Count);
        var at = 1;
        foreach (var device in new[] { "ToyBox", "ToyFast" })
        {
            foreach (var length in new[] { 4, 8 })
            {
                foreach (var batch in new[] { 1, 2, 4 })
                {
                    var row = rows[at++];
                    Assert.Equal(["ToyPlain", device, "none", $"{length}", $"{batch}"], row[..5]);
                    Assert.Equal(device == "ToyBox" ? OnBox(length * batch) : OnFast(length * batch), Number(row[5]), 1e-12);
                    // Weights, and the 16 n and 32 n that up reads and writes.
                    Assert.Equal(1696 + (48d * length * batch), Number(row[6]));
                    Assert.Equal(string.Empty, row[7]);
                }
            }
        }
    }

    [Fact]
    public void Units_are_those_of_the_command_line()
    {
        // Narrow weights take w bits each: 848 of them.
        var rows = Table(Sweep("ToyRun", "--narrow", "--set", "w=2..16:x2", "--share", "10..20%:+10", "--want", "memory.total,memory.fits"));

        Assert.Equal(["target", "device", "apply", "w", "narrow", "share", "memory.total", "memory.fits", "error"], rows[0]);
        Assert.Equal(["2 0.1", "2 0.2", "4 0.1", "4 0.2", "8 0.1", "8 0.2", "16 0.1", "16 0.2"], rows.Skip(1).Select(r => r[3] + " " + r[5]));
        Assert.All(rows.Skip(1), r => Assert.Equal((Number(r[3]) / 8 * 848) + (48 * 4), Number(r[6])));
        Assert.All(rows.Skip(1), r => Assert.Equal(("true", "true"), (r[4], r[7])));
    }

    [Fact]
    public void Transforms_are_an_axis_as_well()
    {
        var rows = Table(Sweep("ToyPlain", "--apply", "none,toy_narrow,toy_narrow(width: 4 bit)", "--want", "memory.total"));

        // 848 weights of 16, 8 and 4 bit, and 48 · 4 of activations.
        Assert.Equal(["none 1888", "toy_narrow 1040", "toy_narrow(width: 4 bit) 616"], rows.Skip(1).Select(r => r[2] + " " + r[3]));
    }

    [Fact]
    public void Refused_points_are_rows_that_say_so()
    {
        var ran = Run("ToyPlain", "--on", "ToyBox,ToyBare", "--length", "0,4,2.5", "--want", "latency");

        Assert.Equal((0, "llmspec: 5 of 6 points are refused, with the reason in their rows\n"), (ran.Code, ran.Error));
        var rows = Table(ran.Out);
        Assert.Equal(["", "0.00", ""], rows.Skip(1).Take(3).Select(r => r[4].Length == 0 ? "" : r[4][..4]));
        Assert.Equal("input 'length' is 0, which is outside its range: 1..1000", rows[1][5]);
        Assert.Equal("input 'length' is 2.5, but only whole numbers are accepted: 1..1000", rows[3][5]);
        Assert.Contains("'ToyBare' does not state 'toy_flow'", rows[5][5], StringComparison.Ordinal);
    }

    [Fact]
    public void What_must_be_true_refuses_where_it_is_not()
    {
        // 1696 + 48 n is at most 4000 up to n = 48.
        var rows = Table(Run("ToyPlain", "--length", "47..49", "--want", "memory.total", "--require", "memory.fits").Out);

        Assert.Equal(["3952 ", "4000 ", " 'memory.fits' is false"], rows.Skip(1).Select(r => r[4] + " " + r[5]));
    }

    [Fact]
    public void A_transform_that_fits_one_target_only_is_refused_on_the_other()
    {
        using var scratch = new Scratch();
        var spec = scratch.Write("more.llmspec", """
            model Toy_L : Toy(size: 16, layers: 5) { title "Toy, large" }
            transform toy_deep { require model.layers > 4 else "only deep ones" set layers = 4 }
            """);
        var ran = Tool.Run("sweep", "ToyPlain", "--model", "Toy_L", "--apply", "none,toy_deep", "--want", "memory.total", "--spec", Tool.Toy, "--spec", spec);
        Assert.Equal((0, string.Empty), (ran.Code, ran.Error));

        var both = Tool.Run(
            "sweep", "Toy_S", "Toy_L", "--schedule", "toy_run(length: 4)", "--timing", "toy_time", "--on", "ToyBox", "--apply", "none,toy_deep", "--want", "memory.total",
            "--spec", Tool.Toy, "--spec", spec);

        var rows = Table(both.Out);
        Assert.Equal((5, 0), (rows.Count, both.Code));
        Assert.Equal("1888", rows[1][3]);
        Assert.Contains("only deep ones", rows[2][4], StringComparison.Ordinal);
        Assert.Equal([string.Empty, string.Empty], rows.Skip(3).Select(r => r[4]));

        // Nowhere at all: then it is the question that is wrong, and a diagnostic says where.
        var none = Run("ToyPlain", "--apply", "none,toy_deep(", "--want", "latency");
        Assert.Equal((1, string.Empty), (none.Code, none.Out));
        Assert.Contains("error LLM", none.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--want latncy", "ToyPlain has no output 'latncy'; did you mean 'latency'? Its outputs are latency, part, ")]
    [InlineData("--keep best:3:latncy", "ToyPlain has no output 'latncy'; did you mean 'latency'?")]
    [InlineData("--require latency", "'latency' is neither true nor false, so it cannot be required")]
    [InlineData("--on ToyBox,ToyBix", "did you mean 'ToyBox'")]
    [InlineData("--on ToyBox,", "'--on' has a name missing in its list")]
    [InlineData("--lenght 4", "ToyPlain has no input 'lenght'; did you mean 'length'?")]
    [InlineData("--length 1..8:y2", "input 'length': a step is ':+STEP', ':xFACTOR' or ':nCOUNT'\n  1..8:y2\n       ^^\n")]
    [InlineData("--length 4 --set length=5", "input 'length' is given twice; its values belong into one list, with commas")]
    [InlineData("--length 4 --LENGTH 5", "input 'length' is given twice; its values belong into one list, with commas")]
    [InlineData("--apply a,", "a transform is missing here; 'none' applies nothing\n  a,\n    ^\n")]
    [InlineData("--keep most:latency", "'--keep most:latency' should be ")]
    [InlineData("--shard 8/8", "'--shard 8/8': the shards are numbered from 0 to 7")]
    [InlineData("--shard 0/8 --format table", "tables of several shards cannot be joined")]
    [InlineData("--threads 0", "'--threads' is at least 1")]
    [InlineData("--set length", "'--set length' should be NAME=VALUES")]
    public void What_is_misspelt_is_said_before_anything_runs(string arguments, string expected)
    {
        var ran = Run(["ToyPlain", .. arguments.Split(' ')]);

        Assert.Equal((2, string.Empty), (ran.Code, ran.Out));
        Assert.StartsWith("llmspec: ", ran.Error, StringComparison.Ordinal);
        Assert.Contains(expected, ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once()
        => Assert.Equal(
            ["llmspec: ToyPlain has no input 'lenght'", "llmspec: ToyPlain has no output 'latncy'"],
            Run("ToyPlain", "--lenght", "4", "--want", "latncy").Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(';')[0]));

    [Theory]
    [InlineData("csv")]
    [InlineData("jsonl")]
    public void The_bytes_are_the_same_however_many_threads_there_are_and_shards_joined_are_the_whole(string format)
    {
        string[] grid = ["ToyPlain", "--length", "1..100", "--batch", "1,2,3", "--format", format];
        var whole = Sweep([.. grid, "--threads", "1"]);

        Assert.Equal(300 + (format == "csv" ? 1 : 0), whole.Count(c => c == '\n'));
        Assert.Equal(whole, Sweep([.. grid, "--threads", "7"]));
        Assert.Equal(whole, string.Concat(Enumerable.Range(0, 7).Select(i => Sweep([.. grid, "--shard", $"{i}/7", "--threads", "2"]))));
        Assert.Equal(whole[(format == "csv" ? whole.IndexOf('\n', StringComparison.Ordinal) + 1 : 0)..], Sweep([.. grid, "--no-header"]));
    }

    [Fact]
    public void More_shards_than_points_leave_some_without_rows()
    {
        Assert.Equal("target,device,apply,length,latency,error\n", Sweep("ToyPlain", "--length", "4", "--want", "latency", "--shard", "0/2"));
        Assert.StartsWith("ToyPlain,ToyBox,none,4,", Sweep("ToyPlain", "--length", "4", "--want", "latency", "--shard", "1/2"), StringComparison.Ordinal);
        Assert.Equal(string.Empty, Sweep("ToyPlain", "--length", "4", "--want", "latency", "--shard", "1/3"));
    }

    [Fact]
    public void Lines_of_json_have_the_names_of_answers()
    {
        var lines = Run("ToyPlain", "--length", "0,13", "--want", "latency,inverse,memory.fits", "--format", "jsonl").Lines.Select(l => JsonDocument.Parse(l).RootElement).ToList();

        Assert.Equal(2, lines.Count);
        Assert.All(lines, l => Assert.Equal(["target", "device", "apply", "inputs", "outputs", "error"], l.EnumerateObject().Select(p => p.Name)));
        Assert.Equal((JsonValueKind.Null, JsonValueKind.String), (lines[0].GetProperty("outputs").ValueKind, lines[0].GetProperty("error").ValueKind));
        Assert.Equal(13, lines[1].GetProperty("inputs").GetProperty("length").GetDouble());
        Assert.Equal(OnBox(13), lines[1].GetProperty("outputs").GetProperty("latency").GetDouble(), 1e-12);
        Assert.True(lines[1].GetProperty("outputs").GetProperty("memory.fits").GetBoolean());
        // 1 / (13 - 13), which JSON cannot say.
        Assert.Equal(JsonValueKind.Null, lines[1].GetProperty("outputs").GetProperty("inverse").ValueKind);
        Assert.Equal("Infinity", Table(Sweep("ToyPlain", "--length", "13", "--want", "inverse"))[1][4]);
    }

    [Fact]
    public void The_same_figures_as_of_single_questions_to_the_last_digit()
    {
        var rows = Table(Sweep("ToyRun", "--length", "3,7,13", "--share", "0.3", "--want", "latency,part,pass.bytes"));
        foreach (var row in rows.Skip(1))
        {
            using var json = JsonDocument.Parse(Tool.Analyze("ToyRun", "--length", row[3], "--share", "0.3", "--format", "json").Out);
            var outputs = json.RootElement.GetProperty("outputs");
            Assert.Equal((outputs.GetProperty("latency").GetRawText(), outputs.GetProperty("part").GetRawText()), (row[5], row[6]));
            Assert.Equal(json.RootElement.GetProperty("steps").GetProperty("pass").GetProperty("total").GetProperty("bytes").GetRawText(), row[7]);
        }
    }

    [Fact]
    public void Only_what_is_best_is_kept()
    {
        // Latency grows with n = batch · length, and so does memory: of equals the first, and less of both is better.
        Assert.Equal(["1 1"], Kept("pareto:latency,memory.total"));
        // More rows at once for less time: the front of a product is the largest n for each latency, and each n has one latency. So every n is there once.
        Assert.Equal(["1 1", "1 2", "1 3", "2 2", "2 3", "3 3"], Kept("pareto:latency,-memory.total"));
        Assert.Equal(["3 3", "2 3", "3 2"], Kept("best:3:-latency"));
        Assert.Equal(["1 1", "1 2"], Kept("best:2:memory.total"));

        static IEnumerable<string> Kept(string rule)
            => Table(Sweep("ToyPlain", "--length", "1..3", "--batch", "1..3", "--want", "latency", "--keep", rule)).Skip(1).Select(r => r[3] + " " + r[4]);
    }

    [Fact]
    public void What_is_kept_by_has_a_column()
        => Assert.Equal("target,device,apply,length,latency,memory.total,error", Sweep("ToyPlain", "--length", "1..3", "--want", "latency", "--keep", "best:1:memory.total").Split('\n')[0]);

    [Fact]
    public void A_table_says_once_what_is_everywhere_the_same()
    {
        // 324 · 4 + 1696 = 2992 and 324 · 40 + 1696 = 14 656 µs; memory 1888 and 3616 B.
        const string Expected = """
            target = ToyPlain, device = ToyBox, batch = 1

              length  latency  memory.total
              ─────────────────────────────
                   4  2.99 ms       1.89 kB
                  40  14.7 ms       3.62 kB
                2000        –             –  input 'length' is 2000, which is outside its range: 1..1000

            """;

        Assert.Equal(Expected, Run("ToyPlain", "--length", "4,40,2000", "--batch", "1", "--want", "latency,memory.total", "--format", "table").Out);
    }

    [Fact]
    public void Interrupted_it_leaves_whole_lines_and_says_so()
    {
        string[] args = ["sweep", "ToyPlain", "--length", "1..1000", "--batch", "1..64", "--want", "latency", "--threads", "2", "--spec", Tool.Toy];
        using var source = new CancellationTokenSource();
        using var output = new Interrupting(source);
        using var error = new StringWriter();

        var code = LlmSpec.Run(args, new(TextReader.Null, output, error, null, false) { Interruptible = () => source.Token });

        Assert.Equal(130, code);
        var lines = output.ToString().Split('\n');
        Assert.Equal(string.Empty, lines[^1]);
        Assert.InRange(lines.Length, 3, 60_000);
        Assert.Equal($"llmspec: stopped after {lines.Length - 2} of 64000 points; what is written is whole\n", error.ToString());
        // The rows of the beginning: lengths change slowest.
        Assert.All(lines[1..^1].Select((l, i) => (l.Split(','), i)), l => Assert.Equal(($"{1 + (l.i / 64)}", $"{1 + (l.i % 64)}", 7), (l.Item1[3], l.Item1[4], l.Item1.Length)));
    }

    [Fact]
    public void A_pipe_sees_no_progress() => Assert.Equal(string.Empty, Run("ToyPlain", "--length", "1..1000", "--want", "latency").Error);

    private static Ran Run(params string[] args) => Tool.Run(["sweep", .. args, "--spec", Tool.Toy]);

    private static string Sweep(params string[] args)
    {
        var ran = Run(args);
        Assert.Equal((0, string.Empty), (ran.Code, ran.Error));
        return ran.Out;
    }

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);

    // Cells between commas; quotes as of RFC 4180.
    private static List<string[]> Table(string csv) => [.. csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Cells)];

    private static string[] Cells(string line)
    {
        var cells = new List<string> { string.Empty };
        var isQuoted = false;
        foreach (var c in line)
        {
            isQuoted ^= c == '"';
            if (c == ',' && !isQuoted)
            {
                cells.Add(string.Empty);
            }
            else if (c != '"')
            {
                cells[^1] += c;
            }
        }

        return [.. cells];
    }

    /// <summary>Presses Ctrl-C once something has been written.</summary>
    private sealed class Interrupting(CancellationTokenSource source) : StringWriter(CultureInfo.InvariantCulture)
    {
        public override void Write(string? value)
        {
            base.Write(value);
            if (ToString().Count(c => c == '\n') > 100)
            {
                source.Cancel();
            }
        }
    }
}
