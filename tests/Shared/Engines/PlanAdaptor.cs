using LlmCostDsl.Compiler.Emit;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Tests.Engines;

/// <summary>
/// Writes C# that asks the code generated for a plan the way a plan is asked: values in base units in, <see cref="Figures"/> out. It stands beside the
/// evaluator and calls what a consumer would call; names are the emitter's own.
/// </summary>
internal sealed class PlanAdaptor(EvaluatorPlan plan)
{
    public const string TypeName = "AdaptorOfTests";

    /// <summary>Rows of the batch that <c>Many</c> asks for; all ask the same. The first are evaluated together, and so are the last, which are fewer.</summary>
    public static int BatchRows => Lanes.Width + 3;

    private readonly AnalysisNames names = new(plan);
    private readonly CSharpWriter writer = new();

    /// <summary>Whether inputs can be put into generated code's types at all: 2.5 is no long, and 0.5 is no bool.</summary>
    public static bool CanExpress(EvaluatorPlan plan, IReadOnlyList<double> inputs)
        => inputs.Count == plan.Inputs.Count && plan.Inputs.Select((input, i) => InputsWriter.TypeOf(input) switch
        {
            "bool" => inputs[i] is 0 or 1,
            "long" => Math.Floor(inputs[i]) == inputs[i] && Math.Abs(inputs[i]) < 9e18,
            _ => inputs[i] / input.Scale * input.Scale is var back && (back == inputs[i] || double.IsNaN(back)),
        }).All(e => e);

    public string Write(string space)
    {
        using (writer.Block("namespace " + space))
        using (writer.Block("internal static class " + TypeName))
        {
            WriteInputs();
            Method("Bound", "var bound = Code.On(device);\nvar result = bound.Evaluate(in inputs);\n" + Outputs(o => $"result.{names.Outputs.Paths[o]}"), WriteTables);
            Method("AtOnce", "var result = Code.Evaluate(in inputs, device);\n" + Outputs(o => $"result.{names.Outputs.Paths[o]}"));
            Method("Many", Many());
            WriteRows();
            for (var t = 0; t < plan.Tables.Count; t++)
            {
                WriteLimit(t);
            }
        }

        return writer.ToString().Replace("Code.", $"global::{space}.{names.Type}.", StringComparison.Ordinal);
    }

    private void WriteInputs()
    {
        using (writer.Block("public static Code.Inputs InputsOf(double[] x) => new()", ";"))
        {
            for (var i = 0; i < plan.Inputs.Count; i++)
            {
                writer.Line($"{names.Inputs[i]} = {Natural(i)},");
            }
        }
    }

    private string Natural(int i) => InputsWriter.TypeOf(plan.Inputs[i]) switch
    {
        "bool" => $"x[{i:D}] != 0",
        "long" => $"(long)x[{i:D}]",
        _ => $"x[{i:D}] / {CSharpLiteral.Of(plan.Inputs[i].Scale)}",
    };

    private void Method(string name, string body, Action? more = null)
    {
        using (writer.Gap().Block($"public static void {name}(double[] x, global::LlmCostDsl.HardwareProfile device, double[] y)"))
        {
            writer.Line("var k = 0;").Line("var inputs = InputsOf(x);").Line(body.TrimEnd('\n'));
            more?.Invoke();
            writer.Line("_ = k;");
        }
    }

    private string Outputs(Func<int, string> value)
        => string.Concat(plan.Outputs.Select((o, i) => $"y[k++] = {Number(o, value(i))};\n"));

    private static string Number(PlanOutput output, string value) => ResultWriter.TypeOf(output) == "bool" ? $"({value} ? 1 : 0)" : value;

    // Every other input comes in a column, the rest from what holds otherwise; the answers of the first and the last row.
    private string Many()
    {
        var text = new System.Text.StringBuilder();
        for (var i = 0; i < plan.Inputs.Count; i += 2)
        {
            text.Append($"var c{i:D} = new {InputsWriter.TypeOf(plan.Inputs[i])}[{BatchRows:D}];\nglobal::System.Array.Fill(c{i:D}, inputs.{names.Inputs[i]});\n");
        }

        for (var o = 0; o < plan.Outputs.Count; o++)
        {
            text.Append($"var r{o:D} = new {ResultWriter.TypeOf(plan.Outputs[o])}[{BatchRows:D}];\n");
        }

        text.Append("Code.On(device).EvaluateMany(\n    new Code.Columns { Otherwise = inputs, ");
        text.Append(string.Concat(plan.Inputs.Select((_, i) => i % 2 == 0 ? $"{names.Inputs[i]} = c{i:D}, " : string.Empty)));
        text.Append("},\n    new Code.ResultColumns { ");
        text.Append(string.Concat(plan.Outputs.Select((_, o) => $"{names.Outputs.Columns[o]} = r{o:D}, "))).Append("});\n");
        text.Append(Outputs(o => $"r{o:D}[0]")).Append(Outputs(o => $"r{o:D}[{BatchRows - 1:D}]"));
        return text.ToString();
    }

    // A batch of questions that differ; what was written before a refusal is handed over as well.
    private void WriteRows()
    {
        using (writer.Gap().Block("public static void Rows(double[][] x, global::LlmCostDsl.HardwareProfile device, double[][] y)"))
        {
            writer.Line("var each = global::System.Array.ConvertAll(x, InputsOf);");
            for (var o = 0; o < plan.Outputs.Count; o++)
            {
                writer.Line($"var r{o:D} = new {ResultWriter.TypeOf(plan.Outputs[o])}[x.Length];");
            }

            using (writer.Block("try"))
            {
                writer.Line("Code.On(device).EvaluateMany(");
                writer.Line("    new Code.Columns { " + string.Concat(names.Inputs.Select(name => $"{name} = global::System.Array.ConvertAll(each, i => i.{name}), ")) + "},");
                writer.Line("    new Code.ResultColumns { " + string.Concat(names.Outputs.Columns.Select((name, o) => $"{name} = r{o:D}, ")) + "});");
            }

            using (writer.Block("finally"))
            using (writer.Block("for (var row = 0; row < x.Length; row++)"))
            {
                writer.Line($"y[row] = new double[] {{ {string.Join(", ", plan.Outputs.Select((output, o) => Number(output, $"r{o:D}[row]")))} }};");
            }
        }
    }

    private void WriteTables()
    {
        for (var t = 0; t < plan.Tables.Count; t++)
        {
            var (table, step) = (plan.Tables[t], names.Steps[t]);
            var figures = Figures.OfTable(table, t).Count();
            writer.Line($"var start{t:D} = k;");
            using (writer.Block("try"))
            {
                WriteTable(t, table, step);
            }

            // A step whose total is no number because a loop was refused is not handed out by itself, where outputs do without it.
            using (writer.Block("catch (global::System.InvalidOperationException refusal) when (refusal.Message.EndsWith(\"iterations are allowed\"))"))
            {
                writer.Line($"global::System.Array.Fill(y, global::System.BitConverter.Int64BitsToDouble({CSharpLiteral.Of(Figure.WithheldBits)}), start{t:D}, {figures:D});");
                writer.Line($"k = start{t:D} + {figures:D};");
            }
        }
    }

    private void WriteTable(int t, PlanTable table, StepNames step)
    {
        writer.Line($"var rows = new Code.{step.Row}[Code.{step.Rows}];");
        writer.Line($"var shapes = new global::LlmCostDsl.TensorShape[Code.{step.Rows}];");
        writer.Line($"var ranks = new int[] {{ {string.Join(", ", table.Rows.Select(r => CSharpLiteral.Of((long)Math.Min(r.Shape.Count, Figures.ExtentLimit))))} }};");
        writer.Line($"var total = bound.{step.Method}(in inputs, rows);").Line($"bound.{step.Shapes}(in inputs, shapes);");
        writer.Line(string.Concat(step.Columns.Select(c => $"y[k++] = total.{c}; ")).TrimEnd());
        using (writer.Block("for (var i = 0; i < rows.Length; i++)"))
        {
            writer.Line("y[k++] = rows[i].Count;");
            writer.Line(string.Concat(step.Columns.Select(c => $"y[k++] = rows[i].{c}; ")).TrimEnd());
            writer.Line($"y[k++] = Column{t:D}(rows[i].Bound);");
            using (writer.Block("for (var d = 0; d < ranks[i]; d++)"))
            {
                writer.Line("y[k++] = shapes[i][d];");
            }
        }
    }

    private void WriteLimit(int t)
    {
        using (writer.Gap().Block($"private static double Column{t:D}(Code.Limit limit) => limit switch", ";"))
        {
            var columns = plan.Tables[t].Columns;
            for (var c = 0; c < columns.Count; c++)
            {
                if (names.Limits.TryGetValue(columns[c].Name, out var member))
                {
                    writer.Line($"Code.Limit.{member} => {CSharpLiteral.Of((double)c)},");
                }
            }

            writer.Line("_ => -1.0,");
        }
    }
}
