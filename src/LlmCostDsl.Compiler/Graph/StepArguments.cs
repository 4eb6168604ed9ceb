using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Graph;

/// <summary>
/// What a step is given beside tokens, context and batch. What is known may decide the graph's structure, and each such choice has a graph of its own; what
/// is open stands in the graph's formulas like the context.
/// </summary>
internal sealed class StepArguments
{
    private readonly List<(string Name, object Value, bool IsSaid)> values = [];
    private readonly Dictionary<LeafExpr, Expr> open = [];

    /// <param name="given">By name; defaults stand for the others.</param>
    /// <param name="at">Where one was given.</param>
    public StepArguments(Evaluator evaluator, ArchitectureSymbol architecture, IReadOnlyDictionary<string, Expr> given, Func<string, SourceSpan> at)
    {
        var scope = new Scope(null);
        var parameters = architecture.StepParameters;
        evaluator.BindParameters(
            [.. parameters], i => given.TryGetValue(parameters[i].Name, out var value) ? value : null, scope, i => at(parameters[i].Name));
        foreach (var parameter in parameters)
        {
            var value = (Expr)scope.FindHere(parameter.Name)!;
            if (!value.IsConstant)
            {
                var isTruth = parameter.Type.Kind == TypeKind.Truth;
                var leaf = evaluator.Pool.Leaf(
                    LeafKind.Step, parameter.Name, parameter.Type.Dimension, isTruth ? Interval.Truth : new(double.NegativeInfinity, double.PositiveInfinity), isTruth, isTruth);
                open[leaf] = value;
                value = leaf;
            }

            values.Add((parameter.Name, value, given.ContainsKey(parameter.Name)));
        }
    }

    /// <summary>What stands for an argument that is not known, and its value.</summary>
    public IReadOnlyDictionary<LeafExpr, Expr> Open => open;

    /// <summary>Steps of a phase with equal keys have one graph.</summary>
    public string Key => string.Concat(values.Select(v => " " + v.Name + ": " + v.Value));

    /// <summary>The same of what a schedule has said.</summary>
    public string Said => string.Concat(values.Where(v => v.IsSaid).Select(v => " " + v.Name + ": " + v.Value));

    public void BindIn(Scope scope)
    {
        foreach (var (name, value, _) in values)
        {
            scope.Bind(name, value);
            scope.Bind(Evaluator.StepKey(name), value);
        }
    }
}
