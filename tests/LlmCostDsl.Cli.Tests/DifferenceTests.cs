using System.Text.Json;

namespace LlmCostDsl.Cli.Tests;

/// <summary><c>explain --diff</c>: what transforms change, worked out on paper.</summary>
public sealed class DifferenceTests
{
    // up: 8·16 weights of two bytes, 256 B, become 128 B; 64 B read and 128 B written beside them: 448 µs become 320 µs at 1 MB/s. down: 128 B read and 64 B
    // written, else the same. head: 80 weights, 160 B become 80 B, with 64 B and 80 B beside: 304 µs become 224 µs. In all 3·512 + 160 = 1696 B of weights
    // become 848 B, and 2992 B of traffic 2144 B. The footprint has 192 B of activations beside the weights.
    [Fact]
    public void The_text_says_what_changed_and_counts_what_did_not()
    {
        const string Expected = """
            Toy, small, before and after toy_narrow  on ToyBox
            batch = 1, length = 4, share = 0.5

            model
              weights  1.70 kB  848 B  -50.0 %

            pass
                              before    after   change
              ────────────────────────────────────────
              up, down (layer × 3)
                w.width       16 bit    8 bit
                weight_read    256 B    128 B  -50.0 %
                time          448 µs   320 µs  -28.6 %
              head
                w.width       16 bit    8 bit
                weight_read    160 B     80 B  -50.0 %
                time          304 µs   224 µs  -26.3 %
              ────────────────────────────────────────
              the whole step
                weight_read  1.70 kB    848 B  -50.0 %
                bytes        2.99 kB  2.14 kB  -28.3 %
                time         2.99 ms  2.14 ms  -28.3 %

            outputs
              latency       2.99 ms  2.14 ms  -28.3 %
              part          1.50 ms  1.07 ms  -28.3 %
              memory.total  1.89 kB  1.04 kB  -44.9 %

            """;

        var ran = Tool.Run("explain", "ToyPlain", "--diff", "--apply", "toy_narrow", "--spec", Tool.Toy);

        Assert.Equal((0, string.Empty), (ran.Code, ran.Error));
        Assert.Equal(Expected, ran.Out, ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void An_analysis_is_set_beside_itself_without_its_own_transforms()
    {
        var off = Tool.Run("explain", "ToyRun", "--diff", "--spec", Tool.Toy);
        var on = Tool.Run("explain", "ToyRun", "--diff", "--narrow", "true", "--w", "4 bit", "--spec", Tool.Toy);

        // The condition does not hold at its default.
        Assert.Contains("before and after toy_narrow(width: w) when narrow", off.Out, StringComparison.Ordinal);
        Assert.Contains("Nothing is changed.", off.Out, StringComparison.Ordinal);
        // 256 B are 64 B at 4 bit.
        Assert.Contains("weight_read 256 B 64 B -75.0 %", Words(on.Out), StringComparison.Ordinal);
    }

    // Of 16 bit, 4 bit and a scale of 16 bit for 128 weights are left: 4.125/16. One operation a weight widens it. The head, norms and embedding stay.
    [Fact]
    public void Weights_alone_are_narrowed_in_products_alone()
    {
        using var json = Json("explain", "Llama2_7B", "--diff", "--apply", "weight_only(width: 4 bit)", "--format", "json");
        var decode = json.RootElement.GetProperty("steps").GetProperty("decode");
        var operators = decode.GetProperty("operators").EnumerateArray().ToList();

        Assert.Equal(14, decode.GetProperty("unchanged").GetInt32());
        Assert.Equal(2, operators.Count);
        Assert.Equal(["layer.q_proj", "layer.k_proj", "layer.v_proj", "layer.o_proj"], Texts(operators[0], "after"));
        Assert.Equal(["layer.gate_proj", "layer.up_proj", "layer.down_proj"], Texts(operators[1], "after"));
        foreach (var (op, weights) in operators.Zip([4096d * 4096, 4096d * 11008]))
        {
            Assert.Equal("changed", op.GetProperty("fate").GetString());
            Assert.Equal(("16 bit", "4 bit"), Property(op, "w.width"));
            Assert.Equal(("0 bit", "0.125 bit"), Property(op, "w.beside"));
            Assert.Equal((2 * weights, 2 * weights * 4.125 / 16), Change(op.GetProperty("costs"), "weight_read"));
            Assert.Equal((0, weights), Change(op.GetProperty("costs"), "vector_flops"));
            Assert.Equal((32, 32), Change(op, "executions"));
        }

        // 32 layers of 4·4096² + 3·4096·11008 weights.
        var narrowed = 32 * ((4 * 4096d * 4096) + (3 * 4096d * 11008));
        Assert.Equal((2 * 6_738_415_616d, (2 * 6_738_415_616d) - (narrowed * (16 - 4.125) / 8)), Change(json.RootElement.GetProperty("weights"), "weights"));
    }

    // 2048 queries of 4096 features, 32 heads: scores and probabilities are 32·2048² numbers, queries, keys, values and the result 2048·4096 each. Three operators
    // write two squares and one row set, and read both squares and three row sets; one reads three and writes one.
    [Fact]
    public void What_was_fused_is_said_with_what_came_of_it()
    {
        const double Rows = 2048d * 4096 * 2;
        const double Square = 32d * 2048 * 2048 * 2;
        using var json = Json("explain", "Llama2_7B", "--diff", "--apply", "flash_attention", "--format", "json");
        var prefill = json.RootElement.GetProperty("steps").GetProperty("prefill");
        var op = Assert.Single(prefill.GetProperty("operators").EnumerateArray());

        Assert.Equal(18, prefill.GetProperty("unchanged").GetInt32());
        Assert.Equal("fused", op.GetProperty("fate").GetString());
        Assert.Equal(["layer.scores", "layer.probs", "layer.mixed"], Texts(op, "before"));
        Assert.Equal(["layer.fused_attention"], Texts(op, "after"));
        Assert.Equal(((2 * Square) + (3 * Rows), 3 * Rows), Change(op.GetProperty("costs"), "activation_read"));
        Assert.Equal(((2 * Square) + Rows, Rows), Change(op.GetProperty("costs"), "activation_write"));
        Assert.Equal(JsonValueKind.Object, json.RootElement.GetProperty("steps").GetProperty("rest").GetProperty("total").ValueKind);
    }

    // A layer has 4·4096² + 3·4096·11008 + 2·4096 = 202,383,360 weights.
    [Fact]
    public void Fewer_layers_are_fewer_executions_and_not_operators_that_vanish()
    {
        using var json = Json("explain", "Llama2_7B", "--diff", "--apply", "drop_layers(keep: 75%)", "--format", "json");
        var op = Assert.Single(json.RootElement.GetProperty("steps").GetProperty("decode").GetProperty("operators").EnumerateArray());

        Assert.Equal(("32", "24"), (json.RootElement.GetProperty("parameters").GetProperty("layers").GetProperty("before").GetString(), json.RootElement.GetProperty("parameters").GetProperty("layers").GetProperty("after").GetString()));
        Assert.Equal((6_738_415_616d, 6_738_415_616d - (8 * 202_383_360d)), Change(json.RootElement.GetProperty("weights"), "parameters"));
        Assert.Equal((32, 24), Change(op, "executions"));
        Assert.Equal(17, Texts(op, "after").Count);
        Assert.Empty(op.GetProperty("costs").EnumerateObject());
    }

    // Every second layer, beginning with layer 1, works on an eighth.
    [Fact]
    public void Iterations_that_fare_differently_are_told_apart()
    {
        using var json = Json("explain", "Llama2_7B", "--diff", "--apply", "mixture_of_depths", "--format", "json");
        var operators = json.RootElement.GetProperty("steps").GetProperty("prefill").GetProperty("operators").EnumerateArray().ToList();
        var projections = operators.Find(o => Texts(o, "after").Contains("layer[1].q_proj"));

        Assert.Equal((16, 16), Change(projections, "executions"));
        Assert.Equal((2 * 2048d * 4096 * 4096, 2 * 2048d * 4096 * 4096 / 8), Change(projections.GetProperty("costs"), "flops"));
        Assert.All(operators, o => Assert.All(Texts(o, "after"), p => Assert.StartsWith("layer[1].", p, StringComparison.Ordinal)));
    }

    // up, of 8·16 weights, becomes a pair of 8·4 and 4·16; 4 positions: 2·4·8·4 = 256 and 2·4·4·16 = 512 operations instead of 1024. The head goes.
    [Fact]
    public void What_appears_and_what_goes_is_named()
    {
        using var scratch = new Scratch();
        var own = scratch.Write("own.llmspec", """
            transform thin {
                replace { y = toy_map(x) } where y.name is up with {
                    a = toy_map(x, 4)
                    y = toy_map(a, 16)
                }
                replace { y = toy_map(x) } where y.name is head with { y = x }
            }
            """);
        using var json = Json("explain", "ToyPlain", "--diff", "--apply", "thin", "--format", "json", "--spec", Tool.Toy, "--spec", own);
        var operators = json.RootElement.GetProperty("steps").GetProperty("pass").GetProperty("operators").EnumerateArray().ToDictionary(o => o.GetProperty("fate").GetString()!);

        Assert.Equal(["head"], Texts(operators["vanished"], "before"));
        Assert.Equal((640, 0), Change(operators["vanished"].GetProperty("costs"), "flops"));
        Assert.EndsWith("a", Assert.Single(Texts(operators["appeared"], "after")), StringComparison.Ordinal);
        Assert.Equal((0, 256), Change(operators["appeared"].GetProperty("costs"), "flops"));
        Assert.Equal(["layer.up"], Texts(operators["changed"], "after"));
        Assert.Equal((1024, 512), Change(operators["changed"].GetProperty("costs"), "flops"));
        Assert.Equal("[4, 16]", operators["changed"].GetProperty("properties").GetProperty("w.shape").GetProperty("after").GetString());
    }

    // 2·8·10 operations a position, and three a sequence: no share that is the same for all lengths.
    [Fact]
    public void A_short_formula_of_what_was_added_stands_beside_the_figures()
    {
        using var scratch = new Scratch();
        var own = scratch.Write("own.llmspec", "transform more { every operator where name is head { flops += 3 * batch } }");

        var ran = Tool.Run("explain", "ToyPlain", "--diff", "--apply", "more", "--spec", Tool.Toy, "--spec", own);

        Assert.Contains("flops 640 FLOP 643 FLOP +0.5 % +3·batch", Words(ran.Out), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_changed_is_said()
        => Assert.Contains("Nothing is changed.", Tool.Run("explain", "ToyPlain", "--diff", "--apply", "toy_narrow(width: 16 bit)", "--spec", Tool.Toy).Out, StringComparison.Ordinal);

    [Theory]
    [InlineData(2, "say with --apply", "explain", "Toy_S", "--diff")]
    [InlineData(2, "say with --apply", "explain", "ToyPlain", "--diff")]
    [InlineData(2, "cannot be combined", "explain", "ToyRun", "--diff", "--plan")]
    [InlineData(2, "is for --diff", "explain", "ToyRun", "--format", "json")]
    [InlineData(2, "no input 'wishes'", "explain", "ToyRun", "--diff", "--wishes", "3")]
    [InlineData(2, "no device 'Nowhere'", "explain", "ToyRun", "--diff", "--on", "Nowhere")]
    [InlineData(2, "outside its range", "explain", "ToyRun", "--diff", "--length", "0")]
    [InlineData(1, "error LLM1019", "explain", "ToyRun", "--diff", "--apply", "toy_narow")]
    [InlineData(1, "error LLM", "explain", "ToyRun", "--diff", "--apply", "toy_narrow(width: 4 s)")]
    [InlineData(1, "error LLM", "explain", "ToyRun", "--diff", "--apply", "((")]
    [InlineData(1, "error LLM", "explain", "Nothing", "--diff", "--apply", "toy_narrow")]
    public void What_cannot_be_compared_is_refused(int code, string message, params string[] args)
    {
        var ran = Tool.Run([.. args, "--spec", Tool.Toy]);

        Assert.Equal(code, ran.Code);
        Assert.Contains(message, ran.Error, StringComparison.Ordinal);
        Assert.Empty(ran.Out);
    }

    [Theory]
    [InlineData("Llama2_7B", "weight_only")]
    [InlineData("Mixtral_8x7B", "drop_layers")]
    [InlineData("DeepSeek_V2_Lite", "fp8")]
    [InlineData("Mamba_2_8B", "fp8")]
    public void Lines_fit_a_terminal(string model, string transform)
    {
        var ran = Tool.Run(string.Empty, 100, false, "explain", model, "--diff", "--apply", transform);

        Assert.Equal(0, ran.Code);
        Assert.All(ran.Lines, l => Assert.True(l.Length <= 100, l));
    }

    // Texts without regard to how wide columns are.
    private static string Words(string text) => string.Join('\n', text.Split('\n').Where(l => !l.Contains('─', StringComparison.Ordinal)).Select(l => string.Join(' ', l.Split(' ', StringSplitOptions.RemoveEmptyEntries))));

    private static JsonDocument Json(params string[] args)
    {
        var ran = Tool.Run(args);
        Assert.Equal(0, ran.Code);
        return JsonDocument.Parse(ran.Out);
    }

    private static (string?, string?) Property(JsonElement op, string name)
    {
        var property = op.GetProperty("properties").GetProperty(name);
        return (property.GetProperty("before").GetString(), property.GetProperty("after").GetString());
    }

    private static (double Before, double After) Change(JsonElement of, string name)
        => (of.GetProperty(name).GetProperty("before").GetDouble(), of.GetProperty(name).GetProperty("after").GetDouble());

    private static List<string> Texts(JsonElement of, string name) => [.. of.GetProperty(name).EnumerateArray().Select(t => t.GetString()!)];
}
