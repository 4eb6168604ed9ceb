using LlmCostDsl.Compiler;
using LlmCostDsl.Compiler.Lowering;
using LlmCostDsl.Compiler.Plan;
using LlmCostDsl.Compiler.Rewriting;

namespace LlmCostDsl.Analysis.Comparisons;

/// <summary>One of two models set beside each other: its formulas, its graphs, and their values.</summary>
/// <param name="Device">Null where none is known: then whatever takes time is no number, and costs are those on a device that states nothing.</param>
/// <param name="Values">By node of the plan.</param>
/// <param name="Held">By node of the plan of footprints.</param>
internal sealed record Side(CompiledAnalysis Compiled, IReadOnlyList<double> Inputs, DeviceValues? Device, IReadOnlyList<double> Values, IReadOnlyList<double> Held)
{
    public EvaluatorPlan Plan => Compiled.Plan!;

    public EvaluatorPlan Footprints => Compiled.Footprints!;

    public LoweredAnalysis Lowered => Compiled.Lowered!;

    /// <summary>The graphs of the variant that the inputs choose.</summary>
    public ModelPicture Picture { get; } = Compiled.Pictures.Where((_, i) => Held[Compiled.Footprints!.Outputs.First(o => o.Name == SpecCompiler.VariantOutput(i)).Node] != 0).First();

    /// <summary>The operators of a step that are executed; none where there is no such step.</summary>
    public IReadOnlyList<OperatorRow> Rows(string step)
    {
        if (Plan.Tables.FirstOrDefault(t => t.Step == step) is not { } table)
        {
            return [];
        }

        var formulas = Lowered.Tables.First(t => t.Step == step);
        var nodes = Picture.Phases.Where(p => formulas.Phases.Contains(p.Phase)).SelectMany(p => p.Nodes).GroupBy(n => n.Path).ToDictionary(g => g.Key, g => g.First());
        return
        [
            .. table.Rows.Select((row, i) => new OperatorRow(
                row.Path, row.Operator, nodes.GetValueOrDefault(row.Path), Values[row.Count], [.. row.Cells.Select(c => Values[c])], formulas.Rows[i]))
                .Where(r => r.Executions != 0),
        ];
    }
}

/// <summary>An operator of one side in one step.</summary>
/// <param name="Node">What is known of it in the graph; null of another model's, a draft's.</param>
/// <param name="Cells">Figures of one execution, by column of the step's table.</param>
internal sealed record OperatorRow(string Path, string Operator, NodePicture? Node, double Executions, IReadOnlyList<double> Cells, LoweredRow Formulas)
{
    public string PlainPath => Node?.PlainPath ?? Path;

    public string Identity => Node?.Identity ?? Path;
}
