using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Compiler.Differentiation;

/// <summary>
/// Where slopes are gathered: outside of all loops, or in an iteration of one. Each iteration is computed anew, in a loop of its own, so that its values and the
/// slopes, which are known last, are at hand together.
/// </summary>
/// <param name="outer">The level around, or null.</param>
/// <param name="body">The loop of the plan whose body this is, or -1.</param>
/// <param name="loop">The loop of the draft that runs here, or -1.</param>
internal sealed class Level(PlanDraft draft, EvaluatorPlan plan, Level? outer, int body, int loop)
{
    private readonly Dictionary<int, int> copies = [];

    /// <summary>The loop of the draft that runs here, or -1.</summary>
    public int Loop => loop;

    /// <summary>By nodes of the plan that belong here: how much the output changes with them, as far as is known.</summary>
    public Dictionary<int, int> Slopes { get; } = [];

    /// <summary>The same of nodes further out, by one iteration.</summary>
    public Dictionary<int, int> Outward { get; } = [];

    /// <summary>The value of a node of the plan as it is here.</summary>
    public int Value(int node)
    {
        for (var level = this; level is not null; level = level.Outer)
        {
            if (level.copies.TryGetValue(node, out var copy))
            {
                return copy;
            }
        }

        return node;
    }

    private Level? Outer => outer;

    /// <summary>Adds to the slope of a node.</summary>
    public void Add(SlopeAlgebra algebra, int node, int slope)
    {
        var slopes = plan.Nodes[node].Loop == body ? Slopes : Outward;
        slopes[node] = slopes.TryGetValue(node, out var before) ? algebra.Sum(before, slope) : slope;
    }

    /// <summary>Computes the body of this level's loop with an index of its own. Recurses as deep as loops nest, and no deeper.</summary>
    /// <param name="index">What takes the place of the running index.</param>
    public void Copy(int index)
    {
        foreach (var number in plan.Loops[body].Body)
        {
            var node = plan.Nodes[number];
            if (copies.ContainsKey(number))
            {
                continue;
            }

            if (node.Op == PlanOp.Index)
            {
                copies[number] = index;
            }
            else if (node.IsFold())
            {
                CopyLoop(node.A);
            }
            else
            {
                copies[number] = draft.Add(node.Op, node.Dimension, ValueOrNone(node.A), ValueOrNone(node.B), ValueOrNone(node.C));
            }
        }
    }

    private void CopyLoop(int number)
    {
        var inner = plan.Loops[number];
        var copy = draft.Loop(Value(inner.Low), Value(inner.High), loop, inner.Origin);
        var level = new Level(draft, plan, this, number, copy);
        level.Copy(draft.Index(copy));
        foreach (var fold in inner.Folds)
        {
            copies[fold] = draft.Fold(plan.Nodes[fold].Op, copy, level.Value(plan.Nodes[fold].B));
        }
    }

    private int ValueOrNone(int node) => node < 0 ? -1 : Value(node);
}
