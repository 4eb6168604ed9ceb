using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Compiler.Optimizing;

/// <summary>Who needs a node.</summary>
[Flags]
internal enum Need : byte
{
    None = 0,

    /// <summary>A value that passes on to outputs without a jump: the last digits may differ.</summary>
    Smooth = 1,

    /// <summary>A value that passes on to cells and totals of tables without a jump.</summary>
    Shown = 2,

    /// <summary>Something that jumps on its way to outputs and guards: rounding, a comparison, a condition, the end of a range.</summary>
    Exact = 4,

    /// <summary>The same on its way to what only tables show: limits, counts, extents, and cells that are chosen.</summary>
    Decision = 8,
}

/// <summary>
/// Which nodes of a plan must keep their bits. What reaches a rounding, a comparison, a condition or the end of a range is computed as it was written,
/// with all that it is made of; everything else may be computed by other operations that come to the same up to rounding.
/// </summary>
internal sealed class Exactness
{
    private readonly EvaluatorPlan plan;
    private readonly Interval?[] ranges;
    private readonly bool[] isPlain;
    private readonly Need[] needs;

    public Exactness(EvaluatorPlan plan)
    {
        this.plan = plan;
        ranges = new Interval?[plan.Nodes.Count];
        isPlain = new bool[plan.Nodes.Count];
        for (var n = 0; n < ranges.Length; n++)
        {
            ranges[n] = PlanRanges.Of(plan.Nodes[n], plan.Inputs, o => ranges[o]);
            isPlain[n] = ranges[n].IsPositive() || IsPlain(plan.Nodes[n]);
        }

        needs = new Need[plan.Nodes.Count];
        Note(plan.Outputs.Select(o => o.Node), Need.Smooth);
        Note(PlanRoots.Values(plan), Need.Shown);
        Note(plan.Guards.Select(g => g.Condition), Need.Exact);
        Note(PlanRoots.Decisions(plan), Need.Decision);
        for (var n = needs.Length - 1; n >= 0; n--)
        {
            if (needs[n] != Need.None)
            {
                Pass(plan.Nodes[n], needs[n]);
            }
        }
    }

    /// <summary>Whether a node is computed as it was written, for whoever needs it.</summary>
    public bool IsExact(int node) => (needs[node] & Need.Exact) != 0 || !IsSmooth(node);

    /// <summary>Whether its value passes on to outputs, cells or totals.</summary>
    public bool IsSmooth(int node) => (needs[node] & (Need.Smooth | Need.Shown)) != 0;

    /// <summary>Whether anything needs its very bits; where only tables' decisions do, values may have another node for it.</summary>
    public bool IsDecisive(int node) => (needs[node] & (Need.Exact | Need.Decision)) != 0;

    private void Pass(PlanNode node, Need need)
    {
        if (node.IsFold())
        {
            needs[node.B] |= need;
            needs[plan.Loops[node.A].Low] |= Jumping(need);
            needs[plan.Loops[node.A].High] |= Jumping(need);
            return;
        }

        var position = 0;
        foreach (var operand in PlanOperands.Of(node))
        {
            needs[operand] |= Jumps(node, position++, operand) ? Jumping(need)
                : IsComparison(node) ? Passing(need)
                : need;
        }
    }

    // Whether something plain is 0 or more is no question of digits. Beside what jumps by its nature: a quotient, a root or a logarithm does where its operand is about 0. What is made of inputs alone may well be 0
    // where an operand is not read afterwards; of what a device enters into nobody asks whether it is exactly 0.
    private bool Jumps(PlanNode node, int position, int operand) => node.Op switch
    {
        PlanOp.Less or PlanOp.LessOrEqual or PlanOp.Equal => !(IsZero(node.A) && isPlain[operand]) && !(IsZero(node.B) && isPlain[operand]),
        PlanOp.Ceiling or PlanOp.Floor or PlanOp.And or PlanOp.Or or PlanOp.Not => true,
        PlanOp.Select => position == 0,
        PlanOp.Divide => position == 1 && (plan.Nodes[operand].Depends & PlanDependence.Device) == 0 && !ranges[operand].IsNotZero(),
        PlanOp.SquareRoot or PlanOp.Log2 => !ranges[operand].IsPositive(),
        PlanOp.Power => position == 1 || !ranges[operand].IsPositive(),
        _ => false,
    };

    private static Need Jumping(Need need)
        => ((need & (Need.Smooth | Need.Exact)) != 0 ? Need.Exact : Need.None) | ((need & (Need.Shown | Need.Decision)) != 0 ? Need.Decision : Need.None);

    // A truth that does not hang on digits needs none of its operands'.
    private static Need Passing(Need need)
        => ((need & (Need.Smooth | Need.Exact)) != 0 ? Need.Smooth : Need.None) | ((need & (Need.Shown | Need.Decision)) != 0 ? Need.Shown : Need.None);

    private static bool IsComparison(PlanNode node) => node.Op is PlanOp.Less or PlanOp.LessOrEqual or PlanOp.Equal;

    // Whether a value is 0, if it is, because of a factor or because all terms are, and not because terms cancel: then it is 0 by whatever operations.
    private bool IsPlain(PlanNode node) => node.Op switch
    {
        PlanOp.Constant => node.Value >= 0,
        PlanOp.Input => plan.Inputs[node.A].Low >= 0,
        PlanOp.Attribute or PlanOp.Present => true,
        PlanOp.Add or PlanOp.Multiply or PlanOp.Divide or PlanOp.Minimum or PlanOp.Maximum => isPlain[node.A] && isPlain[node.B],
        PlanOp.Select => isPlain[node.B] && isPlain[node.C],
        PlanOp.Sum or PlanOp.Largest => isPlain[node.B],
        _ => false,
    };

    private bool IsZero(int node) => plan.Nodes[node] is { Op: PlanOp.Constant, Value: 0 };

    private void Note(IEnumerable<int> roots, Need need)
    {
        foreach (var root in roots)
        {
            needs[root] |= need;
        }
    }
}
