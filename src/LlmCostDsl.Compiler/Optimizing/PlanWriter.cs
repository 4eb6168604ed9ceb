using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Lowering;
using LlmCostDsl.Compiler.Plan;
using LlmCostDsl.Compiler.Support;

namespace LlmCostDsl.Compiler.Optimizing;

/// <summary>
/// A plan while a pass writes it anew: equal nodes are one, what they depend on and which loop they stand in follows from their operands, and what
/// nothing asks for in the end is left out.
/// </summary>
internal sealed class PlanWriter
{
    private readonly EvaluatorPlan source;
    private readonly List<PlanNode> nodes = [];
    private readonly List<Interval?> ranges = [];
    private readonly List<bool> isNotNegative = [];
    private readonly List<LoopDraft> loops = [];
    private readonly Dictionary<(PlanOp, int, int, int, double, Dimension), int> known = [];

    /// <param name="source">What it is written after; its loops keep their numbers.</param>
    public PlanWriter(EvaluatorPlan source)
    {
        this.source = source;
        foreach (var loop in source.Loops)
        {
            loops.Add(new LoopDraft(-1, -1, -1, loop.Outer, Depth(loop.Outer) + 1, [], loop.Origin));
        }
    }

    public PlanNode this[int node] => nodes[node];

    /// <summary>Where a value surely lies; null where it may be anything, or no number.</summary>
    public Interval? RangeOf(int node) => ranges[node];

    /// <summary>Whether a value is not below 0, if it is a number.</summary>
    public bool IsNotNegative(int node) => isNotNegative[node];

    /// <summary>How many loops a node stands in.</summary>
    public int DepthOf(int node) => Depth(nodes[node].Loop);

    /// <summary>Whether a node is known as soon as a device is.</summary>
    public bool IsEarly(int node) => nodes[node] is { Loop: < 0 } n && (n.Depends & (PlanDependence.Input | PlanDependence.Index)) == 0;

    public int Constant(double value, Dimension dimension) => Add(PlanOp.Constant, -1, -1, -1, dimension, value);

    /// <summary>An operation on nodes that are there; the dimension of products follows from theirs.</summary>
    public int Apply(PlanOp op, int a, int b) => Add(op, a, b, -1, op switch
    {
        PlanOp.Multiply => nodes[a].Dimension * nodes[b].Dimension,
        PlanOp.Divide => nodes[a].Dimension / nodes[b].Dimension,
        _ => nodes[a].Dimension,
    });

    /// <summary>A node of the source with other operands.</summary>
    /// <param name="of">The new number of an operand.</param>
    public int Copy(PlanNode node, Func<int, int> of) => node.Op switch
    {
        PlanOp.Constant or PlanOp.Input or PlanOp.Attribute or PlanOp.Present or PlanOp.Index => Add(node.Op, node.A, -1, -1, node.Dimension, node.Value),
        PlanOp.Sum or PlanOp.Largest => Fold(node, of),
        _ => Add(node.Op, of(node.A), node.B < 0 ? -1 : of(node.B), node.C < 0 ? -1 : of(node.C), node.Dimension),
    };

    /// <summary>The node that there is of an operation, or -1.</summary>
    public int Find(PlanOp op, int a, int b, Dimension dimension) => known.TryGetValue((op, a, b, -1, 0, dimension), out var node) ? node : -1;

    /// <summary>All that these nodes are made of.</summary>
    public HashSet<int> Reached(IEnumerable<int> roots)
    {
        var reached = new HashSet<int>();
        var open = new Stack<int>(roots);
        while (open.Count > 0)
        {
            var node = open.Pop();
            if (!reached.Add(node))
            {
                continue;
            }

            foreach (var operand in nodes[node].IsFold() ? [nodes[node].B, loops[nodes[node].A].Low, loops[nodes[node].A].High] : PlanOperands.Of(nodes[node]))
            {
                open.Push(operand);
            }
        }

        return reached;
    }

    /// <summary>The plan, with what its hosts ask for.</summary>
    /// <param name="smooth">The new number of an output, a cell or a total.</param>
    /// <param name="exact">The new number of what must be what it was to the bit: conditions, counts, shapes, limits.</param>
    /// <param name="noted">The new number of what a note is about, or -1.</param>
    public EvaluatorPlan Finish(Func<int, int> smooth, Func<int, int> exact, Func<int, int> noted)
    {
        int Smooth(int node) => node < 0 ? -1 : smooth(node);
        int Exact(int node) => node < 0 ? -1 : exact(node);
        var plan = PlanRoots.Renumber(source, Smooth, Exact);
        var notes = source.Notes.Select(n => n with { Node = noted(n.Node) }).Where(n => n.Node >= 0).ToList();
        var (final, finalLoops, number) = PlanAssembly.Finish(nodes, loops, PlanOperands.Roots(plan));
        return PlanRoots.Renumber(plan, n => n < 0 ? -1 : number(n), n => n < 0 ? -1 : number(n)) with
        {
            Nodes = final,
            Loops = finalLoops,
            Notes = notes.Select(n => n with { Node = number(n.Node) }).Where(n => n.Node >= 0)
                .GroupBy(n => n.Node).Select(g => g.First()).OrderBy(n => n.Node).ToEquatable(),
        };
    }

    private int Fold(PlanNode node, Func<int, int> of)
    {
        var loop = source.Loops[node.A];
        if (loops[node.A].Folds.Count == 0)
        {
            loops[node.A] = loops[node.A] with { Low = of(loop.Low), High = of(loop.High) };
        }

        var fold = Add(node.Op, node.A, of(node.B), -1, node.Dimension);
        if (!loops[node.A].Folds.Contains(fold))
        {
            loops[node.A].Folds.Add(fold);
        }

        return fold;
    }

    private int Add(PlanOp op, int a, int b, int c, Dimension dimension, double value = 0)
    {
        var key = (op, a, b, c, value, dimension);
        if (known.TryGetValue(key, out var node))
        {
            return node;
        }

        var (depends, loop) = NodeStanding.Of(op, a, b, c, nodes, loops);
        known[key] = nodes.Count;
        nodes.Add(new PlanNode(op, a, b, c, value, dimension, depends, loop));
        ranges.Add(PlanRanges.Of(nodes[nodes.Count - 1], source.Inputs, n => ranges[n]));
        isNotNegative.Add(PlanRanges.IsNotNegative(nodes[nodes.Count - 1], ranges[nodes.Count - 1], n => isNotNegative[n]));
        if (op == PlanOp.Index)
        {
            loops[a] = loops[a] with { Index = nodes.Count - 1 };
        }

        return nodes.Count - 1;
    }

    private int Depth(int loop) => loop < 0 ? 0 : loops[loop].Depth;
}
