using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Lowering;
using LlmCostDsl.Compiler.Optimizing;
using LlmCostDsl.Compiler.Plan;
using LlmCostDsl.Compiler.Support;

namespace LlmCostDsl.Compiler.Differentiation;

/// <summary>
/// A plan that grows: its nodes keep their numbers, further ones go behind them, equal ones are one. What it comes to is put into evaluation order at the
/// end, without what nobody asked for.
/// </summary>
internal sealed class PlanDraft
{
    private readonly EvaluatorPlan plan;
    private readonly List<PlanNode> nodes;
    private readonly List<bool> finite = [];
    private readonly Dictionary<(PlanOp, int, int, int, double, Dimension), int> known = [];
    private readonly List<LoopDraft> loops = [];

    public PlanDraft(EvaluatorPlan plan)
    {
        this.plan = plan;
        nodes = [.. plan.Nodes];
        foreach (var node in nodes)
        {
            finite.Add(IsFinite(node));
        }

        // Of equal nodes the first is meant.
        for (var i = nodes.Count - 1; i >= 0; i--)
        {
            known[Key(nodes[i])] = i;
        }

        foreach (var loop in plan.Loops)
        {
            loops.Add(new LoopDraft(loop.Low, loop.High, loop.Index, loop.Outer, Depth(loop.Outer) + 1, [.. loop.Folds], loop.Origin));
        }
    }

    public PlanNode this[int node] => nodes[node];

    /// <summary>Whether a node is finite whatever it is asked for, as far as that can be told from its operations.</summary>
    public bool IsSurelyFinite(int node) => finite[node];

    /// <summary>A leaf, or an operation on values.</summary>
    public int Add(PlanOp op, Dimension dimension, int a, int b = -1, int c = -1, double value = 0)
    {
        var (depends, loop) = NodeStanding.Of(op, a, b, c, nodes, loops);
        return Intern(new PlanNode(op, a, b, c, value, dimension, depends, loop));
    }

    /// <summary>A further loop.</summary>
    public int Loop(int low, int high, int outer, string origin)
    {
        loops.Add(new LoopDraft(low, high, -1, outer, Depth(outer) + 1, [], origin));
        loops[loops.Count - 1] = loops[loops.Count - 1] with { Index = Add(PlanOp.Index, Dimension.None, loops.Count - 1) };
        return loops.Count - 1;
    }

    /// <summary>The running index of a loop that <see cref="Loop"/> made.</summary>
    public int Index(int loop) => loops[loop].Index;

    /// <summary>A sum or a largest value over a loop.</summary>
    public int Fold(PlanOp op, int loop, int body)
    {
        var fold = Add(op, nodes[body].Dimension, loop, body);
        if (!loops[loop].Folds.Contains(fold))
        {
            loops[loop].Folds.Add(fold);
        }

        return fold;
    }

    /// <summary>The plan with further outputs, whose nodes are this draft's.</summary>
    public EvaluatorPlan Finish(IReadOnlyList<PlanOutput> outputs)
    {
        var more = plan with { Outputs = plan.Outputs.Concat(outputs).ToEquatable(), Original = null };
        var (final, finalLoops, number) = PlanAssembly.Finish(nodes, loops, PlanOperands.Roots(more));
        int Number(int node) => node < 0 ? -1 : number(node);
        return PlanRoots.Renumber(more, Number, Number) with
        {
            Nodes = final,
            Loops = finalLoops,
            Notes = plan.Notes.Select(n => n with { Node = number(n.Node) }).Where(n => n.Node >= 0).OrderBy(n => n.Node).ToEquatable(),
        };
    }

    private int Intern(PlanNode node)
    {
        var key = Key(node);
        if (known.TryGetValue(key, out var there))
        {
            return there;
        }

        known.Add(key, nodes.Count);
        finite.Add(IsFinite(node));
        nodes.Add(node);
        return nodes.Count - 1;
    }

    private static (PlanOp, int, int, int, double, Dimension) Key(PlanNode node) => (node.Op, node.A, node.B, node.C, node.Value, node.Dimension);

    private int Depth(int loop) => loop < 0 ? 0 : loops[loop].Depth;

    // An input is finite, or refused. A figure of the device may be absent, which is no number.
    private bool IsFinite(PlanNode node) => node.Op switch
    {
        PlanOp.Constant => !double.IsNaN(node.Value) && !double.IsInfinity(node.Value),
        PlanOp.Input or PlanOp.Present or PlanOp.Index => true,
        PlanOp.Attribute or PlanOp.Sum or PlanOp.Largest or PlanOp.Power or PlanOp.Log2 or PlanOp.SquareRoot => false,
        PlanOp.Less or PlanOp.LessOrEqual or PlanOp.Equal or PlanOp.And or PlanOp.Or or PlanOp.Not => true,
        PlanOp.Select => finite[node.B] && finite[node.C],
        PlanOp.Divide => finite[node.A] && nodes[node.B] is { Op: PlanOp.Constant, Value: not 0 } && finite[node.B],
        _ => PlanOperands.Of(node).All(o => finite[o]),
    };
}
