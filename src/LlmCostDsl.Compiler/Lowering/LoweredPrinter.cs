using System.Text;
using LlmCostDsl.Compiler.Algebra;

namespace LlmCostDsl.Compiler.Lowering;

/// <summary>Writes the formulas of an analysis as text: every step's operators, every output, in terms of its inputs and the device.</summary>
internal static class LoweredPrinter
{
    public static string Print(LoweredAnalysis lowered)
    {
        var text = new StringBuilder();
        foreach (var table in lowered.Tables)
        {
            text.Append("step ").Append(table.Step).Append('\n');
            foreach (var row in table.Rows)
            {
                text.Append("  ").Append(FullName(row)).Append(" × ").Append(row.Count).Append('\n');
                for (var c = 0; c < table.Columns.Count; c++)
                {
                    if (!row.Cells[c].IsZero)
                    {
                        text.Append("    ").Append(table.Columns[c].Name).Append(" = ").Append(row.Cells[c]).Append('\n');
                    }
                }
            }
        }

        foreach (var output in lowered.Outputs)
        {
            text.Append(output.Name).Append(" = ").Append(output.Value).Append('\n');
        }

        foreach (var guard in lowered.Guards)
        {
            text.Append("require ").Append(guard.Condition).Append("  // ").Append(guard.Message).Append('\n');
        }

        return text.ToString();
    }

    public static string FullName(LoweredRow row) => row.Group.Length == 0 ? row.Name : row.Group + "." + row.Name;

    /// <summary>The formula of one cell, or null where there is none.</summary>
    public static Expr? Cell(LoweredTable table, LoweredRow row, string column)
    {
        for (var c = 0; c < table.Columns.Count; c++)
        {
            if (table.Columns[c].Name == column)
            {
                return row.Cells[c];
            }
        }

        return null;
    }
}
