using LlmCostDsl.Compiler.Algebra;

namespace LlmCostDsl.Compiler.Lowering;

/// <summary>
/// Finds out when an attribute that a device may lack is really read: down through choices, with the conditions met on the way. Each such
/// attribute gets a guard, so that no answer is ever made of a figure that is not there.
/// </summary>
internal sealed class AbsenceGuards(ExprPool pool)
{
    public IEnumerable<LoweredGuard> For(IEnumerable<Expr> roots)
    {
        var all = roots.Distinct().ToList();
        var order = ExprWalk.InOrder(all, e => (e.Depends & Dependence.Device) != 0);
        var needed = all.Where(r => (r.Depends & Dependence.Device) != 0).ToDictionary(r => r, _ => pool.True);
        foreach (var expr in Enumerable.Reverse(order))
        {
            if (needed.TryGetValue(expr, out var when))
            {
                Pass(expr, when, needed);
            }
        }

        foreach (var leaf in order.OfType<LeafExpr>().Where(l => l.Kind == LeafKind.Attribute))
        {
            if (!needed.TryGetValue(leaf, out var when))
            {
                continue;
            }

            // Where its presence is tested on the way, there is nothing to guard.
            var present = pool.Leaf(LeafKind.Present, leaf.Name, Dimension.None, Interval.Truth, isWhole: true, isTruth: true);
            var unguarded = pool.Substitute(when, present, pool.False);
            if (unguarded != pool.False)
            {
                yield return new LoweredGuard(pool.Or(present, pool.Not(unguarded)), leaf.Name, leaf.Name);
            }
        }
    }

    private void Pass(Expr expr, Expr when, Dictionary<Expr, Expr> needed)
    {
        if (expr is FunctionExpr { Kind: FunctionKind.Select } choice)
        {
            var condition = (choice.Arguments[0].Depends & (Dependence.Loop | Dependence.Step)) == 0 ? choice.Arguments[0] : null;
            Need(choice.Arguments[0], when, needed);
            Need(choice.Arguments[1], condition is null ? when : pool.And(when, condition), needed);
            Need(choice.Arguments[2], condition is null ? when : pool.And(when, pool.Not(condition)), needed);
            return;
        }

        // A test of presence beside a figure guards it, in whatever order they stand: `if present(a) then a > 1 else false` is `present(a) and a > 1`.
        var tested = expr is FunctionExpr { Kind: FunctionKind.And or FunctionKind.Or } junction
            ? junction.Operands.Where(IsPresenceTest).Aggregate(when, (c, o) => pool.And(c, junction.Kind == FunctionKind.And ? o : pool.Not(o)))
            : when;
        foreach (var operand in expr.Operands)
        {
            Need(operand, tested, needed);
        }
    }

    private static bool IsPresenceTest(Expr expr)
        => expr is LeafExpr { Kind: LeafKind.Present } or FunctionExpr { Kind: FunctionKind.Not, Arguments: [LeafExpr { Kind: LeafKind.Present }] };

    private void Need(Expr expr, Expr when, Dictionary<Expr, Expr> needed)
    {
        if ((expr.Depends & Dependence.Device) != 0)
        {
            needed[expr] = needed.TryGetValue(expr, out var before) ? pool.Or(before, when) : when;
        }
    }
}
