using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Compiler.Optimizing;

/// <summary>
/// Equal values become one node: equal operations on equal operands, whichever way round where that is the same; operations that change nothing, the
/// larger of two of which one always is (<see cref="Dominance"/>) among them; and operations on constants. All of it to the bit, NaN and the sign of 0 included.
/// </summary>
/// <remarks>
/// Formulas keep the unit of a number that was taken out of them, so that one time may stand in a plan in seconds and in seconds per byte. Here it is one
/// value, whatever its unit: it is computed once, and where another unit is needed it is taken once, which no back end computes. What inputs alone decide
/// stays apart by its unit: nobody wants to read a number of bytes under the name of a number of flops for the sake of one multiplication.
/// </remarks>
internal sealed class Merging
{
    private readonly EvaluatorPlan plan;
    private readonly PlanWriter writer;
    private readonly int[] values;
    private readonly List<int> first = [];
    private readonly Dictionary<(PlanOp, int, int, int, double, Dimension), int> known = [];

    private Merging(EvaluatorPlan plan)
    {
        this.plan = plan;
        writer = new(plan);
        values = new int[plan.Nodes.Count];
    }

    public static EvaluatorPlan Apply(EvaluatorPlan plan)
    {
        var merging = new Merging(plan);
        for (var n = 0; n < plan.Nodes.Count; n++)
        {
            merging.values[n] = merging.ValueOf(plan.Nodes[n]);
        }

        return merging.writer.Finish(merging.Node, merging.Node, merging.Node);
    }

    // A value by its number; nodes of it may differ in their dimension.
    private int ValueOf(PlanNode node)
    {
        int Of(int operand) => operand < 0 || node.Op is PlanOp.Constant or PlanOp.Input or PlanOp.Attribute or PlanOp.Present or PlanOp.Index ? operand : values[operand];
        var (a, b, c) = node.IsFold() ? (node.A, Of(node.B), -1) : (Of(node.A), Of(node.B), Of(node.C));
        if (!node.IsFold() && Same(node.Op, a, b, c) is { } same)
        {
            return same;
        }

        var constant = Folded(node.Op, a, b, c);
        var unit = constant is not null || node.Op == PlanOp.Constant || (node.Depends & PlanDependence.Device) != 0 ? Dimension.None : node.Dimension;
        var key = constant is { } number ? (PlanOp.Constant, -1, -1, -1, number, unit)
            : IsEitherWay(node.Op) && b < a ? (node.Op, b, a, c, node.Value, unit)
            : (node.Op, a, b, c, node.Value, unit);
        if (!known.TryGetValue(key, out var value))
        {
            value = first.Count;
            first.Add(constant is { } folded ? writer.Constant(folded, node.Dimension) : writer.Copy(node, Node));
            known[key] = value;
        }

        return value;
    }

    /// <summary>The node of a value in the unit that the source has it in.</summary>
    private int Node(int number)
    {
        var (node, dimension) = (first[values[number]], plan.Nodes[number].Dimension);
        var found = writer[node];
        return found.Dimension == dimension ? node
            : found.Op == PlanOp.Constant ? writer.Constant(found.Value, dimension)
            : writer.Apply(PlanOp.Multiply, writer.Constant(1, dimension / found.Dimension), node);
    }

    // The value that an operation comes to without being computed.
    private int? Same(PlanOp op, int a, int b, int c) => op switch
    {
        PlanOp.Multiply when Is(a, 1) => b,
        PlanOp.Multiply or PlanOp.Divide when Is(b, 1) => a,
        PlanOp.Subtract when Is(b, 0) => a,
        // -0 and 0 add up to 0.
        PlanOp.Add when Is(a, 0) && writer.RangeOf(first[b]).IsNotZero() => b,
        PlanOp.Add when Is(b, 0) && writer.RangeOf(first[a]).IsNotZero() => a,
        PlanOp.Minimum or PlanOp.Maximum when a == b => a,
        PlanOp.Minimum or PlanOp.Maximum when Dominance.Of(writer, op, first[a], first[b]) is >= 0 and var node => node == first[a] ? a : b,
        PlanOp.Select when b == c => b,
        PlanOp.Select when Constant(a) is { } condition => PlanArithmetic.IsTrue(condition) ? b : c,
        _ => null,
    };

    // Powers and logarithms are left to the machine that will run the plan: not all libraries round them alike. Back ends disagree on a constant -0.
    private double? Folded(PlanOp op, int a, int b, int c)
    {
        if (op is PlanOp.Constant or PlanOp.Input or PlanOp.Attribute or PlanOp.Present or PlanOp.Index or PlanOp.Sum or PlanOp.Largest or PlanOp.Power or PlanOp.Log2
            || new[] { a, b, c }.Any(o => o >= 0 && Constant(o) is null))
        {
            return null;
        }

        var value = PlanArithmetic.Apply(op, At(a), At(b), At(c));
        return value == 0 && 1 / value < 0 ? null : value;

        double At(int operand) => operand < 0 ? 0 : Constant(operand)!.Value;
    }

    private double? Constant(int value) => writer[first[value]] is { Op: PlanOp.Constant, Value: var number } ? number : null;

    private bool Is(int value, double number) => Constant(value) is { } found && found == number;

    private static bool IsEitherWay(PlanOp op)
        => op is PlanOp.Add or PlanOp.Multiply or PlanOp.Minimum or PlanOp.Maximum or PlanOp.Equal or PlanOp.And or PlanOp.Or;
}
