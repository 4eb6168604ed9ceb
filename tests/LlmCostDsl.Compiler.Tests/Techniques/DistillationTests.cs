using LlmCostDsl.Compiler.Tests.Shared;
using static LlmCostDsl.Compiler.Tests.Techniques.Bench;

namespace LlmCostDsl.Compiler.Tests.Techniques;

/// <summary>Smaller models, and what it costs to teach them.</summary>
public class DistillationTests
{
    [Fact]
    public void A_student_takes_the_place_of_its_teacher()
    {
        Assert.Equal((Parameters - 2 * (Layer + 2 * H)) * 2, With("apply distill(student: Half)").Output("memory.weights"));
        Assert.Contains("LLM3013", Said("apply distill(student: Other)"));
    }

    [Fact]
    public void A_student_by_depth_and_width()
    {
        // Two layers of four; half of 512 features, of 2 key heads with 4 query heads each, and of 1024 inner features, in multiples of 128.
        Assert.Equal((Parameters - 2 * (Layer + 2 * H)) * 2, With("apply student(depth: 50%)").Output("memory.weights"));
        var layer = 2 * 256 * 256 + 2 * 256 * 64 + 3 * 256 * 512;
        Assert.Equal((2 * (layer + 2 * 256) + 2 * V * 256 + 256) * 2, With("apply student(depth: 50%, width: 50%)").Output("memory.weights"));
        // 40% of 512 are 204.8, rounded to 256.
        Assert.Equal(256, With("apply student(depth: 50%, width: 40%)").Shape("layer.attn_norm", "decode")[^1]);
    }

    [Fact]
    public void Teaching()
    {
        // A token of 64 multiplies every matrix and the head, 2 operations a weight, and attends 64 positions at 4 · 512 operations each. The teacher has 4 layers
        // and runs forward; the student has 2 and runs forward and twice that backward.
        double Forward(double layers) => 2 * (layers * Layer + V * H) + layers * 4 * 64 * H;
        var asked = Question.Ask(Words + "analysis A { model Half  schedule distill_student(teacher: Small, sequence: 64)  timing roofline  on Plain }", ("corpus", 1e6));
        Assert.Equal(Forward(4), asked.Output("teacher_flops_per_token"), 3);
        Assert.Equal(3 * Forward(2), asked.Output("student_flops_per_token"), 3);
        Assert.Equal(1e6 * asked.Output("time_per_token"), asked.Output("duration"), 9);
        // 2 bytes a weight of the teacher; 16 a weight of the student: its own, gradient, and 12 of the optimizer.
        Assert.Equal(2 * Parameters + 16 * (Parameters - 2 * (Layer + 2 * H)), asked.Output("memory.weights"));
    }
}
