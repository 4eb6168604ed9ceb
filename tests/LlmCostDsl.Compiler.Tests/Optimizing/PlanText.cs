using System.Globalization;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Compiler.Tests.Optimizing;

/// <summary>What a small plan computes, operation by operation: <c>((e1 + e2) * x)</c>.</summary>
internal static class PlanText
{
    public static string Of(EvaluatorPlan plan, string output) => Of(plan, plan.Outputs.Single(o => o.Name == output).Node);

    public static string Of(EvaluatorPlan plan, int number)
    {
        var node = plan.Nodes[number];
        string A() => Of(plan, node.A);
        string Infix(string sign) => $"({A()} {sign} {Of(plan, node.B)})";
        return node.Op switch
        {
            PlanOp.Constant => node.Value.ToString("R", CultureInfo.InvariantCulture),
            PlanOp.Input => plan.Inputs[node.A].Name,
            PlanOp.Attribute => plan.Attributes[node.A].Name,
            PlanOp.Index => "i",
            PlanOp.Add => Infix("+"),
            PlanOp.Subtract => Infix("-"),
            PlanOp.Multiply => Infix("*"),
            PlanOp.Divide => Infix("/"),
            PlanOp.Less => Infix("<"),
            PlanOp.Sum => $"sum({Of(plan, plan.Loops[node.A].Low)}..{Of(plan, plan.Loops[node.A].High)}, {Of(plan, node.B)})",
            PlanOp.Select => $"({A()} ? {Of(plan, node.B)} : {Of(plan, node.C)})",
            _ => $"{node.Op.ToString().ToLowerInvariant()}({string.Join(", ", PlanOperands.Of(node).Select(o => Of(plan, o)))})",
        };
    }

    /// <summary>How many nodes of a plan are this operation.</summary>
    public static int Count(EvaluatorPlan plan, PlanOp op) => plan.Nodes.Count(n => n.Op == op);
}
