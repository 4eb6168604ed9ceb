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

    /// <summary>The running indices a formula is still open in: those of the folds it stands in, not of those in it.</summary>
    public static HashSet<LeafExpr> FreeIndices(Expr root)
    {
        var free = new Dictionary<Expr, HashSet<LeafExpr>>();
        foreach (var expr in InOrder([root], e => (e.Depends & Dependence.Loop) != 0))
        {
            var here = new HashSet<LeafExpr>(expr.Operands.SelectMany(o => free.TryGetValue(o, out var inner) ? inner : []));
            if (expr is LeafExpr { Kind: LeafKind.Loop } leaf)
            {
                here.Add(leaf);
            }
            else if (expr is FoldExpr fold)
            {
                // (The ends of a range are outside of it, and never speak of its own index.)
                here.Remove(fold.Index);
            }

            free[expr] = here;
        }

        return free.TryGetValue(root, out var found) ? found : [];
    }

    /// <summary>The same, operands first.</summary>
    public static List<Expr> InOrder(IEnumerable<Expr> roots, Func<Expr, bool>? enter = null)
    {
        var all = Reachable(roots, enter).ToList();
        all.Sort((a, b) => a.Id.CompareTo(b.Id));
        return all;
    }
}
