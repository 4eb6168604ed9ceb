using LlmCostDsl.Analysis.Images;
using LlmCostDsl.Analysis.Questions;
using LlmCostDsl.Analysis.Reports;
using LlmCostDsl.Compiler;

namespace LlmCostDsl.Analysis.Tests.Images;

public sealed class CatalogueImageTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("llmspec-image-").FullName;

    private string File => Path.Combine(folder, "catalogue.plans");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("Llama2_7B", "A6000")]
    [InlineData("Llama2_7B", "H100_SXM")]
    [InlineData("Llama2Chat", null)]
    public void An_answer_is_the_same_with_an_image_and_without(string target, string? device)
    {
        var request = new AnalysisRequest(target, Device: device);
        var fresh = new QuestionDesk(SpecCompiler.Load([])).Ask(request, []).Answer!;
        var ahead = new QuestionDesk(new Lazy<SpecCompiler>(() => throw new InvalidOperationException("nothing is left to compile")), image: Image()).Ask(request, []).Answer!;

        Assert.Equal(JsonReport.Write(fresh, indented: true), JsonReport.Write(ahead, indented: true));
        Assert.Equal(fresh.Values, ahead.Values);
    }

    [Fact]
    public void Whatever_is_changed_of_a_question_is_compiled()
    {
        var compiled = 0;
        var desk = new QuestionDesk(new Lazy<SpecCompiler>(() =>
        {
            compiled++;
            return SpecCompiler.Load([]);
        }), image: Image());
        Assert.NotNull(desk.Ask(new("Llama2_7B", Device: "A6000"), []).Answer);
        Assert.Equal(0, compiled);

        var plain = desk.Ask(new("Llama2_7B", Device: "A6000"), []).Answer!;
        var quantized = desk.Ask(new("Llama2_7B", Device: "A6000", Apply: new(["weight_only(width: 4 bit)"])), []).Answer!;

        Assert.Equal(1, compiled);
        var weights = plain.Plan.Outputs.Single(o => o.Name == "memory.weights");
        Assert.True(quantized[quantized.Plan.Outputs.Single(o => o.Name == weights.Name).Node] < plain[weights.Node] / 2);
    }

    [Fact]
    public void What_is_not_in_the_image_is_compiled()
        => Assert.NotNull(new QuestionDesk(new Lazy<SpecCompiler>(() => SpecCompiler.Load([])), image: Image()).Ask(new("Llama3_8B", Device: "A40"), []).Answer);

    [Fact]
    public void An_image_of_another_build_is_none()
    {
        Image();
        var bytes = System.IO.File.ReadAllBytes(File);
        bytes[CatalogueImage.Seal.Length - 1] ^= 1;
        System.IO.File.WriteAllBytes(File, bytes);

        Assert.Null(CatalogueImage.Open(File));
    }

    [Fact]
    public void Where_there_is_no_image_there_is_none() => Assert.Null(CatalogueImage.Open(File));

    [Fact]
    public void An_image_that_is_cut_short_answers_what_is_whole_or_nothing()
    {
        Image();
        var bytes = System.IO.File.ReadAllBytes(File);
        for (var length = 0; length < bytes.Length; length += 997)
        {
            System.IO.File.WriteAllBytes(File, bytes[..length]);
            var image = CatalogueImage.Open(File);
            Assert.Null(image?.Device("H100_SXM"));
            Assert.True(image?.Question("Llama2_7B") is null or { Model: "Llama2_7B" });
        }
    }

    private CatalogueImage Image()
    {
        Assert.Equal((2, 2), CatalogueImageWriter.Write(File, SpecCompiler.Load([]), ["Llama2_7B", "Llama2Chat", "no_such_model"], ["A6000", "H100_SXM"]));
        return CatalogueImage.Open(File)!;
    }
}
