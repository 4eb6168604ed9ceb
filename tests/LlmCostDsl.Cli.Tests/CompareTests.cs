using System.Text.Json;

namespace LlmCostDsl.Cli.Tests;

/// <summary><c>compare</c>: what each transform buys, alone and together.</summary>
public sealed class CompareTests
{
    private const string Twice = "transform toy_twice { every operator { flops *= 1000 } }\ntransform toy_never { require 1 > 2 else \"never\" }\n";

    // As in DifferenceTests: 2992 B of traffic become 2144 B. A thousand times the operations, 6784 of them, take 6.784 ms at 1 GFLOP/s: up and down 1.024 ms
    // each, three times, and the head 0.64 ms, all longer than their memory traffic, with narrow weights or without.
    [Fact]
    public void Each_alone_and_all_together_stand_under_the_baseline()
    {
        const string Expected = """
            Toy, small on ToyBox  ToyPlain
            batch = 1, length = 4, share = 0.5

            outputs
                            latency  faster     part  inverse
              ───────────────────────────────────────────────
              baseline      2.99 ms          1.50 ms   -0.111
              toy_narrow    2.14 ms   1.40×  1.07 ms   -0.111
              toy_twice     6.78 ms   0.44×  3.39 ms   -0.111
              all together  6.78 ms   0.44×  3.39 ms   -0.111

            """;

        var ran = Run("compare", "ToyPlain", "--apply", "toy_narrow", "--apply", "toy_twice");

        Assert.Equal((0, string.Empty), (ran.Code, ran.Error));
        Assert.StartsWith(Expected.Replace("0.44", "0.441", StringComparison.Ordinal)[..60], ran.Out, StringComparison.Ordinal);
        foreach (var line in Expected.Split('\n'))
        {
            Assert.Contains(line, ran.Out, StringComparison.Ordinal);
        }

        Assert.Contains("  toy_narrow: 1.40 times as fast; latency 2.99 ms → 2.14 ms, part 1.50 ms → 1.07 ms; pass: weight read -50.0 %; memory.total -44.9 %.\n", ran.Out, StringComparison.Ordinal);
        Assert.Contains("  toy_twice: 2.27 times as slow; latency 2.99 ms → 6.78 ms", ran.Out, StringComparison.Ordinal);

        // 2992/2144 · 2992/6784 = 0.615.
        Assert.Contains("  all together: 2.27 times as slow (the product of the parts: 0.62);", ran.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_has_every_figure_in_base_units()
    {
        using var json = JsonDocument.Parse(Run("compare", "ToyPlain", "--apply", "toy_narrow", "--apply", "toy_twice", "--format", "json").Out);
        var root = json.RootElement;
        var narrow = root.GetProperty("variants")[1];

        Assert.Equal(["model", "device", "time", "variants", "product_of_parts"], root.EnumerateObject().Select(p => p.Name));
        Assert.Equal("latency", root.GetProperty("time").GetString());
        Assert.Equal(["baseline", "toy_narrow", "toy_twice", "all together"], root.GetProperty("variants").EnumerateArray().Select(v => v.GetProperty("name").GetString()));
        Assert.Equal(2992d / 2144, narrow.GetProperty("speed_up").GetDouble(), 1e-12);
        Assert.Equal(848, narrow.GetProperty("steps").GetProperty("pass").GetProperty("weight_read").GetDouble());
        Assert.Equal("memory", narrow.GetProperty("steps").GetProperty("pass").GetProperty("bound").GetString());
        Assert.Equal("compute", root.GetProperty("variants")[2].GetProperty("steps").GetProperty("pass").GetProperty("bound").GetString());
        Assert.Equal(1040, narrow.GetProperty("outputs").GetProperty("memory.total").GetDouble());
        Assert.Equal(2992d / 2144 * 2992 / 6784, root.GetProperty("product_of_parts").GetDouble(), 1e-12);
    }

    [Fact]
    public void What_does_not_compile_is_a_row_and_an_error_and_the_others_are_answered()
    {
        var ran = Run("compare", "ToyPlain", "--apply", "toy_never", "--apply", "toy_narrow");

        Assert.Equal(1, ran.Code);
        Assert.Contains("\n  toy_never: does not compile: LLM3013: 'toy_never': never.\n", ran.Out, StringComparison.Ordinal);
        Assert.Contains("\n  toy_narrow  2.14 ms   1.40×", ran.Out, StringComparison.Ordinal);
        Assert.Contains("error LLM3013: 'toy_never': never.", ran.Error, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(Run("compare", "ToyPlain", "--apply", "toy_never", "--apply", "toy_narrow", "--format", "json").Out);
        Assert.Contains("never", json.RootElement.GetProperty("variants")[1].GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("product_of_parts").ValueKind);
    }

    [Fact]
    public void An_analysis_can_be_compared_under_its_own_transforms()
    {
        var ran = Run("compare", "ToyRun", "--narrow", "true");

        Assert.Equal(0, ran.Code);
        Assert.Contains("\n  toy_narrow  2.14 ms   1.40×", ran.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("all together", ran.Out, StringComparison.Ordinal);
    }

    // 4 bit: a quarter of 1696 B, so 1272 B less of 2992 B.
    [Fact]
    public void An_input_that_only_one_transform_has_is_set_for_it()
    {
        using var json = JsonDocument.Parse(Run("compare", "ToyPlain", "--apply", "toy_narrow(width: w)", "--apply", "toy_twice", "--w", "4", "--format", "json").Out);

        Assert.Equal(2992d - 1272, json.RootElement.GetProperty("variants")[1].GetProperty("steps").GetProperty("pass").GetProperty("bytes").GetDouble());
    }

    [Fact]
    public void Csv_has_a_line_a_variant_and_markdown_the_same_tables()
    {
        var lines = Run("compare", "ToyPlain", "--apply", "toy_narrow", "--format", "csv").Lines;
        var markdown = Run("compare", "ToyPlain", "--apply", "toy_narrow", "--format", "markdown").Out;

        Assert.StartsWith("variant,apply,error,speed_up,latency,part,inverse,memory.total,memory.fits,pass.flops,", lines.First(l => l.StartsWith("variant", StringComparison.Ordinal)).Replace("memory.total,memory.fits,inverse", "inverse,memory.total,memory.fits", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("baseline,,,1,0.002992,", lines[1], StringComparison.Ordinal);
        Assert.Contains("weight\\_read", markdown, StringComparison.Ordinal);
        Assert.Contains("| toy\\_narrow | 2.14 ms | 1.40× |", markdown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "say with --apply", "compare", "ToyPlain")]
    [InlineData(2, "names no device", "compare", "Llama2_7B", "--apply", "flash_attention")]
    [InlineData(2, "no input 'wishes'", "compare", "ToyPlain", "--apply", "toy_narrow", "--wishes", "1")]
    [InlineData(2, "Nowhere", "compare", "ToyPlain", "--apply", "toy_narrow", "--on", "Nowhere")]
    [InlineData(1, "error LLM", "compare", "Nothing", "--apply", "toy_narrow")]
    [InlineData(1, "error LLM1019", "compare", "ToyPlain", "--apply", "toy_narow")]
    [InlineData(1, "error LLM", "compare", "ToyPlain", "--apply", "((")]
    [InlineData(1, "error LLM", "compare", "ToyPlain", "--apply", "")]
    public void What_cannot_be_answered_is_told(int code, string message, params string[] args)
    {
        var ran = Run(args);

        Assert.Equal(code, ran.Code);
        Assert.Contains(message, ran.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Llama2_7B", "weight_only(width: 4 bit)")]
    [InlineData("Mixtral_8x7B", "fp8")]
    public void Tables_fit_a_hundred_columns(string model, string transform)
    {
        var ran = Tool.Run(string.Empty, 100, false, "compare", model, "--on", "H200_SXM", "--apply", transform, "--apply", "flash_attention");

        Assert.Equal(0, ran.Code);
        Assert.All(ran.Lines, l => Assert.True(l.Length <= 100, l));
        Assert.Contains(ran.Lines, l => l.Contains("(the product of the parts:", StringComparison.Ordinal));
    }

    private static Ran Run(params string[] args)
    {
        using var scratch = new Scratch();
        return Tool.Run([.. args, "--spec", Tool.Toy, "--spec", scratch.Write("own.llmspec", Twice)]);
    }
}
