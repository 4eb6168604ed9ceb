using LlmCostDsl.Compiler.Plan;
using LlmCostDsl.Compiler.Plan.Formulas;

namespace LlmCostDsl.Compiler.Emit;

/// <summary>What stands above a group of statements: what it computes, where that was written, and how, in readable mathematics.</summary>
/// <param name="written">The plan whose formulas people wrote: what is computed in their place comes to the same.</param>
internal sealed class CoreComments(EvaluatorPlan written)
{
    private readonly PlanFacts facts = new(written);

    private const int Width = 118;

    private EvaluatorPlan Plan => facts.Plan;

    public List<string> OfOutput(int number)
    {
        var output = Plan.Outputs[number];
        return [Head(output.Name, output.Origin), Formula(output.Name, output.Node, -1, -1)];
    }

    /// <param name="isNew">Whether the figure of a column has not been computed before: others need no formula again.</param>
    public List<string> OfRow(int table, int row, Func<int, bool> isNew)
    {
        var t = Plan.Tables[table];
        var r = t.Rows[row];
        var lines = new List<string> { Head($"{r.Path} ({r.Operator})", r.Origin) };
        for (var c = 0; c < t.Columns.Count; c++)
        {
            if (isNew(c) && PlanOperands.Of(Plan.Nodes[r.Cells[c]]).Any())
            {
                lines.Add(Formula(t.Columns[c].Name, r.Cells[c], table, row));
            }
        }

        return lines;
    }

    /// <summary>A line of <c>#line</c> for statements that come from a place in a spec.</summary>
    public static string Mapping(PlanOrigin origin)
        => FormattableString.Invariant($"#line ({origin.Line},{origin.Column})-({origin.EndLine},{Math.Max(origin.EndColumn, origin.EndLine == origin.Line ? origin.Column + 1 : 1)}) \"{origin.Path.Replace("\"", string.Empty)}\"");

    private static string Head(string what, PlanOrigin? origin) => origin is null ? "// " + what : $"// {what}: {origin}";

    private string Formula(string name, int node, int table, int row)
    {
        var head = $"//   {name} = ";
        var printer = new FormulaPrinter(Plan, n => n == node ? null : NameOf(n, table, row));
        return head + printer.Print(node, Width - head.Length);
    }

    // Figures of the same row by their columns, all others by what they are.
    private string? NameOf(int node, int table, int row)
    {
        if (facts.MeaningOf(node) is not { } meaning)
        {
            return facts.NoteOf(node)?.Formula;
        }

        if (table >= 0)
        {
            var cells = Plan.Tables[table].Rows[row].Cells;
            for (var c = 0; c < cells.Count; c++)
            {
                if (cells[c] == node)
                {
                    return Plan.Tables[table].Columns[c].Name;
                }
            }
        }

        if (meaning.Table < 0)
        {
            return Plan.Outputs[meaning.Row].Name;
        }

        var of = Plan.Tables[meaning.Table];
        return of.Columns[meaning.Column].Name == PlanColumn.Time ? $"{of.Rows[meaning.Row].Path}.{PlanColumn.Time}" : null;
    }
}
