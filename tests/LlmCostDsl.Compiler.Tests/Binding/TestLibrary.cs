using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Tests.Binding;

/// <summary>A small prelude and catalogue that tests can see whole, and ways to bind a text against them.</summary>
internal static class TestLibrary
{
    public const string Prelude = """
        attribute hardware.bandwidth: bytes/seconds
        attribute hardware.peak: flops/seconds
        attribute hardware.price: usd/seconds = 0 usd/hour
        attribute operator.math: bits = it.widest
        channel flops: flops
        channel wire: bytes
        operator linear(x: tensor, out: count, bias: bool = false) @matmul {
            weight w: [x.features, out]
            if bias { weight b: [out] }
            result [x.., out]
            flops = 2 * x.rows * x.features * out
        }
        operator add(a: tensor, b: tensor) { result [a.., a.features] }
        operator norm(x: tensor) { result [x.., x.features] }
        function rate(math: bits): flops/seconds = if math <= 8 bit then 2 * hw.peak else hw.peak
        transform narrow(width: bits = 4 bit, group: count in 1..1024 = 128) {
            every weight where tag is matmul { width = width + 16 bit / group }
        }
        timing roofline(efficiency: ratio in 1%..100% = 100%) {
            compute = it.flops / (rate(it.math) * efficiency)
            time    = max(compute, it.bytes / hw.bandwidth)
        }
        schedule generate(prompt: count in 1..4096 = 512, output: count in 1..4096 = 64) {
            prefill = step(prefill, tokens: prompt, context: prompt)
            turn(c) = step(decode, tokens: 1, context: c)
            let yield = 1
            rest    = sum(i in 1..ceil((output - 1) / yield), turn(prompt + i * yield))
            latency = prefill.time + rest.time
            let all = prefill + rest
            memory.total = all.weights + all.cache
        }
        schedule encode(positions: count in 1..4096 = 256) {
            pass    = step(encode, tokens: positions, context: positions)
            latency = pass.time
        }
        """;

    public const string Architectures = """
        architecture Decoder(hidden: count, layers: count, heads: count = 8, vocab: count = 100, head_dim: count = hidden / heads) steps prefill, decode {
            x = input [batch, tokens, hidden]
            repeat layers as layer carrying x {
                q_proj = linear(norm(x), heads * head_dim)
                k_proj = linear(x, hidden) in cache @kv
                x = add(q_proj, k_proj)
            }
            lm_head = linear(x, vocab)
        }
        architecture Encoder(hidden: count) steps encode { x = input [batch, tokens, hidden]  y = linear(x, hidden) }
        """;

    public const string Models = """
        import architectures.decoder
        model Small : Decoder(hidden: 512, layers: 4)
        model Small_1_3b : Small(layers: 8) { apply narrow(width: 8 bit) }
        model Bert : Encoder(hidden: 256)
        hardware Card { bandwidth = 100 GB/s  peak = 1 TFLOP/s }
        """;

    public static SpecLibrary Library { get; } = new(
    [
        new("specs/std/core.llmspec", () => Prelude),
        new("specs/architectures/decoder.llmspec", () => Architectures),
        new("specs/models/small.llmspec", () => Models),
        new("specs/twins/one.llmspec", () => "import models.small\nmodel Twin : Small"),
        new("specs/twins/one-more.llmspec", () => "import models.small\nmodel Twin : Small"),
    ]);

    /// <summary>Binds a project of one file and everything in it.</summary>
    public static BoundProgram Bind(string text)
    {
        var program = BoundProgram.Load(Library, [new SourceText("test.llmspec", text)]);
        program.BindEverything();
        return program;
    }

    /// <summary>Takes the marks <c>[|…|]</c> out of a text and says where they were.</summary>
    public static (string Text, List<TextSpan> Spans) Unmark(string marked)
    {
        var text = new System.Text.StringBuilder();
        var spans = new List<TextSpan>();
        var starts = new Stack<int>();
        for (var i = 0; i < marked.Length; i++)
        {
            if (string.CompareOrdinal(marked, i, "[|", 0, 2) == 0)
            {
                starts.Push(text.Length);
                i++;
            }
            else if (string.CompareOrdinal(marked, i, "|]", 0, 2) == 0)
            {
                spans.Add(TextSpan.FromBounds(starts.Peek(), text.Length));
                starts.Pop();
                i++;
            }
            else
            {
                text.Append(marked[i]);
            }
        }

        return (text.ToString(), spans);
    }

    public static string Show(IEnumerable<Diagnostic> diagnostics)
        => string.Join("\n", diagnostics.Select(d => $"{d.Id} at {d.At.Span.Start}+{d.At.Span.Length} '{d.At.Text}': {d.Message}"));
}
