using LlmCostDsl.Analysis.Questions;
using LlmCostDsl.Analysis.Reports;
using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Analysis.Comparisons;

/// <summary>One figure of an answer that can be set beside the same of another.</summary>
/// <param name="Group">The group of an output, or the step; empty for outputs without.</param>
/// <param name="IsStep">Whether the group is a step.</param>
/// <param name="Value">In base units.</param>
/// <param name="Word">What is said instead of a figure: the bound.</param>
internal sealed record Measure(string Group, bool IsStep, string Name, Dimension Dimension, string TypeName, double Value, string? Word = null)
{
    /// <summary>The measure of a step that says what limits it.</summary>
    public const string Bound = "bound";

    public string Path => Group.Length == 0 ? Name : Group + "." + Name;

    public bool IsTime => Dimension == Dimension.Seconds && Word is null;

    public bool IsBytes => Dimension == Dimension.Bytes && TypeName != "bits" && Word is null;

    /// <summary>Every output, then of every step the costs of all its operators, what limits it, and its time.</summary>
    public static IReadOnlyList<Measure> Of(Answer answer) => [.. answer.Plan.Outputs.Select(o => Output(answer, o)), .. answer.Plan.Tables.SelectMany(t => Step(answer, t))];

    private static Measure Output(Answer answer, PlanOutput output)
        => new(OperatorPaths.GroupOf(output.Name), false, OperatorPaths.NameOf(output.Name), output.Dimension, output.TypeName, answer[output.Node]);

    private static IEnumerable<Measure> Step(Answer answer, PlanTable table)
    {
        for (var c = 0; c < table.Columns.Count; c++)
        {
            if (table.Columns[c] is var column && table.Totals[c] >= 0 && column.Kind != PlanColumnKind.Timing)
            {
                yield return new(table.Step, true, column.Name, column.Dimension, string.Empty, answer[table.Totals[c]]);
            }
        }

        if (StepLimit.Of(answer, table) is { } limit)
        {
            yield return new(table.Step, true, Bound, Dimension.None, string.Empty, 0, limit.Name);
        }

        if (Bounds.TimeColumn(table) is { } time && table.Totals[time] >= 0)
        {
            yield return new(table.Step, true, table.Columns[time].Name, Dimension.Seconds, string.Empty, answer[table.Totals[time]]);
        }
    }
}
