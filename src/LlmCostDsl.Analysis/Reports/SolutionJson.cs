using System.Text.Json;
using LlmCostDsl.Analysis.Solving;
using LlmCostDsl.Compiler;

namespace LlmCostDsl.Analysis.Reports;

/// <summary>A solution as one JSON object: outputs in base units, inputs in their natural unit, every digit. What is not finite is null.</summary>
internal static class SolutionJson
{
    public static string Write(Solution solution) => JsonText.Write(indented: true, writer =>
    {
        var variable = solution.Variable;
        double Natural(double value) => value / variable.Kind.Scale;
        writer.WriteStartObject();
        writer.WriteString("model", solution.Question.Model);
        writer.WriteString("device", solution.Question.Device?.Name);
        writer.WriteString("for", variable.Name);
        writer.WriteString("goal", solution.Goal.Word);
        writer.WriteString("of", solution.Goal.Of?.Text ?? variable.Name);
        writer.WriteString("status", solution.IsSolved ? "solved" : solution.IsInfeasible ? "infeasible" : "unproved");
        JsonNumbers.Write(writer, "value", solution.Answer is { } answer ? Natural(answer.At) : double.NaN);
        if (solution.Goal.Of is { } of)
        {
            JsonNumbers.Write(writer, "objective", solution.Answer is { } best ? solution.Figure(best, of.Value) : double.NaN);
        }

        writer.WriteString("proof", Name(solution.Found.Proof));
        writer.WriteNumber("parts", solution.Found.Parts);
        JsonNumbers.Write(writer, "range", Natural(variable.Low), Natural(variable.High));
        if (solution.Found.Open is var (low, high))
        {
            JsonNumbers.Write(writer, "open", Natural(low), Natural(high));
        }

        writer.WriteStartArray("points");
        foreach (var point in new[] { solution.Low, solution.Answer, solution.Beyond, solution.High }.OfType<SolvePoint>().DistinctBy(p => p.At).OrderBy(p => p.At))
        {
            WritePoint(writer, solution, point, Natural(point.At));
        }

        writer.WriteEndArray();
        writer.WriteStartArray("binding");
        foreach (var constraint in solution.Binding)
        {
            writer.WriteStringValue(constraint.Text);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    private static string Name(Proof proof) => proof switch
    {
        Proof.EndOfRange => "end of range",
        Proof.ClosedForm => "closed form",
        Proof.Order => "order",
        Proof.Parts => "parts",
        _ => "none",
    };

    private static void WritePoint(Utf8JsonWriter writer, Solution solution, SolvePoint point, double at)
    {
        writer.WriteStartObject();
        JsonNumbers.Write(writer, "at", at);
        writer.WriteBoolean("feasible", solution.Demands.IsMet(point));
        if (!point.IsAnswered)
        {
            writer.WriteString("error", string.Join("; ", point.Errors));
        }

        writer.WriteStartArray("constraints");
        foreach (var constraint in point.IsAnswered ? solution.Demands.Constraints : [])
        {
            WriteConstraint(writer, solution, point, constraint);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteConstraint(Utf8JsonWriter writer, Solution solution, SolvePoint point, AskedExpression constraint)
    {
        writer.WriteStartObject();
        writer.WriteString("text", constraint.Text);
        writer.WriteBoolean("holds", point.Holds(solution.Question.Plan.Outputs[constraint.Value].Node));
        if (constraint.Comparison is { } comparison)
        {
            JsonNumbers.Write(writer, "left", solution.Figure(point, comparison.Left));
            JsonNumbers.Write(writer, "right", solution.Figure(point, comparison.Right));
            if (comparison.Slack >= 0)
            {
                JsonNumbers.Write(writer, "slack", solution.Figure(point, comparison.Slack));
            }
        }

        writer.WriteEndObject();
    }
}
