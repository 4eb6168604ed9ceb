using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Compiler.Emit;

/// <summary>
/// When a refused loop is why a result is no number: <see cref="LoopTrouble"/>, worked out as far as it can be before there are values. A branch that is
/// not taken and a comparison pass nothing on; all arithmetic does.
/// </summary>
internal sealed class LoopBlame(PlanFacts facts, Func<int, CodeText> textOf)
{
    /// <summary>Passes whatever the values are.</summary>
    public const string Always = "true";

    // Nobody reads a longer condition, and a wrong guess costs no more than naming a loop that was refused as well.
    private const int LongestCondition = 600;

    private EvaluatorPlan Plan => facts.Plan;

    /// <returns>By node: the condition in C# under which the loop's refusal is felt there; null for never.</returns>
    /// <param name="reached">The nodes in question.</param>
    /// <param name="early">What is known of nodes that were computed before.</param>
    public Dictionary<int, string?> Conditions(int loop, IEnumerable<int> reached, IReadOnlyDictionary<int, string?>? early = null)
    {
        var conditions = new Dictionary<int, string?>();
        foreach (var number in reached.Where(n => Plan.Nodes[n].Loop < 0).OrderBy(n => n))
        {
            // Which way was chosen when the device was bound is not known any more.
            conditions[number] = early is null || !facts.IsEarly(number)
                ? Condition(loop, number, conditions)
                : early.TryGetValue(number, out var felt) && felt is not null ? Always : null;
        }

        return conditions;
    }

    private string? Condition(int loop, int number, Dictionary<int, string?> known)
    {
        string? Of(int node) => known.TryGetValue(node, out var condition) ? condition : null;
        var node = Plan.Nodes[number];
        switch (node.Op)
        {
            case PlanOp.Less or PlanOp.LessOrEqual or PlanOp.Equal or PlanOp.And or PlanOp.Or or PlanOp.Not:
                return null;
            case PlanOp.Select:
                return Either(facts.IsTruth(node.A) ? null : Of(node.A), Chosen(textOf(node.A).AsTruth(), Of(node.B), Of(node.C)));
            case PlanOp.Sum or PlanOp.Largest when node.A == loop:
                return Always;
            case PlanOp.Sum or PlanOp.Largest:
                var body = Body(loop, node, known);
                var inside = body is null ? null : Both($"double.IsNaN({textOf(number).Text})", body);
                return Either(Either(Of(Plan.Loops[node.A].Low), Of(Plan.Loops[node.A].High)), inside);
            default:
                return PlanOperands.Of(node).Select(Of).Aggregate((string?)null, Either);
        }
    }

    // In the body of another loop everything is looked at, as only the last iteration's values are left.
    private string? Body(int loop, PlanNode fold, Dictionary<int, string?> known)
    {
        string? found = null;
        var seen = new HashSet<int>();
        var open = new Stack<int>([fold.B]);
        while (open.Count > 0 && found != Always)
        {
            var number = open.Pop();
            if (!seen.Add(number))
            {
                continue;
            }

            if (Plan.Nodes[number].IsFold() && Plan.Nodes[number].A == loop)
            {
                return Always;
            }

            if (Plan.Nodes[number].Loop < 0)
            {
                found = Either(found, known.TryGetValue(number, out var condition) ? condition : null);
                continue;
            }

            foreach (var operand in facts.Reads(number))
            {
                open.Push(operand);
            }
        }

        return found;
    }

    private static string? Chosen(CodeText condition, string? then, string? otherwise) => (then, otherwise) switch
    {
        (null, null) => null,
        (not null, not null) when then == otherwise => then,
        (_, null) => Both(condition.In(Binding.And), then!),
        (null, _) => Both("!" + condition.In(Binding.Unary), otherwise!),
        _ => Short($"({condition.In(Binding.Or)} ? {then} : {otherwise})"),
    };

    private static string Both(string a, string b) => b == Always ? a : Short($"({a} && {b})");

    private static string? Either(string? a, string? b)
        => a is null ? b : b is null || a == b ? a : a == Always || b == Always ? Always : Short($"({a} || {b})");

    private static string Short(string condition) => condition.Length > LongestCondition ? Always : condition;
}
