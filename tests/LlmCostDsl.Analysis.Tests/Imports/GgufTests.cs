using System.Text;
using LlmCostDsl.Analysis.Imports;
using LlmCostDsl.Compiler;
using LlmCostDsl.Compiler.Configs;
using LlmCostDsl.Compiler.Support;

namespace LlmCostDsl.Analysis.Tests.Imports;

/// <summary>Files made here, by docs/gguf.md of ggml.</summary>
public sealed class GgufTests
{
    private const uint F32 = 0, Q4_K = 12, Q6_K = 14;

    [Fact]
    public void A_file_becomes_its_model_with_the_width_of_each_tensor()
    {
        var outcome = Import(Small());

        Assert.Empty(outcome.Errors);
        Assert.Empty(outcome.Diagnostics);
        // As in the file: two layers, one of which keeps values in another format.
        Assert.Contains("model Small : Decoder(hidden: 256, layers: 2, heads: 4, ffn: 512, vocab: 1000", outcome.Text, StringComparison.Ordinal);
        Assert.Contains("apply  stored_as(part: q_proj, width: 4 bit, beside: 0.5 bit)", outcome.Text, StringComparison.Ordinal);
        Assert.Contains("apply  stored_in(part: v_proj, places: {0}, width: 6 bit, beside: 0.5625 bit)", outcome.Text, StringComparison.Ordinal);
        Assert.Contains("apply  stored_in(part: v_proj, places: {1}, width: 4 bit, beside: 0.5 bit)", outcome.Text, StringComparison.Ordinal);

        // Q4_K has 144 bytes and Q6_K 210 for 256 elements; norms are counted at 16 bit.
        const double Q4 = 144.0 / 256, Q6 = 210.0 / 256;
        var layer = (2 * 256 * 256) + (2 * 256 * 128) + (3 * 256 * 512);
        var bytes = ((2 * layer) - (256 * 128) + 256_000) * Q4 + (256 * 128 + 256_000) * Q6 + (5 * 256 * 2);
        Assert.Equal(bytes, outcome.WeightBytes!.Value, 1e-6 * bytes);
        Assert.Equal((2 * (layer + 512)) + 512_000 + 256, outcome.ParameterCount);
    }

    [Fact]
    public void A_file_without_a_head_of_its_own_ties_it_to_the_embedding()
    {
        var outcome = Import(Small(tensors: t => t != "output.weight"));

        Assert.Empty(outcome.Errors);
        Assert.Contains("tied: true", outcome.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tensor_that_nobody_knows_is_an_error()
        => Assert.Contains(Import(Small(more: "blk.0.unheard.weight")).Errors, e => e.StartsWith("'blk.0.unheard.weight' is not understood", StringComparison.Ordinal));

    [Fact]
    public void An_unknown_format_is_an_error()
    {
        var outcome = Import(Small(format: 77));
        Assert.Null(outcome.Text);
        Assert.True(outcome.Errors.Count + outcome.Diagnostics.Count > 0);
    }

    [Fact]
    public void Every_shorter_piece_is_refused()
    {
        var whole = Small();
        for (var length = 0; length < whole.Length; length++)
        {
            Assert.NotNull(GgufFile.Read("x", new MemoryStream(whole[..length])).Error);
        }
    }

    [Fact]
    public void No_changed_byte_brings_the_reader_down()
    {
        var whole = Small();
        var random = new Random(11);
        for (var i = 0; i < 5000; i++)
        {
            var bytes = (byte[])whole.Clone();
            for (var j = 0; j <= random.Next(4); j++)
            {
                bytes[random.Next(bytes.Length)] = (byte)(random.Next(2) == 0 ? 0xFF : random.Next(256));
            }

            var read = GgufFile.Read("x", new MemoryStream(bytes));
            Assert.True(read.File is null != read.Error is null);
        }
    }

    [Theory]
    [InlineData(8, "the number of tensors")]
    [InlineData(16, "the number of keys")]
    [InlineData(24, "the name of a key")]
    public void A_length_that_lies_is_refused_before_it_is_believed(int offset, string what)
    {
        var bytes = Small();
        BitConverter.GetBytes(long.MaxValue).CopyTo(bytes, offset);
        Assert.Contains(what, GgufFile.Read("x", new MemoryStream(bytes)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_and_tensors_stand_once()
    {
        Assert.Contains("twice", GgufFile.Read("x", new MemoryStream(Small(more: "blk.0.attn_q.weight"))).Error, StringComparison.Ordinal);
        Assert.Contains("twice", GgufFile.Read("x", new MemoryStream(Small(key: "llama.block_count"))).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_files_are_told_apart()
    {
        Assert.Contains("does not begin with 'GGUF'", GgufFile.Read("x", new MemoryStream("PK\u0003\u0004 and more"u8.ToArray())).Error, StringComparison.Ordinal);
        Assert.Contains("version 1", GgufFile.Read("x", new MemoryStream([.. "GGUF"u8, 1, 0, 0, 0])).Error, StringComparison.Ordinal);
        Assert.Contains("order of bytes", GgufFile.Read("x", new MemoryStream([.. "GGUF"u8, 0, 0, 0, 3])).Error, StringComparison.Ordinal);
    }

    private static ImportOutcome Import(byte[] bytes)
    {
        var read = GgufFile.Read("small.gguf", new MemoryStream(bytes));
        Assert.Null(read.Error);
        return SpecCompiler.Load([]).Import(read.File!, new ImportOptions(null, "small", "test, small.gguf", EquatableArray<string>.Empty));
    }

    /// <summary>A model of two layers; what is written is decided here, byte by byte.</summary>
    private static byte[] Small(Func<string, bool>? tensors = null, string? more = null, string? key = null, uint format = Q4_K)
    {
        var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        var all = new List<(string Name, uint Format, long[] Shape)> { ("token_embd.weight", format, [256, 1000]), ("output_norm.weight", F32, [256]), ("output.weight", Q6_K, [256, 1000]) };
        for (var i = 0; i < 2; i++)
        {
            all.AddRange(
            [
                ($"blk.{i}.attn_norm.weight", F32, [256]), ($"blk.{i}.ffn_norm.weight", F32, [256]), ($"blk.{i}.attn_q.weight", format, [256, 256]),
                ($"blk.{i}.attn_k.weight", format, [256, 128]), ($"blk.{i}.attn_v.weight", i == 0 ? Q6_K : format, [256, 128]), ($"blk.{i}.attn_output.weight", format, [256, 256]),
                ($"blk.{i}.ffn_gate.weight", format, [256, 512]), ($"blk.{i}.ffn_up.weight", format, [256, 512]), ($"blk.{i}.ffn_down.weight", format, [512, 256]),
            ]);
        }

        all = [.. all.Where(t => tensors?.Invoke(t.Name) ?? true)];
        if (more is not null)
        {
            all.Add((more, F32, [1]));
        }

        var keys = new List<(string Name, object Value)>
        {
            ("general.architecture", "llama"), ("general.name", "Small"), ("llama.block_count", 2u), ("llama.embedding_length", 256u), ("llama.feed_forward_length", 512u),
            ("llama.attention.head_count", 4u), ("llama.attention.head_count_kv", 2u), ("llama.rope.dimension_count", 64u), ("llama.context_length", 4096u),
            ("llama.attention.layer_norm_rms_epsilon", 1e-5f), ("tokenizer.ggml.tokens", Enumerable.Range(0, 1000).Select(i => $"t{i}").ToArray()), ("tokenizer.ggml.add_bos_token", true),
        };
        if (key is not null)
        {
            keys.Add((key, 1u));
        }

        writer.Write("GGUF"u8);
        writer.Write(3u);
        writer.Write((ulong)all.Count);
        writer.Write((ulong)keys.Count);
        foreach (var (name, value) in keys)
        {
            Text(name);
            switch (value)
            {
                case uint n:
                    writer.Write(4u);
                    writer.Write(n);
                    break;
                case float f:
                    writer.Write(6u);
                    writer.Write(f);
                    break;
                case bool b:
                    writer.Write(7u);
                    writer.Write((byte)(b ? 1 : 0));
                    break;
                case string s:
                    writer.Write(8u);
                    Text(s);
                    break;
                case string[] list:
                    writer.Write(9u);
                    writer.Write(8u);
                    writer.Write((ulong)list.Length);
                    Array.ForEach(list, Text);
                    break;
            }
        }

        foreach (var (name, type, shape) in all)
        {
            Text(name);
            writer.Write((uint)shape.Length);
            Array.ForEach(shape, writer.Write);
            writer.Write(type);
            writer.Write(0UL);
        }

        return stream.ToArray();

        void Text(string text)
        {
            writer.Write((ulong)Encoding.UTF8.GetByteCount(text));
            writer.Write(Encoding.UTF8.GetBytes(text));
        }
    }
}
