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
    private static bool IsSmall(EvaluatorPlan plan) => plan.Nodes.Count + plan.Tables.Sum(t => t.Rows.Count * (t.Columns.Count + 4)) < 20_000;

    /// <summary>Where an engine says something else than the interpreter, or null.</summary>
    /// <param name="isLoose">See <see cref="Agreement"/>.</param>
    public static string? Disagreement(EvaluatorPlan plan, IReadOnlyList<double> inputs, DeviceValues? device, PlanResult expected, GeneratedPlan? generated, bool isLoose = false)
    {
        var agreement = new Agreement(plan, inputs, device, expected, isLoose);
        if (agreement.Disagreement(Delegate(plan, inputs, device)) is { } problem)
        {
            return problem;
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
}
