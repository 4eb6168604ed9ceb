using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Compiler.Emit;

/// <summary>Operator tables as types: which operators there are, what can limit one, and the rows of each step.</summary>
internal sealed class RowWriter(CSharpWriter writer, EvaluatorPlan plan, AnalysisNames names)
{
    public void WriteTypes()
    {
        if (plan.Tables.Count == 0)
        {
            return;
        }

        WriteOperators();
        WriteLimits();
        for (var t = 0; t < plan.Tables.Count; t++)
        {
            WriteRow(plan.Tables[t], names.Steps[t]);
        }
    }

    private void WriteOperators()
    {
        var documentation = plan.Tables.SelectMany(t => t.Rows).GroupBy(r => r.Path, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        writer.Gap().Summary("The operators of all steps.").Line(EmittedHeader.Attribute);
        using (writer.Block("public enum Operator"))
        {
            writer.Summary("All of them: what the total of a step is the row of.").Line("Total = -1,");
            foreach (var (member, path) in names.Operators)
            {
                var row = documentation[path];
                writer.Gap().Summary($"{path}: {row.Operator}.").Line(member + ",");
            }
        }

        writer.Gap().Summary("An operator as the command line prints it: its path in the model.");
        writer.Documentation("param name=\"op\"", "The operator.");
        using (writer.Block("public static string NameOf(Operator op) => op switch", ";"))
        {
            foreach (var (member, path) in names.Operators)
            {
                writer.Line($"Operator.{member} => {CSharpLiteral.Of(path)},");
            }

            writer.Line("_ => \"total\",");
        }
    }

    private void WriteLimits()
    {
        writer.Gap().Summary("What takes an operator longest.").Line(EmittedHeader.Attribute);
        using (writer.Block("public enum Limit"))
        {
            writer.Summary("Nothing: it takes no time.").Line("None,");
            foreach (var limit in names.Limits)
            {
                writer.Gap().Summary($"The column {limit.Key}.").Line(limit.Value + ",");
            }
        }
    }

    private void WriteRow(PlanTable table, StepNames step)
    {
        writer.Gap().Summary($"How many operators {table.Step} has.");
        writer.Line($"public const int {step.Rows} = {CSharpLiteral.Of((long)table.Rows.Count)};");
        writer.Gap().Summary($"One operator of {table.Step}: figures of one execution, in base units, and how often it runs.").Line(EmittedHeader.Attribute);
        using (writer.Block($"public readonly struct {step.Row}"))
        {
            writer.Summary("The operator.").Line("public Operator Operator { get; init; }");
            writer.Gap().Summary("How often it runs in the step; 0 where it does not.").Line("public double Count { get; init; }");
            for (var c = 0; c < table.Columns.Count; c++)
            {
                writer.Gap().Summary($"The column {table.Columns[c].Name}.{ResultWriter.Unit(table.Columns[c].Dimension)}");
                writer.Line($"public double {step.Columns[c]} {{ get; init; }}");
            }

            writer.Gap().Summary("What takes it longest.").Line("public Limit Bound { get; init; }");
        }
    }
}
