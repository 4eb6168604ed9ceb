namespace LlmCostDsl.Compiler.Plan;

/// <summary>The part of <see cref="PlanVerifier"/> that is about loops.</summary>
internal static class LoopVerifier
{
    public static IEnumerable<string> IndexProblems(EvaluatorPlan plan, PlanLoop loop, int number)
    {
        var nodes = loop.Body.Concat(loop.Folds).Append(loop.Low).Append(loop.High);
        if (nodes.Any(n => n < 0 || n >= plan.Nodes.Count) || loop.Index < -1 || loop.Index >= plan.Nodes.Count)
        {
            yield return $"loop {number}: a node that does not exist";
        }

        if (loop.Outer < -1 || loop.Outer >= number)
        {
            yield return $"loop {number}: its outer loop {loop.Outer} does not stand before it";
        }

        if (loop.Folds.IsEmpty)
        {
            yield return $"loop {number}: yields nothing";
        }
    }

    public static IEnumerable<string> Problems(EvaluatorPlan plan, int number)
    {
        var loop = plan.Loops[number];
        foreach (var problem in MemberProblems(plan, loop, number))
        {
            yield return problem;
        }

        if (!IsAscending(loop.Body) || !IsAscending(loop.Folds))
        {
            yield return $"loop {number}: its nodes are not in order";
        }

        if (loop.Index >= 0 && (plan.Nodes[loop.Index].Op != PlanOp.Index || plan.Nodes[loop.Index].A != number))
        {
            yield return $"loop {number}: %{loop.Index} is not its index";
        }

        if (loop.Folds.Count == 0)
        {
            yield break;
        }

        // Everything that comes from outside must be there when the first fold is reached.
        var start = loop.Folds[0];
        foreach (var end in new[] { loop.Low, loop.High })
        {
            if (end >= start || !IsVisible(plan, end, loop.Outer))
            {
                yield return $"loop {number}: its end %{end} is not known before %{start}";
            }
        }

        foreach (var node in loop.Body)
        {
            foreach (var operand in PlanOperands.Of(plan.Nodes[node]).Where(o => !plan.Nodes[node].IsFold() && o >= start))
            {
                yield return $"loop {number}: %{node} reads %{operand}, which is not known when %{start} runs the loop";
            }
        }
    }

    private static IEnumerable<string> MemberProblems(EvaluatorPlan plan, PlanLoop loop, int number)
    {
        var body = new HashSet<int>(loop.Body);
        for (var i = 0; i < plan.Nodes.Count; i++)
        {
            var node = plan.Nodes[i];
            if (body.Contains(i) != (node.Loop == number))
            {
                yield return $"loop {number}: %{i} belongs to loop {node.Loop}";
            }

            if (node.IsFold() && node.A == number && (node.Loop != loop.Outer || !loop.Folds.Contains(i)))
            {
                yield return $"loop {number}: its fold %{i} stands in loop {node.Loop}, or is not listed";
            }
        }

        foreach (var fold in loop.Folds.Where(f => !plan.Nodes[f].IsFold() || plan.Nodes[f].A != number))
        {
            yield return $"loop {number}: %{fold} is no fold of it";
        }
    }

    /// <summary>Whether a node's value is known to those who stand in a loop: it stands in it or around it.</summary>
    public static bool IsVisible(EvaluatorPlan plan, int node, int loop)
    {
        for (var owner = plan.Nodes[node].Loop; loop >= 0; loop = plan.Loops[loop].Outer)
        {
            if (owner == loop)
            {
                return true;
            }
        }

        return plan.Nodes[node].Loop < 0;
    }

    private static bool IsAscending(IReadOnlyList<int> numbers)
    {
        for (var i = 1; i < numbers.Count; i++)
        {
            if (numbers[i - 1] >= numbers[i])
            {
                return false;
            }
        }

        return true;
    }
}
