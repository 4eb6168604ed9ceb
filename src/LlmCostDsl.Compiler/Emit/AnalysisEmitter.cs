using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Compiler.Emit;

/// <summary>Turns a plan into one readable file of C#: typed inputs and results, rows of operators, and evaluators that allocate nothing.</summary>
internal static class AnalysisEmitter
{
    private const string Profile = "global::LlmCostDsl.HardwareProfile";

    public static EmittedFile Emit(EvaluatorPlan plan, EmitOptions options)
    {
        var names = new AnalysisNames(plan);
        var facts = new PlanFacts(plan);
        var writer = new CSharpWriter();
        EmittedHeader.Write(writer, plan.Origin is null ? plan.Name : $"{plan.Name}, {plan.Origin}", options, names.Type);
        writer.Summary(string.IsNullOrWhiteSpace(plan.Documentation) ? $"The analysis {plan.Name}." : plan.Documentation);
        writer.Line(EmittedHeader.Attribute);
        using (writer.Block($"{options.Visibility} static partial class {names.Type}"))
        {
            var inputs = new InputsWriter(writer, plan, names);
            inputs.WriteType();
            new ResultWriter(writer, plan, names).WriteType();
            new RowWriter(writer, plan, names).WriteTypes();
            new BatchWriter(writer, plan, names).WriteTypes();
            WriteEntries(writer, plan);
            var operations = new CodeOperations();
            WriteBound(writer, plan, names, new CoreWriter(writer, facts, names, operations, options));
            inputs.WriteCheck();
            WriteFunctions(writer, operations);
        }

        return new EmittedFile(names.Type.TrimStart('@') + ".g.cs", writer.ToString());
    }

    private static void WriteEntries(CSharpWriter writer, EvaluatorPlan plan)
    {
        writer.Gap().Summary("Binds to a device: reads its attributes and computes all that depends on it alone. Keep what is returned; it serves any number of evaluations.");
        writer.Documentation("param name=\"device\"", "The device.");
        writer.Documentation("exception cref=\"global::System.ArgumentException\"", "The device lacks an attribute that is needed whatever the inputs are, or will not do; the message says why.");
        writer.Line($"public static Bound On({Profile} device)");
        writer.Line("{");
        writer.Line("    global::System.ArgumentNullException.ThrowIfNull(device);");
        writer.Line("    return new Bound(device);");
        writer.Line("}");
        writer.Gap().Summary($"{plan.Name} for these inputs on this device, both in one. To ask often of one device, bind to it once.");
        writer.Documentation("param name=\"inputs\"", "What is asked for.");
        writer.Documentation("param name=\"device\"", "The device.");
        Exceptions(writer);
        writer.Line($"public static Result Evaluate(in Inputs inputs, {Profile} device) => On(device).Evaluate(in inputs);");
    }

    private static void WriteBound(CSharpWriter writer, EvaluatorPlan plan, AnalysisNames names, CoreWriter cores)
    {
        writer.Gap().Summary($"{plan.Name} on a device. Made by On; immutable.").Line(EmittedHeader.Attribute);
        using (writer.Block("public readonly struct Bound"))
        {
            cores.WriteBinding();
            writer.Gap().Summary("The device it is bound to.").Line($"public {Profile} Device {{ get; }}");
            writer.Gap().Summary($"{plan.Name} for these inputs.");
            writer.Documentation("param name=\"inputs\"", "What is asked for.");
            Exceptions(writer);
            writer.Line("public Result Evaluate(in Inputs inputs) => Compute(in inputs, -1);");
            for (var t = 0; t < plan.Tables.Count; t++)
            {
                cores.WriteTable(t);
                cores.WriteShapes(t);
            }

            new BatchWriter(writer, plan, names).WriteMethod();
            writer.Gap();
            cores.WriteResult();
            writer.Gap();
            cores.WriteLanes();
        }
    }

    private static void Exceptions(CSharpWriter writer)
    {
        writer.Documentation("exception cref=\"global::System.ArgumentOutOfRangeException\"", "An input is outside of its range.");
        writer.Documentation("exception cref=\"global::System.InvalidOperationException\"", "Something the spec requires does not hold for these inputs.");
    }

    // By these names nothing of the project they are compiled in can hide them.
    private static void WriteFunctions(CSharpWriter writer, CodeOperations operations)
    {
        foreach (var function in operations.Functions)
        {
            var isBinary = function is "Max" or "Min" or "Pow";
            Write(isBinary
                ? $"double {function}(double a, double b) => global::System.Math.{function}(a, b)"
                : $"double {function}(double a) => global::System.Math.{function}(a)");
        }

        void Write(string definition)
        {
            writer.Gap().Line("[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]");
            writer.Line($"private static {definition};");
        }
    }
}
