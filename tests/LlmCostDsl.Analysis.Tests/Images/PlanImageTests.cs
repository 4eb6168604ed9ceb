using LlmCostDsl.Analysis.Images;
using LlmCostDsl.Compiler;
using LlmCostDsl.Compiler.Plan;
using LlmCostDsl.Tests;

namespace LlmCostDsl.Analysis.Tests.Images;

public sealed class PlanImageTests
{
    [Theory]
    [InlineData("Llama2Chat")]
    [InlineData("Llama2_7B")]
    [InlineData("DeepSeek_V3")]
    public void A_plan_comes_back_as_it_went(string target)
    {
        var plan = SpecCompiler.Load([]).Compile(new(target)).Plan! with { Original = null };

        Assert.Equal(plan, Again(plan));
    }

    // Loops in loops, all operations, infinities, both zeros, what is no number: the bytes tell apart what equality does not.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Any_plan_comes_back_to_the_bit(int seed)
    {
        var plan = RandomPlan.Draw(seed, 200);
        var again = Again(plan);

        Assert.Equal(plan with { Original = null }, again);
        Assert.Equal(Bytes(plan), Bytes(again));
    }

    [Fact]
    public void What_is_damaged_is_refused_or_another_plan_but_never_anything_else()
    {
        var bytes = Bytes(RandomPlan.Draw(4, 60));
        for (var i = 0; i < bytes.Length; i++)
        {
            Assert.Throws<InvalidDataException>(() => PlanImage.Read(new(bytes[..i])));
            foreach (var wrong in new byte[] { 0, 0x7F, 0x80, 0xFF })
            {
                var damaged = (byte[])bytes.Clone();
                damaged[i] = wrong;
                Assert.True(Record.Exception(() => PlanImage.Read(new(damaged))) is null or InvalidDataException);
            }
        }
    }

    private static EvaluatorPlan Again(EvaluatorPlan plan)
    {
        var reader = new ImageReader(Bytes(plan));
        var again = PlanImage.Read(reader);
        Assert.True(reader.IsAtEnd);
        return again;
    }

    private static byte[] Bytes(EvaluatorPlan plan)
    {
        var writer = new ImageWriter();
        PlanImage.Write(writer, plan);
        return writer.ToArray();
    }
}
