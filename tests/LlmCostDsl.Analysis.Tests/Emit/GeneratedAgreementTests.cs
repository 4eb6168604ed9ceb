using System.Globalization;
using LlmCostDsl.Compiler;
using LlmCostDsl.Compiler.Plan;
using LlmCostDsl.Tests;

namespace LlmCostDsl.Analysis.Tests.Emit;

/// <summary>
/// Interpreter, delegates and generated C# give the same bits on exact operations, whatever the plan: loops, refused ranges, absent attributes, NaN,
/// infinities and both zeros. The plans are compiled together; <c>LLMSPEC_SEED</c> chooses others.
/// </summary>
public sealed class GeneratedAgreementTests
{
    private const int Plans = 80;
    private const int QuestionsEach = 4;

    private static readonly int Seed
        = int.TryParse(Environment.GetEnvironmentVariable("LLMSPEC_SEED"), NumberStyles.Integer, CultureInfo.InvariantCulture, out var seed) ? seed : 20261121;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Random_plans_evaluate_to_the_same_bits(bool optimized)
    {
        var first = optimized ? Seed : Seed + Plans;
        var drawings = Enumerable.Range(first, Plans).Select(seed => (Seed: seed, Size: 12 + (seed * 37 % 240))).ToList();
        var generated = GeneratedPlan.Compile([.. drawings.Select(d => RandomPlan.Draw(d.Seed, d.Size))], optimized);
        var answered = 0;
        for (var i = 0; i < Plans; i++)
        {
            var (found, answers) = Disagreement(drawings[i].Seed, drawings[i].Size, generated[i]);
            answered += answers;
            Assert.True(found is null, found is null ? null : Smallest(drawings[i].Seed, drawings[i].Size, found));
        }

        // Plans that refuse everything would show little.
        Assert.True(answered > Plans * QuestionsEach / 4, $"only {answered} of {Plans * QuestionsEach} questions were answered");
    }

    // The same drawing stopped earlier, for as long as it still disagrees.
    private static string Smallest(int seed, int size, string found)
    {
        foreach (var smaller in Enumerable.Range(1, 12).Select(n => 12 + ((size - 12) * n / 12)))
        {
            if (Disagreement(seed, smaller, GeneratedPlan.Compile([RandomPlan.Draw(seed, smaller)])[0]).Found is { } problem)
            {
                return $"seed {seed:D}, size {smaller:D} of {size:D}: {problem}\n{PlanPrinter.Print(RandomPlan.Draw(seed, smaller))}";
            }
        }

        return $"seed {seed:D}, size {size:D}: {found}";
    }

    private static (string? Found, int Answered) Disagreement(int seed, int size, GeneratedPlan generated)
    {
        var plan = RandomPlan.Draw(seed, size);
        var answered = 0;
        for (var q = 0; q < QuestionsEach; q++)
        {
            var inputs = RandomPlan.Values(seed + (7919 * q) + 1, plan.Inputs.Count);
            var attributes = RandomPlan.Values(seed + (7919 * q) + 2, plan.Attributes.Count);
            if (q > 0)
            {
                // Inputs that are no numbers are refused; three times out of four the question is to be answered.
                inputs = [.. inputs.Select(x => double.IsFinite(x) ? x : -0.0)];
            }

            // A figure of a device is never negative.
            var device = new DeviceValues("Random", plan.Attributes.Select((a, i) => (a.Name, Value: Math.Abs(attributes[i]))).Where(a => !double.IsNaN(a.Value)).ToDictionary(a => a.Name, a => a.Value));
            var expected = PlanInterpreter.Evaluate(plan, inputs, device);
            answered += expected.IsValid ? 1 : 0;
            if (AllEngines.Disagreement(plan, inputs, device, expected, generated, isLoose: true) is { } problem)
            {
                return (problem, answered);
            }
        }

        return (null, answered);
    }
}
