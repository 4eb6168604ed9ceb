using LlmCostDsl.Analysis.Questions;
using LlmCostDsl.Analysis.Solving;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Analysis.Reports;

/// <summary>What stands over an answer to a question with one variable: the model, the device, and all that is fixed.</summary>
internal static class QuestionHeading
{
    public static IEnumerable<Block> Of(OpenQuestion question, SolveVariable variable, IReadOnlyList<double> inputs)
    {
        var names = string.Join(", ", new[] { question.Plan.Name, question.Model }.Distinct().Where(n => n != question.ModelTitle));
        yield return new Title(question.Device is { } device ? $"{question.ModelTitle} on {device.Name}" : question.ModelTitle, names, 1);
        var fixedInputs = question.Plan.Inputs.Select((input, i) => (input, i)).Where(x => variable.Variable.Leaf != PlanOp.Input || x.i != variable.Variable.Number).ToList();
        if (fixedInputs.Count > 0)
        {
            yield return new Paragraph(string.Join(", ", fixedInputs.Select(x => $"{x.input.Name} = {PlanUnits.Print(x.input, inputs[x.i])}")), Tone.Dim);
        }
    }

    /// <summary>Where the variable is looked for.</summary>
    public static string Range(SolveVariable variable)
        => $"{variable.Name} in {SolutionText.Value(variable, variable.Low)}..{SolutionText.Value(variable, variable.High)}, {variable.Range}";
}
