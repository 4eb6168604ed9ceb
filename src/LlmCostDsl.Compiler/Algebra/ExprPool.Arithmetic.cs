using System.Numerics;

namespace LlmCostDsl.Compiler.Algebra;

/// <content>Sums, products and powers.</content>
internal sealed partial class ExprPool
{
    // Beyond this a whole power stays a power: nobody wants 200 multiplications.
    private const int LargestWholePower = 32;

    /// <summary>a + b; both of one dimension (a bare zero fits any).</summary>
    public Expr Add(Expr a, Expr b) => Add([a, b], a.IsZero ? b.Dimension : a.Dimension);

    public Expr Subtract(Expr a, Expr b) => Add(a, Scale(Rational.MinusOne, b));

    public Expr Negate(Expr a) => Scale(Rational.MinusOne, a);

    /// <summary>The sum of any number of formulas, all of one dimension.</summary>
    public Expr Add(IReadOnlyCollection<Expr> items, Dimension dimension)
    {
        var constant = Rational.Zero;
        Dictionary<Expr, Rational>? terms = null;  // most sums of a graph whose sizes are known are numbers
        foreach (var item in items)
        {
            switch (item)
            {
                case UndefinedExpr:
                    return Undefined(dimension);
                case ConstantExpr c:
                    constant += c.Value;
                    break;
                case SumExpr s:
                    constant += s.Constant;
                    terms ??= [];
                    foreach (var (coefficient, value) in s.Terms)
                    {
                        AddTerm(terms, coefficient, value);
                    }

                    break;
                default:
                    AddTerm(terms ??= [], Rational.One, item);
                    break;
            }
        }

        return terms is null ? Constant(constant, dimension) : MakeSum(constant, terms, dimension);
    }

    public Expr Multiply(Expr a, Expr b) => Multiply([a, b]);

    /// <summary>The product of any number of formulas.</summary>
    public Expr Multiply(IReadOnlyCollection<Expr> items)
    {
        var product = new ProductBuilder(this);
        foreach (var item in items)
        {
            product.Include(item, 1);
        }

        return product.ToExpr();
    }

    /// <summary>a / b. Division by a constant zero is undefined, not an exception: it may stand in a branch that is never taken.</summary>
    public Expr Divide(Expr a, Expr b)
    {
        var product = new ProductBuilder(this);
        product.Include(a, 1);
        product.Include(b, -1);
        return product.ToExpr();
    }

    /// <summary>The same value said to be of another dimension: how a plain number comes to count operations.</summary>
    public Expr Measure(Expr a, Dimension dimension) => Multiply(a, Constant(Rational.One, dimension / a.Dimension));

    public Expr Scale(Rational factor, Expr a) => factor.IsOne ? a : Multiply(Constant(factor), a);

    /// <summary>base ^ exponent. A dimensioned base needs a whole constant exponent (the binder sees to that).</summary>
    public Expr Power(Expr b, Expr exponent)
    {
        if (exponent is ConstantExpr { Value: var power })
        {
            if (power.IsZero)
            {
                return One;
            }

            if (power.IsWhole && power.Abs() <= LargestWholePower)
            {
                var product = new ProductBuilder(this);
                product.Include(b, (int)power.Numerator);
                return product.ToExpr();
            }

            if (b is ConstantExpr { Value: var value })
            {
                return Approximate(Math.Pow(value.ToDouble(), power.ToDouble()), Dimension.None);
            }
        }

        if (b is UndefinedExpr || exponent is UndefinedExpr)
        {
            return Undefined(Dimension.None);
        }

        if (b is ConstantExpr { Value.IsOne: true })
        {
            return One;
        }

        var range = b.Range.Low >= 0 ? b.Range.High <= 1 && exponent.Range.Low >= 0 ? Interval.Truth : Interval.NotNegative : Interval.Everything;
        return Intern(new FunctionExpr(FunctionKind.Power, [b, exponent], Dimension.None, range, false, false));
    }

    private static void AddTerm(Dictionary<Expr, Rational> terms, Rational coefficient, Expr value)
        => terms[value] = terms.TryGetValue(value, out var present) ? present + coefficient : coefficient;

    private Expr MakeSum(Rational constant, Dictionary<Expr, Rational> terms, Dimension dimension)
    {
        var kept = new List<Term>(terms.Count);
        foreach (var term in terms)
        {
            if (!term.Value.IsZero)
            {
                kept.Add(new Term(term.Value, term.Key));
            }
        }

        kept.Sort(static (a, b) => a.Value.Id.CompareTo(b.Value.Id));
        return MakeSum(constant, [.. kept], dimension);
    }

    // Terms without zeros, in order.
    private Expr MakeSum(Rational constant, Term[] terms, Dimension dimension) => terms switch
    {
        [] => Constant(constant, dimension),
        [{ Coefficient.IsOne: true } only] when constant.IsZero && only.Value.Dimension == dimension => only.Value,
        _ => Intern(new SumExpr(constant, terms, dimension)),
    };

    /// <summary>Gathers a coefficient and factors; factors of one base meet here and cancel.</summary>
    private struct ProductBuilder(ExprPool pool)
    {
        private Dictionary<Expr, int>? factors;
        private Rational coefficient = Rational.One;
        private Dimension dimension;
        private bool isUndefined;

        public void Include(Expr item, int exponent)
        {
            dimension *= item.Dimension.ToThe(exponent);
            IncludeParts(item, exponent);
        }

        public readonly Expr ToExpr()
        {
            if (isUndefined)
            {
                return pool.Undefined(dimension);
            }

            if (coefficient.IsZero)
            {
                return pool.Constant(Rational.Zero, dimension);
            }

            switch (Kept())
            {
                case []:
                    return pool.Constant(coefficient, dimension);
                case [{ Exponent: 1, Base: SumExpr sum }]:
                    // A coefficient alone goes into the sum: 2 · (a + b) is 2a + 2b.
                    var scale = coefficient;
                    return pool.MakeSum(scale * sum.Constant, [.. sum.Terms.Select(t => new Term(scale * t.Coefficient, t.Value))], dimension);
                case [{ Exponent: 1, Base: var single }]:
                    return pool.MakeSum(Rational.Zero, [new Term(coefficient, single)], dimension);
                case var kept:
                    return pool.MakeSum(Rational.Zero, [new Term(coefficient, pool.Intern(new ProductExpr(kept)))], dimension);
            }
        }

        private readonly Factor[] Kept()
        {
            if (factors is null)
            {
                return [];
            }

            var kept = new List<Factor>(factors.Count);
            foreach (var factor in factors)
            {
                if (factor.Value != 0)
                {
                    kept.Add(new Factor(factor.Key, factor.Value));
                }
            }

            kept.Sort(static (a, b) => a.Base.Id.CompareTo(b.Base.Id));
            return [.. kept];
        }

        private void IncludeParts(Expr item, int exponent)
        {
            switch (item)
            {
                case UndefinedExpr:
                    isUndefined = true;
                    break;
                case ConstantExpr { Value.IsZero: true } when exponent < 0:
                    isUndefined = true;
                    break;
                case ConstantExpr c:
                    coefficient *= c.Value.ToThe(exponent);
                    break;
                case ProductExpr p:
                    foreach (var (b, e) in p.Factors)
                    {
                        IncludeFactor(b, e * exponent);
                    }

                    break;
                case SumExpr s:
                    IncludeSum(s, exponent);
                    break;
                default:
                    IncludeFactor(item, exponent);
                    break;
            }
        }

        // What all terms share comes out, so that it can cancel: (2ab + 4ac) is 2a · (b + 2c).
        private void IncludeSum(SumExpr sum, int exponent)
        {
            var content = Content(sum);
            coefficient *= content.ToThe(exponent);
            if (sum.Terms.Count == 1 && sum.Constant.IsZero)
            {
                IncludeParts(sum.Terms[0].Value, exponent);
                return;
            }

            var shared = sum.Constant.IsZero ? SharedFactors(sum) : [];
            foreach (var factor in shared)
            {
                IncludeFactor(factor.Base, factor.Exponent * exponent);
            }

            var local = pool;
            var divisor = shared.Select(f => local.Power(f.Base, local.Constant(f.Exponent))).ToList();
            var rest = new Dictionary<Expr, Rational>();
            foreach (var (c, value) in sum.Terms)
            {
                var reduced = divisor.Aggregate(value, (v, d) => local.Divide(v, d));
                AddTerm(rest, c / content, reduced);
            }

            // Dividing a term by a shared factor may leave a plain number or a coefficient of its own.
            var parts = rest.Select(r => local.Scale(r.Value, r.Key)).ToList();
            parts.Add(pool.Constant(sum.Constant / content, sum.Dimension));
            var primitive = pool.Add(parts, parts[0].Dimension);
            if (primitive is SumExpr)
            {
                IncludeFactor(primitive, exponent);
            }
            else
            {
                IncludeParts(primitive, exponent);
            }
        }

        private void IncludeFactor(Expr b, int exponent)
        {
            factors ??= [];
            factors[b] = factors.TryGetValue(b, out var present) ? present + exponent : exponent;
        }

        // The largest factor that leaves whole coefficients, with the sign of the first term.
        internal static Rational Content(SumExpr sum)
        {
            var coefficients = sum.Terms.Select(t => t.Coefficient);
            if (!sum.Constant.IsZero)
            {
                coefficients = coefficients.Append(sum.Constant);
            }

            BigInteger above = 0, below = 1;
            foreach (var c in coefficients)
            {
                above = BigInteger.GreatestCommonDivisor(above, c.Numerator);
                below = below * c.Denominator / BigInteger.GreatestCommonDivisor(below, c.Denominator);
            }

            // The ratio of two big integers, as a rational.
            var content = Whole(above) / Whole(below);
            return sum.Terms[0].Coefficient.Sign < 0 ? -content : content;
        }

        private static Rational Whole(BigInteger value) => value <= long.MaxValue ? (Rational)(long)value : Rational.FromDouble((double)value);

        private static List<Factor> SharedFactors(SumExpr sum)
        {
            static Dictionary<Expr, int> FactorsOf(Expr value)
                => value is ProductExpr p ? p.Factors.ToDictionary(f => f.Base, f => f.Exponent) : new() { [value] = 1 };

            var shared = FactorsOf(sum.Terms[0].Value);
            foreach (var term in sum.Terms.Skip(1))
            {
                var present = FactorsOf(term.Value);
                foreach (var b in shared.Keys.ToList())
                {
                    if (!present.TryGetValue(b, out var exponent) || exponent * shared[b] <= 0)
                    {
                        shared.Remove(b);
                    }
                    else
                    {
                        shared[b] = shared[b] > 0 ? Math.Min(shared[b], exponent) : Math.Max(shared[b], exponent);
                    }
                }

                if (shared.Count == 0)
                {
                    break;
                }
            }

            return shared.Select(s => new Factor(s.Key, s.Value)).OrderBy(f => f.Base.Id).ToList();
        }
    }
}
