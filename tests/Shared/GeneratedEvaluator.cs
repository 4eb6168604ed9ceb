using System.Globalization;
using System.Text;
using LlmCostDsl.Compiler.Emit;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Tests;

/// <summary>
/// A plan as C#, compiled and loaded, with a small class beside it through which every figure can be asked for: outputs, the cells, counts and limits of
/// all rows, totals, shapes. Inputs are in base units, as the interpreter has them.
/// </summary>
internal sealed class GeneratedEvaluator : IDisposable
{
    private readonly GeneratedAssembly assembly;
    private readonly Func<double[], HardwareProfile, double[]> outputs;
    private readonly Func<double[], HardwareProfile, double[]> tables;
    private readonly Func<double[][], HardwareProfile, double[][]> batch;

    private GeneratedEvaluator(EvaluatorPlan plan, EmittedFile file, GeneratedAssembly assembly)
    {
        Plan = plan;
        File = file;
        this.assembly = assembly;
        var probe = assembly.Type("Probing.Probe");
        outputs = probe.GetMethod("Outputs")!.CreateDelegate<Func<double[], HardwareProfile, double[]>>();
        tables = probe.GetMethod("Tables")!.CreateDelegate<Func<double[], HardwareProfile, double[]>>();
        batch = probe.GetMethod("Batch")!.CreateDelegate<Func<double[][], HardwareProfile, double[][]>>();
    }

    public EvaluatorPlan Plan { get; }

    public EmittedFile File { get; }

    public static GeneratedEvaluator Load(EvaluatorPlan plan)
    {
        var file = AnalysisEmitter.Emit(plan, new EmitOptions("Probing", IsPublic: true));
        return new(plan, file, GeneratedAssembly.Load(file, Probe(plan)));
    }

    /// <summary>The nodes that <see cref="Tables"/> returns the values of, in order; -1 where a figure is no node.</summary>
    public IEnumerable<int> TableNodes => Plan.Tables.SelectMany(t => t.Rows
        .SelectMany(r => r.Cells.Append(r.Count).Append(r.Bound).Concat(r.Shape))
        .Concat(t.Totals));

    public double[] Outputs(double[] inputs, HardwareProfile device) => outputs(inputs, device);

    public double[] Tables(double[] inputs, HardwareProfile device) => tables(inputs, device);

    /// <summary>A row a set of inputs, answered row by row.</summary>
    public double[][] Batch(double[][] inputs, HardwareProfile device) => batch(inputs, device);

    public void Dispose() => assembly.Dispose();

    private static EmittedFile Probe(EvaluatorPlan plan)
    {
        var names = new AnalysisNames(plan);
        var code = new StringBuilder();
        void Line(string line) => code.Append(line).Append('\n');
        var type = names.Type;
        string Natural(int i, string value) => InputsWriter.TypeOf(plan.Inputs[i]) switch
        {
            "bool" => $"{value} != 0",
            "long" => $"(long){value}",
            _ => $"{value} / {CSharpLiteral.Of(plan.Inputs[i].Scale)}",
        };
        string OutputValue(int o, string at) => ResultWriter.TypeOf(plan.Outputs[o]) == "bool" ? $"({at} ? 1.0 : 0.0)" : at;
        Line("#nullable enable");
        Line("namespace Probing;");
        Line("using global::System.Linq;");
        Line("/// <summary>What tests call.</summary>");
        Line("public static class Probe {");
        Line($"private static {type}.Inputs Make(double[] v) => new() {{ {string.Join(", ", names.Inputs.Select((n, i) => $"{n} = {Natural(i, $"v[{Number(i)}]")}"))} }};");
        Line("/// <summary>The outputs.</summary>");
        Line($"public static double[] Outputs(double[] v, global::LlmCostDsl.HardwareProfile device) {{ var r = {type}.Evaluate(Make(v), device);");
        Line($"return new double[] {{ {string.Join(", ", names.Outputs.Paths.Select((p, o) => OutputValue(o, "r." + p)))} }}; }}");
        Line("/// <summary>All tables.</summary>");
        Line("public static double[] Tables(double[] v, global::LlmCostDsl.HardwareProfile device) {");
        Line($"var all = new global::System.Collections.Generic.List<double>(); var bound = {type}.On(device); var inputs = Make(v);");
        for (var t = 0; t < plan.Tables.Count; t++)
        {
            var step = names.Steps[t];
            var table = plan.Tables[t];
            Line($"{{ var rows = new {type}.{step.Row}[{type}.{step.Rows}]; var shapes = new global::LlmCostDsl.TensorShape[{type}.{step.Rows}];");
            Line($"var total = bound.{step.Method}(in inputs, rows); bound.{step.Shapes}(in inputs, shapes);");
            var limits = string.Concat(table.Columns.Select((c, i) => names.Limits.TryGetValue(c.Name, out var l) ? $"{type}.Limit.{l} => {Number(i)}.0, " : ""));
            Line("for (var i = 0; i < rows.Length; i++) { var r = rows[i];");
            Line($"if ({type}.NameOf(r.Operator) != Names{Number(t)}[i]) throw new global::System.InvalidOperationException(Names{Number(t)}[i]);");
            Line(string.Concat(step.Columns.Select(c => $"all.Add(r.{c}); ")) + $"all.Add(r.Count); all.Add(r.Bound switch {{ {limits}_ => -1.0 }});");
            Line("for (var s = 0; s < shapes[i].Rank; s++) all.Add(shapes[i][s]); }");
            Line(string.Concat(step.Columns.Select(c => $"all.Add(total.{c}); ")) + "}");
        }

        Line("return all.ToArray(); }");
        for (var t = 0; t < plan.Tables.Count; t++)
        {
            Line($"private static readonly string[] Names{Number(t)} = new string[] {{ {string.Join(", ", plan.Tables[t].Rows.Select(r => CSharpLiteral.Of(r.Path)))} }};");
        }

        Line("/// <summary>Many at once.</summary>");
        Line("public static double[][] Batch(double[][] v, global::LlmCostDsl.HardwareProfile device) {");
        for (var o = 0; o < plan.Outputs.Count; o++)
        {
            Line($"var o{Number(o)} = new {ResultWriter.TypeOf(plan.Outputs[o])}[v.Length];");
        }

        Line($"var inputs = new {type}.Columns {{ {string.Join(", ", names.Inputs.Select((n, i) => $"{n} = v.Select(x => {Natural(i, $"x[{Number(i)}]")}).ToArray()"))} }};");
        Line($"var results = new {type}.ResultColumns {{ {string.Join(", ", names.Outputs.Columns.Select((n, o) => $"{n} = o{Number(o)}"))} }};");
        Line($"{type}.On(device).EvaluateMany(in inputs, in results);");
        Line($"return v.Select((_, i) => new double[] {{ {string.Join(", ", plan.Outputs.Select((_, o) => OutputValue(o, $"o{Number(o)}[i]")))} }}).ToArray(); }}");
        Line("}");
        return new EmittedFile("Probe.cs", code.ToString());
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
