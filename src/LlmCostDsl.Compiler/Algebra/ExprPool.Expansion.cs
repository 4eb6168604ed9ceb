namespace LlmCostDsl.Compiler.Algebra;

/// <content>Polynomial form: what shapes and wholeness are compared in.</content>
internal sealed partial class ExprPool
{
    // A product of sums with more terms than this is left as it is; it then simply does not compare equal.
    private const int ExpansionLimit = 2000;

    /// <summary>Multiplies products of sums out, one level deep in functions' place: (a + b) · c becomes ac + bc.</summary>
    public Expr Expand(Expr expr)
    {
        switch (expr)
        {
            case SumExpr sum when sum.Terms.Any(t => t.Value is ProductExpr p && p.Factors.Any(IsExpandable)):
                return Add([.. sum.Terms.Select(t => Measure(Scale(t.Coefficient, Expand(t.Value)), sum.Dimension)), Constant(sum.Constant, sum.Dimension)], sum.Dimension);
            case ProductExpr product when product.Factors.Any(IsExpandable):
                IReadOnlyList<Expr> terms = [One];
                foreach (var (b, exponent) in product.Factors)
                {
                    var times = b is SumExpr && exponent > 0 ? exponent : 1;
                    var parts = b is SumExpr s && exponent > 0
                        ? [.. s.Terms.Select(t => Measure(Scale(t.Coefficient, Expand(t.Value)), s.Dimension)), Constant(s.Constant, s.Dimension)]
                        : new List<Expr> { Power(b, Constant(exponent)) };
                    for (var i = 0; i < times; i++)
                    {
                        if (terms.Count * parts.Count > ExpansionLimit)
                        {
                            return expr;
                        }

                        terms = [.. terms.SelectMany(t => parts.Select(p => Multiply(t, p)))];
                    }
                }

                return Add(terms, product.Dimension);
            default:
                return expr;
        }
    }

    private static bool IsExpandable(Factor factor) => factor is { Base: SumExpr, Exponent: > 0 };
}
