using LlmCostDsl.Compiler.Plan;
using LlmCostDsl.Tests;

namespace LlmCostDsl.Analysis.Tests.Emit;

/// <summary>
/// Rows evaluated together give the bits that each gives by itself, for batches of any length, whatever the values are; and refuse the same rows with the
/// same sentence, after the rows before them were written. In vectors as wide as the machine has; CI asks again with the wider ones switched off.
/// </summary>
public sealed class LaneTests
{
    private static readonly int[] Lengths = [0, 1, 2, 3, 4, 5, Lanes512.Width - 1, Lanes512.Width, Lanes512.Width + 1, 2 * Lanes512.Width, (3 * Lanes512.Width) + 5];

    private static readonly HardwareProfile Nobody = new("Nobody", []);

    // Zeros, the largest, the smallest, what rounds and what does not; divided by each other they make infinities and what is no number.
    private static readonly double[] Hostile
        = [0, -0.0, 1, -1, 0.5, -0.5, 1.5, 2.5, -2.5, 3, 1e16, -1e16, double.MaxValue, double.MinValue, double.Epsilon, -double.Epsilon, 0.1, 4503599627370497.5];

    public static TheoryData<string> Operations()
        => [.. Enum.GetValues<PlanOp>().Where(o => o is >= PlanOp.Add and <= PlanOp.Select).Select(o => o.ToString())];

    [Theory]
    [MemberData(nameof(Operations))]
    public void An_operation_is_the_same_in_lanes(string name)
    {
        var op = Enum.Parse<PlanOp>(name);
        var plan = new PlanBuilder(name);
        int x = Input(plan, "x"), y = Input(plan, "y"), z = Input(plan, "z"), quotient = plan.Divide(x, y);
        plan.Output("plain", Apply(plan, op, x, y, z)).Output("quotient", Apply(plan, op, quotient, z, y)).Output("reversed", Apply(plan, op, z, quotient, x));
        plan.Output("chosen", plan.Select(plan.Apply(PlanOp.Less, y, z), Apply(plan, op, quotient, x, z), plan.Constant(-0.0)));
        // A truth as a number, and a number as a truth.
        plan.Output("counted", plan.Add(plan.Apply(PlanOp.LessOrEqual, quotient, z), plan.Apply(PlanOp.Not, Apply(plan, op, x, z, quotient))));
        var rows = (from a in Hostile from b in Hostile from c in Hostile where (a.GetHashCode() ^ b.GetHashCode() ^ c.GetHashCode()) % 3 != 1 select new[] { a, b, c }).ToArray();

        Agree(GeneratedPlan.Compile([plan.Build()])[0], rows, Nobody);
    }

    [Fact]
    public void Random_plans_are_the_same_in_lanes()
    {
        const int Plans = 60;
        var drawn = Enumerable.Range(0, Plans).Select(seed => RandomPlan.Draw(9000 + seed, 12 + (seed * 37 % 240))).ToList();
        var generated = GeneratedPlan.Compile(drawn);
        var answered = 0;
        for (var p = 0; p < Plans; p++)
        {
            var attributes = RandomPlan.Values(p, drawn[p].Attributes.Count);
            var device = new HardwareProfile("Random", drawn[p].Attributes.Select((a, i) => KeyValuePair.Create(a.Name, Math.Abs(attributes[i]))).Where(a => !double.IsNaN(a.Value)));
            // Half of the plans are asked what none of them refuses for its inputs alone.
            var rows = Enumerable.Range(0, Lengths[^1]).Select(r => RandomPlan.Values((1000 * p) + r, drawn[p].Inputs.Count))
                .Select(r => p % 2 == 0 ? r.Select(v => double.IsFinite(v) ? v : 3).ToArray() : r).ToArray();
            foreach (var length in Lengths)
            {
                answered += Agree(generated[p], rows[..length], device);
            }
        }

        Assert.True(answered > Plans * 8, $"only {answered} rows were answered");
    }

    [Fact]
    public void Loops_run_as_often_as_each_row_asks_for()
    {
        var plan = new PlanBuilder("Loops");
        int low = plan.Input("low", -100, 100), high = plan.Input("high", -100, 1e12), zero = plan.Constant(0);
        var loop = plan.Loop(low, high);
        var index = plan.Index(loop);
        var inner = plan.Loop(zero, index, loop);
        var products = plan.Multiply(plan.Index(inner), index);
        var sum = plan.Sum(inner, products);
        plan.Output("sum", plan.Sum(loop, plan.Add(sum, index))).Output("largest", plan.Largest(loop, plan.Apply(PlanOp.Subtract, zero, index)));
        plan.Output("always", plan.Add(low, high));
        double[][] rows =
        [
            .. Enumerable.Range(0, 19).Select(r => new[] { r - 4.5, (r * 7 % 11) - 2.0 }), [1, 5], [3, 40], [0, 0], [0, -1], [-0.0, 2.5],
            // Ten thousand million times is refused; so is the row, wherever it stands.
            [0, 1e10], [1, 2],
        ];
        var generated = GeneratedPlan.Compile([plan.Build()])[0];

        Assert.Equal(rows.Length - 2, Agree(generated, rows, Nobody));
        Assert.StartsWith("row 24: the loop at test.llmspec:1 would run 10,000,000,001 times", generated.EvaluateMany(rows, Nobody).Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_is_refused_wherever_it_stands()
    {
        var plan = new PlanBuilder("Guarded");
        int x = plan.Input("x", 1, 100, whole: true, type: "count", @default: 1), y = plan.Input("y", 0, 2, scale: 0.125, @default: 1), figure = plan.Attribute("a");
        plan.Guard(plan.Apply(PlanOp.Less, x, plan.Constant(50)), "x has to be small");
        plan.Guard(plan.Apply(PlanOp.Or, plan.Present(figure), plan.Apply(PlanOp.Less, y, plan.Constant(1))), "no a", 0);
        plan.Output("z", plan.Multiply(x, y));
        var generated = GeneratedPlan.Compile([plan.Build()])[0];
        (double[] Row, string Sentence)[] refused =
        [
            ([0, 1], "input 'x' is 0, which is outside its range: 1..100 (Parameter 'X')"),
            ([101, 1], "input 'x' is 101, which is outside its range: 1..100 (Parameter 'X')"),
            ([3, double.NaN], "input 'y' has no value"),
            ([3, 2.125], "input 'y' is "),
            ([50, 0.5], "x has to be small"),
            ([3, 1], "'Nobody' does not state 'a', which is needed here"),
        ];
        foreach (var (row, sentence) in refused)
        {
            for (var at = 0; at < (2 * Lanes512.Width) + 3; at++)
            {
                var rows = Enumerable.Range(0, (2 * Lanes512.Width) + 3).Select(r => r == at ? row : [1.0 + r, 0.5]).ToArray();
                Assert.Equal(at, Agree(generated, rows, Nobody));
                Assert.StartsWith($"row {at:D}: {sentence}", generated.EvaluateMany(rows, Nobody).Refusal, StringComparison.Ordinal);
            }
        }
    }

    private static int Input(PlanBuilder plan, string name) => plan.Input(name, double.NegativeInfinity, double.PositiveInfinity);

    private static int Apply(PlanBuilder plan, PlanOp op, int a, int b, int c) => op switch
    {
        PlanOp.Select => plan.Select(a, b, c),
        PlanOp.Ceiling or PlanOp.Floor or PlanOp.Absolute or PlanOp.Log2 or PlanOp.SquareRoot or PlanOp.Not => plan.Apply(op, a),
        _ => plan.Apply(op, a, b),
    };

    /// <returns>How many rows were answered before one was refused.</returns>
    internal static int Agree(GeneratedPlan generated, double[][] rows, HardwareProfile device)
    {
        var alone = rows.Select(r => generated.EvaluateOne(r, device)).ToList();
        var (together, refusal) = generated.EvaluateMany(rows, device);
        var first = alone.FindIndex(r => r.Refusal is not null);
        Assert.Equal(first < 0 ? null : $"row {first:D}: {alone[first].Refusal}", refusal);
        var answered = first < 0 ? rows.Length : first;
        for (var row = 0; row < rows.Length; row++)
        {
            for (var o = 0; o < together[row].Length; o++)
            {
                var wanted = row < answered ? alone[row].Outputs[o] : 0;
                Assert.True(
                    BitConverter.DoubleToInt64Bits(wanted) == BitConverter.DoubleToInt64Bits(together[row][o]) || (double.IsNaN(wanted) && double.IsNaN(together[row][o])),
                    $"row {row:D} of {rows.Length:D} ({string.Join(", ", rows[row])}), output {o:D}: by itself {wanted:R}, together {together[row][o]:R}\n{generated.Text}");
            }
        }

        return answered;
    }
}
