using LlmCostDsl.Compiler.Tests.Shared;

namespace LlmCostDsl.Compiler.Tests.Catalogue;

/// <summary>Encoders of texts and of images, alone and in front of a language model.</summary>
public class EncoderTests
{
    [Theory]
    // Multiply-adds of an image in G, as torchvision's documentation states them for its weights.
    [InlineData("ViT_B_16", 197, 17.564)]
    [InlineData("ViT_L_16", 197, 61.555)]
    [InlineData("ViT_H_14", 257, 167.295)]
    public void A_vision_transformer_multiplies_what_is_published(string model, double positions, double macs)
        => Assert.Equal(macs, Ask(model, [], ("positions", positions)).Total("flops", "pass") / 2e9, 0.001);

    [Fact]
    public void An_encoder_attends_all_positions_from_all_and_keeps_nothing()
    {
        // BERT-base: 12 heads of 64, no mask, so no pair is skipped.
        var a = Ask("Bert_Base", ["flash_attention"], ("positions", 384), ("batch", 2));
        Assert.Equal(2 * 2 * 2.0 * 384 * 384 * 768, a.Cell("layer.attn.fused_attention", "flops", "pass"));
        Assert.Equal(0, a.Total("cache_read", "pass") + a.Total("cache_write", "pass"));
        // 12 · (4 + 8) matrices of 768 × 768 for each position, queries against keys and the mix, and the pooler for the first row.
        const double H = 768, T = 384;
        Assert.Equal(2 * ((12 * ((T * 24 * H * H) + (4 * T * T * H))) + (2 * H * H)), a.Total("flops", "pass"));
    }

    [Fact]
    public void Images_are_encoded_before_the_prompt_that_counts_their_rows()
    {
        // LLaVA-1.5 at the defaults of its analysis: an image of 24 × 24 patches of 14 × 14 × 3 values, a question of 64 tokens.
        var a = Question.Ask(string.Empty, new AnalysisRequest("LlavaDescribe"));
        const double N = 577, H = 1024, L = 4096;
        var tower = (2 * 576 * 588 * H) + (24 * ((24 * N * H * H) + (4 * N * N * H)));
        var projector = (2 * 576 * H * L) + (2 * 576 * L * L);
        const double S = 576 + 64, I = 11008;
        var language = (32 * ((2 * S * ((4 * L * L) + (3 * L * I))) + (2 * L * S * (S + 1)))) + (2 * L * 32064);
        Assert.Equal(tower + projector + language, a.Total("flops", "prefill"), 1e3);
        // llava-hf/llava-1.5-7b-hf has 7 063 427 072 parameters.
        Assert.Equal(2 * 7_063_427_072.0, a.Output("memory.weights"));
    }

    [Fact]
    public void Each_image_is_encoded()
    {
        double Tower(double images)
        {
            var a = Question.Ask(string.Empty, new AnalysisRequest("LlavaDescribe"), ("images", images));
            return a.Count("LLaVA_15_Tower_Flash.patch_embed", "prefill");
        }

        Assert.Equal(1, Tower(1));
        Assert.Equal(4, Tower(4));
    }

    private static Question Ask(string model, string[] transforms, params (string Name, double Value)[] inputs)
        => Question.Ask(string.Empty, new AnalysisRequest(model, null, "H100_SXM", new(transforms)), inputs);
}
