namespace LlmCostDsl.Cli.Tests;

public sealed class ImportTests : IDisposable
{
    private const string Llama = """
        {"_name_or_path": "some/Small-1.5", "model_type": "llama", "hidden_size": 64, "num_hidden_layers": 2, "num_attention_heads": 4, "num_key_value_heads": 2,
         "intermediate_size": 128, "vocab_size": 100, "hidden_act": "silu", "torch_dtype": "bfloat16"}
        """;

    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public void The_spec_goes_to_the_output_and_the_report_to_the_errors()
    {
        var ran = Tool.Run("import", scratch.Write("config.json", Llama));

        Assert.Equal(0, ran.Code);
        Assert.StartsWith("llmspec 1\nimport architectures.decoder\n\nmodel Small_1_5 : Decoder(", ran.Out, StringComparison.Ordinal);
        // Two layers of q and o 64·64, k and v 64·32, three matrices 64·128 and two norms; embedding, head, norm: 86 848.
        Assert.Contains("86 848", ran.Error, StringComparison.Ordinal);
        Assert.Contains("'head_dim' is not there: hidden_size / num_attention_heads", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_written_compiles()
    {
        var target = scratch.Write("small.llmspec", string.Empty);
        var ran = Tool.Run("import", scratch.Write("config.json", Llama), "--name", "Mine", "-o", target);

        Assert.Equal(0, ran.Code);
        Assert.StartsWith("Mine  Decoder, of config.json by the config Llama", ran.Out, StringComparison.Ordinal);
        Assert.Equal(0, Tool.Run("check", target).Code);
        Assert.Equal(0, Tool.Run("format", "--check", target).Code);
        Assert.Equal(0, Tool.Run("analyze", "Mine", "--spec", target, "--on", "A6000").Code);
    }

    [Fact]
    public void An_unknown_key_is_an_error_unless_allowed()
    {
        var path = scratch.Write("config.json", Llama.Replace("{\"_name", "{\"unheard\": 3, \"_name", StringComparison.Ordinal));
        var refused = Tool.Run("import", path);

        Assert.Equal(1, refused.Code);
        Assert.Empty(refused.Out);
        Assert.Contains("llmspec: 'unheard' is not understood and may change cost: 3", refused.Error, StringComparison.Ordinal);
        Assert.Equal(0, Tool.Run("import", path, "--allow", "unheard").Code);
    }

    [Fact]
    public void A_config_of_ones_own_serves_a_family_of_ones_own()
    {
        var spec = scratch.Write("own.llmspec", """
            architecture Two(wide: count) steps prefill, decode {
                ids = input [batch, tokens] of 32 bit
                x   = embedding(ids, 10, wide)
                y   = linear(x, wide)
            }
            config OfTwo for Two when model_type == "two" { wide = d_model  ignore model_type }
            """);
        var ran = Tool.Run("import", scratch.Write("config.json", "{\"model_type\": \"two\", \"d_model\": 8}"), "--spec", spec, "--name", "Small");

        Assert.Equal(0, ran.Code);
        Assert.Contains("model Small : Two(wide: 8) {", ran.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void The_index_is_compared()
    {
        var path = scratch.Write("config.json", Llama);
        var right = Tool.Run("import", path, "--index", scratch.Write("right.json", "{\"metadata\": {\"total_size\": 173696}}"));
        var wrong = Tool.Run("import", path, "--index", scratch.Write("wrong.json", "{\"metadata\": {\"total_size\": 1736960}}"));

        Assert.Contains("expect parameters == 86_848 within 0.5%", right.Out, StringComparison.Ordinal);
        Assert.Equal(1, wrong.Code);
        Assert.Empty(wrong.Out);
        Assert.Contains("parameters: the file says 868,480", wrong.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"model_type\": \"unheard\"}", 1, "no config is for this file: 'model_type' is \"unheard\"")]
    [InlineData("{}", 1, "no config is for this file")]
    [InlineData("{\"a\": 1, \"a\": 2}", 1, "has the key 'a' twice")]
    [InlineData("not JSON", 1, "is no JSON in line 1")]
    public void A_file_that_says_nothing_is_told_so(string text, int code, string sentence)
    {
        var ran = Tool.Run("import", scratch.Write("config.json", text));

        Assert.Equal(code, ran.Code);
        Assert.Empty(ran.Out);
        Assert.Contains(sentence, ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_wrong_use_is_told_apart()
    {
        Assert.Equal(2, Tool.Run("import").Code);
        Assert.Equal(2, Tool.Run("import", "nowhere.json").Code);
        Assert.Equal(2, Tool.Run("import", "a.json", "--gguf", "b.gguf").Code);
        Assert.Equal(2, Tool.Run("import", scratch.Write("config.json", Llama), "--name", "no name").Code);
        Assert.Equal(2, Tool.Run("import", scratch.Write("config.json", Llama), "--index", "nowhere.json").Code);
        Assert.Equal(1, Tool.Run("import", "--gguf", scratch.Write("a.gguf", Llama)).Code);
    }
}
