using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Plan;
using LlmCostDsl.Compiler.Support;

namespace LlmCostDsl.Analysis.Solving.Crossings;

/// <summary>A plan with further nodes behind its own, outside of its loops.</summary>
internal sealed class PlanExtension(EvaluatorPlan plan)
{
    private readonly List<PlanNode> nodes = [.. plan.Nodes];

    public EvaluatorPlan Build() => plan with { Nodes = nodes.ToEquatable() };

    public int Constant(double value, Dimension dimension = default) => Add(new(PlanOp.Constant, -1, -1, -1, value, dimension, PlanDependence.None, -1));

    public int Multiply(int a, int b) => Of(PlanOp.Multiply, nodes[a].Dimension * nodes[b].Dimension, a, b);

    public int Sum(int a, int b) => Of(PlanOp.Add, nodes[a].Dimension, a, b);

    public int Maximum(int a, int b) => Of(PlanOp.Maximum, nodes[a].Dimension, a, b);

    public int Less(int a, int b) => Of(PlanOp.Less, Dimension.None, a, b);

    public int AtMost(int a, int b) => Of(PlanOp.LessOrEqual, Dimension.None, a, b);

    public int Equal(int a, int b) => Of(PlanOp.Equal, Dimension.None, a, b);

    public int Select(int condition, int then, int otherwise) => Of(PlanOp.Select, nodes[then].Dimension, condition, then, otherwise);

    public Dimension DimensionOf(int node) => nodes[node].Dimension;

    private int Of(PlanOp op, Dimension dimension, int a, int b, int c = -1)
        => Add(new(op, a, b, c, 0, dimension, new[] { a, b, c }.Where(o => o >= 0).Aggregate(PlanDependence.None, (d, o) => d | nodes[o].Depends), -1));

    private int Add(PlanNode node)
    {
        nodes.Add(node);
        return nodes.Count - 1;
    }
}
