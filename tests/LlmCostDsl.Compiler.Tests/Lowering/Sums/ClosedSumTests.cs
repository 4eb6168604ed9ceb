using FsCheck;
using FsCheck.Fluent;
using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Compiler.Tests.Lowering.Sums;

/// <summary>
/// Sums and maxima in closed form against the values themselves, added up with compensation: bodies drawn at random, whole and real ends, empty ranges, bends
/// on indices and between them. An error is measured by what the parts of all values amount to.
/// </summary>
public sealed class ClosedSumTests
{
    private const double Tolerance = 1e-12;

    private static readonly double[] Numbers = [0, 1, -1, 2, -2.5, 0.125, 3, 7.5, -4, 12];

    [Fact]
    public void Random_bodies()
        => Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(150).WithName("closed = value by value"),
            Prop.ForAll(Arb.From(Gen.Choose(0, int.MaxValue - 1)), seed => Problem(seed) is { } problem ? throw new InvalidOperationException(problem) : true));

    [Fact]
    public void Random_bodies_in_every_engine()
    {
        for (var seed = 0; seed < 12; seed++)
        {
            var asked = Draw(seed);
            Assert.Empty(PlanVerifier.Verify(asked.Closed));
            foreach (var inputs in Questions(seed))
            {
                AllEngines.Evaluate(asked.Closed, inputs, null);
            }
        }
    }

    // Were nothing closed, the tests above would compare loops.
    [Fact]
    public void Most_random_bodies_have_closed_forms()
    {
        var drawn = Enumerable.Range(0, 60).Select(Draw).ToList();
        Assert.InRange(drawn.Count(q => q.IsSumClosed), 48, 60);
        Assert.InRange(drawn.Count(q => q.IsLargestClosed), 36, 60);
    }

    public static TheoryData<string> Bodies => [.. Samples.Keys];

    private static readonly Dictionary<string, Func<ExprPool, Expr, Expr, Expr, Expr, Expr>> Samples = new()
    {
        ["a line"] = (p, i, a, b, c) => p.Add(p.Multiply(a, i), b),
        ["the larger of two lines"] = (p, i, a, b, c) => p.Maximum(p.Add(p.Multiply(a, i), b), c),
        ["the smaller of two lines"] = (p, i, a, b, c) => p.Minimum(p.Add(p.Multiply(a, i), b), p.Multiply(c, i)),
        ["the largest of four lines"] = (p, i, a, b, c)
            => p.Extreme(FunctionKind.Maximum, [p.Multiply(a, i), p.Add(b, p.Multiply(p.Constant(3), i)), p.Multiply(c, p.Add(i, p.One)), p.Constant(100)]),
        ["a clamp inside of a maximum"] = (p, i, a, b, c) => p.Maximum(p.Multiply(a, p.Minimum(i, b)), p.Add(c, i)),
        ["a choice"] = (p, i, a, b, c) => p.Select(p.LessOrEqual(p.Multiply(a, i), b), p.Multiply(c, i), b),
        ["a choice by a range"] = (p, i, a, b, c) => p.Select(p.And(p.Less(a, i), p.LessOrEqual(i, b)), i, c),
        ["a single value"] = (p, i, a, b, c) => p.Select(p.Equal(i, a), b, c),
        ["a triangle under a window"] = (p, i, a, b, c) => p.Multiply(p.Minimum(i, a), p.Minimum(p.Add(i, b), c)),
        ["a cubic"] = (p, i, a, b, c) => p.Multiply([p.Add(i, a), p.Add(i, b), p.Add(i, c)]),
        ["the larger of two parabolas"] = (p, i, a, b, c) => p.Maximum(p.Multiply(i, p.Add(i, a)), p.Multiply(b, p.Multiply(i, p.Subtract(c, i)))),
        ["whole blocks"] = (p, i, a, b, c) => p.Multiply(p.Constant(16), p.Ceiling(p.Divide(p.Add(i, a), p.Constant(16)))),
        ["whole blocks or a line"] = (p, i, a, b, c) => p.Maximum(p.Multiply(p.Constant(6), p.Ceiling(p.Divide(p.Add(i, a), p.Constant(6)))), p.Add(b, p.Multiply(c, i))),
        ["factors that cancel"] = (p, i, a, b, c) => p.Multiply(p.Multiply(a, i), p.Subtract(p.Divide(b, i), p.Divide(p.Multiply(c, i), i))),
        ["nothing that moves"] = (p, i, a, b, c) => p.Multiply(a, p.Add(b, c)),
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public void Samples_are_closed_and_right(string name)
    {
        var asked = Sample(name);
        Assert.True(asked.IsSumClosed, asked.Body.ToString());
        Assert.Empty(PlanVerifier.Verify(asked.Closed));
        foreach (var (low, count) in new[] { (1.0, -3.0), (1, -1), (1, 0), (1, 1), (1, 2), (0.5, 3.25), (-20, 60), (-7.375, 100), (3, 1000) })
        {
            foreach (var inputs in new double[][] { [2, 5, 3], [-1, 10, 4], [0, 0, 0], [1, 1, 1], [0.5, -8, -2], [30, 40, 0.25] })
            {
                if (name == "factors that cancel" && low <= 0)
                {
                    continue; // value by value, b / 0
                }

                Compare(asked, low, low + count, inputs);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public void A_million_values(string name) => Compare(Sample(name), 1, 1_000_000, [3, 400_000, 1.5]);

    // Value by value nobody gets there: what two halves say must be what the whole says.
    [Theory]
    [MemberData(nameof(Bodies))]
    public void Halves_of_a_billion_values_make_the_whole(string name)
    {
        var asked = Sample(name);
        const double Count = 1e9;
        foreach (var inputs in new double[][] { [2, 5e8, 3], [-1, 1e9, 4], [0, 0, 0], [1, 1, 1], [0.5, -8, -2], [1e9, 1, 0.25], [3, 7e8, 123456789] })
        {
            var whole = asked.Ask(1, Count, inputs);
            foreach (var cut in new double[] { 0, 1, 2, 16, 123_456_789, 5e8 - 1, 5e8, 7e8, Count - 1, Count })
            {
                var (before, behind) = (asked.Ask(1, cut, inputs), asked.Ask(cut + 1, Count, inputs));

                // Each value is no larger than the largest, or than one at an end.
                var size = Count * new[] { asked.IsLargestClosed ? whole.Largest : 0, asked.Ask(1, 1, inputs).Sum, asked.Ask(Count, Count, inputs).Sum }.Max(Math.Abs);
                Assert.Equal(whole.Sum, before.Sum + behind.Sum, Tolerance * Math.Max(size, 1e-300));
                if (asked.IsLargestClosed)
                {
                    var largest = cut == 0 ? behind.Largest : cut == Count ? before.Largest : Math.Max(before.Largest, behind.Largest);
                    Assert.Equal(whole.Largest, largest, Tolerance * Math.Max(Math.Abs(whole.Largest), 1e-300));
                }
            }
        }
    }

    [Fact]
    public void What_stays_rational_stays_a_loop()
    {
        var asked = new SumQuestion((p, i, n) => (p.Divide(n[0], p.Add(i, n[1])), p.One));
        Assert.False(asked.IsSumClosed);
        Assert.Equal(1.0 / 3 + 1.0 / 4 + 1.0 / 5, asked.Ask(1, 3, 1, 2, 0).Sum, 15);
    }

    private static SumQuestion Sample(string name)
        => new((pool, i, n) => (Samples[name](pool, i, n[0], n[1], n[2]), pool.Add([pool.Absolute(i), .. n.Select(pool.Absolute), pool.One], Dimension.None)));

    private static SumQuestion Draw(int seed) => new((pool, index, inputs) => RandomBody.Draw(pool, seed, index, inputs));

    private static void Compare(SumQuestion asked, double low, double high, double[] inputs)
    {
        var (sum, largest) = asked.Ask(low, high, inputs);
        var run = asked.Run(low, high, inputs);

        // Sizes of samples are of lines; products of them are as large as the largest value.
        var size = Math.Max(run.Size, Math.Max(0, high - low + 1) * Math.Abs(run.Largest));
        Assert.Equal(run.Sum, sum, Tolerance * Math.Max(1e-300, size));
        Assert.Equal(run.Largest, largest, Tolerance * Math.Max(1, Math.Abs(run.Largest)));
    }

    private static IEnumerable<double[]> Questions(int seed)
    {
        var random = new Random(seed);
        for (var t = 0; t < 8; t++)
        {
            var low = t % 3 == 2 ? random.Next(-80, 80) / 8.0 : random.Next(-12, 12);
            var high = low + (t switch { 0 => -3, 1 => 0, 2 => 1, 3 => 2.5, _ => random.Next(0, 90) });
            yield return [low, high, Numbers[random.Next(Numbers.Length)], Numbers[random.Next(Numbers.Length)], Numbers[random.Next(Numbers.Length)]];
        }
    }

    private static string? Problem(int seed)
    {
        var asked = Draw(seed);
        foreach (var question in Questions(seed))
        {
            var inputs = question[2..];
            var (sum, largest) = asked.Ask(question[0], question[1], inputs);
            var run = asked.Run(question[0], question[1], inputs);
            if (!(Math.Abs(sum - run.Sum) <= Tolerance * run.Size) || !(Math.Abs(largest - run.Largest) <= Tolerance * Math.Max(1, run.Size)))
            {
                return $"seed {seed}, {string.Join(", ", question)}: {(sum, largest)} in closed form, {(run.Sum, run.Largest)} value by value, of {asked.Body}";
            }
        }

        return null;
    }
}
