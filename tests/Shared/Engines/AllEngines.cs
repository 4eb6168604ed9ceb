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
    // By identity first: comparing plans node by node is for those who compile the same text twice.
    private static readonly ConditionalWeakTable<EvaluatorPlan, CompiledPlan> Delegates = [];

    /// <summary>The interpreter's answer, once everybody has given it.</summary>
    /// <param name="inputs">One value an input, in base units.</param>
    /// <param name="device">What attributes are read from; without one all are absent.</param>
    public static PlanResult Evaluate(EvaluatorPlan plan, IReadOnlyList<double> inputs, DeviceValues? device)
    {
        var expected = PlanInterpreter.Evaluate(plan, inputs, device);
        var agreement = new Agreement(plan, inputs, device, expected);
        agreement.Check(Delegate(plan, inputs, device));
        return expected;
    }

    private static EngineAnswer Delegate(EvaluatorPlan plan, IReadOnlyList<double> inputs, DeviceValues? device)
    {
        var result = Delegates.GetValue(plan, CompiledPlan.Compile).Bind(device).Evaluate([.. inputs]);
        return result.IsValid ? new("delegates", [.. Figures.Of(plan).Select(f => f.In(result.Values))], []) : EngineAnswer.Refused("delegates", [.. result.Errors]);
    }
}
