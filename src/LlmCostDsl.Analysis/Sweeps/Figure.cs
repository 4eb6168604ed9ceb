using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Analysis.Sweeps;

/// <summary>Something of a plan that can stand in a column: an output, or the total of a step's column, <c>step.column</c>.</summary>
/// <param name="TypeName">As of outputs; empty where only the dimension is known.</param>
internal sealed record Figure(string Name, int Node, Dimension Dimension, string TypeName)
{
    public bool IsTruth => TypeName == "bool";

    public static IReadOnlyList<Figure> Outputs(EvaluatorPlan plan) => [.. plan.Outputs.Select(o => new Figure(o.Name, o.Node, o.Dimension, o.TypeName))];

    /// <returns>The figure of that name, or the sentence that says what there is.</returns>
    public static (Figure? Figure, string? Error) Find(EvaluatorPlan plan, string name)
    {
        var outputs = Outputs(plan);
        var totals = Totals(plan).ToList();
        if (outputs.Concat(totals).FirstOrDefault(f => f.Name == name) is { } found)
        {
            return (found, null);
        }

        var near = Spelling.Suggest(name, outputs.Concat(totals).Select(f => f.Name));
        var steps = totals.Count == 0 ? string.Empty : $", and totals of steps, such as {totals[0].Name}";
        return (null, $"{plan.Name} has no output '{name}'{(near is null ? string.Empty : $"; did you mean '{near}'?")}"
            + $"{(near is null ? "; its" : " Its")} outputs are {string.Join(", ", outputs.Select(o => o.Name))}{steps}");
    }

    private static IEnumerable<Figure> Totals(EvaluatorPlan plan)
        => plan.Tables.SelectMany(t => t.Columns.Select((c, i) => new Figure(t.Step + "." + c.Name, t.Totals[i], c.Dimension, string.Empty))).Where(f => f.Node >= 0);
}
