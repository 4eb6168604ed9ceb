using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Graph;

namespace LlmCostDsl.Compiler.Lowering;

/// <summary>Sums over the operators of a graph, each as often as it runs.</summary>
internal static class Totals
{
    /// <summary>How often an operator runs in a step: the iterations of its repeats, times what transforms say.</summary>
    public static Expr Executions(ExprPool pool, GraphNode node)
    {
        var count = node.Quantities["times"].Value;
        for (var group = node.Group; group is not null; group = group.Repeat.Group)
        {
            count = pool.Multiply(group.Count(pool), count);
        }

        return count;
    }

    public static Expr Over(Evaluator evaluator, ModelGraph graph, Func<GraphNode, Expr> cost)
    {
        var parts = graph.Rows.Select(n => evaluator.Pool.Multiply(Executions(evaluator.Pool, n), cost(n))).ToList();
        return parts.Count == 0 ? evaluator.Pool.Zero : evaluator.Pool.Add(parts, parts[0].Dimension);
    }

    /// <summary><c>total(e where c)</c>.</summary>
    public static Expr Over(Evaluator evaluator, ModelGraph graph, BoundTotal total, Scope scope, Func<GraphNode, IDefinitions> definitions)
    {
        var pool = evaluator.Pool;
        var parts = new List<Expr>();
        foreach (var node in graph.Rows)
        {
            var iterations = node.Group is { } group ? new GroupIterations(pool, group) : null;
            var inner = new Scope(scope) { It = node, Iteration = iterations, Definitions = definitions(node) };
            inner.Bind("phase", graph.Phase);
            inner.Bind(Evaluator.GraphKey, graph);
            var condition = evaluator.Where(total.Where, inner);
            if (condition is TruthExpr { Value: false })
            {
                continue;
            }

            Expr value;
            try
            {
                value = evaluator.Resolved(total.Body, inner);
            }
            catch (MissingPropertyException missing)
            {
                throw new SpecException(missing.Diagnostic);
            }

            value = pool.Multiply(Executions(pool, node), value);
            parts.Add(pool.Select(condition, value, pool.Constant(Rational.Zero, value.Dimension)));
        }

        return parts.Count == 0 ? pool.Constant(Rational.Zero, total.Type.Dimension) : pool.Add(parts, parts[0].Dimension);
    }
}
