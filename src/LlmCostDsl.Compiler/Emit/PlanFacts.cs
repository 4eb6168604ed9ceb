using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Compiler.Emit;

/// <summary>What a node is to people: an output, or a figure of an operator in a step.</summary>
/// <param name="Table">The number of the table, or -1 for an output.</param>
/// <param name="Row">The row, or the number of the output.</param>
/// <param name="Column">The column, or -1.</param>
internal readonly record struct Meaning(int Table, int Row, int Column);

/// <summary>What the emitter wants to know of a plan's nodes, worked out once.</summary>
internal sealed class PlanFacts
{
    private readonly bool[] early;
    private readonly bool[] truth;
    private readonly Dictionary<int, Meaning> meanings = [];
    private readonly Dictionary<int, PlanNote> notes;

    public PlanFacts(EvaluatorPlan plan)
    {
        Plan = plan;
        early = BindingTime.Early(plan);
        notes = plan.Notes.ToDictionary(n => n.Node);
        truth = new bool[plan.Nodes.Count];
        for (var i = 0; i < truth.Length; i++)
        {
            truth[i] = IsTruthOf(plan.Nodes[i]);
        }

        for (var o = 0; o < plan.Outputs.Count; o++)
        {
            Mean(plan.Outputs[o].Node, new Meaning(-1, o, -1));
        }

        for (var t = 0; t < plan.Tables.Count; t++)
        {
            for (var r = 0; r < plan.Tables[t].Rows.Count; r++)
            {
                for (var c = 0; c < plan.Tables[t].Columns.Count; c++)
                {
                    Mean(plan.Tables[t].Rows[r].Cells[c], new Meaning(t, r, c));
                }
            }
        }
    }

    public EvaluatorPlan Plan { get; }

    /// <summary>Whether it is known as soon as a device is.</summary>
    public bool IsEarly(int node) => early[node];

    /// <summary>Whether it is a truth value, a bool in C#.</summary>
    public bool IsTruth(int node) => truth[node];

    /// <summary>Whether it is written down where it is needed rather than computed.</summary>
    public bool IsConstant(int node) => Plan.Nodes[node].Op == PlanOp.Constant;

    /// <summary>What is to be read of a node besides.</summary>
    public PlanNote? NoteOf(int node) => notes.TryGetValue(node, out var note) ? note : null;

    public Meaning? MeaningOf(int node) => meanings.TryGetValue(node, out var meaning) ? meaning : null;

    /// <summary>What is computed before a node: its operands; of a fold, the ends of its loop as well.</summary>
    public IEnumerable<int> Reads(int node)
    {
        var n = Plan.Nodes[node];
        return n.IsFold() ? [n.B, Plan.Loops[n.A].Low, Plan.Loops[n.A].High] : PlanOperands.Of(n);
    }

    /// <summary>Whether a node is computed in each iteration of a loop.</summary>
    public bool IsInside(int node, int loop)
    {
        for (var at = Plan.Nodes[node].Loop; at >= 0; at = Plan.Loops[at].Outer)
        {
            if (at == loop)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a column is among those that can limit an operator.</summary>
    public static bool CanLimit(PlanColumn column)
        => column.Kind == PlanColumnKind.Timing && column.Dimension == Dimension.Seconds && column.Name != PlanColumn.Time;

    private bool IsTruthOf(PlanNode node) => node.Op switch
    {
        PlanOp.Present or PlanOp.Less or PlanOp.LessOrEqual or PlanOp.Equal or PlanOp.And or PlanOp.Or or PlanOp.Not => true,
        PlanOp.Input => Plan.Inputs[node.A].IsTruth,
        PlanOp.Select => (truth[node.B] && IsTruthLike(node.C)) || (truth[node.C] && IsTruthLike(node.B)),
        _ => false,
    };

    private bool IsTruthLike(int node) => truth[node] || (Plan.Nodes[node] is { Op: PlanOp.Constant, Value: 0 or 1 });

    private void Mean(int node, Meaning meaning)
    {
        if (PlanOperands.Of(Plan.Nodes[node]).Any() && !meanings.ContainsKey(node))
        {
            meanings[node] = meaning;
        }
    }
}
