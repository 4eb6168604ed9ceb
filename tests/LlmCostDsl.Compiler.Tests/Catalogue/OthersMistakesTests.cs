using System.Globalization;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Tests.Shared;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Tests.Catalogue;

/// <summary>
/// What other tools' model files got wrong, found by reading and running them, is right here. Expectations are published figures or arithmetic on config.json.
/// </summary>
public class OthersMistakesTests
{
    private const double S = 2048;

    [Theory]

    // GenZ, google.py: gemma3_12b is a copy of Gemma-2-2B's dimensions. The technical report (2503.19786, table 1) gives 10,759 M beside 1,012 M of embedding.
    [InlineData("gemma", "Gemma3_12B", "parameters == 11_771e6 within 0.1%")]
    [InlineData("gemma", "Gemma3_12B", "hidden == 3840 and layers == 48 and ffn == 15360")]

    // GenZ, google.py: gemma3_4b has 16 heads of 160. The same table: 3,209 M beside 675 M.
    [InlineData("gemma", "Gemma3_4B", "parameters == 3_884e6 within 0.2%")]
    [InlineData("gemma", "Gemma3_4B", "heads == 8 and head_dim == 256")]

    // GenZ, meta.py: opt-13b has 5140 features, which 40 heads cannot share; so has calculon's gpt3-13B.json.
    [InlineData("opt", "OPT_13B", "hidden == 5120 and hidden % heads == 0")]
    [InlineData("gpt3", "GPT3_13B", "hidden == 5120", "parameters == 12_850e6 within 0.1%")]

    // GenZ, meta.py: Llama-3.1-70B resolves to Llama-2-70B. Published: 70.6 B.
    [InlineData("llama", "Llama3_70B", "vocab == 128256", "parameters == 70.6e9 within 0.1%")]

    // GenZ, alibaba.py: Qwen1.5-MoE has 40 layers. Published: 14.3 B, of which 2.7 B are active.
    [InlineData("qwen", "Qwen15_MoE_A2_7B", "layers == 24", "parameters == 14.3e9 within 0.2%")]

    // GenZ, misc.py: 71 key heads for Falcon-7B, 2 for DeepSeek-MoE; Falcon-Mamba with Mamba's vocabulary and an MLP. Published: 7.27 B.
    [InlineData("falcon", "Falcon_7B", "kv_heads == 1")]
    [InlineData("falcon", "Falcon_40B", "kv_heads == 8", "parameters == 41.3e9 within 0.1%")]
    [InlineData("deepseek", "DeepSeek_MoE_16B", "kv_heads == 16", "parameters == 16.4e9 within 0.2%")]
    [InlineData("mamba", "FalconMamba_7B", "vocab == 65024", "parameters == 7.27e9 within 0.1%")]

    // GenZ, misc.py: Grok-1 with 49152 inner features and no gate.
    [InlineData("grok", "Grok1", "gated and ffn == 32768")]

    // GenZ has no flag for a tied head. Published: 1.23 B, 0.6 B, 2.51 B.
    [InlineData("llama", "Llama32_1B", "parameters == 1.23e9 within 0.6%")]
    [InlineData("qwen", "Qwen3_0_6B", "parameters == 0.6e9 within 1%")]
    [InlineData("gemma", "Gemma_2B", "parameters == 2.51e9 within 0.2%")]

    // llm-analysis, bloom-175b.json: GPT-3's dimensions with BLOOM's vocabulary. 2211.05100, table 3: 176,247 M.
    [InlineData("bloom", "BLOOM_176B", "hidden == 14336 and layers == 70 and heads == 112", "parameters == 176_247e6 within 0.01%")]

    // llm-analysis, decapoda llama-*.json: four times the hidden features, and no gate.
    [InlineData("llama", "Llama_7B", "gated and ffn == 11008")]
    [InlineData("llama", "Llama_65B", "gated and ffn == 22016")]

    // vidur, model_config.py: Llama-2's vocabulary padded to 32768.
    [InlineData("llama", "Llama2_7B", "vocab == 32000")]

    // calculon, llm.py: a fixed vocabulary of 51200. 2005.14165, table D.1: 174,600 M.
    [InlineData("gpt3", "GPT3_175B", "vocab == 50257", "parameters == 174_600e6 within 0.01%")]

    // InferSim, model_config.py: leading dense layers and the shared expert's own width are ignored. Published: 671 B; 57.4 B.
    [InlineData("deepseek", "DeepSeek_V3", "parameters == 671e9 within 0.1%")]
    [InlineData("qwen", "Qwen2_57B_A14B", "shared_ffn == 20480", "parameters == 57.4e9 within 0.1%")]
    public void Sizes_are_the_published_ones(string module, string model, params string[] expectations)
    {
        var text = new SourceText("test.llmspec", $"import models.{module}\nmodel Asked : {model} {{ {string.Join("  ", expectations.Select(e => "expect " + e))} }}");
        Assert.Equal(string.Empty, DiagnosticRenderer.Render(SpecCompiler.Load([text]).Check()));
    }

    [Theory]

    // GenZ, run on its DeepSeekV3 and Llama-4-Maverick: 6197 GB and 1550 GB, the routed experts as wide as the dense MLP. A byte a weight; embedding, head
    // and routers stay at two, which is less than 1%.
    [InlineData("DeepSeek_V3", 671e9)]
    [InlineData("Llama4_Maverick", 400e9)]
    public void Eight_bit_weights_take_a_byte_each(string model, double bytes)
        => Assert.Equal(bytes, Ask(model, "weight_only(width: 8 bit, scale: 0 bit)").Output("memory.weights"), 0.01 * bytes);

    [Theory]

    // GenZ, LLM-Viewer and BLIS: a head is hidden / heads wide. It is not in these: 5120 / 32, 2048 / 32, 2880 / 64, 2560 / 8.
    [InlineData("Mistral_Nemo_12B", "layer", 5120, 32 * 128)]
    [InlineData("Qwen3_30B_A3B", "layer", 2048, 32 * 128)]
    [InlineData("GPT_OSS_20B", "layer[0]", 2880, 64 * 64)]
    [InlineData("Gemma3_4B", "layer[0]", 2560, 8 * 256)]
    public void Heads_have_a_width_of_their_own(string model, string layer, double hidden, double queries)
    {
        var a = Ask(model);
        Assert.Equal(2 * S * hidden * queries, a.Cell(layer + ".q_proj", "flops", "prefill"));
        Assert.Equal(2 * S * queries * hidden, a.Cell(layer + ".o_proj", "flops", "prefill"));
    }

    [Theory]

    // BLIS, roofline.go: a step of 1 read as every second layer, so that Scout has 24 layers of experts. GenZ ignores the step of 2: Maverick has 24 of 48.
    [InlineData("Llama4_Scout", 48)]
    [InlineData("Llama4_Maverick", 24)]

    // InferSim: leading dense layers are ignored.
    [InlineData("DeepSeek_MoE_16B", 27)]
    [InlineData("GLM45_Air", 45)]
    public void Experts_stand_in_the_layers_that_have_them(string model, double layers) => Assert.Equal(layers, Executions(Ask(model), "router"));

    // BLIS, roofline.go: two matrices for a gated MLP. Llama-2-7B: three of 4096 x 11008 for a token.
    [Fact]
    public void A_gated_MLP_has_three_matrices()
    {
        var a = Ask("Llama2_7B");
        Assert.Equal(3 * 2 * S * 4096 * 11008, new[] { "gate_proj", "up_proj", "down_proj" }.Sum(n => a.Cell("layer." + n, "flops", "prefill")));
    }

    [Theory]

    // LLM-Viewer, configs/opt.py: a gate that a non-gated MLP does not have, half of its weights more. GenZ has SiLU for Nemotron-4.
    [InlineData("OPT_13B", "prefill")]
    [InlineData("GPT2_XL", "prefill")]
    [InlineData("Falcon_7B", "prefill")]
    [InlineData("BLOOM_7B1", "prefill")]
    [InlineData("Nemotron4_340B", "prefill")]

    // LLM-Viewer, configs/DiT.py; GenZ gives Mamba an MLP.
    [InlineData("DiT_XL_2", "pass")]
    [InlineData("Mamba_2_8B", "prefill")]
    public void There_is_no_gate_where_there_is_none(string model, string step) => Assert.Equal(0, Executions(Ask(model), "gate_proj", step));

    // GenZ stores `sliding_window` and never reads it. Layers that attend a window hold it and no more; the others hold the prompt and 255 of 256 tokens.
    [Theory]
    [InlineData("Mistral_7B", 32 * 4096, 0, 8 * 128)]
    [InlineData("Gemma3_27B", 52 * 1024, 10, 16 * 128)]
    [InlineData("GPT_OSS_120B", 18 * 128, 18, 8 * 64)]
    [InlineData("Llama4_Scout", 36 * 8192, 12, 8 * 128)]
    [InlineData("OLMo3_7B", 24 * 4096, 8, 32 * 128)]
    public void Windows_cap_the_cache(string model, double inWindows, double globals, double keys)
    {
        const double Prompt = 20000;
        var a = Question.Ask(string.Empty, new AnalysisRequest(model, null, "H100_SXM", new([])), ("prompt", Prompt), ("output", 256));
        Assert.Equal(2 * 2 * keys * (inWindows + globals * (Prompt + 255)), a.Output("memory.cache"));
    }

    // GenZ and BLIS know one kind of layer. MiMo-V2-Flash: 39 local ones with 8 key heads and 128 positions, 9 global ones with 4; keys of 192, values of 128.
    [Fact]
    public void Kinds_of_layers_keep_different_heads()
        => Assert.Equal(2 * (192 + 128) * (39 * 8 * 128 + 9 * 4 * (S + 255)), Ask("MiMo_V2_Flash").Output("memory.cache"));

    // Other tools price MiniMax-M3's attention as full, or leave its indexer out: 57 layers keep a key of 128 for it, and a token attends 16 blocks of 128.
    [Fact]
    public void An_indexer_chooses_what_is_attended()
    {
        var a = Question.Ask(string.Empty, new AnalysisRequest("MiniMax_M3", null, "H200_SXM", new([])), ("prompt", 100_000), ("output", 2));
        Assert.Equal(2 * 64 * 128 * 2048, a.Cell("layer[3].scores", "flops", "decode"));
        Assert.Equal(2 * 64 * 128 * 100_001d, a.Cell("layer[0].scores", "flops", "decode"));
        Assert.Equal(2 * 4 * 128 * 100_001d, a.Cell("layer[3].index.scores", "flops", "decode"));
        Assert.Equal(2 * 100_001d * (60 * 2 * 4 * 128 + 57 * 128), a.Output("memory.cache"));
    }

    // A chunk begins anew: after 8192 positions a token of Llama 4 attends itself alone where a sliding window would still hold 8191 others.
    [Fact]
    public void Chunks_begin_anew()
    {
        Question At(double prompt) => Question.Ask(string.Empty, new AnalysisRequest("Llama4_Scout", null, "H100_SXM", new([])), ("prompt", prompt), ("output", 2));
        Assert.Equal(2 * 40 * 128 * 8192, At(8191).Cell("layer[0].scores", "flops", "decode"));
        Assert.Equal(2 * 40 * 128 * 1, At(8192).Cell("layer[0].scores", "flops", "decode"));
        Assert.Equal(2 * 40 * 128 * 8193, At(8192).Cell("layer[3].scores", "flops", "decode"));
    }

    // GenZ: no norm of queries and keys. Qwen3-8B: 36 layers, 4 operations for each of 32 and 8 heads of 128.
    [Fact]
    public void Queries_and_keys_are_normed_where_the_model_does()
    {
        var a = Ask("Qwen3_8B");
        Assert.Equal(36, a.Count("layer.q.head_norm", "prefill"));
        Assert.Equal(4 * S * 32 * 128, a.Cell("layer.q.head_norm", "vector_flops", "prefill"));
        Assert.Equal(4 * S * 8 * 128, a.Cell("layer.k.head_norm", "vector_flops", "prefill"));
    }

    // vidur leaves embedding and head out of time and memory: 15% of the weights of Llama-3-8B, 2 · 128256 · 4096 of them.
    [Fact]
    public void Embedding_and_head_count()
    {
        var a = Ask("Llama3_8B");
        Assert.Equal(2 * 8_030_261_248d, a.Output("memory.weights"));
        Assert.True(a.Cell("lm_head", "time", "decode") > 0.05 * a.Total("time", "decode"));
    }

    private static Question Ask(string model, params string[] transforms)
        => Question.Ask(string.Empty, new AnalysisRequest(model, null, "H100_SXM", new(transforms)));

    private static double Executions(Question asked, string name, string step = "prefill")
        => asked.Rows(step).Select(r => r.Split(" × ")).Where(r => r[0].Split('.').Contains(name)).Sum(r => double.Parse(r[1], CultureInfo.InvariantCulture));
}
