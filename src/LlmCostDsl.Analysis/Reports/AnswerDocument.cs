using LlmCostDsl.Analysis.Questions;
using LlmCostDsl.Analysis.Sensitivities;
using LlmCostDsl.Analysis.Solving.Fits;
using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Analysis.Reports;

/// <summary>An answer as people read it: what was asked, each step, the outputs, and what limits the run.</summary>
internal static class AnswerDocument
{
    /// <param name="sensitivity">Where it was asked for.</param>
    /// <param name="fits">Whether it fits into the device; null where nobody asks.</param>
    public static IEnumerable<Block> Build(Answer answer, bool isWide, bool isTree, Sensitivity? sensitivity = null, IReadOnlyList<Fit>? fits = null)
    {
        yield return new Title(answer.Device is { } device ? $"{answer.ModelTitle} on {device.Name}" : answer.ModelTitle, Remark(answer), 1);
        if (!answer.Plan.Inputs.IsEmpty)
        {
            yield return new Paragraph(string.Join(", ", answer.Plan.Inputs.Select((x, i) => $"{x.Name} = {PlanUnits.Print(x, answer.Inputs[i])}")), Tone.Dim);
        }

        foreach (var table in answer.Plan.Tables)
        {
            var time = Bounds.TimeColumn(table) is { } c && table.Totals[c] >= 0 ? Engineering.Format(answer[table.Totals[c]], Dimension.Seconds) : string.Empty;
            yield return new Title(table.Step, time, 2);
            yield return StepGrid.Build(answer, table, isWide, isTree);
        }

        foreach (var (group, grid) in OutputGrid.Build(answer))
        {
            yield return new Title(group.Length == 0 ? "outputs" : group, string.Empty, 2);
            yield return grid;
        }

        foreach (var block in FitDocument.Build(fits ?? []))
        {
            yield return block;
        }

        foreach (var block in sensitivity is null ? [] : SensitivityDocument.Build(sensitivity, answer.Device?.Name))
        {
            yield return block;
        }

        if (LimitSentence.Of(answer) is { } limit)
        {
            yield return new Title("limit", string.Empty, 2);
            yield return new Paragraph("  " + limit, Tone.Accent);
        }

        if (answer.Warnings.Count > 0)
        {
            yield return new Title("warnings", string.Empty, 2);
            foreach (var warning in answer.Warnings)
            {
                yield return new Paragraph("  " + warning, Tone.Caution);
            }
        }
    }

    // The names to ask by, where they are not the title.
    private static string Remark(Answer answer)
        => string.Join(", ", new[] { answer.Plan.Name, answer.Model }.Distinct().Where(n => n != answer.ModelTitle));
}
