using System.Text.Json;
using LlmCostDsl.Analysis.Questions;
using LlmCostDsl.Analysis.Sensitivities;
using LlmCostDsl.Analysis.Solving.Fits;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Analysis.Reports;

/// <summary>
/// An answer as one JSON object, in SI base units with every digit; inputs in their natural unit, as requests take them. What is not finite is null,
/// and a warning says so. Operators that are not executed (those of a variant not chosen) are left out.
/// </summary>
internal sealed class JsonReport
{
    private readonly Answer answer;
    private readonly Utf8JsonWriter writer;
    private readonly List<string> warnings;
    private readonly Sensitivity? sensitivity;
    private readonly IReadOnlyList<Fit>? fits;

    private JsonReport(Answer answer, Utf8JsonWriter writer, Sensitivity? sensitivity, IReadOnlyList<Fit>? fits)
    {
        this.fits = fits;
        this.answer = answer;
        this.writer = writer;
        this.sensitivity = sensitivity;
        warnings = [.. answer.Warnings];
    }

    /// <param name="sensitivity">Where it was asked for.</param>
    /// <param name="fits">Whether it fits into the device; null where nobody asks.</param>
    public static string Write(Answer answer, bool indented, Sensitivity? sensitivity = null, IReadOnlyList<Fit>? fits = null)
        => JsonText.Write(indented, writer => new JsonReport(answer, writer, sensitivity, fits).Write());

    /// <summary>The result line of a request that has no answer.</summary>
    public static string WriteError(int line, string error) => JsonText.Write(indented: false, writer =>
    {
        writer.WriteStartObject();
        writer.WriteNumber("line", line);
        writer.WriteString("error", error);
        writer.WriteEndObject();
    });

    private void Write()
    {
        writer.WriteStartObject();
        writer.WriteString("model", answer.Model);
        writer.WriteString("device", answer.Device?.Name);
        WriteInputs();
        writer.WriteStartObject("steps");
        foreach (var table in answer.Plan.Tables)
        {
            WriteTable(table);
        }

        writer.WriteEndObject();
        WriteOutputs();
        if (fits is not null)
        {
            FitJson.Write(writer, fits);
        }

        if (sensitivity is not null)
        {
            SensitivityJson.Write(writer, sensitivity);
        }

        writer.WriteStartArray("warnings");
        foreach (var warning in warnings)
        {
            writer.WriteStringValue(warning);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private void WriteInputs()
    {
        writer.WriteStartObject("inputs");
        for (var i = 0; i < answer.Plan.Inputs.Count; i++)
        {
            var input = answer.Plan.Inputs[i];
            writer.WritePropertyName(input.Name);
            WriteValue(answer.Inputs[i] / input.Scale, input.IsTruth, () => $"input '{input.Name}'");
        }

        writer.WriteEndObject();
    }

    private void WriteTable(PlanTable table)
    {
        writer.WriteStartObject(table.Step);
        writer.WriteStartArray("operators");
        foreach (var row in table.Rows.Where(r => answer[r.Count] != 0))
        {
            WriteRow(table, row);
        }

        writer.WriteEndArray();
        writer.WriteStartObject("total");
        foreach (var c in Order(table).Where(c => c >= 0 && table.Totals[c] >= 0))
        {
            WriteCell(table, table.Columns[c], table.Totals[c], "total");
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private void WriteRow(PlanTable table, PlanRow row)
    {
        var path = row.Group.Length == 0 ? row.Name : row.Group + "." + row.Name;
        writer.WriteStartObject();
        writer.WriteString("name", row.Name);
        writer.WriteString("group", row.Group);
        writer.WritePropertyName("count");
        WriteValue(answer[row.Count], false, () => $"{table.Step}: count of {path}");
        writer.WriteStartArray("shape");
        foreach (var extent in row.Shape)
        {
            WriteValue(answer[extent], false, () => $"{table.Step}: shape of {path}");
        }

        writer.WriteEndArray();
        foreach (var c in Order(table))
        {
            if (c < 0)
            {
                writer.WriteString("bound", Bounds.Column(answer, table, row) is { } bound ? table.Columns[bound].Name : null);
            }
            else
            {
                WriteCell(table, table.Columns[c], row.Cells[c], path);
            }
        }

        writer.WriteEndObject();
    }

    private void WriteCell(PlanTable table, PlanColumn column, int node, string path)
    {
        writer.WritePropertyName(column.Name);
        WriteValue(answer[node], false, () => $"{table.Step}: {column.Name} of {path}");
    }

    private void WriteOutputs()
    {
        writer.WriteStartObject("outputs");
        foreach (var output in answer.Plan.Outputs)
        {
            writer.WritePropertyName(output.Name);
            WriteValue(answer[output.Node], output.TypeName == "bool", () => $"output '{output.Name}'");
        }

        writer.WriteEndObject();
    }

    private void WriteValue(double value, bool isTruth, Func<string> what)
    {
        if (!double.IsFinite(value))
        {
            warnings.Add($"{what()} is not finite");
            writer.WriteNullValue();
        }
        else if (isTruth)
        {
            writer.WriteBooleanValue(PlanArithmetic.IsTrue(value));
        }
        else
        {
            writer.WriteNumberValue(value);
        }
    }

    // Channels, their sum, the bound (-1), the time, and what else the timing defines.
    private static IEnumerable<int> Order(PlanTable table)
    {
        var all = Enumerable.Range(0, table.Columns.Count).ToArray();
        bool IsTime(int c) => table.Columns[c].Kind == PlanColumnKind.Timing && table.Columns[c].Name == Bounds.Time;
        return all.Where(c => table.Columns[c].Kind == PlanColumnKind.Channel)
            .Concat(all.Where(c => table.Columns[c].Kind == PlanColumnKind.Bytes))
            .Append(-1)
            .Concat(all.Where(IsTime))
            .Concat(all.Where(c => table.Columns[c].Kind == PlanColumnKind.Timing && !IsTime(c)));
    }
}
