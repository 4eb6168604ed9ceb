using LlmCostDsl.Compiler.Algebra;

namespace LlmCostDsl.Compiler.Plan.Formulas;

/// <summary>A flat product: a number, what stands above the line and what below.</summary>
/// <param name="Unit">Of the number, where it is all there is.</param>
internal sealed record Product(double Coefficient, IReadOnlyList<int> Above, IReadOnlyList<int> Below, Dimension Unit);

/// <summary>Chains of two operands as what they were before: sums, products and maxima of many. What has a name is not looked into.</summary>
internal static class Chain
{
    // Of so many nobody reads the rest; written out, shared parts could double with each step.
    private const int Limit = 4096;

    public static IReadOnlyList<(int Term, bool IsNegative)> Sum(EvaluatorPlan plan, int root, Func<int, string?> nameOf)
    {
        var terms = new List<(int, bool)>();
        var open = new Stack<(int Node, bool IsNegative)>();
        open.Push((root, false));
        while (open.Count > 0)
        {
            var (number, isNegative) = open.Pop();
            var node = plan.Nodes[number];
            if (node.Op is PlanOp.Add or PlanOp.Subtract && terms.Count + open.Count < Limit && (number == root || nameOf(number) is null))
            {
                open.Push((node.B, isNegative ^ (node.Op == PlanOp.Subtract)));
                open.Push((node.A, isNegative));
            }
            else
            {
                terms.Add((number, isNegative));
            }
        }

        return terms;
    }

    public static Product Product(EvaluatorPlan plan, int root, Func<int, string?> nameOf)
    {
        var coefficient = 1.0;
        var unit = Dimension.None;
        var above = new List<int>();
        var below = new List<int>();
        var open = new Stack<(int Node, bool IsBelow)>();
        open.Push((root, false));
        while (open.Count > 0)
        {
            var (number, isBelow) = open.Pop();
            var node = plan.Nodes[number];
            var isNamed = nameOf(number) is not null;
            if (node.Op is PlanOp.Multiply or PlanOp.Divide && above.Count + below.Count + open.Count < Limit && (number == root || !isNamed))
            {
                open.Push((node.B, isBelow ^ (node.Op == PlanOp.Divide)));
                open.Push((node.A, isBelow));
            }
            else if (node.Op == PlanOp.Constant && !isNamed && !isBelow)
            {
                coefficient *= node.Value;
                unit *= node.Dimension;
            }
            else
            {
                (isBelow ? below : above).Add(number);
            }
        }

        return new(coefficient, above, below, unit);
    }

    /// <summary>The operands of a chain of the same operation: <c>max(a, b, c)</c>.</summary>
    public static IReadOnlyList<int> Same(EvaluatorPlan plan, int root, Func<int, string?> nameOf)
    {
        var operands = new List<int>();
        var open = new Stack<int>([root]);
        while (open.Count > 0)
        {
            var number = open.Pop();
            var node = plan.Nodes[number];
            if (node.Op == plan.Nodes[root].Op && operands.Count + open.Count < Limit && (number == root || nameOf(number) is null))
            {
                open.Push(node.B);
                open.Push(node.A);
            }
            else
            {
                operands.Add(number);
            }
        }

        return operands;
    }

    public static string Function(PlanOp op) => op switch
    {
        PlanOp.Minimum => "min",
        PlanOp.Maximum => "max",
        PlanOp.Ceiling => "ceil",
        PlanOp.Floor => "floor",
        PlanOp.Absolute => "abs",
        PlanOp.Log2 => "log2",
        PlanOp.SquareRoot => "sqrt",
        _ => "not",
    };
}
