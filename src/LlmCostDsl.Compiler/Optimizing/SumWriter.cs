using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Compiler.Optimizing;

/// <summary>Writes flat sums as nodes: what is known early together, equal quantities once, common factors outside.</summary>
internal sealed class SumWriter(PlanWriter writer)
{
    /// <summary>A term with its factors apart.</summary>
    /// <param name="Early">What is known as soon as a device is: a sum of products, all of one sign.</param>
    /// <param name="Late">What is not; its coefficient is 1.</param>
    private sealed record Part(List<Term> Early, Term Late)
    {
        public bool IsNegative => Early[0].Coefficient < 0;
    }

    /// <summary>Whether a sum may be multiplied by a factor term by term, and is the cheaper for it.</summary>
    public bool CanSpread(Term factor, List<Term> sum)
    {
        if (!IsEarly(factor) || factor.Coefficient == 0)
        {
            return false;
        }

        // The factor is saved; every term that had none gets one.
        var plain = sum.Count(t => Math.Abs(t.Coefficient) == 1 && !t.IsConstant && !t.Above.Concat(t.Below).Any(writer.IsEarly));
        return plain <= 1 && (factor.IsConstant ? IsOfOneSign(sum) : sum.All(IsSurelyPositive));
    }

    public int Write(List<Term> terms, Dimension dimension) => Write(Parts(terms), dimension);

    // As deep as terms have fewer and fewer factors in common; sums are of limited length.
    private int Write(List<Part> parts, Dimension dimension)
    {
        while (parts.Count > 1 && BestFactor(parts) is var (factor, members) && factor is not null)
        {
            var inner = Write([.. members.Select(p => p with { Late = p.Late.Without(factor) })], dimension / DimensionOf(factor));
            var outside = Term.Combine(factor, Term.Of(inner), isQuotient: false);
            if (outside is null)
            {
                break;
            }

            parts = [.. parts.Select(p => p == members[0] ? new Part([Term.Number(1)], outside) : p).Where(p => !members.Contains(p))];
        }

        return Add(parts, dimension);
    }

    private int Add(List<Part> parts, Dimension dimension)
    {
        // In loops what does not change comes first, outside what is known early last: a number behind a sum is how people write it.
        var hasLoop = parts.Exists(p => Depth(p.Late) > 0);
        var order = parts.OrderBy(p => hasLoop ? Depth(p.Late) : IsEarly(p.Late) ? 1 : 0).ToList();
        var start = order.Find(p => !p.IsNegative && (!hasLoop || Depth(p.Late) == Depth(order[0].Late))) ?? order[0];
        var sum = Product(start, dimension, isSigned: true);
        foreach (var part in order.Where(p => p != start))
        {
            sum = writer.Apply(part.IsNegative ? PlanOp.Subtract : PlanOp.Add, sum, Product(part, dimension, isSigned: false));
        }

        return sum;
    }

    private List<Part> Parts(List<Term> terms)
    {
        var parts = new List<Part>();
        var byLate = new Dictionary<string, List<Part>>(StringComparer.Ordinal);
        foreach (var term in terms)
        {
            var early = new Term(term.Coefficient, [.. term.Above.Where(writer.IsEarly)], [.. term.Below.Where(writer.IsEarly)]);
            var late = new Term(1, [.. term.Above.Where(n => !writer.IsEarly(n))], [.. term.Below.Where(n => !writer.IsEarly(n))]);
            var key = string.Join(",", late.Above) + "/" + string.Join(",", late.Below);
            if (!byLate.TryGetValue(key, out var alike))
            {
                byLate[key] = alike = [];
            }

            if (!alike.Exists(p => Join(p, early)))
            {
                alike.Add(new Part([early], late));
                parts.Add(alike[alike.Count - 1]);
            }
        }

        return parts;
    }

    // Adds to what a quantity is multiplied by, where that loses nothing.
    private bool Join(Part part, Term early)
    {
        if (part.Early.Append(early).Any(t => t.Coefficient == 0) || !IsOfOneSign(part.Early.Append(early)))
        {
            return false;
        }

        var same = part.Early.FindIndex(t => t.Above.SequenceEqual(early.Above) && t.Below.SequenceEqual(early.Below));
        if (same >= 0)
        {
            part.Early[same] = part.Early[same] with { Coefficient = part.Early[same].Coefficient + early.Coefficient };
            return true;
        }

        if (IsFinite(part.Late))
        {
            part.Early.Add(early);
            return true;
        }

        return false;
    }

    // The factor whose taking out saves most; of several that always come together all of them.
    private (Term? Factor, List<Part> Members) BestFactor(List<Part> parts)
    {
        var best = (Saved: 0, Factor: (Term?)null, Members: new List<Part>());
        var costly = parts.Where(p => p.Late.Below.Count > 0 || (p.Late.Above.Count > 1 && !IsThere(p.Late.Above))).ToList();
        if (costly.Count < 2)
        {
            return (null, []);
        }

        foreach (var isBelow in new[] { false, true })
        {
            foreach (var candidate in costly.SelectMany(p => (isBelow ? p.Late.Below : p.Late.Above).Distinct().Select(n => (Node: n, p.IsNegative, Part: p))).GroupBy(c => (c.Node, c.IsNegative)))
            {
                var members = candidate.Select(c => c.Part).Where(p => IsOfOneSign([p.Late]) && IsOfOneSign(p.Early)).ToList();
                var saved = (members.Count - 1) * (isBelow ? 4 : 1);
                if (saved > best.Saved && writer.RangeOf(candidate.Key.Node) is { } range && (!isBelow || ((Interval?)range).IsNotZero()))
                {
                    best = (saved, isBelow ? new(1, [], [candidate.Key.Node]) : Term.Of(candidate.Key.Node), members);
                }
            }
        }

        if (best.Factor is null)
        {
            return (null, []);
        }

        var common = best.Members.Skip(1).Aggregate(best.Members[0].Late, (c, p) => c.Common(p.Late));
        return (IsFinite(common) ? common : best.Factor, best.Members);
    }

    private bool IsThere(IReadOnlyList<int> factors)
    {
        var product = factors[0];
        for (var i = 1; i < factors.Count && product >= 0; i++)
        {
            product = writer.Find(PlanOp.Multiply, product, factors[i], writer[product].Dimension * writer[factors[i]].Dimension);
        }

        return product >= 0;
    }

    // From the outside of loops inwards.
    private int Product(Part part, Dimension dimension, bool isSigned)
    {
        var early = Early(part.Early, dimension / DimensionOf(part.Late), part.IsNegative && !isSigned);
        foreach (var level in part.Late.Above.Concat(part.Late.Below).Select(writer.DepthOf).Distinct().OrderBy(d => d))
        {
            if (Multiplied(part.Late.Above.Where(n => writer.DepthOf(n) == level)) is { } above)
            {
                early = IsOne(early) ? above : writer.Apply(PlanOp.Multiply, early, above);
            }

            if (Multiplied(part.Late.Below.Where(n => writer.DepthOf(n) == level)) is { } below)
            {
                early = writer.Apply(PlanOp.Divide, early, below);
            }
        }

        return early;
    }

    private int Early(List<Term> terms, Dimension dimension, bool isNegated)
    {
        var sum = -1;
        foreach (var term in terms)
        {
            var product = writer.Constant(isNegated ? -term.Coefficient : term.Coefficient, dimension / DimensionOf(term));
            if (Multiplied(term.Above) is { } above)
            {
                product = IsOne(product) ? above : writer.Apply(PlanOp.Multiply, product, above);
            }

            product = Multiplied(term.Below) is { } below ? writer.Apply(PlanOp.Divide, product, below) : product;
            sum = sum < 0 ? product : writer.Apply(PlanOp.Add, sum, product);
        }

        return sum;
    }

    private int? Multiplied(IEnumerable<int> factors)
    {
        int? product = null;
        foreach (var factor in factors)
        {
            product = product is { } before ? writer.Apply(PlanOp.Multiply, before, factor) : factor;
        }

        return product;
    }

    private bool IsOne(int node) => writer[node] is { Op: PlanOp.Constant, Value: 1 } one && one.Dimension.IsNone;

    private Dimension DimensionOf(Term term)
        => term.Below.Aggregate(term.Above.Aggregate(Dimension.None, (d, n) => d * writer[n].Dimension), (d, n) => d / writer[n].Dimension);

    private int Depth(Term term) => term.Above.Concat(term.Below).Select(writer.DepthOf).DefaultIfEmpty(0).Max();

    private bool IsEarly(Term term) => term.Above.Concat(term.Below).All(writer.IsEarly);

    private bool IsOfOneSign(IEnumerable<Term> terms)
        => terms.All(t => t.Above.Concat(t.Below).All(writer.IsNotNegative)) && terms.Select(t => Math.Sign(t.Coefficient)).Distinct().Count() == 1;

    private bool IsSurelyPositive(Term term)
        => term.Coefficient > 0 && term.Above.Concat(term.Below).All(n => writer.RangeOf(n).IsPositive());

    private bool IsFinite(Term term)
        => term.Above.All(n => writer.RangeOf(n) is not null) && term.Below.All(n => writer.RangeOf(n).IsNotZero());
}
