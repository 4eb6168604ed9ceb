using LlmCostDsl.Compiler;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Analysis.Emit;

/// <summary>
/// A plan compiled in memory: for request files and sweeps, where one plan is asked many times. Agrees with the interpreter to the bit. Immutable, and
/// safe to use from many threads: what changes are the values, which belong to the caller.
/// </summary>
internal sealed class CompiledPlan
{
    private readonly EvaluatorPlan plan;
    private readonly PlanInterpreter oracle;
    private readonly Step[] early;
    private readonly Step[] late;
    private readonly Lazy<CompiledLanes?> lanes;

    private CompiledPlan(EvaluatorPlan plan, Step[] early, Step[] late, Func<CompiledLanes?> lanes)
    {
        this.lanes = new(lanes);
        this.plan = plan;
        this.early = early;
        this.late = late;
        oracle = new(plan);
    }

    public EvaluatorPlan Plan => plan;

    public static CompiledPlan Compile(EvaluatorPlan plan)
    {
        var isEarly = BindingTime.Early(plan);
        var outermost = Enumerable.Range(0, plan.Nodes.Count).Where(n => plan.Nodes[n].Loop < 0).ToArray();
        var early = PlanSegments.Of(plan, outermost.Where(n => isEarly[n]));
        var lateNodes = outermost.Where(n => !isEarly[n]).ToArray();
        var late = PlanSegments.Of(plan, lateNodes);
        var stored = StoredNodes.Of(plan, early.Concat(late));
        return new(plan, SegmentCompiler.Compile(plan, early, stored), SegmentCompiler.Compile(plan, late, stored), () => CompiledLanes.Compile(plan, lateNodes));
    }

    /// <summary>The same for rows side by side, made when it is first wanted; null where there is no such thing.</summary>
    internal CompiledLanes? Lanes => lanes.Value;

    /// <summary>Computes what depends on the device alone.</summary>
    public BoundPlan Bind(DeviceValues? device)
    {
        var attributes = PlanGuards.Attributes(plan, device);
        var values = new double[plan.Nodes.Count];
        Run(early, [], attributes, values);
        return new(this, device, attributes, values);
    }

    /// <summary>Fills in what depends on the inputs; the rest of the values comes from binding.</summary>
    internal void Finish(double[] inputs, double[] attributes, double[] values) => Run(late, inputs, attributes, values);

    /// <summary>The interpreter's answer, for the sentences that go with a failure.</summary>
    internal PlanResult Explain(double[] inputs, DeviceValues? device) => oracle.Evaluate(inputs, device);

    private static void Run(Step[] steps, double[] inputs, double[] attributes, double[] values)
    {
        foreach (var step in steps)
        {
            step.Run(inputs, attributes, values);
        }
    }
}

/// <summary>A compiled plan on one device.</summary>
internal sealed class BoundPlan(CompiledPlan compiled, DeviceValues? device, double[] attributes, double[] known)
{
    public EvaluatorPlan Plan => compiled.Plan;

    /// <summary>One evaluation with all checks; only the nodes that hosts may ask for (<see cref="PlanOperands.Roots"/>) are sure to be filled in.</summary>
    public PlanResult Evaluate(double[] inputs)
    {
        if (PlanGuards.Refusals(Plan, inputs).Any())
        {
            return PlanResult.Refused(PlanGuards.Refusals(Plan, inputs));
        }

        var values = Values(inputs);
        var isSound = Plan.Outputs.All(o => !double.IsNaN(values[o.Node])) && Plan.Guards.All(g => Math.Abs(values[g.Condition]) > 0);
        return isSound ? new(values, default) : compiled.Explain(inputs, device);
    }

    /// <summary>
    /// Evaluates rows side by side, if the plan and the machine allow it. Inputs are taken as they are: whether they accept these values is for the caller to know.
    /// </summary>
    /// <param name="inputs">A column an input.</param>
    /// <param name="nodes">Outputs of the plan, by node.</param>
    /// <param name="results">A column for each of them.</param>
    /// <param name="sound">Which rows have these results; the others are to be asked one by one, for what is wrong with them.</param>
    public bool TryEvaluateMany(double[][] inputs, IReadOnlyList<int> nodes, double[][] results, Span<bool> sound)
    {
        compiled.Lanes?.Evaluate(known, inputs, nodes, results, sound);
        return compiled.Lanes is not null;
    }

    /// <summary>The bare values by node, without any check.</summary>
    public double[] Values(double[] inputs)
    {
        var values = (double[])known.Clone();
        compiled.Finish(inputs, attributes, values);
        return values;
    }
}
