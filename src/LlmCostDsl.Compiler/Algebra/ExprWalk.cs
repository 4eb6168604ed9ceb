namespace LlmCostDsl.Compiler.Algebra;

/// <summary>Visits formulas without recursion: operands have smaller numbers than what uses them, so order by number is evaluation order.</summary>
internal static class ExprWalk
{
    /// <summary>Everything a formula is made of, itself included, as far as <paramref name="enter"/> lets the walk go down.</summary>
    public static HashSet<Expr> Reachable(Expr root, Func<Expr, bool>? enter = null) => Reachable([root], enter);

    public static HashSet<Expr> Reachable(IEnumerable<Expr> roots, Func<Expr, bool>? enter = null)
    {
        var seen = new HashSet<Expr>();
        var pending = new Stack<Expr>(roots);
        while (pending.Count > 0)
        {
            var next = pending.Pop();
            if ((enter is not null && !enter(next)) || !seen.Add(next))
            {
                continue;
            }

            foreach (var operand in next.Operands)
            {
                pending.Push(operand);
            }

            if (next is FoldExpr fold)
            {
                pending.Push(fold.Index);
            }
        }

        return seen;
    }

    /// <summary>The same, operands first.</summary>
    public static List<Expr> InOrder(IEnumerable<Expr> roots, Func<Expr, bool>? enter = null)
    {
        var all = Reachable(roots, enter).ToList();
        all.Sort((a, b) => a.Id.CompareTo(b.Id));
        return all;
    }
}
