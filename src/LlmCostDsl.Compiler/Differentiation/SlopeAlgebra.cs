using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Compiler.Differentiation;

/// <summary>
/// Arithmetic on the nodes of a draft, for slopes: what is one or nothing leaves no node behind. A slope knows whether it may be 0 because a branch is not
/// taken; what it is multiplied with then may be no number at all, and counts for nothing.
/// </summary>
internal sealed class SlopeAlgebra(PlanDraft draft)
{
    private readonly HashSet<int> switched = [];

    public PlanDraft Draft => draft;

    public int One => Constant(1, Dimension.None);

    public int Constant(double value, Dimension dimension) => draft.Add(PlanOp.Constant, dimension, -1, value: value);

    public int ZeroLike(int node) => Constant(0, draft[node].Dimension);

    /// <summary>Whether a slope may be 0 for no other reason than that a choice fell elsewhere.</summary>
    public bool IsSwitched(int slope) => switched.Contains(slope);

    public int Sum(int a, int b)
    {
        var result = IsConstant(a, 0) ? b
            : IsConstant(b, 0) ? a
            : IsNegative(b) is var positive && positive >= 0 ? draft.Add(PlanOp.Subtract, draft[a].Dimension, a, positive)
            : IsNegative(a) is var other && other >= 0 ? draft.Add(PlanOp.Subtract, draft[a].Dimension, b, other)
            : draft.Add(PlanOp.Add, draft[a].Dimension, a, b);
        return Mark(result, IsSwitched(a) && IsSwitched(b));
    }

    public int Negated(int a)
    {
        var result = draft[a] is { Op: PlanOp.Constant, Value: not 0 } constant ? Constant(-constant.Value, constant.Dimension)
            : IsConstant(a, 0) ? a
            : IsNegative(a) is var positive && positive >= 0 ? positive
            : draft.Add(PlanOp.Subtract, draft[a].Dimension, ZeroLike(a), a);
        return Mark(result, IsSwitched(a));
    }

    public int Product(int a, int b)
        => IsOne(a) ? b
            : IsOne(b) ? a
            : draft[a] is { Op: PlanOp.Constant } x && draft[b] is { Op: PlanOp.Constant } y ? Constant(x.Value * y.Value + 0, x.Dimension * y.Dimension)
            : draft.Add(PlanOp.Multiply, draft[a].Dimension * draft[b].Dimension, a, b);

    public int Quotient(int a, int b) => IsOne(b) ? a : draft.Add(PlanOp.Divide, draft[a].Dimension / draft[b].Dimension, a, b);

    /// <summary>A slope times a factor.</summary>
    public int Times(int slope, int factor) => Guarded(slope, Product(slope, factor), factor);

    /// <summary>A slope divided by a factor, whose zero is no reason to stumble where the slope is not wanted.</summary>
    public int Over(int slope, int divisor) => Guarded(slope, Quotient(slope, divisor), divisor, isDivisor: true);

    /// <summary>A slope where a condition holds, nothing elsewhere; or the other way round.</summary>
    public int When(int condition, int slope, bool holds = true)
    {
        var (then, otherwise) = holds ? (slope, ZeroLike(slope)) : (ZeroLike(slope), slope);
        return Mark(Choice(condition, then, otherwise), true);
    }

    /// <summary>One of two slopes.</summary>
    public int Either(int condition, int then, int otherwise) => Mark(Choice(condition, then, otherwise), IsSwitched(then) && IsSwitched(otherwise));

    public int Compare(PlanOp op, int a, int b) => draft.Add(op, Dimension.None, a, b);

    /// <summary>The sum of a slope over the iterations of a loop. One that does not run is like a branch that is not taken.</summary>
    public int OverLoop(int loop, int slope) => Mark(draft.Fold(PlanOp.Sum, loop, slope), true);

    private int Choice(int condition, int then, int otherwise)
    {
        then = draft[then] is { Op: PlanOp.Select } t && t.A == condition ? t.B : then;
        otherwise = draft[otherwise] is { Op: PlanOp.Select } o && o.A == condition ? o.C : otherwise;
        return then == otherwise ? then : draft.Add(PlanOp.Select, draft[then].Dimension, condition, then, otherwise);
    }

    // Zero times what is no number would be no number.
    private int Guarded(int slope, int result, int factor, bool isDivisor = false)
    {
        if (!IsSwitched(slope))
        {
            return result;
        }

        var isHarmless = isDivisor ? draft[factor] is { Op: PlanOp.Constant, Value: not 0 } : draft.IsSurelyFinite(factor);
        return Mark(isHarmless ? result : Choice(Compare(PlanOp.Equal, slope, ZeroLike(slope)), ZeroLike(result), result), true);
    }

    private int Mark(int slope, bool isSwitched)
    {
        if (isSwitched)
        {
            switched.Add(slope);
        }

        return slope;
    }

    private bool IsConstant(int node, double value) => draft[node] is { Op: PlanOp.Constant } n && n.Value == value;

    private bool IsOne(int node) => IsConstant(node, 1) && draft[node].Dimension.IsNone;

    // What is subtracted from nothing, or -1.
    private int IsNegative(int node) => draft[node] is { Op: PlanOp.Subtract } n && IsConstant(n.A, 0) ? n.B : -1;
}
