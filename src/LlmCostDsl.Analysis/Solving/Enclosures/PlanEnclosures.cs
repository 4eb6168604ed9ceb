using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Analysis.Solving.Enclosures;

/// <summary>The variable of a question: what of a plan moves, all else being fixed.</summary>
/// <param name="Leaf">An input or an attribute.</param>
/// <param name="Number">Which one.</param>
/// <param name="IsWhole">Whether it takes whole numbers only.</param>
internal readonly record struct PlanVariable(PlanOp Leaf, int Number, bool IsWhole);

/// <summary>
/// Encloses all nodes of a plan over a box: the variable between two values that were evaluated, all else fixed. One pass in the plan's order; a loop is
/// gone through iteration by iteration where its range begins at one value, and is not looked into where it is too long.
/// </summary>
internal sealed class PlanEnclosures
{
    // Beyond it a single look would take longer than the search may.
    private const double LoopLimit = 100_000;

    private readonly EvaluatorPlan plan;
    private readonly PlanVariable variable;
    private readonly bool[] moves;
    private readonly Enclosure[] nodes;
    private readonly Enclosure[] indices;
    private double width;
    private IReadOnlyList<double> first = [];
    private IReadOnlyList<double> last = [];

    public PlanEnclosures(EvaluatorPlan plan, PlanVariable variable)
    {
        this.plan = plan;
        this.variable = variable;
        nodes = new Enclosure[plan.Nodes.Count];
        indices = new Enclosure[plan.Loops.Count];
        moves = Moving(plan, variable);
    }

    /// <summary>What was found of a node in the last box.</summary>
    public Enclosure this[int node] => nodes[node];

    /// <summary>Operations done so far: what a budget counts.</summary>
    public long Work { get; private set; }

    /// <summary>Whether a node changes with the variable.</summary>
    public bool Moves(int node) => moves[node];

    /// <param name="low">One end of the box.</param>
    /// <param name="high">The other.</param>
    /// <param name="atLow">By number of node, what evaluation found there.</param>
    /// <param name="atHigh">As above.</param>
    public void Over(double low, double high, IReadOnlyList<double> atLow, IReadOnlyList<double> atHigh)
    {
        (first, last, width) = (atLow, atHigh, high - low);
        var itself = Enclosure.Variable(low, high);
        for (var i = 0; i < nodes.Length; i++)
        {
            if (plan.Nodes[i].Loop >= 0)
            {
                continue;
            }

            if (!moves[i])
            {
                nodes[i] = Enclosure.Constant(atLow[i]);
            }
            else if (plan.Nodes[i].IsFold())
            {
                if (plan.Loops[plan.Nodes[i].A].Folds[0] == i)
                {
                    Run(plan.Nodes[i].A, itself);
                }

                nodes[i] = Tightened(nodes[i], i);
            }
            else
            {
                nodes[i] = Tightened(Of(plan.Nodes[i], itself), i);
            }
        }
    }

    private static bool[] Moving(EvaluatorPlan plan, PlanVariable variable)
    {
        var moves = new bool[plan.Nodes.Count];
        for (var i = 0; i < moves.Length; i++)
        {
            var node = plan.Nodes[i];

            // Of an attribute only its value is sought: whether a device states it is no question then.
            moves[i] = (node.Op == variable.Leaf && node.A == variable.Number) || PlanOperands.Of(node).Any(o => moves[o])
                || (node.IsFold() && (moves[plan.Loops[node.A].Low] || moves[plan.Loops[node.A].High]));
        }

        // The folds of a loop are found together.
        foreach (var loop in plan.Loops.Where(l => l.Folds.Any(f => moves[f])))
        {
            foreach (var fold in loop.Folds)
            {
                moves[fold] = true;
            }
        }

        return moves;
    }

    private Enclosure Of(PlanNode node, Enclosure itself)
    {
        Work++;
        Enclosure A() => nodes[node.A];
        Enclosure B() => nodes[node.B];
        return node.Op switch
        {
            PlanOp.Constant => Enclosure.Constant(node.Value),
            PlanOp.Input or PlanOp.Attribute when node.Op == variable.Leaf && node.A == variable.Number => itself,
            PlanOp.Index => indices[node.A],
            PlanOp.Add => EnclosureArithmetic.Add(A(), B()),
            PlanOp.Subtract => EnclosureArithmetic.Subtract(A(), B()),
            PlanOp.Multiply => node.A == node.B ? EnclosureArithmetic.Square(A()) : EnclosureArithmetic.Multiply(A(), B()),
            PlanOp.Divide => EnclosureArithmetic.Divide(A(), B()),
            PlanOp.Power => EnclosureArithmetic.Power(A(), B()),
            PlanOp.Minimum => EnclosureArithmetic.Minimum(A(), B(), Difference(node)),
            PlanOp.Maximum => EnclosureArithmetic.Maximum(A(), B(), Difference(node)),
            PlanOp.Ceiling => EnclosureArithmetic.Rounding(A(), Math.Ceiling),
            PlanOp.Floor => EnclosureArithmetic.Rounding(A(), Math.Floor),
            PlanOp.Absolute => EnclosureArithmetic.Absolute(A()),
            PlanOp.Log2 => EnclosureArithmetic.Log2(A()),
            PlanOp.SquareRoot => EnclosureArithmetic.SquareRoot(A()),
            PlanOp.Less => EnclosureLogic.Less(A(), B(), Difference(node), orEqual: false),
            PlanOp.LessOrEqual => EnclosureLogic.Less(A(), B(), Difference(node), orEqual: true),
            PlanOp.Equal => EnclosureLogic.Equal(A(), B(), Difference(node)),
            PlanOp.And => EnclosureLogic.And(A(), B()),
            PlanOp.Or => EnclosureLogic.Or(A(), B()),
            PlanOp.Not => EnclosureLogic.Not(A()),
            PlanOp.Select => EnclosureLogic.Select(A(), B(), nodes[node.C]),
            _ => Enclosure.Everything,
        };
    }

    // Right less left, as tight as it can be: what both have in common cancels in the slope.
    private Enclosure Difference(PlanNode node)
    {
        var difference = EnclosureArithmetic.Subtract(nodes[node.B], nodes[node.A]);
        return node.Loop >= 0 ? difference
            : difference.Tightened(first[node.B] - first[node.A], last[node.B] - last[node.A], width, variable.IsWhole);
    }

    private Enclosure Tightened(Enclosure found, int node) => found.Tightened(first[node], last[node], width, variable.IsWhole);

    // Loops nest as deep as somebody wrote them inside each other, which the compiler limits.
    private void Run(int number, Enclosure itself)
    {
        var loop = plan.Loops[number];
        var (low, high) = (nodes[loop.Low], nodes[loop.High]);
        var most = new LoopRange(low.Low, high.High);
        if (low.MayBeNaN || high.MayBeNaN || low.Low != low.High || !most.CanRun || most.Count > LoopLimit)
        {
            foreach (var fold in loop.Folds)
            {
                nodes[fold] = Enclosure.Everything;
            }

            return;
        }

        var sure = new LoopRange(low.Low, high.Low).Count;
        var totals = loop.Folds.Select(_ => Enclosure.Constant(0)).ToArray();
        for (var k = 0; k < most.Count; k++)
        {
            indices[number] = Enclosure.Constant(low.Low + k);
            foreach (var body in loop.Body)
            {
                Inside(body, itself);
            }

            for (var f = 0; f < totals.Length; f++)
            {
                var fold = plan.Nodes[loop.Folds[f]];
                var value = nodes[fold.B];
                var next = fold.Op == PlanOp.Sum ? EnclosureArithmetic.Add(totals[f], value)
                    : k == 0 ? value
                    : EnclosureArithmetic.Maximum(totals[f], value, EnclosureArithmetic.Subtract(value, totals[f]));
                var adds = value.Low >= 0 || (fold.Op == PlanOp.Largest && k > 0);
                totals[f] = k < sure ? next : Perhaps(next, totals[f], adds ? high.Way : value.High <= 0 ? high.Way.Flip() : Way.Unknown);
            }
        }

        for (var f = 0; f < totals.Length; f++)
        {
            nodes[loop.Folds[f]] = totals[f];
        }
    }

    private void Inside(int number, Enclosure itself)
    {
        var node = plan.Nodes[number];
        if (!node.IsFold())
        {
            nodes[number] = Of(node, itself);
        }
        else if (plan.Loops[node.A].Folds[0] == number)
        {
            Run(node.A, itself);
        }
    }

    // An iteration that is run on a part of the box.
    private static Enclosure Perhaps(Enclosure with, Enclosure without, Way way)
    {
        var either = with.Or(without);
        var both = either.Way & way;
        return either with { Way = both, Slope = Enclosure.Jump(both, Interval.Everything), Noise = way == Way.Unknown ? double.PositiveInfinity : either.Noise };
    }
}
