using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Plan;
using LlmCostDsl.Compiler.Support;

namespace LlmCostDsl.Tests;

/// <summary>Plans written by hand: works out dimensions, dependence and loop membership, so that a test says only what it is about.</summary>
internal sealed class PlanBuilder(string name = "Handmade")
{
    private readonly List<PlanInput> inputs = [];
    private readonly List<PlanAttribute> attributes = [];
    private readonly List<PlanNode> nodes = [];
    private readonly List<(int Low, int High, int Index, List<int> Folds, int Outer, string Origin)> loops = [];
    private readonly List<PlanGuard> guards = [];
    private readonly List<PlanOutput> outputs = [];
    private readonly List<PlanTable> tables = [];

    public int NodeCount => nodes.Count;

    public PlanNode this[int node] => nodes[node];

    public int Constant(double value, Dimension dimension = default) => Leaf(PlanOp.Constant, -1, value, dimension, PlanDependence.None);

    public int Input(
        string name, double low = 0, double high = 1e9, double @default = double.NaN, string type = "ratio", bool whole = false, double scale = 1, Dimension dimension = default)
    {
        inputs.Add(new(name, type, dimension, scale, low, high, @default, whole, null));
        return Leaf(PlanOp.Input, inputs.Count - 1, 0, dimension, PlanDependence.Input);
    }

    public int Attribute(string name, Dimension dimension = default)
    {
        attributes.Add(new(0, name, "ratio", dimension));
        return Leaf(PlanOp.Attribute, attributes.Count - 1, 0, dimension, PlanDependence.Device);
    }

    public int Present(int attributeNode) => Leaf(PlanOp.Present, nodes[attributeNode].A, 0, default, PlanDependence.Device);

    public int Apply(PlanOp op, int a, int b = -1, int c = -1)
    {
        int[] operands = [.. new[] { a, b, c }.Where(o => o >= 0)];
        var depends = operands.Aggregate(PlanDependence.None, (d, o) => d | nodes[o].Depends);
        var loop = operands.Select(o => nodes[o].Loop).MaxBy(Depth);
        nodes.Add(new(op, a, b, c, 0, DimensionOf(op, a, b), depends, loop));
        return nodes.Count - 1;
    }

    public int Add(int a, int b) => Apply(PlanOp.Add, a, b);

    public int Multiply(int a, int b) => Apply(PlanOp.Multiply, a, b);

    public int Divide(int a, int b) => Apply(PlanOp.Divide, a, b);

    public int Select(int a, int b, int c) => Apply(PlanOp.Select, a, b, c);

    public int Loop(int low, int high, int outer = -1, string origin = "test.llmspec:1")
    {
        loops.Add((low, high, -1, [], outer, origin));
        return loops.Count - 1;
    }

    public int Index(int loop)
    {
        nodes.Add(new(PlanOp.Index, loop, -1, -1, 0, default, PlanDependence.Index, loop));
        loops[loop] = loops[loop] with { Index = nodes.Count - 1 };
        return nodes.Count - 1;
    }

    public int Sum(int loop, int body) => Fold(PlanOp.Sum, loop, body);

    public int Largest(int loop, int body) => Fold(PlanOp.Largest, loop, body);

    public PlanBuilder Guard(int condition, string message, int attribute = -1)
    {
        guards.Add(new(condition, message, attribute));
        return this;
    }

    public PlanBuilder Output(string outputName, int node, string type = "", string? documentation = null)
    {
        outputs.Add(new(outputName, node, nodes[node].Dimension, type, documentation));
        return this;
    }

    public PlanBuilder Table(PlanTable table)
    {
        tables.Add(table);
        return this;
    }

    public EvaluatorPlan Build() => new(
        name,
        inputs.ToEquatable(),
        attributes.ToEquatable(),
        nodes.ToEquatable(),
        loops.Select((l, i) => new PlanLoop(l.Low, l.High, l.Index, Body(i), l.Folds.ToEquatable(), l.Outer, l.Origin)).ToEquatable(),
        guards.ToEquatable(),
        outputs.ToEquatable(),
        tables.ToEquatable());

    private int Fold(PlanOp op, int loop, int body)
    {
        var (low, high, _, folds, outer, _) = loops[loop];
        var inside = nodes[body].Depends | nodes[low].Depends | nodes[high].Depends;
        var depends = outer < 0 ? inside & ~PlanDependence.Index : inside;
        nodes.Add(new(op, loop, body, -1, 0, nodes[body].Dimension, depends, outer));
        folds.Add(nodes.Count - 1);
        return nodes.Count - 1;
    }

    private EquatableArray<int> Body(int loop) => Enumerable.Range(0, nodes.Count).Where(n => nodes[n].Loop == loop).ToEquatable();

    private int Leaf(PlanOp op, int a, double value, Dimension dimension, PlanDependence depends)
    {
        nodes.Add(new(op, a, -1, -1, value, dimension, depends, -1));
        return nodes.Count - 1;
    }

    private int Depth(int loop) => loop < 0 ? 0 : 1 + Depth(loops[loop].Outer);

    private Dimension DimensionOf(PlanOp op, int a, int b) => op switch
    {
        PlanOp.Multiply => nodes[a].Dimension * nodes[b].Dimension,
        PlanOp.Divide => nodes[a].Dimension / nodes[b].Dimension,
        PlanOp.SquareRoot => nodes[a].Dimension.Root() ?? default,
        PlanOp.Power => nodes[a].Dimension.IsNone ? default : nodes[a].Dimension.ToThe((int)nodes[b].Value),
        PlanOp.Select => nodes[b].Dimension,
        PlanOp.Less or PlanOp.LessOrEqual or PlanOp.Equal or PlanOp.And or PlanOp.Or or PlanOp.Not or PlanOp.Log2 => default,
        _ => nodes[a].Dimension,
    };
}
