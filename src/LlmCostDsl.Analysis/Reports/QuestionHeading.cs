using System.Text.Json;
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
        var settled = Fixed(question, variable, inputs).ToList();
        if (settled.Count > 0)
        {
            yield return new Paragraph(string.Join(", ", settled.Select(x => $"{x.Input.Name} = {PlanUnits.Print(x.Input, x.Value)}")), Tone.Dim);
        }
    }

    /// <summary>The same in JSON; inputs in their natural unit.</summary>
    public static void Write(Utf8JsonWriter writer, OpenQuestion question, SolveVariable variable, IReadOnlyList<double> inputs)
    {
        writer.WriteString("model", question.Model);
        writer.WriteString("device", question.Device?.Name);
        writer.WriteStartObject("inputs");
        foreach (var (input, value) in Fixed(question, variable, inputs))
        {
            if (input.IsTruth)
            {
                writer.WriteBoolean(input.Name, value != 0);
            }
            else
            {
                JsonNumbers.Write(writer, input.Name, value / input.Scale);
            }
        }

        writer.WriteEndObject();
        writer.WriteString("for", variable.Name);
    }

    public static void WriteWarnings(Utf8JsonWriter writer, OpenQuestion question)
    {
        writer.WriteStartArray("warnings");
        foreach (var warning in question.Warnings)
        {
            writer.WriteStringValue(warning);
        }

        writer.WriteEndArray();
    }

    /// <summary>Where the variable is looked for.</summary>
    public static string Range(SolveVariable variable)
        => $"{variable.Name} in {SolutionText.Value(variable, variable.Low)}..{SolutionText.Value(variable, variable.High)}, {variable.Range}";

    private static IEnumerable<(PlanInput Input, double Value)> Fixed(OpenQuestion question, SolveVariable variable, IReadOnlyList<double> inputs)
        => question.Plan.Inputs.Select((input, i) => (input, i)).Where(x => variable.Variable.Leaf != PlanOp.Input || x.i != variable.Variable.Number).Select(x => (x.input, inputs[x.i]));
}
