using LlmCostDsl.Compiler.Differentiation;
using LlmCostDsl.Compiler.Plan;
using LlmCostDsl.Tests;

namespace LlmCostDsl.Compiler.Tests.Differentiation;

/// <summary>Slopes asked of every engine: the plan with them is well formed, and each back end says the same of it.</summary>
internal static class Slope
{
    /// <summary>The slopes of all outputs that are no truths, with respect to all variables, as <c>y/x</c>.</summary>
    public static EvaluatorPlan Add(EvaluatorPlan plan, SlopeKind kind = SlopeKind.Derivative, Rounding rounding = Rounding.Straight)
    {
        var wanted = from o in Enumerable.Range(0, plan.Outputs.Count)
                     where plan.Outputs[o].TypeName != "bool"
                     from v in PlanVariable.All(plan)
                     select new WantedSlope($"{plan.Outputs[o].Name}/{v.NameIn(plan)}", plan.Outputs[o].Node, v, kind, rounding);
        var result = SlopeOutputs.Add(plan, [.. wanted]);
        Assert.Empty(PlanVerifier.Verify(result));
        return result;
    }

    /// <summary>The slope of one output with respect to one variable at some inputs.</summary>
    public static double Of(PlanBuilder plan, string output, string variable, params double[] inputs) => Of(plan.Build(), output, variable, Rounding.Straight, null, inputs);

    public static double Of(EvaluatorPlan plan, string output, string variable, Rounding rounding, DeviceValues? device, params double[] inputs)
        => Of(plan, SlopeKind.Derivative, output, variable, rounding, device, inputs);

    public static double Of(EvaluatorPlan plan, SlopeKind kind, string output, string variable, Rounding rounding, DeviceValues? device, params double[] inputs)
    {
        var with = Named(Add(plan, kind, rounding));
        var result = AllEngines.Evaluate(with, inputs, device);
        Assert.True(result.IsValid, string.Join("; ", result.Errors));
        return result[with.Outputs.Single(o => o.Name == Name(output + "/" + variable)).Node];
    }

    // Generated code has properties for names.
    private static EvaluatorPlan Named(EvaluatorPlan plan) => plan with { Outputs = new([.. plan.Outputs.Select(o => o with { Name = Name(o.Name) })]) };

    private static string Name(string name) => name.Replace('/', '_');
}
