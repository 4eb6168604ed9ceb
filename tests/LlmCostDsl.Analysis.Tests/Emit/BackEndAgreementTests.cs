using FsCheck;
using FsCheck.Fluent;
using LlmCostDsl.Analysis.Emit;
using LlmCostDsl.Compiler;
using LlmCostDsl.Compiler.Plan;
using LlmCostDsl.Tests;

namespace LlmCostDsl.Analysis.Tests.Emit;

/// <summary>Interpreter and delegates give the same bits on exact operations, whatever the plan.</summary>
public sealed class BackEndAgreementTests
{
    [Fact]
    public void Random_plans_evaluate_to_the_same_bits()
        => Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(1000).WithName("interpreter = delegates"),
            Prop.ForAll(Drawings(), d => Disagreement(d.Seed, d.Size) is var found && found is null ? true : throw new InvalidOperationException(found)));

    [Fact]
    public void Random_plans_are_well_formed()
        => Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(1000).WithName("random plans verify"),
            Prop.ForAll(Drawings(), d => PlanVerifier.Verify(RandomPlan.Draw(d.Seed, d.Size)) is [var first, ..] ? throw new InvalidOperationException(first) : true));

    // FsCheck prints the seed of a failing run, and the drawing itself, which is all it takes to see it again.
    private static Arbitrary<(int Seed, int Size)> Drawings()
        => Arb.From(
            Gen.Choose(0, int.MaxValue - 1).SelectMany(seed => Gen.Choose(12, 400).Select(size => (seed, size))),
            d => new[] { d.Item2 / 2, d.Item2 - 1 }.Where(s => s >= 12).Select(s => (d.Item1, s)));

    private static string? Disagreement(int seed, int size)
    {
        var plan = RandomPlan.Draw(seed, size);
        var inputs = RandomPlan.Values(seed + 1, plan.Inputs.Count);
        var attributes = RandomPlan.Values(seed + 2, plan.Attributes.Count);
        var device = new DeviceValues(
            "Random",
            Enumerable.Range(0, attributes.Length).Where(i => !double.IsNaN(attributes[i])).ToDictionary(i => plan.Attributes[i].Name, i => attributes[i]));

        var expected = new PlanInterpreter(plan).Values(inputs, attributes);
        var found = CompiledPlan.Compile(plan).Bind(device).Values(inputs);

        return PlanOperands.Roots(plan)
            .Where(n => !SameBits(expected[n], found[n]))
            .Select(n => $"seed {seed}, size {size}: {PlanPrinter.Print(plan, n)} is {expected[n]:R} interpreted, {found[n]:R} compiled\n{PlanPrinter.Print(plan)}")
            .FirstOrDefault();
    }

    // Which of the many NaNs comes out is nobody's business.
    private static bool SameBits(double a, double b)
        => (double.IsNaN(a) && double.IsNaN(b)) || BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b);
}
