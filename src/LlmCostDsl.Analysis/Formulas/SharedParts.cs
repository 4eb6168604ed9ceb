using System.Globalization;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Analysis.Formulas;

/// <summary>Finds what a formula says more than once, so that it can be said once: <c>… where a = …</c>.</summary>
internal static class SharedParts
{
    private const int LeastSize = 4;

    /// <returns>By node, in the order in which they should be explained: the outer before the inner.</returns>
    public static IReadOnlyDictionary<int, string> Of(EvaluatorPlan plan, int root, Func<int, string?> nameOf)
    {
        var uses = new Dictionary<int, int>();
        var order = new List<int>();
        var open = new Stack<int>([root]);
        while (open.Count > 0)
        {
            var number = open.Pop();
            uses[number] = uses.GetValueOrDefault(number) + 1;
            if (uses[number] > 1 || (number != root && nameOf(number) is not null))
            {
                continue;
            }

            order.Add(number);
            foreach (var operand in Operands(plan, plan.Nodes[number]).Reverse())
            {
                open.Push(operand);
            }
        }

        // What stands inside of a loop reads its index and means nothing outside.
        var shared = order.Where(n => n != root && uses[n] > 1 && plan.Nodes[n].Loop < 0 && Size(plan, n, nameOf) >= LeastSize).ToList();
        return shared.Select((n, i) => (Node: n, Name: Letter(i))).ToDictionary(n => n.Node, n => n.Name);
    }

    private static IEnumerable<int> Operands(EvaluatorPlan plan, PlanNode node)
        => node.IsFold() ? PlanOperands.Of(node).Append(plan.Loops[node.A].Low).Append(plan.Loops[node.A].High) : PlanOperands.Of(node);

    // Counted only as far as matters.
    private static int Size(EvaluatorPlan plan, int root, Func<int, string?> nameOf)
    {
        var size = 0;
        var open = new Stack<int>([root]);
        while (open.Count > 0 && size < LeastSize)
        {
            var number = open.Pop();
            size++;
            foreach (var operand in number != root && nameOf(number) is not null ? [] : Operands(plan, plan.Nodes[number]))
            {
                open.Push(operand);
            }
        }

        return size;
    }

    private static string Letter(int number)
        => (char)('A' + (number % 26)) + (number < 26 ? string.Empty : (number / 26).ToString(CultureInfo.InvariantCulture));
}
