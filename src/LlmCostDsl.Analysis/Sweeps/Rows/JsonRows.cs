using System.Text;
using System.Text.Json;
using LlmCostDsl.Analysis.Reports;

namespace LlmCostDsl.Analysis.Sweeps;

/// <summary>JSON Lines, one object a point; what is not finite is null.</summary>
internal sealed class JsonRows(Sweep sweep) : RowFormat(sweep)
{
    public override string Header() => string.Empty;

    public override string Rows(IReadOnlyList<SweepRow> rows)
        => rows.Aggregate(new StringBuilder(), (text, row) => text.Append(JsonText.Write(indented: false, writer => Write(writer, row))).Append('\n')).ToString();

    private void Write(Utf8JsonWriter writer, SweepRow row)
    {
        var position = Sweep.Grid.At(row.Point);
        var plan = Sweep.Plans[position[0]];
        writer.WriteStartObject();
        writer.WriteString("target", plan.Target);
        writer.WriteString("device", plan.Device.Length == 0 ? null : plan.Device);
        writer.WriteString("apply", plan.Apply);
        writer.WriteStartObject("inputs");
        for (var axis = 0; axis < Sweep.Axes.Count; axis++)
        {
            writer.WritePropertyName(Sweep.Axes[axis].Input.Name);
            Write(writer, Sweep.Axes[axis].Natural(position[axis + 1]), Sweep.Axes[axis].Input.IsTruth);
        }

        writer.WriteEndObject();
        if (row.Error is null)
        {
            writer.WriteStartObject("outputs");
            for (var column = 0; column < Sweep.Columns.Count; column++)
            {
                writer.WritePropertyName(Sweep.Columns[column].Name);
                Write(writer, row.Figures[column], Sweep.Columns[column].IsTruth);
            }

            writer.WriteEndObject();
        }
        else
        {
            writer.WriteNull("outputs");
        }

        writer.WriteString("error", row.Error);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, double value, bool isTruth)
    {
        if (isTruth)
        {
            writer.WriteBooleanValue(value != 0);
        }
        else if (double.IsFinite(value))
        {
            writer.WriteNumberValue(value);
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}
