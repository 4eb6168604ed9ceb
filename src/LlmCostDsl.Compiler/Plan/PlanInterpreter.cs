using LlmCostDsl.Compiler.Support;

namespace LlmCostDsl.Compiler.Plan;

/// <summary>
/// Evaluates plans, plainly: node after node, every branch, loops where their folds stand. The oracle of every other back end. Nothing throws for what
/// was handed in, and nothing recurses over the length of a plan.
/// </summary>
internal sealed class PlanInterpreter
{
    private readonly EvaluatorPlan plan;
    private readonly Instruction[] code;
    private readonly int[] outermost;
    private readonly int[][] bodies;

    public PlanInterpreter(EvaluatorPlan plan)
    {
        this.plan = plan;
        bodies = [.. plan.Loops.Select(l => l.Body.ToArray())];

        // Loops and no queries: these would be compiled anew each time the tool starts.
        code = new Instruction[plan.Nodes.Count];
        var once = new List<int>();
        for (var i = 0; i < code.Length; i++)
        {
            var node = plan.Nodes[i];
            code[i] = new(node.Op, node.A, node.B, node.C, node.Value);
            if (node.Loop < 0)
            {
                once.Add(i);
            }
        }

        outermost = [.. once];
    }

    /// <param name="inputs">One value an input, in base units.</param>
    /// <param name="device">What attributes are read from; without one all are absent.</param>
    public static PlanResult Evaluate(EvaluatorPlan plan, IReadOnlyList<double> inputs, DeviceValues? device)
        => new PlanInterpreter(plan).Evaluate(inputs, device);

    /// <summary>Evaluates for one set of inputs, checks included.</summary>
    public PlanResult Evaluate(IReadOnlyList<double> inputs, DeviceValues? device)
    {
        var refusals = PlanGuards.Refusals(plan, inputs).ToArray();
        if (refusals.Length > 0)
        {
            return PlanResult.Refused(refusals);
        }

        var run = Run(inputs, PlanGuards.Attributes(plan, device));
        var broken = PlanGuards.Broken(plan, run.Values, device?.Name ?? "an unnamed device").ToEquatable();
        return new(run.Values, broken.IsEmpty ? LoopTrouble.Explain(plan, run.Values, run.Refused) : broken);
    }

    /// <summary>The bare values by node, without any check.</summary>
    public double[] Values(IReadOnlyList<double> inputs, IReadOnlyList<double> attributes) => Run(inputs, attributes).Values;

    private Frame Run(IReadOnlyList<double> inputs, IReadOnlyList<double> attributes)
    {
        var frame = new Frame(inputs, attributes, new double[code.Length], new double[plan.Loops.Count], new LoopRange?[plan.Loops.Count]);
        foreach (var node in outermost)
        {
            Step(frame, node);
        }

        return frame;
    }

    private void Step(Frame frame, int node)
    {
        ref readonly var i = ref code[node];
        switch (i.Op)
        {
            case PlanOp.Constant:
                frame.Values[node] = i.Value;
                break;
            case PlanOp.Input:
                frame.Values[node] = frame.Inputs[i.A];
                break;
            case PlanOp.Attribute:
                frame.Values[node] = frame.Attributes[i.A];
                break;
            case PlanOp.Present:
                frame.Values[node] = PlanArithmetic.Truth(!double.IsNaN(frame.Attributes[i.A]));
                break;
            case PlanOp.Index:
                frame.Values[node] = frame.Indices[i.A];
                break;
            case PlanOp.Sum or PlanOp.Largest:
                // All folds of a loop are computed where the first of them stands.
                if (plan.Loops[i.A].Folds[0] == node)
                {
                    RunLoop(frame, i.A);
                }

                break;
            default:
                frame.Values[node] = PlanArithmetic.Apply(i.Op, At(frame, i.A), At(frame, i.B), At(frame, i.C));
                break;
        }
    }

    // Loops nest as deep as somebody wrote them inside each other, which the compiler limits.
    private void RunLoop(Frame frame, int number)
    {
        var loop = plan.Loops[number];
        var range = new LoopRange(frame.Values[loop.Low], frame.Values[loop.High]);
        if (!range.CanRun)
        {
            frame.Refused[number] ??= range;
            Fill(frame, loop, double.NaN);
            return;
        }

        var totals = new double[loop.Folds.Count];
        for (var k = 0; k < range.Count; k++)
        {
            frame.Indices[number] = range.Low + k;
            foreach (var node in bodies[number])
            {
                Step(frame, node);
            }

            for (var f = 0; f < totals.Length; f++)
            {
                ref readonly var fold = ref code[loop.Folds[f]];
                var value = frame.Values[fold.B];
                totals[f] = fold.Op == PlanOp.Sum ? totals[f] + value : k == 0 ? value : Math.Max(totals[f], value);
            }
        }

        for (var f = 0; f < totals.Length; f++)
        {
            frame.Values[loop.Folds[f]] = totals[f];
        }
    }

    private static void Fill(Frame frame, PlanLoop loop, double value)
    {
        foreach (var fold in loop.Folds)
        {
            frame.Values[fold] = value;
        }
    }

    private static double At(Frame frame, int node) => node < 0 ? 0 : frame.Values[node];

    private readonly record struct Instruction(PlanOp Op, int A, int B, int C, double Value);

    /// <summary>The state of one evaluation.</summary>
    private sealed record Frame(
        IReadOnlyList<double> Inputs, IReadOnlyList<double> Attributes, double[] Values, double[] Indices, LoopRange?[] Refused);
}
