using System.Runtime.CompilerServices;
using LlmCostDsl.Analysis.Emit;
using LlmCostDsl.Compiler;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Tests.Engines;

/// <summary>
/// One truth: a question to a plan is put to the interpreter, to the delegates compiled in memory and to the generated C#, and all must agree. Tests
/// evaluate plans here and nowhere else, so that whatever a test says of a value holds for every back end.
/// </summary>
internal static class AllEngines
{
    private static readonly ConditionalWeakTable<EvaluatorPlan, CompiledPlan> Delegates = [];

    /// <summary>The interpreter's answer, once everybody has given it.</summary>
    /// <param name="inputs">One value an input, in base units.</param>
    /// <param name="device">What attributes are read from; without one all are absent.</param>
    public static PlanResult Evaluate(EvaluatorPlan plan, IReadOnlyList<double> inputs, DeviceValues? device)
    {
        var expected = PlanInterpreter.Evaluate(plan, inputs, device);
        if (Disagreement(plan, inputs, device, expected, IsSmall(plan) ? GeneratedPlan.Of(plan) : null) is { } problem)
        {
            Assert.Fail(problem);
        }

        return expected;
    }

    // Tables of thousands of rows are compiled once, by tests of their own, not by each test that happens upon one.
    private static bool IsSmall(EvaluatorPlan plan) => plan.Nodes.Count + plan.Tables.Sum(t => t.Rows.Count * (t.Columns.Count + 4)) < 8_000;

    /// <summary>Where an engine says something else than the interpreter, or null.</summary>
    /// <param name="isLoose">See <see cref="Agreement"/>.</param>
    public static string? Disagreement(EvaluatorPlan plan, IReadOnlyList<double> inputs, DeviceValues? device, PlanResult expected, GeneratedPlan? generated, bool isLoose = false)
    {
        var agreement = new Agreement(plan, inputs, device, expected, isLoose);
        if (agreement.Disagreement(Delegate(plan, inputs, device)) is { } problem)
        {
            return problem;
        }

        if (SideBySide(plan, inputs, device) is { } other)
        {
            return other;
        }

        // What a long or a bool cannot hold, nobody can ask generated code for.
        return PlanAdaptor.CanExpress(plan, inputs) && generated is not null
            ? generated.Evaluate(inputs, device).Select(a => agreement.Disagreement(a, generated)).FirstOrDefault(p => p is not null)
            : null;
    }

    private static EngineAnswer Delegate(EvaluatorPlan plan, IReadOnlyList<double> inputs, DeviceValues? device)
    {
        var result = Delegates.GetValue(plan, CompiledPlan.Compile).Bind(device).Evaluate([.. inputs]);
        return result.IsValid ? new("delegates", [.. Figures.Of(plan).Select(f => f.In(result.Values))], []) : EngineAnswer.Refused("delegates", [.. result.Errors]);
    }

    // Several rows at once, all with this question, fewer in the last round than fit: each says to the bit what one row says, or leaves it to be asked alone.
    private static string? SideBySide(EvaluatorPlan plan, IReadOnlyList<double> inputs, DeviceValues? device)
    {
        var bound = Delegates.GetValue(plan, CompiledPlan.Compile).Bind(device);
        var rows = PlanAdaptor.BatchRows;
        var results = plan.Outputs.Select(_ => new double[rows]).ToArray();
        var sound = new bool[rows];
        if (PlanGuards.Refusals(plan, inputs).Any()
            || !bound.TryEvaluateMany([.. inputs.Select(x => Enumerable.Repeat(x, rows).ToArray())], [.. plan.Outputs.Select(o => o.Node)], results, sound))
        {
            return null;
        }

        // What is no number is for the one that is asked alone to explain, or to let pass.
        var alone = bound.Evaluate([.. inputs]);
        var isSound = alone.IsValid && plan.Outputs.All(o => !double.IsNaN(alone[o.Node]));
        for (var row = 0; row < rows; row++)
        {
            if (sound[row] != isSound)
            {
                return $"row {row} side by side is {(sound[row] ? "answered" : "refused")}, by itself it is not: {string.Join("; ", alone.Errors)}";
            }

            for (var o = 0; sound[row] && o < results.Length; o++)
            {
                if (BitConverter.DoubleToInt64Bits(results[o][row]) != BitConverter.DoubleToInt64Bits(alone[plan.Outputs[o].Node]))
                {
                    return $"row {row} side by side has {plan.Outputs[o].Name} = {results[o][row]:R}, by itself {alone[plan.Outputs[o].Node]:R}";
                }
            }
        }

        return null;
    }
}
