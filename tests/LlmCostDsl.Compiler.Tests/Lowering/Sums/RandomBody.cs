using LlmCostDsl.Compiler.Algebra;

namespace LlmCostDsl.Compiler.Tests.Lowering.Sums;

/// <summary>
/// A body for a sum, drawn from a seed: lines, bends and jumps over an index, with coefficients of few binary digits, so that bends fall on whole indices as
/// often as not and a comparison of doubles is exact.
/// </summary>
internal sealed class RandomBody
{
    private readonly ExprPool pool;
    private readonly Random random;
    private readonly LeafExpr index;
    private readonly IReadOnlyList<LeafExpr> inputs;

    private RandomBody(ExprPool pool, int seed, LeafExpr index, IReadOnlyList<LeafExpr> inputs)
    {
        this.pool = pool;
        this.index = index;
        this.inputs = inputs;
        random = new Random(seed);
    }

    /// <returns>The body, and a bound of what its parts amount to: what an error is measured by where they cancel.</returns>
    public static (Expr Body, Expr Size) Draw(ExprPool pool, int seed, LeafExpr index, IReadOnlyList<LeafExpr> inputs)
    {
        var drawing = new RandomBody(pool, seed, index, inputs);
        return drawing.Draw(depth: 3, degree: drawing.random.Next(1, 4));
    }

    private (Expr Body, Expr Size) Draw(int depth, int degree)
    {
        switch (depth == 0 ? 0 : random.Next(9))
        {
            case 1 or 2:
                var sides = Enumerable.Range(0, random.Next(4) == 0 ? 3 : 2).Select(_ => Draw(depth - 1, degree)).ToList();
                return (pool.Extreme(random.Next(2) == 0 ? FunctionKind.Minimum : FunctionKind.Maximum, [.. sides.Select(s => s.Body)]), Total(sides));
            case 3:
                var (then, otherwise) = (Draw(depth - 1, degree), Draw(depth - 1, degree));
                return (pool.Select(Condition(), then.Body, otherwise.Body), Total([then, otherwise]));
            case 4 or 5:
                var (one, other) = (Draw(depth - 1, degree), Draw(depth - 1, degree));
                return (pool.Add(pool.Multiply(Number(), one.Body), other.Body), Total([one, (other.Body, pool.Multiply(pool.Constant(4), other.Size))]));
            case 6 when degree > 1:
                var (left, right) = (Draw(depth - 1, degree - 1), Line());
                return (pool.Multiply(left.Body, right.Body), pool.Multiply(left.Size, right.Size));
            case 7:
                var inner = Draw(depth - 1, degree);
                return (pool.Absolute(inner.Body), inner.Size);
            case 8 when random.Next(3) == 0:
                Expr block = pool.Constant(random.Next(2, 9));
                var rounded = pool.Multiply(block, pool.Ceiling(pool.Divide(pool.Add(index, Number()), block)));
                return (rounded, pool.Add(pool.Absolute(rounded), pool.One));
            default:
                return Line();
        }
    }

    private (Expr Body, Expr Size) Line()
    {
        var (slope, height) = (Number(), Number());
        return (
            pool.Add(pool.Multiply(slope, index), height),
            pool.Add([pool.Absolute(pool.Multiply(slope, index)), pool.Absolute(height), pool.One], Dimension.None));
    }

    private Expr Condition()
    {
        var (left, right) = (Line().Body, Line().Body);
        var simple = random.Next(5) switch
        {
            0 => pool.Equal(left, right),
            1 or 2 => pool.Less(left, right),
            _ => pool.LessOrEqual(left, right),
        };
        return random.Next(4) switch
        {
            0 => pool.And(simple, pool.Less(Line().Body, Number())),
            1 => pool.Not(simple),
            _ => simple,
        };
    }

    private Expr Number() => random.Next(3) switch
    {
        0 => inputs[random.Next(inputs.Count)],
        1 => pool.Constant(random.Next(-3, 4)),
        _ => pool.Constant((Rational)random.Next(-40, 41) / 8),
    };

    private Expr Total(IEnumerable<(Expr Body, Expr Size)> parts) => pool.Add([.. parts.Select(p => pool.Multiply(pool.Constant(5), p.Size))], Dimension.None);
}
