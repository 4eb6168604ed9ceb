using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Graph;
using LlmCostDsl.Compiler.Rewriting;

namespace LlmCostDsl.Compiler.Lowering;

/// <summary>A model in use: the analysed one, or one that a transform brings in. Remembers what has been computed of its graphs.</summary>
/// <param name="name">Empty for the analysed model, else the model's name: what its rows are grouped under.</param>
internal sealed class DeployedModel(string name, RewrittenModel model, TimingModel timing)
{
    private readonly Dictionary<(ModelGraph Graph, string What), Expr> totals = [];

    public string Name { get; } = name;

    public RewrittenModel Rewritten { get; } = model;

    public TimingModel Timing { get; } = timing;

    /// <summary>A total over one of its graphs, computed once.</summary>
    public Expr Total(ModelGraph graph, string what, Func<Expr> compute)
    {
        if (!totals.TryGetValue((graph, what), out var total))
        {
            totals[(graph, what)] = total = compute();
        }

        return total;
    }
}
