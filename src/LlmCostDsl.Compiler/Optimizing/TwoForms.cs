using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Compiler.Optimizing;

/// <summary>
/// The nodes of a plan while a pass computes them by other operations: as they were written where they must keep their bits, cheaper elsewhere, both
/// where outputs have the cheap form and a table decides by the exact one. What only tables show has the exact form where that is there anyway.
/// </summary>
/// <param name="rewrite">Writes the cheap form of a node, whose operands have theirs.</param>
internal sealed class TwoForms(EvaluatorPlan plan, PlanWriter writer, Exactness exactness, Func<int, int> rewrite)
{
    private readonly bool[] isOfOutputs = PlanEstimate.Reached(plan, plan.Outputs.Select(o => o.Node));
    private readonly int[] exact = [.. plan.Nodes.Select(_ => -1)];
    private readonly int[] smooth = [.. plan.Nodes.Select(_ => -1)];

    /// <summary>Whether a node has a cheap form.</summary>
    public bool IsRewritten(int node) => exactness.IsSmooth(node) && !exactness.IsExact(node) && (isOfOutputs[node] || !exactness.IsDecisive(node));

    /// <summary>Writes a node as it was, if anybody needs it so.</summary>
    public void Copy(int node)
    {
        if (exactness.IsDecisive(node))
        {
            exact[node] = writer.Copy(plan.Nodes[node], o => exactness.IsDecisive(o) ? exact[o] : Cheap(o));
        }
    }

    /// <summary>Whether a reader has an operand as it was written.</summary>
    public bool IsExact(int operand, int by) => exactness.IsDecisive(operand) && (!IsRewritten(operand) || !isOfOutputs[by]);

    /// <summary>An operand in the form that its reader gets.</summary>
    public int Read(int operand, int by) => IsExact(operand, by) ? exact[operand] : Cheap(operand);

    /// <summary>The cheap form, or the only one.</summary>
    public int Cheap(int node)
    {
        if (!IsRewritten(node))
        {
            return exact[node];
        }

        if (smooth[node] < 0)
        {
            smooth[node] = rewrite(node);
        }

        return smooth[node];
    }

    public EvaluatorPlan Finish()
    {
        var kept = writer.Reached(plan.Outputs.Select(o => Cheap(o.Node)));
        int Shown(int node) => exact[node] >= 0 && (!IsRewritten(node) || smooth[node] < 0 || !kept.Contains(smooth[node])) ? exact[node] : Cheap(node);
        return writer.Finish(Shown, n => exact[n], n => IsRewritten(n) ? smooth[n] : exact[n]);
    }
}
