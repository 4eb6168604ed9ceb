using LlmCostDsl.Compiler.Emit;
using LlmCostDsl.Compiler.Plan;
using LlmCostDsl.Tests.Engines;

namespace LlmCostDsl.Allocation.Tests;

/// <summary>Writes C# that calls every entry point of a plan's generated code, each in a loop of its own that allocates nothing by itself.</summary>
internal sealed class Probe(EvaluatorPlan plan, string space)
{
    public const string TypeName = "ProbeOfTests";

    private static int BatchRows => Lanes.Width + 3;

    private readonly AnalysisNames names = new(plan);
    private readonly CSharpWriter writer = new();
    private readonly List<string> entries = [];

    public string Write()
    {
        using (writer.Block("namespace " + space))
        using (writer.Block($"internal sealed class {TypeName}(double[] x, global::LlmCostDsl.HardwareProfile device)"))
        {
            writer.Line("private double sink;").Line("private object? kept;");
            writer.Line($"private readonly Code.Inputs inputs = {PlanAdaptor.TypeName}.InputsOf(x);").Line("private readonly Code.Bound bound = Code.On(device);");
            WriteColumns();
            Entry("On", "sink += Code.On(device).Device.Name.Length;");
            Entry("Evaluate", "var result = bound.Evaluate(in inputs);", "sink += ", Results("result"));
            Entry("Evaluate on a device", "var result = Code.Evaluate(in inputs, device);", "sink += ", Results("result"));
            Entry("Inputs", "var made = new Code.Inputs { " + string.Concat(names.Inputs.Select(i => $"{i} = inputs.{i}, ")) + "};", "kept = null; _ = made;");
            Entry("EvaluateMany", Many(), "sink += 1;");
            WriteSteps();
            // What the measurement has to see: a double in a box is 24 bytes.
            Entry("control", "kept = sink;", "sink += kept is null ? 0 : 1;");
            WriteEntries();
        }

        return writer.ToString().Replace("Code.", $"global::{space}.{names.Type}.", StringComparison.Ordinal);
    }

    private void WriteColumns()
    {
        for (var i = 0; i < plan.Inputs.Count; i++)
        {
            var type = InputsWriter.TypeOf(plan.Inputs[i]);
            writer.Line($"private readonly {type}[] column{i:D} = global::System.Linq.Enumerable.ToArray(global::System.Linq.Enumerable.Repeat({PlanAdaptor.TypeName}.InputsOf(x).{names.Inputs[i]}, {BatchRows:D}));");
        }

        for (var o = 0; o < plan.Outputs.Count; o++)
        {
            writer.Line($"private readonly {ResultWriter.TypeOf(plan.Outputs[o])}[] result{o:D} = new {ResultWriter.TypeOf(plan.Outputs[o])}[{BatchRows:D}];");
        }

        foreach (var step in names.Steps)
        {
            writer.Line($"private readonly Code.{step.Row}[] rows{step.Method} = new Code.{step.Row}[Code.{step.Rows}];");
            writer.Line($"private readonly global::LlmCostDsl.TensorShape[] shapes{step.Method} = new global::LlmCostDsl.TensorShape[Code.{step.Rows}];");
        }
    }

    private string Many()
        => "bound.EvaluateMany(new Code.Columns { " + string.Concat(names.Inputs.Select((name, i) => $"{name} = column{i:D}, "))
            + "}, new Code.ResultColumns { " + string.Concat(names.Outputs.Columns.Select((name, o) => $"{name} = result{o:D}, ")) + "});";

    private string Results(string result)
        => string.Join(" + ", plan.Outputs.Select((o, i) => ResultWriter.TypeOf(o) == "bool" ? $"({result}.{names.Outputs.Paths[i]} ? 1 : 0)" : $"{result}.{names.Outputs.Paths[i]}").DefaultIfEmpty("0")) + ";";

    private void WriteSteps()
    {
        foreach (var step in names.Steps)
        {
            Entry("table " + step.Method, $"sink += bound.{step.Method}(in inputs, rows{step.Method}).Count;");
            Entry("shapes " + step.Method, $"bound.{step.Shapes}(in inputs, shapes{step.Method});", $"sink += shapes{step.Method}[0].Size + shapes{step.Method}[0].Rank;");
            Entry("names " + step.Method, $"foreach (var row in rows{step.Method})\n{{\n    sink += Code.NameOf(row.Operator).Length + (int)row.Bound;\n}}");
        }
    }

    private void Entry(string name, params string[] statements)
    {
        entries.Add(name);
        using (writer.Gap().Block($"private void Entry{entries.Count - 1:D}(int calls)"))
        using (writer.Block("for (var call = 0; call < calls; call++)"))
        {
            writer.Line(string.Concat(statements.Select(s => s.EndsWith("+= ", StringComparison.Ordinal) ? s : s + "\n")).TrimEnd('\n'));
        }
    }

    private void WriteEntries()
    {
        using (writer.Gap().Block("public global::System.Collections.Generic.Dictionary<string, global::System.Action<int>> Entries() => new()", ";"))
        {
            for (var e = 0; e < entries.Count; e++)
            {
                writer.Line($"[{CSharpLiteral.Of(entries[e])}] = Entry{e:D},");
            }
        }
    }
}
