using LlmCostDsl.Compiler.Plan;
using LlmCostDsl.Compiler.Support;

namespace LlmCostDsl.Tests;

/// <summary>
/// A plan drawn from a seed whose values are tame: positive numbers of moderate size whose digits never cancel, so that any order of operations gives the
/// same up to a few roundings. What jumps is an output of its own, called <c>jump</c>.
/// </summary>
internal sealed class TamePlan
{
    private const double Least = 0.01;
    private const double Largest = 1000;

    private static readonly double[] Constants = [1, 2, 3, 0.5, 0.1, 7, 12.5, 65];

    private readonly PlanBuilder plan = new("Tame");
    private readonly List<double> middle = [];
    private readonly Random random;
    private readonly bool jumps;
    private int outputs;

    private TamePlan(int seed, bool jumps)
    {
        random = new(seed);
        this.jumps = jumps;
    }

    /// <param name="jumps">Whether values are rounded, compared and chosen on their way.</param>
    public static EvaluatorPlan Draw(int seed, int size, bool jumps)
    {
        var drawing = new TamePlan(seed, jumps);
        drawing.Draw(size);
        return drawing.plan.Build();
    }

    /// <summary>Values within what inputs accept and devices state.</summary>
    public static double[] Values(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => 1 + (3 * random.NextDouble()))];
    }

    private void Draw(int size)
    {
        var outside = new List<int>();
        for (var i = 0; i < 4; i++)
        {
            outside.Add(Known(plan.Input("x" + i, 1, 4), 2));
            outside.Add(Known(plan.Attribute("a" + i), 2));
            outside.Add(Known(plan.Constant(Constants[random.Next(Constants.Length)]), plan[plan.NodeCount - 1].Value));
        }

        while (plan.NodeCount < size)
        {
            if (random.Next(25) == 0)
            {
                DrawLoop(outside);
            }
            else
            {
                DrawNode(outside);
            }
        }

        for (var i = 0; i < 5; i++)
        {
            plan.Output("y" + i, Pick(outside));
        }

        plan.Output("last", outside[^1]);
        DrawTable(outside);
        plan.Guard(plan.Apply(PlanOp.Less, Pick(outside), Pick(outside)), "must be less");
    }

    // Two figures and the larger one, which limits the row, as time does.
    private void DrawTable(List<int> visible)
    {
        int zero = Known(plan.Constant(0), 0), one = Known(plan.Constant(1), 1);
        var columns = new[] { "a", "b", PlanColumn.Time }.Select(c => new PlanColumn(c, PlanColumnKind.Timing, default)).ToEquatable();
        var rows = Enumerable.Range(0, 4).Select(r =>
        {
            int a = Pick(visible), b = Pick(visible);
            var time = Known(plan.Apply(PlanOp.Maximum, a, b), 1);
            var limit = Known(plan.Apply(PlanOp.Less, a, b), 1);
            return new PlanRow("r" + r, string.Empty, "op", Pick(visible), new([Pick(visible)]), new([a, b, time]), Known(plan.Select(limit, one, zero), 1));
        }).ToEquatable();
        plan.Table(new("step", columns, rows, new([-1, -1, plan.NodeCount - 1 is var last && last >= 0 ? Pick(visible) : -1])));
    }

    private void DrawLoop(List<int> visible)
    {
        int low = Known(plan.Constant(1), 1), high = Known(plan.Constant(1 + random.Next(4)), 3), loop = plan.Loop(low, high);
        var inside = new List<int>(visible) { Known(plan.Index(loop), 2) };
        for (var n = random.Next(2, 8); n > 0; n--)
        {
            DrawNode(inside, isInside: true);
        }

        visible.Add(Known(random.Next(2) == 0 ? plan.Sum(loop, inside[^1]) : plan.Largest(loop, inside[^1]), 3 * middle[inside[^1]]));
    }

    private void DrawNode(List<int> visible, bool isInside = false)
    {
        int a = Late(visible), b = Late(visible);
        var node = random.Next(jumps && !isInside ? 14 : 10) switch
        {
            0 => Known(plan.Apply(PlanOp.Maximum, a, b), Math.Max(middle[a], middle[b])),
            1 => Known(plan.Apply(PlanOp.Minimum, a, b), Math.Min(middle[a], middle[b])),
            2 => Less(a, b),
            3 or 4 when middle[a] / middle[b] is >= Least and <= Largest => Known(plan.Divide(a, b), middle[a] / middle[b]),
            5 or 6 or 7 when middle[a] * middle[b] is >= Least and <= Largest => Known(plan.Multiply(a, b), middle[a] * middle[b]),
            10 => Jump(Known(plan.Apply(PlanOp.Ceiling, a), Math.Ceiling(middle[a]))),
            11 => Jump(Known(plan.Apply(PlanOp.Ceiling, Known(plan.Divide(a, b), 1)), Math.Ceiling(middle[a] / middle[b]))),
            12 or 13 => Choice(a, b, Late(visible), Late(visible)),
            _ => Known(plan.Add(a, b), middle[a] + middle[b]),
        };
        visible.Add(middle[node] > Largest ? Known(plan.Apply(PlanOp.Minimum, node, Known(plan.Constant(Largest), Largest)), Largest) : node);
    }

    // a less at most half of it.
    private int Less(int a, int b)
    {
        var half = Known(plan.Multiply(Known(plan.Constant(0.5), 0.5), Known(plan.Apply(PlanOp.Minimum, a, b), Math.Min(middle[a], middle[b]))), 0);
        return Known(plan.Apply(PlanOp.Subtract, a, half), middle[a] - (0.5 * Math.Min(middle[a], middle[b])));
    }

    private int Choice(int a, int b, int then, int otherwise)
    {
        var condition = Jump(Known(plan.Apply(PlanOp.Less, a, b), middle[a] < middle[b] ? 1 : 0));
        return Known(plan.Select(condition, then, otherwise), middle[a] < middle[b] ? middle[then] : middle[otherwise]);
    }

    private int Jump(int node)
    {
        plan.Output("jump" + outputs++, node);
        return node;
    }

    // What a node is in the middle of all ranges.
    private int Known(int node, double value)
    {
        while (middle.Count <= node)
        {
            middle.Add(value);
        }

        return node;
    }

    private int Pick(List<int> nodes) => nodes[random.Next(nodes.Count)];

    private int Late(List<int> nodes) => random.Next(2) == 0 ? nodes[^(1 + random.Next(Math.Min(5, nodes.Count)))] : Pick(nodes);
}
