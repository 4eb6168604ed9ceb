using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Plan;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Differentiation;

/// <summary>The outputs that <c>sensitivity</c> asks for: <c>elasticity.latency.bandwidth</c>.</summary>
internal static class Elasticities
{
    /// <summary>The group that all of them stand in.</summary>
    public const string Group = "elasticity";

    /// <summary>A plan with the elasticities that its analysis asks for.</summary>
    public static EvaluatorPlan Add(EvaluatorPlan plan, IEnumerable<BoundSensitivity> asked, Func<SourceSpan?, PlanOrigin?> origin)
        => SlopeOutputs.Add(plan, [.. asked.SelectMany(s => Wanted(plan, s, origin))]);

    /// <summary>The name of an output. A figure of the device that an input is called like keeps its <c>hw</c>.</summary>
    public static string Name(string output, string variable, bool isAttribute, IEnumerable<string> inputs)
        => $"{Group}.{output}.{(isAttribute && inputs.Contains(variable) ? "hw." : string.Empty)}{variable}";

    /// <summary>What there is to be said of one, for whoever reads it in an editor.</summary>
    public static string Describe(string output, string variable, bool isAttribute)
        => $"Percents of {output} for one percent of {(isAttribute ? "hw." : string.Empty)}{variable}";

    private static IEnumerable<WantedSlope> Wanted(EvaluatorPlan plan, BoundSensitivity sensitivity, Func<SourceSpan?, PlanOrigin?> origin)
    {
        foreach (var use in sensitivity.Outputs)
        {
            var output = Enumerable.Range(0, plan.Outputs.Count).Where(o => plan.Outputs[o].Name == use.Path).DefaultIfEmpty(-1).First();
            if (output < 0)
            {
                continue;
            }

            var variables = sensitivity.Variables is { } named
                ? named.Select(v => (v.Name, v.IsAttribute, Variable: Find(plan, v)))
                : Read(plan, plan.Outputs[output].Node).Select(v => (Name: v.NameIn(plan), v.IsAttribute, Variable: v));
            foreach (var (name, isAttribute, variable) in variables)
            {
                yield return new WantedSlope(Name(use.Path, name, isAttribute, plan.Inputs.Select(i => i.Name)), plan.Outputs[output].Node, variable, SlopeKind.Elasticity)
                {
                    Documentation = Describe(use.Path, name, isAttribute),
                    Origin = origin(sensitivity.At),
                };
            }
        }
    }

    // A figure that nothing reads is no attribute of the plan; nothing changes with it.
    private static PlanVariable Find(EvaluatorPlan plan, BoundVariable variable)
    {
        var names = variable.IsAttribute ? plan.Attributes.Select(a => a.Name) : plan.Inputs.Select(i => i.Name);
        return new(variable.IsAttribute, names.ToList().IndexOf(variable.Name));
    }

    private static IEnumerable<PlanVariable> Read(EvaluatorPlan plan, int node)
    {
        var leaves = Reach.Leaves(plan, node);
        return PlanVariable.All(plan).Where(v => leaves.Any(l => v.Is(plan.Nodes[l])));
    }
}
