using System.Globalization;
using System.Text;

namespace LlmCostDsl.Compiler.Algebra;

/// <summary>Writes formulas as a reader would: <c>2·batch·tokens·4096²</c>, <c>max(a, b)</c>.</summary>
internal static class ExprPrinter
{
    // What nests deeper is cut: nobody reads it, and nothing may recurse over the length of a formula.
    private const int DepthLimit = 60;

    public static string Print(Expr expr)
    {
        var text = new StringBuilder();
        Write(text, expr, Level.Lowest, 0);
        return text.ToString();
    }

    private enum Level
    {
        Lowest,
        Sum,
        Product,
        Atom,
    }

    private static void Write(StringBuilder text, Expr expr, Level level, int depth)
    {
        if (depth > DepthLimit)
        {
            text.Append('…');
            return;
        }

        switch (expr)
        {
            case ConstantExpr c:
                text.Append(Number(c.Value, c.Dimension));
                break;
            case TruthExpr t:
                text.Append(t.Value ? "true" : "false");
                break;
            case UndefinedExpr:
                text.Append("undefined");
                break;
            case LeafExpr leaf:
                text.Append(leaf.Kind switch
                {
                    LeafKind.Attribute => "hw." + leaf.Name,
                    LeafKind.Present => "present(hw." + leaf.Name + ")",
                    _ => leaf.Name,
                });
                break;
            case SumExpr sum:
                Parenthesised(text, level >= Level.Product || (level == Level.Sum && !IsScaled(sum)), () => WriteSum(text, sum, depth));
                break;
            case ProductExpr product:
                Parenthesised(text, level >= Level.Atom, () => WriteProduct(text, Rational.One, product, depth));
                break;
            case FunctionExpr f:
                WriteFunction(text, f, level, depth);
                break;
            case FoldExpr fold:
                text.Append(fold.IsSum ? "sum(" : "largest(").Append(fold.Index.Name).Append(" in ");
                Write(text, fold.Low, Level.Sum, depth + 1);
                text.Append("..");
                Write(text, fold.High, Level.Sum, depth + 1);
                text.Append(", ");
                Write(text, fold.Body, Level.Lowest, depth + 1);
                text.Append(')');
                break;
        }
    }

    private static bool IsScaled(SumExpr sum) => sum.Terms.Count == 1 && sum.Constant.IsZero;

    private static void WriteSum(StringBuilder text, SumExpr sum, int depth)
    {
        var first = true;
        foreach (var (coefficient, value) in sum.Terms)
        {
            var shown = coefficient;
            if (!first)
            {
                text.Append(coefficient.Sign < 0 ? " - " : " + ");
                shown = coefficient.Abs();
            }

            first = false;
            if (value is ProductExpr product)
            {
                WriteProduct(text, shown, product, depth);
            }
            else
            {
                if (!shown.IsOne)
                {
                    text.Append(shown == Rational.MinusOne ? "-" : Number(shown, Dimension.None) + "·");
                }

                Write(text, value, Level.Product, depth + 1);
            }
        }

        if (!sum.Constant.IsZero)
        {
            text.Append(sum.Constant.Sign < 0 ? " - " : " + ").Append(Number(sum.Constant.Abs(), sum.Dimension));
        }
    }

    private static void WriteProduct(StringBuilder text, Rational coefficient, ProductExpr product, int depth)
    {
        var above = product.Factors.Where(f => f.Exponent > 0).ToList();
        var below = product.Factors.Where(f => f.Exponent < 0).ToList();
        if (coefficient == Rational.MinusOne && above.Count > 0)
        {
            text.Append('-');
        }
        else if (!coefficient.IsOne || above.Count == 0)
        {
            text.Append(Number(coefficient, Dimension.None)).Append(above.Count > 0 ? "·" : string.Empty);
        }

        WriteFactors(text, above, depth);
        if (below.Count > 0)
        {
            text.Append(" / ");
            Parenthesised(text, below.Count > 1, () => WriteFactors(text, below, depth));
        }
    }

    private static void WriteFactors(StringBuilder text, List<Factor> factors, int depth)
    {
        for (var i = 0; i < factors.Count; i++)
        {
            text.Append(i == 0 ? string.Empty : "·");
            Write(text, factors[i].Base, Level.Atom, depth + 1);
            var exponent = Math.Abs(factors[i].Exponent);
            if (exponent > 1)
            {
                text.Append('^').Append(exponent.ToString(CultureInfo.InvariantCulture));
            }
        }
    }

    private static void WriteFunction(StringBuilder text, FunctionExpr f, Level level, int depth)
    {
        switch (f.Kind)
        {
            case FunctionKind.Power:
                Write(text, f.Arguments[0], Level.Atom, depth + 1);
                text.Append('^');
                Write(text, f.Arguments[1], Level.Atom, depth + 1);
                break;
            case FunctionKind.Less or FunctionKind.LessOrEqual or FunctionKind.Equal or FunctionKind.And or FunctionKind.Or:
                Parenthesised(text, level > Level.Lowest, () => Join(text, f, f.Kind switch
                {
                    FunctionKind.Less => " < ",
                    FunctionKind.LessOrEqual => " <= ",
                    FunctionKind.Equal => " == ",
                    FunctionKind.And => " and ",
                    _ => " or ",
                }, Level.Sum, depth));
                break;
            case FunctionKind.Select:
                Parenthesised(text, level > Level.Lowest, () =>
                {
                    text.Append("if ");
                    Write(text, f.Arguments[0], Level.Lowest, depth + 1);
                    text.Append(" then ");
                    Write(text, f.Arguments[1], Level.Sum, depth + 1);
                    text.Append(" else ");
                    Write(text, f.Arguments[2], Level.Lowest, depth + 1);
                });
                break;
            default:
                text.Append(f.Kind switch
                {
                    FunctionKind.Minimum => "min",
                    FunctionKind.Maximum => "max",
                    FunctionKind.Ceiling => "ceil",
                    FunctionKind.Floor => "floor",
                    FunctionKind.Absolute => "abs",
                    FunctionKind.Log2 => "log2",
                    FunctionKind.SquareRoot => "sqrt",
                    _ => "not ",
                }).Append('(');
                Join(text, f, ", ", Level.Lowest, depth);
                text.Append(')');
                break;
        }
    }

    private static void Join(StringBuilder text, FunctionExpr f, string separator, Level level, int depth)
    {
        for (var i = 0; i < f.Arguments.Count; i++)
        {
            text.Append(i == 0 ? string.Empty : separator);
            Write(text, f.Arguments[i], level, depth + 1);
        }
    }

    private static void Parenthesised(StringBuilder text, bool needed, Action write)
    {
        text.Append(needed ? "(" : string.Empty);
        write();
        text.Append(needed ? ")" : string.Empty);
    }

    private static string Number(Rational value, Dimension dimension)
    {
        var digits = value.ToDouble().ToString(value.IsWhole && value.Abs() < 1_000_000_000_000_000L ? "0" : "R", CultureInfo.InvariantCulture);
        return dimension.IsNone || value.IsZero ? digits : digits + " " + dimension;
    }
}
