using System.Globalization;
using System.Text;
using LlmCostDsl.Compiler;
using LlmCostDsl.Compiler.Emit;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Benchmarks.Compilation;

/// <summary>An architecture of as many operators as wanted, no two alike: what a compiler's time is measured against.</summary>
internal sealed class LongModel
{
    private readonly SourceText text;

    /// <param name="operators">How many.</param>
    public LongModel(int operators) => text = new("long.llmspec", Write(operators));

    /// <summary>From text to C#.</summary>
    /// <returns>The length of the C#.</returns>
    public int Compile()
    {
        var compiled = SpecCompiler.Load([text]).Compile(new("Long"));
        var plan = compiled.Plan ?? throw new InvalidOperationException(string.Join("\n", compiled.Diagnostics.Select(d => d.Message)));
        return AnalysisEmitter.Emit(plan, new EmitOptions("Demo")).Text.Length;
    }

    private static string Write(int operators)
    {
        var spec = new StringBuilder("llmspec 1\nimport hardware.nvidia\n\narchitecture Chain() steps prefill, decode {\n    x = input [batch, tokens, 64]\n");
        for (var i = 0; i < operators; i++)
        {
            spec.Append(CultureInfo.InvariantCulture, $"    l{i} = linear({(i == 0 ? "x" : "l" + (i - 1))}, {64 + i})\n");
        }

        spec.Append(
            """
            }

            model LongModel : Chain() {
                source "made up, to be long"
            }

            analysis Long {
                model    LongModel
                schedule generate(prompt, output)
                timing   roofline
                on       A6000
                input batch:  count in 1..64 = 1
                input prompt: count in 1..4096 = 1024
                input output: count in 1..4096 = 64
            }
            """);
        return spec.ToString();
    }
}
