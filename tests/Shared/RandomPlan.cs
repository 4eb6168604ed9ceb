using LlmCostDsl.Compiler.Plan;
using LlmCostDsl.Compiler.Support;

namespace LlmCostDsl.Tests;

/// <summary>
/// A plan drawn from a seed, of exact operations only, with awkward numbers: NaN, infinities, both zeros, real ends, empty and refused ranges, nested
/// loops with several folds. A smaller size is a prefix of the larger one's drawing, so that a failure can be shrunk.
/// </summary>
internal sealed class RandomPlan
{
    private static readonly double[] Awkward = [0, 1, -1, 2, 3, 0.1, 2.5, 1e-3, 7, 1e16, double.NaN, double.PositiveInfinity, double.NegativeInfinity];

    private static readonly PlanOp[] Binary =
    [
        PlanOp.Add, PlanOp.Subtract, PlanOp.Multiply, PlanOp.Divide, PlanOp.Minimum, PlanOp.Maximum, PlanOp.Less, PlanOp.LessOrEqual, PlanOp.Equal,
        PlanOp.And, PlanOp.Or,
    ];

    private static readonly PlanOp[] Unary = [PlanOp.Ceiling, PlanOp.Floor, PlanOp.Absolute, PlanOp.SquareRoot, PlanOp.Not];

    private readonly PlanBuilder plan = new("Random");
    private readonly Random random;

    private RandomPlan(int seed) => random = new(seed);

    public static EvaluatorPlan Draw(int seed, int size)
    {
        var drawing = new RandomPlan(seed);
        drawing.Draw(size);
        return drawing.plan.Build();
    }

    public static double[] Values(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.Next(4) == 0 ? Awkward[random.Next(Awkward.Length)] : random.Next(8) == 0 ? -0.0 : random.Next(-50, 50) / 8.0)];
    }

    private void Draw(int size)
    {
        var outside = new List<int>();
        for (var i = 0; i < 3; i++)
        {
            outside.Add(plan.Input("x" + i, double.NegativeInfinity, double.PositiveInfinity));
            outside.Add(plan.Attribute("a" + i));
            outside.Add(plan.Constant(Awkward[random.Next(Awkward.Length)]));
        }

        outside.Add(plan.Present(1));
        while (plan.NodeCount < size)
        {
            if (random.Next(12) == 0)
            {
                DrawLoop(outside, -1, 1);
            }
            else
            {
                outside.Add(DrawNode(outside));
            }
        }

        for (var i = 0; i < 6; i++)
        {
            plan.Output("y" + i, Pick(outside));
        }

        plan.Output("last", outside[^1]);
        DrawTable(outside);
    }

    // A table asks for more than the outputs do, and what is no number there refuses nothing.
    private void DrawTable(List<int> visible)
    {
        var columns = Enumerable.Range(0, 3).Select(c => new PlanColumn("c" + c, PlanColumnKind.Channel, default)).ToEquatable();
        var rows = Enumerable.Range(0, 4).Select(r => new PlanRow(
            "r" + r,
            r % 2 == 0 ? string.Empty : "layer",
            "op",
            Late(visible),
            Enumerable.Range(0, r).Select(_ => Pick(visible)).ToEquatable(),
            columns.Select(_ => Late(visible)).ToEquatable(),
            -1)).ToEquatable();
        plan.Table(new("step", columns, rows, columns.Select((_, c) => c == 2 ? -1 : Pick(visible)).ToEquatable()));
    }

    private void DrawLoop(List<int> visible, int outer, int depth)
    {
        // Mostly short ranges from wherever the low end lies; now and then whatever there is, if it is surely refused or empty.
        var low = Pick(visible);
        var high = random.Next(8) == 0
            ? Within(plan.Constant(Awkward[^(1 + random.Next(3))]), visible)
            : Within(plan.Add(low, plan.Constant(random.Next(-1, 9) / 2.0)), visible);
        var loop = plan.Loop(low, high, outer);
        var inside = new List<int>(visible) { plan.Index(loop) };
        for (var n = random.Next(1, 6); n > 0; n--)
        {
            if (depth < 3 && random.Next(4) == 0)
            {
                DrawLoop(inside, loop, depth + 1);
            }
            else
            {
                inside.Add(DrawNode(inside));
            }
        }

        // What is drawn inside of a loop without reading its index is known outside as well, but not before this loop is.
        visible.AddRange(Enumerable.Range(0, random.Next(1, 4)).Select(_ => random.Next(2) == 0 ? plan.Sum(loop, Late(inside)) : plan.Largest(loop, Late(inside))).ToArray());
    }

    private int DrawNode(List<int> visible) => random.Next(8) switch
    {
        0 => plan.Select(Late(visible), Late(visible), Late(visible)),
        1 => plan.Apply(Unary[random.Next(Unary.Length)], Late(visible)),
        2 => Within(plan.Constant(Awkward[random.Next(Awkward.Length)]), visible),
        _ => plan.Apply(Binary[random.Next(Binary.Length)], Late(visible), Late(visible)),
    };

    private static int Within(int node, List<int> visible)
    {
        visible.Add(node);
        return node;
    }

    private int Pick(List<int> nodes) => nodes[random.Next(nodes.Count)];

    // Mostly what was drawn last, so that plans are deep as well as wide.
    private int Late(List<int> nodes) => random.Next(2) == 0 ? nodes[^(1 + random.Next(Math.Min(4, nodes.Count)))] : Pick(nodes);
}
