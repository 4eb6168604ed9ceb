using LlmCostDsl.Analysis.Questions;
using LlmCostDsl.Analysis.Reports;
using LlmCostDsl.Compiler.Plan;
using LlmCostDsl.Compiler.Plan.Formulas;

namespace LlmCostDsl.Analysis.Formulas;

/// <summary>One figure explained: its formula in terms of its neighbours, what is said more than once, and the same with numbers.</summary>
internal sealed class FormulaLines
{
    private readonly EvaluatorPlan plan;
    private readonly Answer? answer;
    private readonly int limit;

    /// <param name="limit">How many characters of a formula are shown.</param>
    public FormulaLines(EvaluatorPlan plan, Answer? answer, int limit)
    {
        this.plan = plan;
        this.answer = answer;
        this.limit = limit;
    }

    /// <param name="neighbours">Figures of the same place by name; formulas may speak of them.</param>
    /// <param name="isSubstituted">Whether the numbers themselves are to be seen.</param>
    public IEnumerable<Paragraph> Of(string name, int node, IReadOnlyList<(string Name, int Node)> neighbours, bool isSubstituted)
    {
        var known = new Dictionary<int, string>();
        foreach (var (neighbour, at) in neighbours.Where(n => n.Node != node && PlanOperands.Of(plan.Nodes[n.Node]).Any()))
        {
            known.TryAdd(at, neighbour);
        }

        var shared = SharedParts.Of(plan, node, known.GetValueOrDefault);
        string? Name(int n) => known.GetValueOrDefault(n) ?? shared.GetValueOrDefault(n);
        var symbolic = new FormulaPrinter(plan, Name).Print(node, limit);
        var indent = new string(' ', name.Length + 2);
        yield return new($"  {name} = {symbolic}");
        foreach (var (part, letter) in shared.Where(s => symbolic.Length <= limit))
        {
            yield return new($"{indent}where {letter} = {new FormulaPrinter(plan, n => n == part ? null : Name(n)).Print(part, limit)}", Tone.Dim);
        }

        if (answer is null)
        {
            yield break;
        }

        var value = Value(node);
        var numbers = isSubstituted ? new FormulaPrinter(plan, n => known.ContainsKey(n) || shared.ContainsKey(n) ? Value(n) : Number(n)).Print(node, limit) : symbolic;
        yield return new(numbers == symbolic || numbers == value ? $"{indent} = {value}" : $"{indent} = {numbers} = {value}", Tone.Accent);
    }

    // Inputs by their values; whatever comes from the device alone as one figure.
    private string? Number(int number)
    {
        var node = plan.Nodes[number];
        return node.Op == PlanOp.Input || (node.Depends == PlanDependence.Device && node.Loop < 0) ? Value(number) : null;
    }

    private string Value(int number)
    {
        var node = plan.Nodes[number];
        if (node.Op is PlanOp.Present or PlanOp.Less or PlanOp.LessOrEqual or PlanOp.Equal or PlanOp.And or PlanOp.Or or PlanOp.Not)
        {
            return PlanArithmetic.IsTrue(answer![number]) ? "true" : "false";
        }

        return node.Op == PlanOp.Input && plan.Inputs[node.A] is var input
            ? PlanUnits.Print(input, answer![number])
            : Engineering.Format(answer![number], node.Dimension);
    }
}
