using LlmCostDsl.Analysis.Solving;
using LlmCostDsl.Compiler;
using LlmCostDsl.Compiler.Plan;
using LlmCostDsl.Tests;

namespace LlmCostDsl.Analysis.Tests.Solving;

/// <summary>Searches say what trying every whole number says, on functions drawn at random, in order or not.</summary>
public sealed class SearchTests
{
    private const int Low = -30;
    private const int High = 200;

    [Fact]
    public void The_largest_and_the_smallest_are_those_of_trying_all()
    {
        var (proofs, hits) = (new HashSet<Proof>(), 0);
        for (var seed = 0; seed < 800; seed++)
        {
            var (line, demands, _) = Draw(seed);
            var all = Enumerable.Range(Low, High - Low + 1).Where(x => demands.IsMet(line.At(x))).ToList();

            var largest = new LimitSearch(line, demands, isLargest: true, SearchBudget.Usual).Run(line.At(Low), line.At(High));
            var smallest = new LimitSearch(line, demands, isLargest: false, SearchBudget.Usual).Run(line.At(Low), line.At(High));

            Assert.True(Same(all.Count == 0 ? null : all[^1], largest.Point), $"seed {seed}: largest {largest.Point?.At} by {largest.Proof}, not {all.LastOrDefault()} of {all.Count}");
            Assert.True(Same(all.Count == 0 ? null : all[0], smallest.Point), $"seed {seed}: smallest {smallest.Point?.At} by {smallest.Proof}, not {all.FirstOrDefault()} of {all.Count}");
            Assert.NotEqual(Proof.None, largest.Proof);
            proofs.Add(largest.Proof);
            hits += all.Count > 0 && all.Count < 100 ? 1 : 0;
        }

        // Every way of knowing was needed, and answers were not trivial.
        Assert.Equal(4, proofs.Count);
        Assert.True(hits > 100, $"{hits} answers inside the range");
    }

    [Fact]
    public void The_best_is_that_of_trying_all()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var (line, demands, goal) = Draw(seed);
            var values = Enumerable.Range(Low, High - Low + 1).Select(x => line.At(x)).Where(p => demands.IsMet(p) && !double.IsNaN(p[goal])).Select(p => p[goal]).ToList();
            foreach (var isLargest in new[] { true, false })
            {
                var found = new BestSearch(line, demands, goal, isLargest, SearchBudget.Usual).Run(line.At(Low), line.At(High));

                Assert.NotEqual(Proof.None, found.Proof);
                Assert.True(found.Point is null ? values.Count == 0 : found.Point[goal] == (isLargest ? values.Max() : values.Min()) && demands.IsMet(found.Point), $"seed {seed}, {(isLargest ? "largest" : "smallest")}: {found.Point?.At}");
            }
        }
    }

    [Fact]
    public void A_spent_budget_is_said_with_what_is_known()
    {
        // x · (200 - x) - 30 · (x % 7): up and down all the way; at most 9000 between its peaks.
        var (line, demands) = Jagged();

        var found = new LimitSearch(line, demands, isLargest: true, new(3, long.MaxValue)).Run(line.At(0), line.At(200));

        Assert.Equal(Proof.None, found.Proof);
        Assert.NotNull(found.Open);
        Assert.True(found.Point is null || demands.IsMet(found.Point));
        var (low, high) = found.Open.Value;
        var truth = Enumerable.Range(0, 201).Last(x => demands.IsMet(line.At(x)));
        Assert.InRange(truth, found.Point?.At ?? low, high);
    }

    private static (SolveLine Line, Demands Demands) Jagged()
    {
        var plan = new PlanBuilder();
        var x = plan.Input("x", 0, 200, whole: true);
        var remainder = plan.Apply(PlanOp.Subtract, x, plan.Multiply(plan.Constant(7), plan.Apply(PlanOp.Floor, plan.Divide(x, plan.Constant(7)))));
        var value = plan.Apply(PlanOp.Subtract, plan.Multiply(x, plan.Apply(PlanOp.Subtract, plan.Constant(200), x)), plan.Multiply(plan.Constant(30), remainder));
        var holds = plan.Apply(PlanOp.LessOrEqual, plan.Constant(9000), value);
        var built = plan.Output("c0", holds, "bool").Build();
        return (new(built, null, [0], new("x", new(PlanOp.Input, 0, true), built.Inputs[0], 0, 200, string.Empty)), new(built, [new(0, "c0", true, 0, null)]));
    }

    private static bool Same(int? expected, SolvePoint? found) => found is null ? expected is null : expected == found.At;

    // Up to three constraints, each a drawn function against a number it takes somewhere, and a goal.
    private static (SolveLine Line, Demands Demands, int Goal) Draw(int seed)
    {
        var random = new Random(seed);
        var plan = new PlanBuilder("Drawn");
        var x = plan.Input("x", Low, High, whole: true);
        var constraints = new List<AskedExpression>();
        var outputs = 0;
        for (var c = random.Next(1, 4); c > 0; c--)
        {
            var left = Function(plan, x, random, random.Next(1, 4));
            var at = random.Next(Low, High);
            var right = plan.Constant(new PlanInterpreter(plan.Build()).Values([at], [])[left] is var v && double.IsFinite(v) && v != 0 ? v : 5);
            var orEqual = random.Next(2) == 0;
            var isUpper = random.Next(2) == 0;
            var (a, b) = isUpper ? (left, right) : (right, left);
            plan.Output("c" + outputs, plan.Apply(orEqual ? PlanOp.LessOrEqual : PlanOp.Less, a, b), "bool").Output("l" + outputs, left).Output("r" + outputs, right).Output("s" + outputs, plan.Apply(PlanOp.Subtract, b, a));
            constraints.Add(new(constraints.Count, "c", true, 4 * outputs, new("l", isUpper ? "<=" : ">=", "r", (4 * outputs) + 1, (4 * outputs) + 2, (4 * outputs) + 3)));
            outputs++;
        }

        var goal = Function(plan, x, random, 3);
        if (random.Next(4) == 0)
        {
            plan.Guard(plan.Apply(PlanOp.Less, Function(plan, x, random, 1), plan.Constant(random.Next(-50, 300))), "not here");
        }

        var built = plan.Output("goal", goal).Build();
        return (new(built, null, [0], new("x", new(PlanOp.Input, 0, true), built.Inputs[0], Low, High, string.Empty)), new(built, constraints), goal);
    }

    private static int Function(PlanBuilder plan, int x, Random random, int depth)
    {
        int Inner() => Function(plan, x, random, depth - 1);
        int Number() => plan.Constant(random.Next(-24, 25) / 4.0);
        if (depth == 0)
        {
            return random.Next(5) == 0 ? Number() : plan.Add(plan.Multiply(Number(), x), Number());
        }

        return random.Next(10) switch
        {
            0 => plan.Apply(PlanOp.Minimum, Inner(), Inner()),
            1 => plan.Apply(PlanOp.Maximum, Inner(), Inner()),
            2 => plan.Multiply(Inner(), Inner()),
            3 => plan.Divide(Inner(), Inner()),
            4 => plan.Multiply(plan.Constant(8), plan.Apply(PlanOp.Ceiling, plan.Divide(Inner(), plan.Constant(8)))),
            5 => plan.Select(plan.Apply(PlanOp.Less, Inner(), Inner()), Inner(), Inner()),
            6 => plan.Apply(PlanOp.Absolute, Inner()),
            7 => Loop(plan, x, random),
            8 => plan.Apply(PlanOp.Subtract, Inner(), Inner()),
            _ => plan.Add(Inner(), Inner()),
        };
    }

    // A sum or a maximum over a range that may end where x does.
    private static int Loop(PlanBuilder plan, int x, Random random)
    {
        var loop = plan.Loop(plan.Constant(1), random.Next(2) == 0 ? x : plan.Constant(random.Next(0, 6)));
        var body = plan.Add(plan.Multiply(plan.Index(loop), plan.Constant(random.Next(-2, 5))), random.Next(2) == 0 ? x : plan.Constant(2));
        return random.Next(2) == 0 ? plan.Sum(loop, body) : plan.Largest(loop, body);
    }
}
