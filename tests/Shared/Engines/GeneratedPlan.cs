using System.Collections.Concurrent;
using System.Reflection;
using LlmCostDsl.Compiler;
using LlmCostDsl.Compiler.Emit;
using LlmCostDsl.Compiler.Plan;
using Microsoft.CodeAnalysis;

namespace LlmCostDsl.Tests.Engines;

/// <summary>A plan as generated C#, compiled and loaded, asked through its <see cref="PlanAdaptor"/>.</summary>
internal sealed class GeneratedPlan
{
    // Equal plans, from whatever test, are compiled once.
    private static readonly ConcurrentDictionary<EvaluatorPlan, Lazy<GeneratedPlan>> Known = new();
    private static int last;

    private readonly EvaluatorPlan plan;
    private readonly Entry bound;
    private readonly Entry atOnce;
    private readonly Entry many;
    private readonly RowsEntry rows;

    private GeneratedPlan(EvaluatorPlan plan, string text, Type adaptor)
    {
        this.plan = plan;
        Text = text;
        bound = Find("Bound");
        atOnce = Find("AtOnce");
        many = Find("Many");
        rows = adaptor.GetMethod("Rows", BindingFlags.Public | BindingFlags.Static)!.CreateDelegate<RowsEntry>();

        Entry Find(string name) => adaptor.GetMethod(name, BindingFlags.Public | BindingFlags.Static)!.CreateDelegate<Entry>();
    }

    private delegate void Entry(double[] inputs, HardwareProfile device, double[] figures);

    private delegate void RowsEntry(double[][] inputs, HardwareProfile device, double[][] outputs);

    /// <summary>The C# as it was emitted.</summary>
    public string Text { get; }

    public static GeneratedPlan Of(EvaluatorPlan plan)
        => Known.GetOrAdd(plan, p => new(() => Compile([p])[0])).Value;

    /// <summary>Many plans in one compilation, which is quicker by far; they are forgotten with whoever holds them.</summary>
    public static IReadOnlyList<GeneratedPlan> Compile(IReadOnlyList<EvaluatorPlan> plans, bool optimized = true)
    {
        var parts = plans.Select(plan =>
        {
            var space = $"Tests.Plan{Interlocked.Increment(ref last):D}";
            return (Plan: plan, Space: space, Code: AnalysisEmitter.Emit(plan, new EmitOptions(space)).Text, Adaptor: new PlanAdaptor(plan).Write(space));
        }).ToList();
        var trees = parts.SelectMany(p => new[] { CSharpBuild.Parse(p.Space + ".g.cs", p.Code), CSharpBuild.Parse(p.Space + ".adaptor.cs", p.Adaptor) });
        var assembly = CSharpBuild.Load(CSharpBuild.Of(trees, optimized));
        return [.. parts.Select(p => new GeneratedPlan(p.Plan, p.Code, assembly.GetType($"{p.Space}.{PlanAdaptor.TypeName}", throwOnError: true)!))];
    }

    /// <summary>All ways to ask, each an answer of its own: bound and evaluated, in one call, and as the first and the last row of a batch.</summary>
    public IEnumerable<EngineAnswer> Evaluate(IReadOnlyList<double> inputs, DeviceValues? device)
    {
        double[] x = [.. inputs];
        var profile = new HardwareProfile(device?.Name ?? Agreement.Unnamed, device?.Values.Where(v => !double.IsNaN(v.Value)) ?? []);
        yield return Ask("the generated code", bound, x, profile, Figures.Of(plan).Count);
        yield return Ask("the generated code, bound and evaluated at once", atOnce, x, profile, plan.Outputs.Count);

        var batch = Ask("the first row of generated columns", many, x, profile, 2 * plan.Outputs.Count);
        yield return batch with { Values = [.. batch.Values.Take(plan.Outputs.Count)] };
        yield return batch with { Engine = "the last row of generated columns", Values = [.. batch.Values.Skip(plan.Outputs.Count)] };
    }

    /// <summary>The outputs of one question by itself, or the message that refuses it.</summary>
    public (double[] Outputs, string? Refusal) EvaluateOne(double[] inputs, HardwareProfile device)
    {
        var values = new double[plan.Outputs.Count];
        return (values, Refusal(() => atOnce(inputs, device, values)));
    }

    /// <summary>The outputs of many questions in columns, row by row, and the message that refuses one of them; rows from there on are 0.</summary>
    public (double[][] Outputs, string? Refusal) EvaluateMany(double[][] inputs, HardwareProfile device)
    {
        var values = new double[inputs.Length][];
        return (values, Refusal(() => rows(inputs, device, values)));
    }

    /// <summary>The lines that give a figure its value, as far as they name it: for failures.</summary>
    public string LinesOf(Figure figure)
    {
        var member = CSharpNames.Pascal(figure.What.Split(' ', '.')[^1]);
        var lines = Text.Split('\n').Select((line, i) => (Number: i + 1, Line: line)).Where(l => l.Line.Contains(member + " = ", StringComparison.Ordinal));
        return string.Join('\n', lines.Take(8).Select(l => $"      {l.Number:D}: {l.Line.Trim()}"));
    }

    private static string? Refusal(Action question)
    {
        try
        {
            question();
            return null;
        }
        catch (Exception refusal) when (refusal is ArgumentException or InvalidOperationException)
        {
            return refusal.Message;
        }
    }

    private static EngineAnswer Ask(string engine, Entry entry, double[] inputs, HardwareProfile device, int figures)
    {
        var values = new double[figures];
        try
        {
            entry(inputs, device, values);
            return new(engine, values, []);
        }
        catch (Exception refusal) when (refusal is ArgumentException or InvalidOperationException)
        {
            return EngineAnswer.Refused(engine, Sentence(refusal));
        }
    }

    // What the framework adds behind a sentence, and what a batch puts before it, are not the interpreter's.
    private static string Sentence(Exception refusal)
    {
        var message = refusal.Message;
        if (refusal is ArgumentException { ParamName: { } parameter })
        {
            message = message.Replace($" (Parameter '{parameter}')", string.Empty, StringComparison.Ordinal);
        }

        return message.StartsWith("row 0: ", StringComparison.Ordinal) ? message["row 0: ".Length..] : message;
    }
}
