using LlmCostDsl.Compiler.Algebra;

namespace LlmCostDsl.Compiler.Lowering.Sums;

/// <summary>
/// Refuses ranges that are none: not finite, or so long that neighbouring indices are one number. A loop would have found out; a closed form has to be told.
/// Only where the sum is read: in a branch that is not taken it troubles nobody.
/// </summary>
internal sealed class RangeGuards(ExprPool pool, ClosedForms closed)
{
    private static readonly string LongestRange = ClosedForms.LongestRange.ToString("#,0", System.Globalization.CultureInfo.InvariantCulture);

    public IEnumerable<LoweredGuard> For(IEnumerable<Expr> roots)
    {
        if (closed.Unbounded.Count == 0)
        {
            yield break;
        }

        var needed = new Dictionary<Expr, (FoldExpr Fold, Expr When)>();
        var all = roots.Distinct().ToList();
        var read = all.ToDictionary(r => r, _ => pool.True);
        foreach (var expr in Enumerable.Reverse(ExprWalk.InOrder(all)))
        {
            if (!read.TryGetValue(expr, out var when))
            {
                continue;
            }

            if (closed.Unbounded.TryGetValue(expr, out var range) && ExprWalk.FreeIndices(range.Count).Count == 0)
            {
                needed[range.Count] = (range.Fold, needed.TryGetValue(range.Count, out var before) ? pool.Or(before.When, when) : when);
                continue;
            }

            Pass(expr, when, read);
        }

        foreach (var range in needed)
        {
            yield return new LoweredGuard(
                pool.Or(pool.LessOrEqual(range.Key, pool.Constant(ClosedForms.LongestRange)), pool.Not(range.Value.When)),
                $"the range at {range.Value.Fold.Origin} is not finite, or has more than {LongestRange} values");
        }
    }

    private void Pass(Expr expr, Expr when, Dictionary<Expr, Expr> read)
    {
        void Read(Expr operand, Expr condition) => read[operand] = read.TryGetValue(operand, out var before) ? pool.Or(before, condition) : condition;
        if (expr is FunctionExpr { Kind: FunctionKind.Select } choice && (choice.Arguments[0].Depends & Dependence.Loop) == 0)
        {
            Read(choice.Arguments[0], when);
            Read(choice.Arguments[1], pool.And(when, choice.Arguments[0]));
            Read(choice.Arguments[2], pool.And(when, pool.Not(choice.Arguments[0])));
            return;
        }

        foreach (var operand in expr.Operands)
        {
            Read(operand, when);
        }
    }
}
