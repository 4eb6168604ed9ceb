using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Compiler.Emit;

/// <summary>Many evaluations at once: a column an input, a column an output.</summary>
internal sealed class BatchWriter(CSharpWriter writer, EvaluatorPlan plan, AnalysisNames names)
{
    public void WriteTypes()
    {
        writer.Gap().Summary("Inputs of many evaluations, a column each; a column that is left empty has one value for all rows.").Line(EmittedHeader.Attribute);
        using (writer.Block("public readonly ref struct Columns"))
        {
            writer.Summary("No columns, everything at its default.").Line("public Columns()").Line("{").Line("}");
            var required = plan.Inputs.Select((input, i) => (input, i)).Where(x => double.IsNaN(x.input.Default))
                .Select(x => $"{names.Inputs[x.i]} = {(x.input.IsTruth ? "false" : InputsWriter.Default(x.input))}").ToList();
            writer.Gap().Summary("The values of all inputs whose column is empty.");
            writer.Line($"public Inputs Otherwise {{ get; init; }} = new(){(required.Count == 0 ? string.Empty : $" {{ {string.Join(", ", required)} }}")};");
            for (var i = 0; i < plan.Inputs.Count; i++)
            {
                writer.Gap().Summary($"The values of {plan.Inputs[i].Name}, in the unit of Inputs.{names.Inputs[i]}.");
                writer.Line($"public global::System.ReadOnlySpan<{InputsWriter.TypeOf(plan.Inputs[i])}> {names.Inputs[i]} {{ get; init; }}");
            }
        }

        writer.Gap().Summary("Where the results of many evaluations go, a column each; a column that is left empty is not wanted.").Line(EmittedHeader.Attribute);
        using (writer.Block("public readonly ref struct ResultColumns"))
        {
            for (var o = 0; o < plan.Outputs.Count; o++)
            {
                writer.Gap().Summary(ResultWriter.Describe(plan.Outputs[o]));
                writer.Line($"public global::System.Span<{ResultWriter.TypeOf(plan.Outputs[o])}> {names.Outputs.Columns[o]} {{ get; init; }}");
            }
        }
    }

    public void WriteMethod()
    {
        writer.Gap().Summary("Evaluates row by row. All columns that are not empty have the same length.");
        writer.Documentation("param name=\"inputs\"", "A column an input; what is empty is the same in all rows.");
        writer.Documentation("param name=\"results\"", "A column an output; what is empty is not wanted.");
        writer.Documentation("exception cref=\"global::System.ArgumentException\"", "The columns differ in length.");
        writer.Documentation("exception cref=\"global::System.ArgumentOutOfRangeException\"", "A value is outside of its range; the message names the row.");
        using (writer.Block("public void EvaluateMany(in Columns inputs, in ResultColumns results)"))
        {
            writer.Line("var rows = -1;");
            for (var i = 0; i < plan.Inputs.Count; i++)
            {
                writer.Line($"Measure(ref rows, inputs.{names.Inputs[i]}.Length, \"{names.Inputs[i]}\");");
            }

            foreach (var column in names.Outputs.Columns)
            {
                writer.Line($"Measure(ref rows, results.{column}.Length, \"{column}\");");
            }

            writer.Gap();
            // Each is compiled by the machine that has it, the others by none.
            using (writer.Block("if (rows < 2 || Device is null || global::LlmCostDsl.Lanes.Width == 1)"))
            using (writer.Block("for (var row = 0; row < rows; row++)"))
            {
                writer.Line("EvaluateRow(in inputs, in results, row);");
            }

            foreach (var width in new[] { 512, 256, 128 })
            {
                var lanes = FormattableString.Invariant($"global::LlmCostDsl.Lanes{width}");
                using (writer.Block(width == 128 ? "else" : $"else if (global::LlmCostDsl.Lanes.Width == {lanes}.Width)"))
                {
                    writer.Line($"EvaluateWide<{lanes}>(in inputs, in results, rows);");
                }
            }
        }

        writer.Gap().Line("// So many rows at a time; one by one where one of them is to be looked at by itself.");
        using (writer.Block($"private void EvaluateWide<{LaneOperations.Type}>(in Columns inputs, in ResultColumns results, int rows) {LaneOperations.Constraint}"))
        {
            using (writer.Block("for (var row = 0; row < rows; row += V.Width)"))
            using (writer.Block($"if (!{LaneWriter.Method}<V>(in inputs, in results, row))"))
            using (writer.Block("for (var each = row; each < rows && each < row + V.Width; each++)"))
            {
                writer.Line("EvaluateRow(in inputs, in results, each);");
            }
        }

        WriteRow();
        writer.Gap();
        using (writer.Block("private static void Measure(ref int rows, int length, string column)"))
        {
            using (writer.Block("if (length != 0 && rows >= 0 && rows != length)"))
            {
                writer.Line("global::LlmCostDsl.Refusal.Length(column, length, rows);");
            }

            writer.Gap().Line("rows = length == 0 ? rows : length;");
        }
    }

    private void WriteRow()
    {
        writer.Gap();
        using (writer.Block("private void EvaluateRow(in Columns inputs, in ResultColumns results, int row)"))
        {
            using (writer.Block("var each = new Inputs", ";"))
            {
                for (var i = 0; i < plan.Inputs.Count; i++)
                {
                    var name = names.Inputs[i];
                    writer.Line($"{name} = inputs.{name}.IsEmpty ? inputs.Otherwise.{name} : inputs.{name}[row],");
                }
            }

            writer.Line("var result = Compute(in each, row);");
            for (var o = 0; o < plan.Outputs.Count; o++)
            {
                var column = names.Outputs.Columns[o];
                using (writer.Block($"if (!results.{column}.IsEmpty)"))
                {
                    writer.Line($"results.{column}[row] = result.{names.Outputs.Paths[o]};");
                }

                writer.Gap();
            }
        }
    }
}
