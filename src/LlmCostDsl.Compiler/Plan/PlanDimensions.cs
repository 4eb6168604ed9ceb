using LlmCostDsl.Compiler.Algebra;

namespace LlmCostDsl.Compiler.Plan;

/// <summary>Which dimension an operation gives its node.</summary>
internal static class PlanDimensions
{
    /// <summary>What is wrong with a node's dimension, or null.</summary>
    public static string? Problem(PlanNode node, IReadOnlyList<PlanNode> operands)
    {
        var first = operands.Count > 0 ? operands[0].Dimension : Dimension.None;
        switch (node.Op)
        {
            case PlanOp.Constant or PlanOp.Input or PlanOp.Attribute:
                return null;
            case PlanOp.Multiply:
                return Expect(node, first * operands[1].Dimension);
            case PlanOp.Divide:
                return Expect(node, first / operands[1].Dimension);
            case PlanOp.Power:
                return first.IsNone ? Expect(node, Dimension.None) : ExpectPower(node, first, operands[1]);
            case PlanOp.SquareRoot:
                return first.Root() is { } root ? Expect(node, root) : $"the square root of {first}";
            case PlanOp.Less or PlanOp.LessOrEqual or PlanOp.Equal:
                return Same(operands) ?? Expect(node, Dimension.None);
            case PlanOp.Present or PlanOp.Log2 or PlanOp.And or PlanOp.Or or PlanOp.Not:
                return operands.All(o => o.Dimension.IsNone) ? Expect(node, Dimension.None) : "an operand is no plain number";
            case PlanOp.Select:
                return first.IsNone ? Same([operands[1], operands[2]]) ?? Expect(node, operands[1].Dimension) : "the condition is no truth value";
            case PlanOp.Index:
                return Expect(node, Dimension.None);
            default:
                return Same(operands) ?? Expect(node, first);
        }
    }

    private static string? Expect(PlanNode node, Dimension expected)
        => node.Dimension == expected ? null : $"is {node.Dimension}, should be {expected}";

    private static string? Same(IReadOnlyList<PlanNode> operands)
        => operands.All(o => o.Dimension == operands[0].Dimension) ? null : $"{operands[0].Dimension} with {operands[operands.Count - 1].Dimension}";

    private static string? ExpectPower(PlanNode node, Dimension of, PlanNode exponent)
        => exponent.Op == PlanOp.Constant && Math.Floor(exponent.Value) == exponent.Value && Math.Abs(exponent.Value) < 100
            ? Expect(node, of.ToThe((int)exponent.Value))
            : $"{of} to a power that is no whole constant";
}
