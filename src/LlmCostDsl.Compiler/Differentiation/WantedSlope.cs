using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Compiler.Differentiation;

/// <summary>Something a plan can change with: an input, or a figure of the device.</summary>
/// <param name="Number">Which input, or which attribute, of the plan.</param>
internal readonly record struct PlanVariable(bool IsAttribute, int Number)
{
    public static IEnumerable<PlanVariable> All(EvaluatorPlan plan)
        => Enumerable.Range(0, plan.Attributes.Count).Where(a => plan.Attributes[a].TypeName != "bool").Select(a => new PlanVariable(true, a))
            .Concat(Enumerable.Range(0, plan.Inputs.Count).Where(i => !plan.Inputs[i].IsTruth).Select(i => new PlanVariable(false, i)));

    /// <summary>Whether a node is the leaf that stands for it.</summary>
    public bool Is(PlanNode node) => node.A == Number && node.Op == (IsAttribute ? PlanOp.Attribute : PlanOp.Input);

    public string NameIn(EvaluatorPlan plan) => IsAttribute ? plan.Attributes[Number].Name : plan.Inputs[Number].Name;
}

/// <summary>What a further output is to say of how one output changes with one variable.</summary>
internal enum SlopeKind
{
    /// <summary>d output / d variable, in the unit of the one by the unit of the other.</summary>
    Derivative,

    /// <summary>The same relatively, a plain number: by how many percent the output changes where the variable does by one. 0 where the output is 0 or the device lacks the figure.</summary>
    Elasticity,
}

/// <summary>A further output.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Of">The node it is about: no truth, and outside of all loops.</param>
internal sealed record WantedSlope(string Name, int Of, PlanVariable Variable, SlopeKind Kind, Rounding Rounding = Rounding.Straight)
{
    public string? Documentation { get; init; }

    public PlanOrigin? Origin { get; init; }
}
