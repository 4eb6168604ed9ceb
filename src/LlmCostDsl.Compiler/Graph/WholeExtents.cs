using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Support;

namespace LlmCostDsl.Compiler.Graph;

/// <summary>
/// Whether all extents of a graph are counts. Asked when every rule has run, so that what a rule took out of the graph is not held against it.
/// A step may be real, at a context of so many tokens on average: what depends on one is as whole as the step is, and not asked.
/// </summary>
internal sealed class WholeExtents(Evaluator evaluator)
{
    /// <summary>Refuses what is known and is no count; of what is open, what an evaluator must check.</summary>
    public IEnumerable<GraphRequirement> Of(ModelGraph graph)
        => graph.Nodes.SelectMany(n => n.AllParts).SelectMany(n => n.Results.Where(r => ReferenceEquals(r.Producer, n)).Select(r => (r.Written, n.Path))
                .Concat(n.Weights.Concat(n.Caches).Where(s => ReferenceEquals(s.DeclaredBy, n)).Select(s => (s.Written, n.Path))))
            .Concat(graph.Weights.Select(w => (w.Written, w.NodePath)))
            .SelectMany(w => Of(w.Item1.Extents, w.Item1.Scope, w.Item2)).ToList();

    private IEnumerable<GraphRequirement> Of(EquatableArray<BoundExtent> extents, Scope scope, string path)
    {
        foreach (var extent in extents.Where(e => !e.IsSpread))
        {
            var value = evaluator.Resolved(extent.Value, scope);
            if (value is ConstantExpr { Value: var known })
            {
                if (!known.IsWhole || known.Sign < 0)
                {
                    throw new SpecException(extent.At.NotAnExtent(value.ToString()));
                }
            }
            else if (value is not UndefinedExpr && (value.Depends & Dependence.Step) == 0 && !value.IsWhole && !evaluator.Pool.Expand(value).IsWhole)
            {
                yield return new GraphRequirement(
                    evaluator.Pool.Equal(evaluator.Pool.Floor(value), value), $"{path}: '{extent.At.Text}' is an extent and must be whole", extent.At);
            }
        }
    }
}
