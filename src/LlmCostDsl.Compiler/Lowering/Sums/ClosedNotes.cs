using LlmCostDsl.Compiler.Algebra;

namespace LlmCostDsl.Compiler.Lowering.Sums;

/// <summary>What is worth knowing about the formulas that closed forms are made of: how to call them, and which folds they keep.</summary>
internal sealed class ClosedNotes
{
    private readonly HashSet<LeafExpr> periodic = [];
    private readonly Dictionary<Expr, string> names = [];
    private readonly Dictionary<Expr, (string Origin, bool IsBefore)> crossings = [];

    /// <summary>Where the sum at hand was written.</summary>
    public string Origin { get; set; } = string.Empty;

    /// <summary>Counts of the values on one side of a place where something bends, with the origin of the first range they were needed for.</summary>
    public IReadOnlyDictionary<Expr, (string Origin, bool IsBefore)> Crossings => crossings;

    public void Crossing(Expr count, bool isBefore)
    {
        if (!count.IsConstant && !crossings.ContainsKey(count))
        {
            crossings[count] = (Origin, isBefore);
        }
    }

    /// <summary>What to call parts of closed forms.</summary>
    public IReadOnlyDictionary<Expr, string> Names => names;

    public void Name(Expr part, string name)
    {
        if (!part.IsConstant && !names.ContainsKey(part))
        {
            names[part] = name;
        }
    }

    /// <summary>A loop over this index is as long as a period, not as the range.</summary>
    public void Periodic(LeafExpr offset) => periodic.Add(offset);

    public bool IsPeriodic(LeafExpr index) => periodic.Contains(index);
}
