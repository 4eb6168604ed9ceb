using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Graph;
using LlmCostDsl.Compiler.Lowering;
using LlmCostDsl.Compiler.Lowering.Sums;
using LlmCostDsl.Compiler.Optimizing;
using LlmCostDsl.Compiler.Plan;
using LlmCostDsl.Compiler.Plan.Formulas;
using LlmCostDsl.Compiler.Rewriting;
using LlmCostDsl.Compiler.Support;

namespace LlmCostDsl.Compiler;

/// <summary>One formula, with its value where inputs and a device are known.</summary>
/// <param name="Step">The step it belongs to; empty for an output.</param>
/// <param name="Operator">The operator's full name; empty for an output.</param>
/// <param name="Name">The channel, timing definition or output.</param>
/// <param name="Formula">In readable mathematics, over the inputs and the device.</param>
/// <param name="Node">Its node in the plan as written.</param>
internal sealed record ExplainedFormula(string Step, string Operator, string Name, string Formula, int Node, Dimension Dimension);

/// <summary>Formulas as a reader wants them: what a known device settles is settled, its figures keep their names.</summary>
internal sealed class Formulary
{
    private readonly Substitution? presence;

    public Formulary(ExprPool pool, DeviceValues? device)
    {
        if (device is not null)
        {
            presence = new Substitution(pool, pool.Leaves(LeafKind.Present).Select(l => new KeyValuePair<Expr, Expr>(l, pool.Truth(device.Values.ContainsKey(l.Name)))));
        }
    }

    public string Text(Expr formula) => (presence?.Apply(formula) ?? formula).ToString();
}

/// <summary>What can be printed of a compilation, from the specs' graph to the plan.</summary>
internal sealed partial class SpecCompiler
{
    /// <summary>The passes whose result can be printed, in their order.</summary>
    public static IReadOnlyList<string> Passes { get; } = ["bind", "graph", "rewrite", "lower", "plan", "optimize"];

    /// <summary>The formulas of a compiled question, each with its node in the plan.</summary>
    /// <param name="op">Only this operator: its name, its full name, or null for all.</param>
    /// <param name="column">Only this channel or timing definition, or null for all that are not zero.</param>
    public static IReadOnlyList<ExplainedFormula> Formulas(CompiledAnalysis compiled, string? op = null, string? column = null)
    {
        var formulas = new List<ExplainedFormula>();
        if (compiled.Lowered is not { } lowered || compiled.Plan?.AsWritten() is not { } plan)
        {
            return formulas;
        }

        var read = new Formulary(lowered.Pool, compiled.Device);
        for (var t = 0; t < lowered.Tables.Count; t++)
        {
            var table = lowered.Tables[t];
            for (var r = 0; r < table.Rows.Count; r++)
            {
                var row = table.Rows[r];
                var name = LoweredPrinter.FullName(row);
                if (op is not null && op != row.Name && op != name)
                {
                    continue;
                }

                for (var c = 0; c < table.Columns.Count; c++)
                {
                    if (column is null ? !row.Cells[c].IsZero : table.Columns[c].Name == column)
                    {
                        formulas.Add(new(table.Step, name, table.Columns[c].Name, read.Text(row.Cells[c]), plan.Tables[t].Rows[r].Cells[c], table.Columns[c].Dimension));
                    }
                }
            }
        }

        if (op is null || column is null)
        {
            formulas.AddRange(lowered.Outputs.Select((o, i) => (o, i)).Where(x => op is null || x.o.Name == op || x.o.Name.StartsWith(op + ".", StringComparison.Ordinal))
                .Select(x => new ExplainedFormula(string.Empty, string.Empty, x.o.Name, read.Text(x.o.Value), plan.Outputs[x.i].Node, x.o.Value.Dimension)));
        }
        else
        {
            formulas.AddRange(lowered.Outputs.Select((o, i) => (o, i)).Where(x => x.o.Name == op + "." + column)
                .Select(x => new ExplainedFormula(string.Empty, string.Empty, x.o.Name, read.Text(x.o.Value), plan.Outputs[x.i].Node, x.o.Value.Dimension)));
        }

        // Elasticities are made of the plan's own nodes.
        var asked = column is null ? op : op + "." + column;
        formulas.AddRange(plan.Outputs.Skip(lowered.Outputs.Count)
            .Where(o => asked is null || o.Name == asked || (column is null && o.Name.StartsWith(asked + ".", StringComparison.Ordinal)))
            .Select(o => new ExplainedFormula(string.Empty, string.Empty, o.Name, new FormulaPrinter(plan, _ => null).Print(o.Node, 1000), o.Node, o.Dimension)));
        return formulas;
    }

    /// <summary>The state after a pass, as text; null where an error stopped it, which the diagnostics say.</summary>
    public string? After(string pass, AnalysisRequest request, out EquatableArray<Diagnostic> diagnostics)
    {
        if (pass is "lower" or "plan" or "optimize")
        {
            var compiled = Compile(request);
            diagnostics = compiled.Diagnostics;
            return compiled.Plan is not { } plan ? null
                : pass == "lower" ? LoweredPrinter.Print(compiled.Lowered!)
                : PlanPrinter.Print(pass == "plan" ? plan.AsWritten() : plan) + Loops(compiled.Remaining);
        }

        var bag = new DiagnosticBag();
        var question = program.BindQuestion(request, bag);
        string? text = null;
        if (question?.Model is { } model && !bag.HasErrors)
        {
            Guarded(question.At, bag, () => text = pass == "bind" ? BoundPrinter.Print(question) : Graphs(question, model, rewritten: pass == "rewrite", bag));
        }

        diagnostics = Silence(bag.Items);
        return text;
    }

    /// <summary>The plan that is evaluated, below what each pass of the optimiser made of it; null where an error stopped it, which the diagnostics say.</summary>
    public string? Plan(AnalysisRequest request, out EquatableArray<Diagnostic> diagnostics)
    {
        var compiled = Compile(request);
        diagnostics = compiled.Diagnostics;
        return compiled.Plan is not { } plan ? null : EstimatePrinter.Print(PlanOptimizer.Steps(plan.AsWritten())) + "\n" + PlanPrinter.Print(plan) + Loops(compiled.Remaining);
    }

    private static string Loops(EquatableArray<RemainingLoop> loops)
        => loops.IsEmpty ? string.Empty : "loops, as no closed form was found\n" + string.Concat(loops.Select(l => $"  {l.Origin}: {l.Text}\n"));

    private string Graphs(AnalysisSymbol question, ModelSymbol model, bool rewritten, DiagnosticBag bag)
    {
        var evaluator = NewEvaluator();
        var printer = new GraphPrinter(evaluator);
        if (rewritten)
        {
            // Of the variant where most conditions hold.
            var (text, shown) = (string.Empty, (Expr?)null);
            new AnalysisLowering(evaluator, question, bag, (condition, deployed) => text = (shown ??= condition) == condition ? string.Join("\n", deployed.Graphs.Select(printer.Print)) : text).Lower();
            return text;
        }

        var memory = new RepeatMemory(evaluator.Pool);
        var instance = new ModelResolver(evaluator).Resolve(model) with { Transforms = [] };
        while (true)
        {
            try
            {
                var plain = new RewrittenModel(evaluator, memory, bag, new RuleHits(), instance, [], new Scope(null));
                return string.Join("\n", model.Architecture.Phases.Select(p => printer.Print(plain.GraphOf(p))));
            }
            catch (RepartitionException division)
            {
                memory.Divide(division);
            }
        }
    }
}
