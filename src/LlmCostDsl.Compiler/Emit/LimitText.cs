using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Compiler.Emit;

/// <summary>What limits an operator: the plan chooses among numbers of columns, generated code among the members of an enumeration.</summary>
internal sealed class LimitText(EvaluatorPlan plan, AnalysisNames names, PlanTable table)
{
    private const int DepthLimit = 12;

    private readonly Dictionary<int, CodeText> known = [];

    /// <summary>What has to be computed to decide it.</summary>
    public IEnumerable<int> Needs(int bound) => bound < 0 ? [] : Conditions(bound, 0);

    public string Of(CoreBuilder builder, int bound)
    {
        if (bound < 0)
        {
            return "Limit.None";
        }

        if (!known.TryGetValue(bound, out var text))
        {
            text = new(Text(builder, bound, 0), Binding.Choice, 1, false);
            known[bound] = text = PlanOperands.Of(plan.Nodes[bound]).Any() ? builder.Local(CSharpNames.Camel(builder.Owner + "_bound"), text, "Limit") : text;
        }

        return text.Text;
    }

    private IEnumerable<int> Conditions(int node, int depth)
    {
        var n = plan.Nodes[node];
        return n.Op == PlanOp.Constant ? []
            : n.Op == PlanOp.Select && depth < DepthLimit ? Conditions(n.B, depth + 1).Concat(Conditions(n.C, depth + 1)).Prepend(n.A)
            : [node];
    }

    private string Text(CoreBuilder builder, int node, int depth)
    {
        var n = plan.Nodes[node];
        if (n.Op == PlanOp.Constant)
        {
            return Member(n.Value);
        }

        if (n.Op == PlanOp.Select && depth < DepthLimit)
        {
            string Branch(int branch) => plan.Nodes[branch].Op == PlanOp.Constant ? Text(builder, branch, depth + 1) : "(" + Text(builder, branch, depth + 1) + ")";
            return builder.Value(n.A).AsTruth().In(Binding.Or) + " ? " + Branch(n.B) + " : " + Branch(n.C);
        }

        // A number that is worked out: one case each.
        var value = builder.Named(node).AsNumber().Text;
        var cases = table.Columns.Select((c, i) => (c, i)).Where(x => names.Limits.ContainsKey(x.c.Name))
            .Select(x => $"{CSharpLiteral.Of((double)x.i)} => Limit.{names.Limits[x.c.Name]}, ");
        return $"{value} switch {{ {string.Concat(cases)}_ => Limit.None }}";
    }

    private string Member(double column)
        => column >= 0 && column < table.Columns.Count && names.Limits.TryGetValue(table.Columns[(int)column].Name, out var limit) ? "Limit." + limit : "Limit.None";
}
